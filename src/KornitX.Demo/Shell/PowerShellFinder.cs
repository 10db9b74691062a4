using System;
using System.Collections.Generic;
using System.IO;

namespace KornitX.Demo.Shell;

/// <summary>Finds a PowerShell: the one that was named, else the one on PATH, else one that is restored.</summary>
internal sealed class PowerShellFinder
{
    private static readonly Dictionary<string, string?> AsItIs = [];
    private static readonly Lazy<Finding<PowerShellHost>> ForThisProcess =
        new(() => new PowerShellFinder(Environment.GetEnvironmentVariable, Path.Combine(Checkout.Tools, "powershell")).Find());

    private readonly Func<string, string?> _environment;
    private readonly string _toolFolder;

    public PowerShellFinder(Func<string, string?> environment, string toolFolder)
    {
        _environment = environment;
        _toolFolder = toolFolder;
    }

    /// <summary>The answer for this process: looked for once, however often it is asked for.</summary>
    public static Finding<PowerShellHost> Default => ForThisProcess.Value;

    public Finding<PowerShellHost> Find()
    {
        // Whoever names one wants that one tested, so no other takes its place.
        if (_environment("KORNITX_PWSH") is { Length: > 0 } named)
            return FindNamed(named);

        string missing = "there is no pwsh on PATH";
        if (OnPath() is { } path)
        {
            Finding<PowerShellHost> installed = PowerShellHost.Try(path, AsItIs);
            if (installed.Found is not null)
                return installed;
            missing = installed.Reason!;
        }

        if (_environment("KORNITX_NO_RESTORE") is { Length: > 0 })
            return Finding<PowerShellHost>.None($"{missing}, and KORNITX_NO_RESTORE forbids restoring one");
        Finding<PowerShellHost> restored = PowerShellTool.Restore(_toolFolder);
        return restored.Found is not null ? restored : Finding<PowerShellHost>.None($"{missing}, and {restored.Reason}");
    }

    private static Finding<PowerShellHost> FindNamed(string path)
    {
        if (!File.Exists(path))
            return Finding<PowerShellHost>.None($"KORNITX_PWSH names {path}, where there is no file");
        Finding<PowerShellHost> host = PowerShellHost.Try(path, AsItIs, allowWindowsPowerShell: true);
        return host.Found is not null ? host : Finding<PowerShellHost>.None($"KORNITX_PWSH names one that won't do: {host.Reason}");
    }

    private string? OnPath()
    {
        string program = OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh";
        string[] folders = (_environment("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return Array.Find(Array.ConvertAll(folders, folder => Path.Combine(folder.Trim('"'), program)), File.Exists);
    }
}
