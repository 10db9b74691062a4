using System.IO;

namespace KornitX.Client;

/// <summary>Files for their owner alone: who cancelled or returned what is nobody else's business.</summary>
internal static class PrivateFile
{
    /// <summary>Creates an empty file where there is none.</summary>
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
            // Somebody else has created it meanwhile.
        }
    }
}
