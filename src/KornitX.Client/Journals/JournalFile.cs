namespace KornitX.Client;

/// <summary>
/// The file of a journal, which only one run can write. Before and after each append, checks that the path still leads to
/// this file and that no other program wrote to it, because a run that bypassed the lock would send the same orders.
/// </summary>
/// <remarks>
/// On Unix, the lock is one of the file itself, so each user who may write the journal can lock it and nothing is left of it when the
/// process dies. Readers don't notice it. On Windows, the share mode is the lock.
/// </remarks>
internal sealed class JournalFile(string path, FileStream file) : IJournalFile
{
    /// <summary>The wait between attempts to open a file that is in use, on Windows.</summary>
    private const int PauseMilliseconds = 20;

    /// <summary>A check whether a run uses the journal denies writing for a moment.</summary>
    private const int AttemptsWhileWritten = 10;

    /// <summary>A reader of the journal may deny writing.</summary>
    private const int AttemptsWhileRead = 100;

    private long _end = file.Length;

    public long Length => file.Length;

    /// <summary>Opens or creates the file for one run.</summary>
    /// <exception cref="JournalException">Another run uses the journal, or it can't be opened.</exception>
    public static JournalFile Open(string path) => JournalException.Wrap(path, () =>
    {
        string real = JournalPath.Resolve(path);
        return (Libc.IsAvailable ? OpenOnUnix(real) : OpenOnWindows(real))
            ?? throw new JournalException(JournalFault.Locked, $"The journal '{path}' is in use by another run.");
    });

    /// <summary>Opens a journal for reading, even if it is in use.</summary>
    /// <param name="isInUse">Whether a run uses it.</param>
    /// <exception cref="JournalException">The file can't be read.</exception>
    public static IJournalContent OpenForReading(string path, out bool isInUse)
    {
        (JournalFile opened, isInUse) = JournalException.Wrap(path, () =>
        {
            string real = JournalPath.Resolve(path);
            if (!File.Exists(real))
                throw new FileNotFoundException($"Could not find file '{real}'");
            // Unlike FileStream, Libc opens without a lock, which a run may deny on macOS and on network file systems.
            FileStream file = Libc.IsAvailable
                ? new(Libc.OpenToRead(real), FileAccess.Read, bufferSize: 1)
                : new(real, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            return (new JournalFile(real, file), Libc.IsAvailable ? Libc.IsLocked(file.SafeFileHandle) : IsWritten(real));
        });
        return opened;
    }

    /// <summary>Whether the file exists.</summary>
    /// <exception cref="JournalException">The path can't be that of a journal.</exception>
    public static bool Exists(string path) => JournalException.Wrap(path, () => File.Exists(JournalPath.Resolve(path)));

    public int ReadAt(long position, byte[] buffer, int offset, int count)
    {
#if NETFRAMEWORK
        lock (file)
        {
            file.Seek(position, SeekOrigin.Begin);
            return file.Read(buffer, offset, count);
        }
#else
        return RandomAccess.Read(file.SafeFileHandle, buffer.AsSpan(offset, count), position);
#endif
    }

    public void Truncate(long length)
    {
        CheckIsOurs();
        file.SetLength(length);
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
        if (Libc.IsAvailable && file.CanRead)
            Libc.Unlock(file.SafeFileHandle);
        file.Dispose();
    }

    private static JournalFile? OpenOnUnix(string path)
    {
        bool isNew = TryCreate(path);
        // Unbuffered: bytes that a full disk did not accept must not be written later, after the request was reported as not sent.
        FileStream file = new(Libc.OpenToAppend(path), FileAccess.ReadWrite, bufferSize: 1);
        try
        {
            if (!Libc.TryLock(file.SafeFileHandle))
            {
                file.Dispose();
                return null;
            }

            JournalFile opened = new(path, file);
            opened.CheckIsOurs();
            Libc.FlushFolder(Path.GetDirectoryName(path)!, isRequired: isNew);
            return opened;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Creates an empty file that only its owner can read. Returns false if it exists.</summary>
    private static bool TryCreate(string path)
    {
        try
        {
#if NETFRAMEWORK
            new FileStream(path, FileMode.CreateNew, FileAccess.Write).Dispose();
#else
            FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            new FileStream(path, options).Dispose();
#endif
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    /// <summary>The share mode prevents other programs from writing, renaming or deleting the file, and so acts as the lock.</summary>
    private static JournalFile? OpenOnWindows(string path)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1);
                if (file.CanSeek)
                    return new JournalFile(path, file);
                file.Dispose();
                throw new IOException("It is a device, not a file.");
            }
            catch (IOException exception) when (IsSharingViolation(exception))
            {
                if (attempt >= AttemptsWhileWritten && IsWritten(path))
                    return null;
                if (attempt == AttemptsWhileRead)
                    throw;
                Thread.Sleep(PauseMilliseconds);
            }
        }
    }

    /// <summary>Whether a program has the file open for writing, on Windows.</summary>
    private static bool IsWritten(string path)
    {
        try
        {
            if (File.Exists(path))
                new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read).Dispose();
            return false;
        }
        catch (IOException exception) when (IsSharingViolation(exception))
        {
            return true;
        }
    }

    /// <summary>Whether a file could not be opened because another process has it open, on Windows.</summary>
    private static bool IsSharingViolation(IOException exception) => (exception.HResult & 0xFFFF) is 32 or 33;

    private void CheckIsOurs()
    {
        if (Libc.IsAvailable && Libc.FindStatus(path) != Libc.GetStatus(file.SafeFileHandle))
            throw new IOException("it was deleted, moved, or replaced during the run");
        if (file.Length != _end)
            throw new IOException("another program wrote to it during the run");
    }

    private void Write(byte[] bytes)
    {
        if (Libc.IsAvailable)
        {
            Libc.WriteAll(file.SafeFileHandle, bytes, count => _end += count);
            return;
        }

        lock (file)
        {
            try
            {
                file.Seek(_end, SeekOrigin.Begin);
                file.Write(bytes, 0, bytes.Length);
            }
            finally
            {
                // No other program can write, so after a failed write the whole file is still this run's.
                _end = file.Length;
            }
        }
    }

    private void Flush()
    {
        // On Unix, .NET ignores errors of fsync.
        if (Libc.IsAvailable)
            Libc.Flush(file.SafeFileHandle);
        else
            file.Flush(flushToDisk: true);
    }
}
