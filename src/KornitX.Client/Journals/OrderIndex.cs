using System;
using System.Collections.Generic;
using System.Text.Json;

namespace KornitX.Client;

/// <summary>
/// The orders of a journal, in order of first appearance, and ways to find them: about a hundred bytes each. What it does not
/// hold it reads from the file again.
/// </summary>
internal sealed class OrderIndex
{
    private readonly IJournalContent _content;
    private readonly ChunkedList<IndexedOrder> _orders = new();
    private readonly ChunkedList<int> _byNumber = new();
    private readonly HashChains _byId = new();
    private readonly HashChains _byExternalRef = new();

    public OrderIndex(IJournalContent content) => _content = content;

    /// <summary>Makes room for as many orders as a file of that length usually has.</summary>
    public void Reserve(long length)
    {
        const int usualLength = 500;
        _byId.Reserve(length / usualLength);
        _byExternalRef.Reserve(length / usualLength);
    }

    /// <summary>How many orders there are.</summary>
    public int Count => _orders.Count;

    /// <summary>The highest number given.</summary>
    public int LastNumber => _byNumber.Count;

    public ref IndexedOrder this[int order] => ref _orders[order];

    /// <summary>The order whose intent has that number; -1 when there is none.</summary>
    public int OrderOf(long number) => number < 1 || number > _byNumber.Count ? -1 : _byNumber[(int)number - 1];

    /// <summary>Takes a line that the parser has read.</summary>
    /// <param name="line">The line.</param>
    /// <param name="at">Where it begins.</param>
    /// <exception cref="FormatException">It does not fit the lines before it.</exception>
    public void Take(LineParser line, long at)
    {
        if (line.State == LineState.Sending)
        {
            TakeIntent(line, at);
            return;
        }

        int order = OrderOf(line.Number);
        bool isSettlement = line.State is LineState.Booked or LineState.NotBooked;
        if (order < 0 || _orders[order].Number != line.Number
            || !(isSettlement ? _orders[order].IsUnknown : _orders[order].IsOpen))
            throw new FormatException(isSettlement ? "A settlement of what is not unknown." : "An outcome without its intent.");

        _orders[order].RecordOutcome(at, line.State);
        if (line.AnsweredOrderId > 0)
            LearnId(order, line.AnsweredOrderId);
    }

    /// <summary>The orders of an operation that may be the one with these names: each at least once.</summary>
    public IEnumerable<int> Find(bool isReturn, OrderIdentity identity)
    {
        if (identity.AnyId is { } id)
        {
            ulong key = KeyOfId(isReturn, id);
            for (int link = _byId.First(key); link != 0; link = _byId.Next(link))
                yield return _byId.OrderOf(link);
        }

        if (identity.ExternalRef is { } externalRef)
        {
            ulong key = KeyOfRef(isReturn, TextHash.Of(externalRef));
            for (int link = _byExternalRef.First(key); link != 0; link = _byExternalRef.Next(link))
                yield return _byExternalRef.OrderOf(link);
        }
    }

    /// <summary>The names by which an order is known.</summary>
    /// <exception cref="FormatException">The file has changed.</exception>
    public OrderIdentity IdentityOf(int order) => IdentityOf(order, null);

    /// <summary>The same, with the last intent's line where it has been read.</summary>
    /// <exception cref="FormatException">The file has changed.</exception>
    public OrderIdentity IdentityOf(int order, IntentLine? last)
    {
        ref IndexedOrder entry = ref _orders[order];
        bool isEchoed = (entry.Flags & IndexFlags.IdIsEchoed) != 0;
        long? id = entry.OrderId == 0 ? null : entry.OrderId;
        string? externalRef = entry.ExternalRefLine == 0 ? null
            : last is not null && entry.ExternalRefLine == entry.Intent ? last.OrderExternalRef
            : ReadIntent(entry.ExternalRefLine).OrderExternalRef;
        return OrderIdentity.Of(isEchoed ? null : id, externalRef, isEchoed ? id : null);
    }

    /// <summary>The intent's line that begins there.</summary>
    /// <exception cref="FormatException">The file has changed.</exception>
    public IntentLine ReadIntent(long at) =>
        JsonSerializer.Deserialize(ContentLines.ReadLine(_content, at), JournalJson.Default.IntentLine) ?? throw new FormatException("An empty line.");

