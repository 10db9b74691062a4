using System;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace KornitX.Client;

/// <summary>
/// The lock of a run on a Unix system: a file beside the journal, so that the journal itself can be read meanwhile. The
/// system frees it when the process dies, however it dies. On Windows the way the journal is opened is the lock.
/// </summary>
internal sealed class JournalLock : IDisposable
{
    private readonly SafeFileHandle _file;

    private JournalLock(string path, SafeFileHandle file)
    {
        Path = path;
        _file = file;
    }

    /// <summary>The lock's own file.</summary>
    public string Path { get; }

    /// <summary>Whether the file that is locked is the one that another run would look at.</summary>
    public bool IsInPlace => FileStatus.Of(Path) is { } there && there.IsSameFile(FileStatus.Of(_file));

    /// <summary>Takes the lock of a journal; null where a run has it.</summary>
    /// <param name="journal">The journal's path, without links.</param>
    /// <exception cref="IOException">It can't be locked.</exception>
    public static JournalLock? TryTake(string journal)
    {
        while (true)
        {
            string path = PathOf(journal);
            JournalLock taken = new(path, OpenOrCreate(path));
            try
            {
                if (!Libc.TryLock(taken._file, shared: false))
                {
                    taken._file.Dispose();
                    return null;
                }

                // The run that had it may have removed it after it was opened here.
                if (taken.IsInPlace)
                    return taken;
                taken._file.Dispose();
            }
            catch
            {
                taken._file.Dispose();
                throw;
            }
        }
    }

    /// <summary>Whether a run has the lock of a journal at this moment.</summary>
    public static bool IsTaken(string journal)
    {
        try
        {
            if (FileStatus.Of(PathOf(journal)) is null)
                return false;
            // Shares with others who only ask.
            using SafeFileHandle file = Libc.OpenToRead(PathOf(journal));
            return !Libc.TryLock(file, shared: true);
        }
        catch (UnixException exception)
        {
            return exception.Number != UnixException.NoSuchFile;
        }
    }

    /// <summary>Removes the lock's file and frees the lock, in this order, so that no file is removed that another run has locked.</summary>
    public void Dispose()
    {
        try
        {
            if (!_file.IsClosed && IsInPlace)
                File.Delete(Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Then it stays, and the next run takes it.
        }

        _file.Dispose();
    }

    private static string PathOf(string journal) => journal + ".lock";

    private static SafeFileHandle OpenOrCreate(string path)
    {
        while (true)
        {
            try
            {
                if (FileStatus.Of(path) is null)
                    PrivateFile.Create(path);
                return Libc.OpenToAppend(path);
            }
            catch (UnixException exception) when (exception.Number == UnixException.NoSuchFile)
            {
                // The run that had it has removed it meanwhile.
            }
        }
    }
}
