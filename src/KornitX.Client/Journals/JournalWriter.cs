using System;
using System.Collections.Generic;
using System.Threading.Channels;
using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>
/// Appends lines to a journal's file in the order in which they are added. Each write has the lines that were added until then, up
/// to <see cref="JournalScan.LongestWrite"/>, so that they share one flush, and starts when the write before is on the device.
/// Thread-safe.
/// </summary>
internal sealed class JournalWriter
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

    /// <param name="file">The file.</param>
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

    /// <summary>Accepts no more lines. Lines that were added are still written.</summary>
    public void Close() => _lines.Writer.TryComplete();

    private bool HasNext => _next is not null || _lines.Reader.TryPeek(out _);

    private async Task WriteAllAsync()
    {
        while (await _lines.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            Write? next = new(this);
            while (next is not null)
            {
                Write current = next;
                try
                {
                    _length += await current.Bytes.ConfigureAwait(false);
                }
                catch (Exception exception)
                {
                    Fail(current, $"the journal could not be written: {exception.Message}");
                    return;
                }

                // The next write starts before this one is reported, so that the disk is not idle meanwhile.
                next = HasNext ? new Write(this) : null;
                current.Complete();
            }
        }
    }

    /// <summary>Stops writing after a failed write, so that an incomplete line remains the last one.</summary>
    private void Fail(Write failed, string failure)
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

        failed.Fail(CreateException());
        _next?.Written.SetException(CreateException());
        while (_lines.Reader.TryRead(out Line? line))
            line.Written.SetException(CreateException());
    }

    private JournalException CreateException() => new(JournalFault.Unusable, _failure ?? "the journal is closed");

    private static byte[] Format(JournalLine line, int offset) => JournalJson.Write(offset == 0 ? line : line with { WriteOffset = offset });

    /// <summary>A line, and the task that completes when it is written.</summary>
    private sealed class Line
    {
        private readonly Func<JournalLine> _create;
        private JournalLine? _created;

        public Line(Func<JournalLine> create) => _create = create;

        public TaskCompletionSource<bool> Written { get; } = new();

        /// <summary>Whether a flushed line has announced this one.</summary>
        public bool IsAnnounced { get; set; }

        /// <summary>Returns the line after so many bytes of its write.</summary>
        public byte[] Format(int offset) => JournalWriter.Format(_created ??= _create(), offset);
    }

    /// <summary>One write to the file, with one flush.</summary>
    private sealed class Write
    {
        private readonly JournalWriter _writer;
        private readonly List<Line> _lines = [];
        private readonly List<byte> _bytes = [];

        public Write(JournalWriter writer)
        {
            _writer = writer;
            Bytes = AppendAsync();
        }

        /// <summary>Completes with the number of bytes when they are on the device.</summary>
        public Task<int> Bytes { get; }

        public void Complete() => _lines.ForEach(line => line.Written.SetResult(true));

        public void Fail(JournalException exception) => _lines.ForEach(line => line.Written.SetException(exception));

        private async Task<int> AppendAsync()
        {
            await _writer._file.AppendAsync(() =>
            {
                Take();
                return _bytes.ToArray();
            }).ConfigureAwait(false);
            return _bytes.Count;
        }

        /// <summary>Takes the lines that were added until now and fit in one write.</summary>
        private void Take()
        {
            if (_writer._head is { } head)
            {
                // Alone, so that a file in place of whose beginning there are zeros has nothing else.
                AddLine(JournalJson.Write(head));
                _writer._head = null;
                return;
            }

            if (_writer._lacksLineFeed)
            {
                // Alone, because a line that is damaged with its line feed would belong to this write, and to the one before.
                _bytes.Add((byte)'\n');
                _writer._lacksLineFeed = false;
                return;
            }

            while (_writer._next is not null || _writer._lines.Reader.TryRead(out _writer._next))
            {
                Line line = _writer._next;
                int length = line.Format(0).Length + LineChecksum.Length;
                bool isLong = length > JournalScan.LongestWrite;
                bool announces = isLong && !line.IsAnnounced;
                byte[] json = announces ? Format(new LongLine { Length = length }, _bytes.Count) : line.Format(_bytes.Count);
                if (_bytes.Count > 0 && _bytes.Count + json.Length + LineChecksum.Length > JournalScan.LongestWrite)
                    return;
                AddLine(json);
                if (announces)
                {
                    line.IsAnnounced = true;
                    return;
                }

                _lines.Add(line);
                _writer._next = null;
                if (isLong)
                    return;
            }
        }

        private void AddLine(byte[] json) => _bytes.AddRange(LineChecksum.Append(json, ref _writer._checksum));
    }
}
