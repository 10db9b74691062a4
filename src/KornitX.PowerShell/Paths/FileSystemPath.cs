using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace KornitX.Paths;

/// <summary>
/// Turns a path of the session into one of the file system. Elsewhere a name such as Env:\run.jsonl, or a bare name while the
/// location is a registry key, would become a file in whichever folder the process happens to be in.
/// </summary>
internal static class FileSystemPath
{
    /// <summary>The file that a path names; it need not exist.</summary>
    /// <exception cref="FileSystemPathException">It names nothing in the file system.</exception>
    public static string Resolve(PSCmdlet cmdlet, string path) => Checked(path, () =>
    {
        string file = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
        return (provider, file);
    });

    /// <summary>The files that match a path with wildcards. One without wildcards is itself, whether or not it exists.</summary>
    /// <exception cref="FileSystemPathException">It names nothing in the file system.</exception>
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
                : throw new FileSystemPathException($"'{path}' is a path of the provider {provider.Name}, not of the file system.");
        }
        catch (Exception exception) when (exception is not ItemNotFoundException && exception is RuntimeException or ArgumentException or NotSupportedException or InvalidOperationException)
        {
            throw new FileSystemPathException(exception.Message);
        }
    }
}

/// <summary>A path that names no file.</summary>
internal sealed class FileSystemPathException : Exception
{
    public FileSystemPathException(string message)
        : base(message)
    {
    }
}
