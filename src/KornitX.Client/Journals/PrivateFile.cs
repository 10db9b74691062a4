using System.IO;

namespace KornitX.Client;

/// <summary>Creates files that only their owner can read.</summary>
internal static class PrivateFile
{
    /// <summary>Creates an empty file unless the file exists.</summary>
    public static void Create(string path)
    {
        try
        {
#if NETFRAMEWORK
            new FileStream(path, FileMode.CreateNew, FileAccess.Write).Dispose();
#else
            FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!System.OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            new FileStream(path, options).Dispose();
#endif
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process has just created it.
        }
    }
}