    /// <summary>The outcome's line that begins there.</summary>
    /// <exception cref="FormatException">The file has changed.</exception>
    public OutcomeLine ReadOutcome(long at) =>
        JsonSerializer.Deserialize(ContentLines.ReadLine(_content, at), JournalJson.Default.OutcomeLine) ?? throw new FormatException("An empty line.");

    /// <summary>The settlement's line that begins there.</summary>
    /// <exception cref="FormatException">The file has changed.</exception>
    public SettlementLine ReadSettlement(long at) =>
        JsonSerializer.Deserialize(ContentLines.ReadLine(_content, at), JournalJson.Default.SettlementLine) ?? throw new FormatException("An empty line.");

    private void TakeIntent(LineParser line, long at)
    {
        if (line.Number != LastNumber + 1)
        {
            throw new FormatException(line.Number > LastNumber
                ? $"Number {line.Number} where {LastNumber + 1} is expected: lines were removed."
                : $"Number {line.Number} where {LastNumber + 1} is expected.");
        }

        int order = FindEarlierTry(line, at);
        if (order < 0)
        {
            order = _orders.Count;
            _orders.Add(new IndexedOrder
            {
                Reference = line.Reference,
                Occurrence = line.Occurrence,
                Flags = line.IsReturn ? IndexFlags.IsReturn : IndexFlags.None,
            });
        }

        if (line.Addressing != Addressing.Id && _orders[order].ExternalRefLine == 0)
        {
            _orders[order].ExternalRefLine = at;
            _byExternalRef.Add(KeyOfRef(line.IsReturn, line.ExternalRef), order);
        }

        if (line.Addressing != Addressing.ExternalRef)
            LearnId(order, line.OrderId);
        else if (line.OrderId > 0)
            LearnEchoedId(order, line.OrderId);
        _orders[order].RecordIntent(at, (int)line.Number);
        _byNumber.Add(order);
    }

    /// <summary>The order of which this intent is another try; -1 when it is the first one.</summary>
    private int FindEarlierTry(LineParser line, long at)
    {
        OrderIdentity? identity = null;
        IntentLine? whole = null;
        for (int pass = 0; pass < 2; pass++)
        {
            HashChains chains = pass == 0 ? _byId : _byExternalRef;
            if (pass == 0 ? line.OrderId == 0 : line.Addressing == Addressing.Id)
                continue;
            ulong key = pass == 0 ? KeyOfId(line.IsReturn, line.OrderId) : KeyOfRef(line.IsReturn, line.ExternalRef);
            for (int link = chains.First(key); link != 0; link = chains.Next(link))
            {
                int order = chains.OrderOf(link);
                if (_orders[order].Reference != line.Reference || _orders[order].Occurrence != line.Occurrence)
                    continue;
                whole ??= ReadIntent(at);
                identity ??= OrderIdentity.Of(whole.ToRequest().Order);
                if (identity.Value.Compare(IdentityOf(order)) == IdentityMatch.Same
                    && string.Equals(whole.Reference, ReadIntent(_orders[order].Intent).Reference, StringComparison.Ordinal))
                    return order;
            }
        }

        return -1;
    }

    private void LearnId(int order, long id)
    {
        ref IndexedOrder entry = ref _orders[order];
        bool isKnown = entry.OrderId == id;
        if (entry.OrderId != 0 && !isKnown && (entry.Flags & IndexFlags.IdIsEchoed) == 0)
            return;
        entry.OrderId = id;
        entry.Flags &= ~IndexFlags.IdIsEchoed;
        if (!isKnown)
            _byId.Add(KeyOfId((entry.Flags & IndexFlags.IsReturn) != 0, id), order);
    }

    private void LearnEchoedId(int order, long id)
    {
        ref IndexedOrder entry = ref _orders[order];
        if (entry.OrderId != 0)
            return;
        entry.OrderId = id;
        entry.Flags |= IndexFlags.IdIsEchoed;
        _byId.Add(KeyOfId((entry.Flags & IndexFlags.IsReturn) != 0, id), order);
    }

    private static ulong KeyOfId(bool isReturn, long id) => TextHash.Mix(unchecked(((ulong)id * 2) + (isReturn ? 1UL : 0UL)));

    private static ulong KeyOfRef(bool isReturn, ulong hash) => isReturn ? TextHash.Mix(hash) : hash;
}
