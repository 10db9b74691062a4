using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>
/// A file that tells, whatever happens to the process or the machine, which orders were sent and what became of them.
/// Safe to use from many threads at once.
/// </summary>
public sealed class Journal : IJournal, IDisposable
{
    private readonly object _lock = new();
    private readonly IJournalFile? _file;
    private readonly JournalWriter? _writer;
    private readonly TimeProvider _time;
    private readonly Dictionary<OrderKey, JournaledOrder> _orders;
    private long _lastNumber;
    private bool _begun;

    private Journal(IJournalFile? file, JournalWriter? writer, JournalReader content, TimeProvider time)
    {
        _file = file;
        _writer = writer;
        _time = time;
        _orders = content.Orders;
        _lastNumber = content.LastNumber;
        foreach (JournaledOrder order in content.InOrder)
            order.MarkInterrupted();
    }

    /// <summary>Why it can't be written any more; null while it can. Nothing leaves once it is set.</summary>
    public string? Failure => _writer?.Failure;

    /// <summary>Opens a journal for a run, or starts one.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="JournalException">Another run has it, it is corrupt, or it can't be opened.</exception>
    public static Journal Open(string path) => Open(path, JournalFile.Open(path), TimeProvider.System);

    /// <summary>Opens a journal to look into only, also while a run uses it. One that is not there is empty.</summary>
    /// <exception cref="JournalException">It is corrupt or can't be read.</exception>
    public static Journal OpenForReading(string path) =>
        new(null, null, JournalReader.Read(path, File.Exists(path) ? JournalFile.ReadAll(path) : []), TimeProvider.System);

    /// <summary>What a journal says of each order, in order of first appearance.</summary>
    /// <remarks>While a run uses it, an open intent is under way; else the run that had it has died.</remarks>
    /// <exception cref="JournalException">It is corrupt or can't be read.</exception>
    public static IReadOnlyList<JournaledOrder> ReadOrders(string path)
    {
        bool inUse = JournalFile.IsInUse(path);
        List<JournaledOrder> orders = JournalReader.Read(path, JournalFile.ReadAll(path)).InOrder;
        if (!inUse)
            orders.ForEach(order => order.MarkInterrupted());
        return orders;
    }

    internal static Journal Open(string path, IJournalFile file, TimeProvider time)
    {
        try
        {
            byte[] bytes = file.Read();
            JournalReader content = JournalReader.Read(path, bytes);
            if (content.Length < bytes.Length)
                file.Truncate(content.Length);

            byte[] before =
                content.Length == 0 ? [.. JsonSerializer.SerializeToUtf8Bytes(JournalLine.Head(time.GetUtcNow()), JournalJson.Lines.JournalLine), (byte)'\n']
                : content.LacksLineFeed ? [(byte)'\n']
                : [];
            return new Journal(file, new JournalWriter(file, content.Length, before), content, time);
        }
        catch (IOException exception)
        {
            file.Dispose();
            throw new JournalException(JournalFault.Unusable, $"The journal '{path}' can't be used: {exception.Message}", exception);
        }
        catch (JournalException)
        {
            file.Dispose();
            throw;
        }
    }

    Outcome? IJournal.FindPrevious(OrderKey key, OrderRequest request, bool retryUnknown)
    {
        lock (_lock)
        {
            if (!_orders.TryGetValue(key, out JournaledOrder? order))
                return null;
            if (order.MayBeBooked && !order.HasSameItems(request))
            {
                return new Outcome.NotSent(
                    NotSentReason.JournalConflict, "the journal has this order with other items, and they are booked or may be");
            }

            return order.Outcome switch
            {
                Outcome.Created created => created,
                Outcome.Unknown unknown when !retryUnknown => new Outcome.Unknown($"in an earlier run: {unknown.Message}"),
                _ => null,
            };
        }
    }

    /// <summary>
    /// Takes the journal for a run. It knows what was so when it was opened, so a second run would send again what the
    /// first one has booked.
    /// </summary>
    /// <exception cref="InvalidOperationException">It has had its run, or was opened for reading.</exception>
    internal void Begin()
    {
        lock (_lock)
        {
            if (_file is null)
                throw new InvalidOperationException("This journal was opened for reading. Open it for a run.");
            if (_begun)
                throw new InvalidOperationException("This journal has had its run. Open it again for another one.");
            _begun = true;
        }
    }

    bool IJournal.MayBeBooked(OrderKey key)
    {
        lock (_lock)
            return _orders.TryGetValue(key, out JournaledOrder? order) && order.MayBeBooked;
    }

    /// <summary>Ends the use of the file. What is being written at this moment is lost; wait for it first.</summary>
    public void Dispose()
    {
        _writer?.Close();
        _file?.Dispose();
    }

    IJournalEntry IJournal.CreateEntry(OrderKey key, OrderRequest request) => new JournalEntry(this, key, request);

    /// <summary>Adds a line. Lines are numbered when they are written, which is in the order in which they were added.</summary>
    private Task AppendAsync(Func<JournalLine> create) =>
        _writer!.AppendAsync(() => JsonSerializer.SerializeToUtf8Bytes(create(), JournalJson.Lines.JournalLine));

    private sealed class JournalEntry : IJournalEntry
    {
        private readonly Journal _journal;
        private readonly OrderKey _key;
        private readonly OrderRequest _request;
        private long _number;

        public JournalEntry(Journal journal, OrderKey key, OrderRequest request)
        {
            _journal = journal;
            _key = key;
            _request = request;
        }

        public Task WriteIntentAsync()
        {
            DateTimeOffset at = _journal._time.GetUtcNow();
            return _journal.AppendAsync(() => JournalLine.Intent(_number = ++_journal._lastNumber, _key, _request, at));
        }

        public Task WriteOutcomeAsync(Outcome outcome)
        {
            DateTimeOffset at = _journal._time.GetUtcNow();
            return _journal.AppendAsync(() => JournalLine.Known(_number, outcome, at));
        }
    }
}
