using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>
/// The file of a journal, which only one run can write. Before and after each append, checks that the path still leads to
/// this file and that no other program wrote to it, because a run that bypassed the lock would send the same orders.
/// </summary>
internal sealed class JournalFile : IJournalFile
{
    /// <summary>The wait between attempts to open a file that is in use.</summary>
    private const int PauseMilliseconds = 20;

    /// <summary>A check whether a run uses the journal holds its lock for a moment.</summary>
    private const int TriesForLock = 10;

    /// <summary>On Windows, a reader of the journal may prevent it from being opened for writing.</summary>
    private const int TriesWhileRead = 100;

    private readonly string _path;
    private readonly FileStream _file;
    private readonly JournalLock? _lock;
    private long _end;

    internal JournalFile(string path, FileStream file, JournalLock? @lock)
    {
        _path = path;
        _file = file;
        _lock = @lock;
        _end = file.Length;
    }

    public long Length => _file.Length;

    /// <summary>Opens or creates the file for one run.</summary>
    /// <exception cref="JournalException">Another run uses the journal, or it can't be opened.</exception>
    public static JournalFile Open(string path) => JournalFileErrors.Wrap(path, () =>
    {
        string real = JournalPath.Resolve(path);
        return Libc.IsAvailable ? OpenOnUnix(path, real) : OpenOnWindows(path, real);
    });

    /// <summary>Opens a journal for reading, even if it is in use.</summary>
    /// <exception cref="JournalException">The file can't be read.</exception>
    public static IJournalContent OpenForReading(string path) => JournalFileErrors.Wrap(path, () =>
    {
        string real = JournalPath.Resolve(path);
        return new JournalFile(real, new FileStream(real, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1), null);
    });

    /// <summary>Whether a run currently uses the journal.</summary>
    /// <exception cref="JournalException">The path can't be that of a journal.</exception>
    public static bool IsInUse(string path) => JournalFileErrors.Wrap(path, () =>
    {
        string real = JournalPath.Resolve(path);
        return Libc.IsAvailable ? JournalLock.IsHeld(real) : IsWritten(real);
    });

    /// <summary>Whether the file exists.</summary>
    /// <exception cref="JournalException">The path can't be that of a journal.</exception>
    public static bool Exists(string path) => JournalFileErrors.Wrap(path, () => File.Exists(JournalPath.Resolve(path)));

    public int ReadAt(long position, byte[] buffer, int offset, int count)
    {
#if NETFRAMEWORK
        lock (_file)
        {
            _file.Seek(position, SeekOrigin.Begin);
            return _file.Read(buffer, offset, count);
        }
#else
        return RandomAccess.Read(_file.SafeFileHandle, buffer.AsSpan(offset, count), position);
#endif
    }

    public void Truncate(long length)
    {
        CheckIsOurs();
        _file.SetLength(length);
        _end = length;
        Flush();
    }

    public Task AppendAsync(Func<byte[]> getBytes) => Task.Run(() =>
    {
        CheckIsOurs();
        Write(getBytes());
        Flush();
        // If two runs appended at the same moment, the later one detects it here.
        CheckIsOurs();
    });

    public void Dispose()
    {
        _file.Dispose();
        _lock?.Dispose();
    }

    private static JournalFile OpenOnUnix(string path, string real)
    {
        JournalLock? @lock = null;
        for (int attempt = 1; @lock is null; attempt++)
        {
            @lock = JournalLock.TryAcquire(real);
            if (@lock is null && attempt == TriesForLock)
                throw JournalFileErrors.Locked(path);
            if (@lock is null)
                Thread.Sleep(PauseMilliseconds);
        }

        FileStream? file = null;
        try
        {
            if (FileStatus.Of(real) is null)
                PrivateFile.Create(real);
            // Unbuffered: bytes that a full disk did not accept must not be written later, after the request was reported as not sent.
            file = new FileStream(Libc.OpenToAppend(real), FileAccess.ReadWrite, bufferSize: 1);
            JournalFile opened = new(real, file, @lock);
            opened.CheckIsOurs();
            Libc.FlushFolder(Path.GetDirectoryName(real)!);
            return opened;
        }
        catch
        {
            file?.Dispose();
            @lock.Dispose();
            throw;
        }
    }

    /// <summary>The share mode prevents other programs from writing, renaming or deleting the file, and so acts as the lock.</summary>
    private static JournalFile OpenOnWindows(string path, string full)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                FileStream file = new(full, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1);
                if (file.CanSeek)
                    return new JournalFile(full, file, null);
                file.Dispose();
                throw new IOException("It is a device, not a file.");
            }
            catch (IOException exception) when (JournalFileErrors.IsSharingViolation(exception))
            {
                if (attempt >= TriesForLock && IsWritten(full))
                    throw JournalFileErrors.Locked(path);
                if (attempt == TriesWhileRead)
                    throw;
                Thread.Sleep(PauseMilliseconds);
            }
        }
    }

    /// <summary>Whether a program has the file open for writing, on Windows.</summary>
    private static bool IsWritten(string full)
    {
        try
        {
            if (File.Exists(full))
                new FileStream(full, FileMode.Open, FileAccess.Read, FileShare.Read).Dispose();
            return false;
        }
        catch (IOException exception) when (JournalFileErrors.IsSharingViolation(exception))
        {
            return true;
        }
    }

    private void CheckIsOurs()
    {
        if (_lock is not null)
        {
            if (FileStatus.Of(_path) is not { } there || !there.IsSameFile(FileStatus.Of(_file.SafeFileHandle)))
                throw new IOException("it was deleted, moved or replaced during the run");
            if (!_lock.IsInPlace)
                throw new IOException($"its lock '{_lock.Path}' was deleted or replaced during the run");
        }

        if (_file.Length != _end)
            throw new IOException("another program wrote to it during the run");
    }

    private void Write(byte[] bytes)
    {
        if (Libc.IsAvailable)
        {
            Libc.WriteAll(_file.SafeFileHandle, bytes, count => _end += count);
            return;
        }

        lock (_file)
        {
            try
            {
                _file.Seek(_end, SeekOrigin.Begin);
                _file.Write(bytes, 0, bytes.Length);
            }
            finally
            {
                // No other program can write, so after a failed write the whole file is still this run's.
                _end = _file.Length;
            }
        }
    }

    private void Flush()
    {
        // On Unix, .NET ignores errors of fsync.
        if (Libc.IsAvailable)
            Libc.Flush(_file.SafeFileHandle);
        else
            _file.Flush(flushToDisk: true);
    }
}
