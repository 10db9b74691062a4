namespace KornitX.Commands;

/// <summary>
/// Resolves PowerShell paths to file system paths. Without this, Env:\run.jsonl, or a relative path while the current location
/// is a registry key, would create a file in the process's working directory.
/// </summary>
internal static class FileSystemPath
{
    /// <summary>Resolves a path; the file need not exist.</summary>
    /// <exception cref="FileSystemPathException">The path is not one of the file system.</exception>
    public static string Resolve(PSCmdlet cmdlet, string path) => Checked(path, () =>
    {
        string file = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
        return (provider, file);
    });

    /// <summary>Expands a path with wildcards. A path without wildcards is returned even if the file does not exist.</summary>
    /// <exception cref="FileSystemPathException">The path is not one of the file system.</exception>
    public static IReadOnlyList<string> Expand(PSCmdlet cmdlet, string path)
    {
        try
        {
            return Checked<IReadOnlyList<string>>(path, () =>
            {
                IReadOnlyList<string> files = cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out ProviderInfo provider);
                return (provider, files);
            });
        }
        catch (ItemNotFoundException)
        {
            return [Resolve(cmdlet, path)];
        }
    }

    private static T Checked<T>(string path, Func<(ProviderInfo, T)> resolve)
    {
        try
        {
            (ProviderInfo provider, T resolved) = resolve();
            return provider.Name == "FileSystem"
                ? resolved
                : throw new FileSystemPathException($"'{path}' belongs to the provider {provider.Name}, not to the file system.");
        }
        catch (Exception exception) when (
            exception is not ItemNotFoundException
            && exception is RuntimeException or ArgumentException or NotSupportedException or InvalidOperationException)
        {
            throw new FileSystemPathException(exception.Message);
        }
    }
}

/// <summary>Thrown for a path that is not one of the file system.</summary>
internal sealed class FileSystemPathException(string message) : Exception(message);
