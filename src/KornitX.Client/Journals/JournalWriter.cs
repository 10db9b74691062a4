using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Channels;
using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>
/// Appends lines to a journal's file in the order in which they are added. Each write contains all lines that were added
/// until then, so that they share one flush. Thread-safe.
/// </summary>
internal sealed class JournalWriter
{
    // Synchronous continuations let the simulations run on a single thread.
    private readonly Channel<Line> _lines = Channel.CreateUnbounded<Line>(
        new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = true });

    private readonly IJournalFile _file;
    private byte[] _before;
    private long _length;
    private volatile string? _failure;

    /// <param name="file">The file.</param>
    /// <param name="length">The length of the valid content in bytes.</param>
    /// <param name="before">What the first write inserts before the first line: the head of a new journal, or a missing line feed.</param>
    public JournalWriter(IJournalFile file, long length, byte[] before)
    {
        _file = file;
        _length = length;
        _before = before;
        _ = WriteAllAsync();
    }

    /// <summary>Why nothing more can be written; null if it can.</summary>
    public string? Failure => _failure;

    /// <summary>
    /// Adds a line. The order of calls is the order of the lines. The task completes when the line is on the device.
    /// </summary>
    /// <param name="create">
    /// Creates the line, without its line feed, from the position in the file where its write begins. Called when the line is
    /// written, sequentially in the order of the lines.
    /// </param>
    /// <exception cref="JournalException">The line or an earlier one could not be written.</exception>
    public Task AppendAsync(Func<long, byte[]> create)
    {
        Line line = new(create);
        return _lines.Writer.TryWrite(line) ? line.Written.Task : Task.FromException(Failed());
    }

    /// <summary>Accepts no more lines. Lines that were added are still written.</summary>
    public void Close() => _lines.Writer.TryComplete();

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
                next = _lines.Reader.TryPeek(out _) ? new Write(this) : null;
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

        failed.Fail(Failed());
        while (_lines.Reader.TryRead(out Line? line))
            line.Written.SetException(Failed());
    }

    private JournalException Failed() => new(JournalFault.Unusable, _failure ?? "the journal is closed");

    /// <summary>A line, and the task that completes when it is written.</summary>
    private sealed class Line
    {
        public Line(Func<long, byte[]> create) => Create = create;

        public Func<long, byte[]> Create { get; }

        public TaskCompletionSource<bool> Written { get; } = new();
    }

    /// <summary>One write to the file, with one flush.</summary>
    private sealed class Write
    {
        private readonly JournalWriter _writer;
        private readonly List<Line> _lines = [];

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
            int length = 0;
            await _writer._file.AppendAsync(() =>
            {
                byte[] bytes = TakeLines();
                length = bytes.Length;
                return bytes;
            }).ConfigureAwait(false);
            return length;
        }

        /// <summary>Takes the lines that were added until now.</summary>
        private byte[] TakeLines()
        {
            using MemoryStream bytes = new();
            bytes.Write(_writer._before, 0, _writer._before.Length);
            _writer._before = [];
            while (_writer._lines.Reader.TryRead(out Line? line))
            {
                _lines.Add(line);
                byte[] text = line.Create(_writer._length);
                bytes.Write(text, 0, text.Length);
                bytes.WriteByte((byte)'\n');
            }

            return bytes.ToArray();
        }
    }
}
