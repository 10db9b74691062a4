namespace KornitX.Client;

/// <summary>
/// Resolves the path of a journal. Rejects everything except regular files before it is opened, because opening a pipe can block
/// forever.
/// </summary>
internal static class JournalPath
{
    /// <summary>Returns the full path, on a Unix system without links. The file need not exist.</summary>
    /// <exception cref="IOException">The folder does not exist, or the path is not a regular file.</exception>
    public static string Resolve(string path)
    {
        string full = Path.GetFullPath(path);
        if (!Libc.IsAvailable)
        {
            // The full path of a device such as NUL or COM1.
            if (full.StartsWith(@"\\.\", StringComparison.Ordinal))
                throw new IOException("It is a device, not a file.");
        }
        else
        {
            full = Libc.FindRealPath(full) ?? InRealFolder(full);
        }

        if (Directory.Exists(full))
            throw new IOException("It is a folder, not a file.");
        if (Path.GetDirectoryName(full) is { } folder && !Directory.Exists(folder))
            throw new DirectoryNotFoundException($"The folder '{folder}' does not exist.");
        if (Libc.IsAvailable && Libc.FindStatus(full) is { IsRegular: false })
            throw new IOException("It is not a regular file.");
        return full;
    }

    /// <summary>Resolves the path of a file that does not exist.</summary>
    private static string InRealFolder(string path)
    {
        string? folder = Path.GetDirectoryName(path);
        if (folder is null || Libc.FindRealPath(folder) is not { } real)
            throw new DirectoryNotFoundException($"The folder '{folder}' does not exist.");
#if !NETFRAMEWORK
        // A link to a file that does not exist yet.
        if (new FileInfo(path).LinkTarget is { } target)
            return Resolve(Path.Combine(real, target));
#endif
        return Path.Combine(real, Path.GetFileName(path));
    }
}
