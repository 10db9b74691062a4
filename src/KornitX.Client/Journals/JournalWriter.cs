using System.Threading.Channels;

namespace KornitX.Client;

/// <summary>
/// Appends lines to a journal's file in the order in which they are added. Each write has the lines that were added until then, up
/// to <see cref="JournalScan.LongestWrite"/>, so that they share one flush, and starts when the write before is on the device.
/// Thread-safe.
/// </summary>
internal sealed class JournalWriter : IDisposable
{
    // Synchronous continuations let the simulations run on a single thread.
    private readonly Channel<Line> _lines = Channel.CreateUnbounded<Line>(
        new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = true });

    private readonly IJournalFile _file;
    private HeadLine? _head;
    private bool _lacksLineFeed;
    private ulong _checksum;
    private long _length;
    private volatile string? _failure;

    /// <summary>The line that did not fit in the last write.</summary>
    private Line? _next;

    /// <param name="file">The file, which is disposed with the writer.</param>
    /// <param name="scan">The content of the file.</param>
    /// <param name="head">The head of a new journal, which is written before the first line; null if the file has one.</param>
    public JournalWriter(IJournalFile file, JournalScan scan, HeadLine? head)
    {
        _file = file;
        _head = head;
        _lacksLineFeed = scan.LacksLineFeed;
        _checksum = scan.Checksum;
        _length = scan.Length;
        _ = WriteAllAsync();
    }

    /// <summary>Why nothing more can be written; null if it can.</summary>
    public string? Failure => _failure;

    /// <summary>
    /// Adds a line. The order of calls is the order of the lines. The task completes when the line is on the device.
    /// </summary>
    /// <param name="create">Creates the line. Called when the line is written, sequentially in the order of the lines.</param>
    /// <exception cref="JournalException">The line or an earlier one could not be written.</exception>
    public Task AppendAsync(Func<JournalLine> create)
    {
        Line line = new(create);
        return _lines.Writer.TryWrite(line) ? line.Written.Task : Task.FromException(CreateException());
    }

    /// <summary>Accepts no more lines, and closes the file. Wait for pending lines first, or they are lost.</summary>
    public void Dispose()
    {
        _lines.Writer.TryComplete();
        _file.Dispose();
    }

    private async Task WriteAllAsync()
    {
        while (await _lines.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            List<Line> written = [];
            do
            {
                // The next write starts before the last one is reported, so that the disk is not idle meanwhile.
                List<Line> taken = [];
                Task writing = WriteAsync(taken);
                written.ForEach(line => line.Written.SetResult(true));
                try
                {
                    await writing.ConfigureAwait(false);
                }
                catch (Exception exception)
                {
                    Fail(taken, $"the journal could not be written: {exception.Message}");
                    return;
                }

                written = taken;
            }
            while (_next is not null || _lines.Reader.TryPeek(out _));
            written.ForEach(line => line.Written.SetResult(true));
        }
    }

    private async Task WriteAsync(List<Line> taken)
    {
        List<byte> bytes = [];
        await _file.AppendAsync(() =>
        {
            Take(taken, bytes);
            return bytes.ToArray();
        }).ConfigureAwait(false);
        _length += bytes.Count;
    }

    /// <summary>Stops writing after a failed write, so that an incomplete line remains the last one.</summary>
    private void Fail(List<Line> lines, string failure)
    {
        _failure = failure;
        _lines.Writer.TryComplete();
        try
        {
            _file.Truncate(_length);
        }
        catch (Exception)
        {
            // The incomplete line remains at the end, where the reader ignores it.
        }

        lines.ForEach(line => line.Written.SetException(CreateException()));
        _next?.Written.SetException(CreateException());
        while (_lines.Reader.TryRead(out Line? line))
            line.Written.SetException(CreateException());
    }

    private JournalException CreateException() => new(JournalFault.Unusable, _failure ?? "the journal is closed");

    /// <summary>Takes the lines that were added until now and fit in one write.</summary>
    private void Take(List<Line> taken, List<byte> bytes)
    {
        if (_head is not null)
        {
            // Alone, so that a file in place of whose beginning there are zeros has nothing else.
            Add(JournalJson.Write(_head));
            _head = null;
            return;
        }

        if (_lacksLineFeed)
        {
            // Alone, because a line that is damaged with its line feed would belong to this write, and to the one before.
            bytes.Add((byte)'\n');
            _lacksLineFeed = false;
            return;
        }

        while (_next is not null || _lines.Reader.TryRead(out _next))
        {
            int length = Format(_next.Content, 0).Length + LineChecksum.Length;
            bool isLong = length > JournalScan.LongestWrite;
            bool announces = isLong && !_next.IsAnnounced;
            byte[] json = Format(announces ? new LongLine(length) : _next.Content, bytes.Count);
            if (bytes.Count > 0 && bytes.Count + json.Length + LineChecksum.Length > JournalScan.LongestWrite)
                return;
            Add(json);
            if (announces)
            {
                _next.IsAnnounced = true;
                return;
            }

            taken.Add(_next);
            _next = null;
            if (isLong)
                return;
        }

        byte[] Format(JournalLine line, int offset) => JournalJson.Write(offset == 0 ? line : line with { WriteOffset = offset });

        void Add(byte[] json) => bytes.AddRange(LineChecksum.Append(json, ref _checksum));
    }

    /// <summary>A line, and the task that completes when it is written.</summary>
    private sealed class Line(Func<JournalLine> create)
    {
        private readonly Lazy<JournalLine> _content = new(create);

        public JournalLine Content => _content.Value;

        public TaskCompletionSource<bool> Written { get; } = new();

        /// <summary>Whether a flushed line has announced this one.</summary>
        public bool IsAnnounced { get; set; }
    }
}
