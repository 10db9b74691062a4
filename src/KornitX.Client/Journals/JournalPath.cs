using System;
using System.IO;

namespace KornitX.Client;

/// <summary>Finds the one path of a journal, and refuses what is no regular file before it is opened: opening a pipe may wait forever.</summary>
internal static class JournalPath
{
    /// <summary>The full path, without links on a Unix system. The file itself need not exist.</summary>
    /// <exception cref="IOException">The folder does not exist, or there is something else than a regular file.</exception>
    public static string Resolve(string path)
    {
        string full = Path.GetFullPath(path);
        if (!Libc.IsAvailable)
        {
            // What a path such as NUL or COM1 becomes.
            if (full.StartsWith(@"\\.\", StringComparison.Ordinal))
                throw new IOException("It is a device, not a file.");
        }
        else
        {
            full = Libc.RealPath(full) ?? InRealFolder(full);
        }

        if (Directory.Exists(full))
            throw new IOException("It is a folder, not a file.");
        if (Path.GetDirectoryName(full) is { } folder && !Directory.Exists(folder))
            throw new DirectoryNotFoundException($"The folder '{folder}' does not exist.");
        if (Libc.IsAvailable && FileStatus.Of(full) is { IsRegular: false })
            throw new IOException("It is not a regular file.");
        return full;
    }

    /// <summary>Whether it can be an earlier run's; with a missing folder it can't.</summary>
    private static string InRealFolder(string path)
    {
        string? folder = Path.GetDirectoryName(path);
        if (folder is null || Libc.RealPath(folder) is not { } real)
            throw new DirectoryNotFoundException($"The folder '{folder}' does not exist.");
#if !NETFRAMEWORK
        // A link to a file that does not exist yet.
        if (new FileInfo(path).LinkTarget is { } target)
            return Resolve(Path.Combine(real, target));
#endif
        return Path.Combine(real, Path.GetFileName(path));
    }
}
