using System.Text;

namespace KornitX.Client.Tests.Journals;

/// <summary>A journal's file in memory. What is appended is there at once, or when the test says so.</summary>
internal sealed class FakeJournalFile : IJournalFile
{
    private readonly List<(Func<byte[]> Take, TaskCompletionSource<bool> Done)> _held = [];
    private byte[] _content;

    public FakeJournalFile(string content = "") => _content = JournalTexts.Seal(content);

    public FakeJournalFile(byte[] content) => _content = content;

    /// <summary>What is on it, without the checksums.</summary>
    public string Content => JournalTexts.Plain(Encoding.UTF8.GetString(_content));

    /// <summary>What is on it.</summary>
    public byte[] Bytes => _content;

    /// <summary>Whether an append waits for <see cref="Complete"/>.</summary>
    public bool Holds { get; init; }

    /// <summary>What a reading throws.</summary>
    public Exception? Unreadable { get; set; }

    /// <summary>What an append throws at once.</summary>
    public Exception? Throws { get; set; }

    /// <summary>What a truncation throws.</summary>
    public Exception? Untruncatable { get; set; }

    /// <summary>The most bytes that a reading returns.</summary>
    public int MostPerRead { get; init; } = int.MaxValue;

    /// <summary>How often something was appended and flushed.</summary>
    public int Flushes { get; private set; }

    public bool IsDisposed { get; private set; }

    /// <summary>How many appends wait.</summary>
    public int Waiting => _held.Count;

    public long Length => _content.Length;

    public int ReadAt(long position, byte[] buffer, int offset, int count)
    {
        if (Unreadable is not null)
            throw Unreadable;
        int length = (int)Math.Max(0, Math.Min(Math.Min(count, MostPerRead), _content.Length - position));
        if (length > 0)
            Array.Copy(_content, position, buffer, offset, length);
        return length;
    }

    public void Truncate(long length)
    {
        if (Untruncatable is not null)
            throw Untruncatable;
        _content = _content[..(int)length];
    }

    /// <summary>Changes the content as another program might.</summary>
    public void Change(string old, string replacement) =>
        _content = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(_content).Replace(old, replacement));

    public Task AppendAsync(Func<byte[]> take)
    {
        if (Throws is not null)
            throw Throws;
        _held.Add((take, new TaskCompletionSource<bool>()));
        Task done = _held[^1].Done.Task;
        if (!Holds)
            Complete();
        return done;
    }

    /// <summary>Lets the append that waits take its bytes, before it reaches the device.</summary>
    public void Take()
    {
        (Func<byte[]> take, TaskCompletionSource<bool> done) = _held.Single();
        byte[] bytes = take();
        _held[0] = (() => bytes, done);
    }

    /// <summary>Lets the append that waits reach the device.</summary>
    public void Complete()
    {
        (byte[] bytes, TaskCompletionSource<bool> done) = Taken();
        _held.Clear();
        _content = [.. _content, .. bytes];
        Flushes++;
        done.SetResult(true);
    }

    /// <summary>Lets the append that waits fail after so many of its bytes.</summary>
    public void Fail(Exception exception, int after = 0)
    {
        (byte[] bytes, TaskCompletionSource<bool> done) = Taken();
        _held.Clear();
        _content = [.. _content, .. bytes[..after]];
        done.SetException(exception);
    }

    private (byte[] Bytes, TaskCompletionSource<bool> Done) Taken() => (_held.Single().Take(), _held.Single().Done);

    public void Dispose() => IsDisposed = true;
}
