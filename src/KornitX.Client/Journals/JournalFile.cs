using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>A journal's file, held by this run alone.</summary>
internal sealed class JournalFile : IJournalFile
{
    private readonly FileStream _file;
    private readonly FileStream _lock;

    internal JournalFile(FileStream file, FileStream @lock)
    {
        _file = file;
        _lock = @lock;
    }

    /// <summary>
    /// Opens the file for one run. The lock is a file of its own beside it, so that the journal can be read meanwhile:
    /// the system gives it free when the process dies, however it dies. It stays there, since taking it away could
    /// take it from a run that has just opened it.
    /// </summary>
    /// <exception cref="JournalException">Another run has it, or it can't be opened.</exception>
    public static JournalFile Open(string path)
    {
        FileStream @lock = TakeLock(path);
        try
        {
            return new JournalFile(Create(path, FileShare.Read), @lock);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            @lock.Dispose();
            throw Unusable(path, exception);
        }
    }

    /// <summary>Reads a journal that may be in use.</summary>
    /// <exception cref="JournalException">It can't be read.</exception>
    public static byte[] ReadAll(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using MemoryStream bytes = new();
            file.CopyTo(bytes);
            return bytes.ToArray();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, exception);
        }
    }

    /// <summary>Whether a run uses the journal at this moment.</summary>
    public static bool IsInUse(string path)
    {
        try
        {
            string @lock = LockOf(path);
            if (!File.Exists(@lock))
                return false;
            // Shares with others who only ask.
            using FileStream free = new(@lock, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    public long Length => _file.Length;

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
        _file.SetLength(length);
    }

    public Task AppendAsync(byte[] bytes) => Task.Run(() =>
    {
        lock (_file)
        {
            _file.Seek(0, SeekOrigin.End);
            _file.Write(bytes, 0, bytes.Length);
        }

        _file.Flush(flushToDisk: true);
    });

    public void Dispose()
    {
        _file.Dispose();
        _lock.Dispose();
    }

    /// <summary>Whoever asks whether the journal is in use has the lock for a moment, and must not pass for a run.</summary>
    private static FileStream TakeLock(string path)
    {
        for (int attempt = 1; ; attempt++)
        {
            string @lock = path;
            try
            {
                @lock = LockOf(path);
                return Create(@lock, FileShare.None);
            }
            catch (IOException) when (attempt < 10 && File.Exists(@lock))
            {
                Thread.Sleep(20);
            }
            catch (IOException exception) when (File.Exists(@lock))
            {
                throw new JournalException(JournalFault.Locked, $"The journal '{path}' is in use by another run.", exception);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw Unusable(path, exception);
            }
        }
    }

    /// <summary>One lock for one file, by whatever link it is reached.</summary>
    private static string LockOf(string path)
    {
#if !NETFRAMEWORK
        if (new FileInfo(path).LinkTarget is not null)
            path = File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
#endif
        return path + ".lock";
    }

    internal static FileStream Create(string path, FileShare share)
    {
        // Without a buffer: what a full disk did not take may not be written later, when its request has been refused,
        // nor stand in the way of closing the file.
        const int unbuffered = 1;
#if NETFRAMEWORK
        return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, share, unbuffered);
#else
        FileStreamOptions options = new()
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = share,
            BufferSize = unbuffered,
        };
        // What was cancelled for whom is nobody else's business.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
#endif
    }

    private static JournalException Unusable(string path, Exception exception) =>
        new(JournalFault.Unusable, $"The journal '{path}' can't be used: {exception.Message}", exception);
}
