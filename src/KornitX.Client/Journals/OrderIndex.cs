using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace KornitX.Client;

/// <summary>
/// An index of the orders of a journal, in order of first appearance. Needs about a hundred bytes per order, and reads all
/// other values from the file.
/// </summary>
internal sealed class OrderIndex
{
    private readonly IJournalContent _content;
    private readonly ChunkedList<IndexedOrder> _orders = new();
    private readonly ChunkedList<int> _byNumber = new();
    private readonly HashChains _byId = new();
    private readonly HashChains _byExternalRef = new();

    public OrderIndex(IJournalContent content) => _content = content;

    /// <summary>Reserves capacity for the orders that a file of this length usually has.</summary>
    public void Reserve(long length)
    {
        const int usualLength = 500;
        _byId.Reserve(length / usualLength);
        _byExternalRef.Reserve(length / usualLength);
    }

    /// <summary>The number of orders.</summary>
    public int Count => _orders.Count;

    /// <summary>The highest number of an intent.</summary>
    public int LastNumber => _byNumber.Count;

    public ref IndexedOrder this[int order] => ref _orders[order];

    /// <summary>Returns the order whose intent has a number, or -1.</summary>
    public int OrderOf(long number) => number < 1 || number > _byNumber.Count ? -1 : _byNumber[(int)number - 1];

    /// <summary>Adds a line that was parsed.</summary>
    /// <param name="line">The parser that parsed the line.</param>
    /// <param name="at">The position of the line.</param>
    /// <exception cref="FormatException">The line contradicts earlier lines.</exception>
    public void Add(LineParser line, long at)
    {
        if (line.State == LineState.Sending)
        {
            AddIntent(line, at);
            return;
        }

        int order = OrderOf(line.Number);
        bool isSettlement = line.State is LineState.Booked or LineState.NotBooked;
        if (order < 0 || _orders[order].Number != line.Number
            || !(isSettlement ? _orders[order].IsUnknown : _orders[order].IsOpen))
            throw new FormatException(isSettlement ? "A settlement of what is not unknown." : "An outcome without its intent.");

        _orders[order].RecordOutcome(at, line.State);
        if (line.AnsweredOrderId > 0)
            SetId(order, line.AnsweredOrderId);
    }

    /// <summary>Returns the orders of an operation that may have an identity. An order can be returned more than once.</summary>
    public IEnumerable<int> Find(Operation operation, OrderIdentity identity)
    {
        IEnumerable<int> byId = identity.AnyId is { } id ? Find(_byId, KeyOfId(id)) : [];
        IEnumerable<int> byExternalRef = identity.ExternalRef is { } externalRef ? Find(_byExternalRef, TextHash.Of(externalRef)) : [];
        return byId.Concat(byExternalRef).Where(order => _orders[order].Operation == operation.Index);
    }

    /// <summary>Returns the identity of an order.</summary>
    /// <exception cref="FormatException">The file has changed.</exception>
    public OrderIdentity IdentityOf(int order) => IdentityOf(order, null);

    /// <summary>Returns the identity of an order, using its last intent if that was already read.</summary>
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

    /// <summary>Reads the intent at a position.</summary>
    /// <exception cref="FormatException">The file has changed.</exception>
    public IntentLine ReadIntent(long at) => Read(at, JournalJson.Default.IntentLine);

    /// <summary>Reads the outcome at a position.</summary>
    /// <exception cref="FormatException">The file has changed.</exception>
    public OutcomeLine ReadOutcome(long at) => Read(at, JournalJson.Default.OutcomeLine);

    /// <summary>Reads the settlement at a position.</summary>
    /// <exception cref="FormatException">The file has changed.</exception>
    public SettlementLine ReadSettlement(long at) => Read(at, JournalJson.Default.SettlementLine);

    private T Read<T>(long at, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(ContentLines.ReadLine(_content, at), type) ?? throw new FormatException("An empty line.");

    private void AddIntent(LineParser line, long at)
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
                Operation = line.Operation.Index,
            });
        }

        if (line.Addressing != Addressing.Id && _orders[order].ExternalRefLine == 0)
        {
            _orders[order].ExternalRefLine = at;
            _byExternalRef.Add(line.ExternalRef, order);
        }

        if (line.Addressing != Addressing.ExternalRef)
            SetId(order, line.OrderId);
        else if (line.OrderId > 0)
            SetEchoedId(order, line.OrderId);
        _orders[order].RecordIntent(at, (int)line.Number);
        _byNumber.Add(order);
    }

    /// <summary>Finds the order of which this intent is a further attempt; -1 if it is the first one.</summary>
    private int FindEarlierTry(LineParser line, long at)
    {
        OrderIdentity? identity = null;
        IntentLine? whole = null;
        for (int pass = 0; pass < 2; pass++)
        {
            HashChains chains = pass == 0 ? _byId : _byExternalRef;
            ulong key = pass == 0 ? KeyOfId(line.OrderId) : line.ExternalRef;
            for (int link = chains.First(key); link != 0; link = chains.Next(link))
            {
                int order = chains.OrderOf(link);
                if (_orders[order].Operation != line.Operation.Index || _orders[order].Reference != line.Reference || _orders[order].Occurrence != line.Occurrence)
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

    private void SetId(int order, long id)
    {
        ref IndexedOrder entry = ref _orders[order];
        bool isKnown = entry.OrderId == id;
        if (entry.OrderId != 0 && !isKnown && (entry.Flags & IndexFlags.IdIsEchoed) == 0)
            return;
        entry.OrderId = id;
        entry.Flags &= ~IndexFlags.IdIsEchoed;
        if (!isKnown)
            _byId.Add(KeyOfId(id), order);
    }

    private void SetEchoedId(int order, long id)
    {
        ref IndexedOrder entry = ref _orders[order];
        if (entry.OrderId != 0)
            return;
        entry.OrderId = id;
        entry.Flags |= IndexFlags.IdIsEchoed;
        _byId.Add(KeyOfId(id), order);
    }

    private static IEnumerable<int> Find(HashChains chains, ulong key)
    {
        for (int link = chains.First(key); link != 0; link = chains.Next(link))
            yield return chains.OrderOf(link);
    }

    private static ulong KeyOfId(long id) => TextHash.Mix((ulong)id);
}
