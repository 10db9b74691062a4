using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>
/// A file that tells, whatever happens to the process or the machine, which orders were sent and what became of them.
/// Safe to use from many threads at once; those that write at the same time share one flush to the device.
/// </summary>
public sealed class Journal : IJournal, IDisposable
{
    private readonly object _lock = new();
    private readonly IJournalFile? _file;
    private readonly TimeProvider _time;
    private readonly Dictionary<OrderKey, JournaledOrder> _orders;
    private long _lastNumber;
    private long _length;
    private Batch _next = new();
    private bool _writing;
    private bool _begun;

    private Journal(IJournalFile? file, JournalReader content, TimeProvider time)
    {
        _file = file;
        _time = time;
        _orders = content.Orders;
        _lastNumber = content.LastNumber;
        _length = content.Length;
        foreach (JournaledOrder order in content.InOrder)
            order.MarkInterrupted();
    }

    /// <summary>Why it can't be written any more; null while it can. Nothing leaves once it is set.</summary>
    public string? Failure { get; private set; }

    /// <summary>Opens a journal for a run, or starts one.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="JournalException">Another run has it, it is corrupt, or it can't be opened.</exception>
    public static Journal Open(string path) => Open(path, JournalFile.Open(path), TimeProvider.System);

    /// <summary>Opens a journal to look into only, also while a run uses it. One that is not there is empty.</summary>
    /// <exception cref="JournalException">It is corrupt or can't be read.</exception>
    public static Journal OpenForReading(string path) =>
        new(null, JournalReader.Read(path, JournalFile.Exists(path) ? ReadAll(path) : []), TimeProvider.System);

    /// <summary>What a journal says of each order, in order of first appearance.</summary>
    /// <remarks>While a run uses it, an open intent is under way; else the run that had it has died.</remarks>
    /// <exception cref="JournalException">It is corrupt or can't be read.</exception>
    public static IReadOnlyList<JournaledOrder> ReadOrders(string path)
    {
        bool inUse = JournalFile.IsInUse(path);
        List<JournaledOrder> orders = JournalReader.Read(path, ReadAll(path)).InOrder;
        if (!inUse)
            orders.ForEach(order => order.MarkInterrupted());
        return orders;
    }

    internal static Journal Open(string path, IJournalFile file, TimeProvider time)
    {
        try
        {
            byte[] bytes = ReadAll(file);
            JournalReader content = JournalReader.Read(path, bytes);
            if (content.Length < bytes.Length)
                file.Truncate(content.Length);

            Journal journal = new(file, content, time);
            if (content.Length == 0)
                journal._next.Add(JournalLine.Head(time.GetUtcNow()));
            else if (content.LacksLineFeed)
                journal._next.AddLineFeed();
            return journal;
        }
        catch (IOException exception)
        {
            file.Dispose();
            throw JournalFileErrors.Unusable(path, exception);
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

    private static byte[] ReadAll(string path)
    {
        using IJournalContent content = JournalFile.OpenForReading(path);
        return ReadAll(content);
    }

    private static byte[] ReadAll(IJournalContent file)
    {
        using MemoryStream bytes = new();
        using Stream content = file.OpenStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Ends the use of the file. What is being written at this moment is lost; wait for it first.</summary>
    public void Dispose() => _file?.Dispose();

    IJournalEntry IJournal.CreateEntry(OrderKey key, OrderRequest request) => new JournalEntry(this, key, request);

    /// <summary>
    /// Writes a line; the task completes when the device has it. Whoever comes while a flush is under way waits for the
    /// next one, which takes all that have come by then.
    /// </summary>
    /// <param name="line">Makes the line.</param>
    /// <param name="placed">Is done when the line has its place and before a flush that is begun for it.</param>
    private Task AppendAsync(Func<JournalLine> line, Action? placed = null)
    {
        TaskCompletionSource<bool> written = new();
        bool idle;
        lock (_lock)
        {
            if (Failure is not null)
                return Task.FromException(new JournalException(JournalFault.Unusable, Failure));
            _next.Add(line(), written);
            idle = !_writing;
            _writing = true;
        }

        placed?.Invoke();
        if (idle)
            _ = WriteAsync();
        return written.Task;
    }

    /// <summary>Writes what has come, and what comes meanwhile, until there is nothing more.</summary>
    private async Task WriteAsync()
    {
        Batch? batch = TakeNext();
        Task<int> writing = WriteAsync(batch!);
        while (batch is not null)
        {
            try
            {
                _length += await writing.ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                Fail(batch, $"the journal could not be written: {exception.Message}");
                return;
            }

            // The disk has no pause while those who waited send what they have.
            Batch? next = TakeNext();
            if (next is not null)
                writing = WriteAsync(next);
            batch.Complete();
            batch = next;
        }
    }

    private async Task<int> WriteAsync(Batch batch)
    {
        byte[] bytes = batch.ToBytes();
        await _file!.AppendAsync(bytes).ConfigureAwait(false);
        return bytes.Length;
    }

    private Batch? TakeNext()
    {
        lock (_lock)
        {
            if (_next.IsEmpty)
            {
                _writing = false;
                return null;
            }

            Batch taken = _next;
            _next = new Batch();
            return taken;
        }
    }

    /// <summary>After a write that failed nothing is written any more, so that what is torn stays at the end.</summary>
    private void Fail(Batch batch, string failure)
    {
        Batch waiting;
        lock (_lock)
        {
            Failure = failure;
            waiting = _next;
            _next = new Batch();
        }

        try
        {
            _file!.Truncate(_length);
        }
        catch (Exception)
        {
            // Then the torn end stays; whoever reads the journal next passes over it.
        }

        batch.Fail(failure);
        waiting.Fail(failure);
    }

    /// <summary>Lines that go to the device together.</summary>
    private sealed class Batch
    {
        private readonly List<byte[]> _lines = [];
        // One for each who waits: a task that many wait for hands all but one of them to other threads, in any order.
        private readonly List<TaskCompletionSource<bool>> _written = [];

        public bool IsEmpty => _lines.Count == 0;

        public byte[] ToBytes()
        {
            byte[] bytes = new byte[_lines.Sum(line => line.Length)];
            int length = 0;
            foreach (byte[] line in _lines)
            {
                line.CopyTo(bytes, length);
                length += line.Length;
            }

            return bytes;
        }

        public void Add(JournalLine line, TaskCompletionSource<bool>? written = null)
        {
            _lines.Add(JsonSerializer.SerializeToUtf8Bytes(line, JournalJson.Lines.JournalLine));
            AddLineFeed();
            if (written is not null)
                _written.Add(written);
        }

        public void AddLineFeed() => _lines.Add([(byte)'\n']);

        public void Complete() => _written.ForEach(written => written.SetResult(true));

        public void Fail(string failure) => _written.ForEach(written =>
            written.SetException(new JournalException(JournalFault.Unusable, failure)));
    }

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

        public Task WriteIntentAsync() => _journal.AppendAsync(() =>
        {
            _number = ++_journal._lastNumber;
            return JournalLine.Intent(_number, _key, _request, _journal._time.GetUtcNow());
        });

        public Task WriteOutcomeAsync(Outcome outcome, Action? placed) => _journal.AppendAsync(
            () => JournalLine.Known(_number, outcome, _journal._time.GetUtcNow()), placed);
    }
}
