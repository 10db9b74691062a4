namespace KornitX.Client.Tests.Simulation;

/// <summary>The disk's file as one process has it open: writing, flushing, and the news of it are steps of their own.</summary>
internal sealed class VirtualFile : IJournalFile
{
    private readonly VirtualDisk _disk;
    private readonly Steps _steps;
    private readonly DiskFaults _trouble;
    private readonly int _generation;
    private int _flushes;

    public VirtualFile(VirtualDisk disk, Steps steps, DiskFaults trouble)
    {
        _disk = disk;
        _steps = steps;
        _trouble = trouble;
        _generation = disk.Generation;
    }

    private bool IsGone => _disk.Generation != _generation;

    private bool SeesThatItIsGone => IsGone && !_trouble.DoesNotLook;

    public long Length => _disk.Visible.Length;

    public int ReadAt(long position, byte[] buffer, int offset, int count)
    {
        byte[] content = _disk.Visible;
        int length = (int)Math.Max(0, Math.Min(count, content.Length - position));
        Array.Copy(content, position, buffer, offset, length);
        return length;
    }

    public void Truncate(long length)
    {
        if (SeesThatItIsGone)
            throw Gone();
        if (IsGone)
            return;
        _disk.Truncate(length);
        if (!_trouble.FlushLies)
            _disk.Flush();
    }

    public Task AppendAsync(Func<byte[]> take)
    {
        TaskCompletionSource<bool> appended = new();
        if (!_trouble.CompletesBeforeFlush)
        {
            _steps.Add(StepKind.Disk, "write", () => Write(take(), appended));
            return appended.Task;
        }

        byte[] bytes = take();
        _steps.Add(StepKind.Disk, "write", () => Write(bytes, appended));
        return Task.CompletedTask;
    }

    public void Dispose()
    {
    }

    private void Write(byte[] bytes, TaskCompletionSource<bool> appended)
    {
        if (SeesThatItIsGone)
        {
            appended.SetException(Gone());
            return;
        }

        int room = _trouble.Capacity - _disk.Visible.Length;
        if (!IsGone)
            _disk.Write(bytes[..Math.Min(bytes.Length, room)]);
        if (bytes.Length > room)
            _steps.Add(StepKind.Disk, "disk full", () => appended.SetException(new IOException("No space left on device")));
        else
            _steps.Add(StepKind.Disk, "flush", () => Flush(appended));
    }

    private void Flush(TaskCompletionSource<bool> appended)
    {
        if (_flushes++ >= _trouble.FlushesThatWork)
        {
            _steps.Add(StepKind.Disk, "flush fails", () => appended.SetException(new IOException("Input/output error")));
            return;
        }

        if (!_trouble.FlushLies && !IsGone)
            _disk.Flush();
        _steps.Add(StepKind.Disk, "flushed", () =>
        {
            if (SeesThatItIsGone)
                appended.TrySetException(Gone());
            else
                appended.TrySetResult(true);
        });
    }

    private static IOException Gone() => new("it was deleted, moved, or replaced during the run");
}

/// <summary>The faults of a disk.</summary>
internal sealed class DiskFaults
{
    /// <summary>How many bytes have room on it.</summary>
    public int Capacity { get; init; } = int.MaxValue;

    /// <summary>How many flushes work before one fails.</summary>
    public int FlushesThatWork { get; init; } = int.MaxValue;

    /// <summary>Whether it says that it has flushed what it has not.</summary>
    public bool FlushLies { get; init; }

    /// <summary>Whether it writes on without looking whether the file is still the journal.</summary>
    public bool DoesNotLook { get; init; }

    /// <summary>Whether the append is over before anything is on the device.</summary>
    public bool CompletesBeforeFlush { get; init; }
}
