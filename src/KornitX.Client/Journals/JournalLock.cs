using System;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace KornitX.Client;

/// <summary>
/// The lock of a run on a Unix system: a separate file, so that the journal can be read during the run. The system releases
/// it when the process ends. On Windows, the share mode of the journal's file is the lock.
/// </summary>
internal sealed class JournalLock : IDisposable
{
    private readonly SafeFileHandle _file;

    private JournalLock(string path, SafeFileHandle file)
    {
        Path = path;
        _file = file;
    }

    /// <summary>The path of the lock file.</summary>
    public string Path { get; }

    /// <summary>Whether the path still leads to the locked file, so that other runs see the lock.</summary>
    public bool IsInPlace => FileStatus.Of(Path) is { } there && there.IsSameFile(FileStatus.Of(_file));

    /// <summary>Acquires the lock of a journal; returns null if a run holds it.</summary>
    /// <param name="journal">The path of the journal, without links.</param>
    /// <exception cref="IOException">The lock file can't be created or locked.</exception>
    public static JournalLock? TryAcquire(string journal)
    {
        while (true)
        {
            string path = PathOf(journal);
            JournalLock acquired = new(path, OpenOrCreate(path));
            try
            {
                if (!Libc.TryLock(acquired._file, shared: false))
                {
                    acquired._file.Dispose();
                    return null;
                }

                // The run that held it may have removed the file after it was opened here.
                if (acquired.IsInPlace)
                    return acquired;
                acquired._file.Dispose();
            }
            catch
            {
                acquired._file.Dispose();
                throw;
            }
        }
    }

    /// <summary>Whether a run currently holds the lock of a journal.</summary>
    public static bool IsHeld(string journal)
    {
        try
        {
            if (FileStatus.Of(PathOf(journal)) is null)
                return false;
            // A shared lock, so that concurrent checks do not see each other.
            using SafeFileHandle file = Libc.OpenToRead(PathOf(journal));
            return !Libc.TryLock(file, shared: true);
        }
        catch (UnixException exception)
        {
            return exception.Number != UnixException.NoSuchFile;
        }
    }

    /// <summary>Deletes the lock file and releases the lock, in this order, so that the lock file of another run is never deleted.</summary>
    public void Dispose()
    {
        try
        {
            if (!_file.IsClosed && IsInPlace)
                File.Delete(Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The file stays, and the next run locks it.
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
                // The run that held it has just removed it.
            }
        }
    }
}
