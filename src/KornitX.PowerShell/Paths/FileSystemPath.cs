namespace KornitX.Commands;

/// <summary>
/// Resolves PowerShell paths to file system paths. Without this, Env:\run.jsonl, or a relative path while the current location
/// is a registry key, would create a file in the process's working directory.
/// </summary>
internal static class FileSystemPath
{
    /// <summary>Resolves a path; the file need not exist.</summary>
    /// <exception cref="FileSystemPathException">The path is not one of the file system.</exception>
    public static string Resolve(PSCmdlet cmdlet, string path) => Resolve(cmdlet, path, expands: false)[0];

    /// <summary>Expands a path with wildcards. A path without wildcards is returned even if the file does not exist.</summary>
    /// <exception cref="FileSystemPathException">The path is not one of the file system.</exception>
    public static IReadOnlyList<string> Expand(PSCmdlet cmdlet, string path) => Resolve(cmdlet, path, expands: true);

    private static IReadOnlyList<string> Resolve(PSCmdlet cmdlet, string path, bool expands)
    {
        PathIntrinsics paths = cmdlet.SessionState.Path;
        try
        {
            ProviderInfo provider;
            IReadOnlyList<string> files = expands
                ? paths.GetResolvedProviderPathFromPSPath(path, out provider)
                : [paths.GetUnresolvedProviderPathFromPSPath(path, out provider, out _)];
            return provider.Name == "FileSystem"
                ? files
                : throw new FileSystemPathException($"'{path}' belongs to the provider {provider.Name}, not to the file system.");
        }
        catch (ItemNotFoundException) when (expands)
        {
            return Resolve(cmdlet, path, expands: false);
        }
        catch (Exception exception) when (
            exception is RuntimeException or ArgumentException or NotSupportedException or InvalidOperationException)
        {
            throw new FileSystemPathException(exception.Message);
        }
    }
}

/// <summary>Thrown for a path that is not one of the file system.</summary>
internal sealed class FileSystemPathException(string message) : Exception(message);
