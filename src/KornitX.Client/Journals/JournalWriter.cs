using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Channels;
using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>
/// Appends lines to a journal's file in the order in which they are added. Each write takes all lines that have been
/// added by then, so that they share one flush. Safe to use from many threads at once.
/// </summary>
internal sealed class JournalWriter
{
    // Continuations run on the thread that adds a line: the simulations play whole runs on one thread.
    private readonly Channel<Line> _lines = Channel.CreateUnbounded<Line>(
        new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = true });

    private readonly IJournalFile _file;
    private byte[] _before;
    private long _length;
    private volatile string? _failure;

    /// <param name="file">The file.</param>
    /// <param name="length">How many bytes of it are good.</param>
    /// <param name="before">What the first write puts before the first line: the head of a new journal, or a missing line feed.</param>
    public JournalWriter(IJournalFile file, long length, byte[] before)
    {
        _file = file;
        _length = length;
        _before = before;
        _ = WriteAllAsync();
    }

    /// <summary>Why nothing can be written any more; null while it can.</summary>
    public string? Failure => _failure;

    /// <summary>
    /// Adds a line: when this method returns, the line has its place among the others. The task completes when it is on
    /// the device.
    /// </summary>
    /// <param name="create">
    /// Creates the line, without its line feed, given the position in the file where its write begins. Called when the line is written, one line after the other in their order.
    /// </param>
    /// <exception cref="JournalException">It could not be written, or an earlier line could not.</exception>
    public Task AppendAsync(Func<long, byte[]> create)
    {
        Line line = new(create);
        return _lines.Writer.TryWrite(line) ? line.Written.Task : Task.FromException(Failed());
    }

    /// <summary>Takes no more lines. Those that have been added are still written.</summary>
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

                // The next write begins before those who waited for this one go on, so that the disk does not wait for them.
                next = _lines.Reader.TryPeek(out _) ? new Write(this) : null;
                current.Complete();
            }
        }
    }

    /// <summary>Stops writing after a write that failed, so that a torn line stays the last one.</summary>
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
            // Then the torn line stays at the end, where the reader ignores it.
        }

        failed.Fail(Failed());
        while (_lines.Reader.TryRead(out Line? line))
            line.Written.SetException(Failed());
    }

    private JournalException Failed() => new(JournalFault.Unusable, _failure ?? "the journal is closed");

    /// <summary>A line and the task of whoever waits for it.</summary>
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

        /// <summary>How many bytes are on the device.</summary>
        public Task<int> Bytes { get; }

        public void Complete() => _lines.ForEach(line => line.Written.SetResult(true));

        public void Fail(JournalException exception) => _lines.ForEach(line => line.Written.SetException(exception));

        private async Task<int> AppendAsync()
        {
            int length = 0;
            await _writer._file.AppendAsync(() =>
            {
                byte[] bytes = Take();
                length = bytes.Length;
                return bytes;
            }).ConfigureAwait(false);
            return length;
        }

        /// <summary>Takes the lines that have been added by now.</summary>
        private byte[] Take()
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
