using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace KornitX.Demo.Shell;

/// <summary>A PowerShell that can run the module.</summary>
/// <param name="Path">The program.</param>
/// <param name="Version">Its version, without any preview label.</param>
/// <param name="Environment">What has to be set (or, where null, unset) for it to start.</param>
internal sealed partial record PowerShellHost(string Path, Version Version, IReadOnlyDictionary<string, string?> Environment)
{
    private static readonly Version Oldest = new(7, 4);
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly string[] Quietly = ["-NoLogo", "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass"];

    /// <summary>Starts the program to ask it for its version.</summary>
    /// <param name="path">The program.</param>
    /// <param name="environment">What has to be set for it to start.</param>
    /// <param name="allowWindowsPowerShell">Whether 5.1 will do, too.</param>
    public static Finding<PowerShellHost> Try(
        string path,
        IReadOnlyDictionary<string, string?> environment,
        bool allowWindowsPowerShell = false)
    {
        ChildResult answer = ChildProcess.Run(path, CommandLine("$PSVersionTable.PSVersion.ToString()"), StartTimeout, environment);
        if (answer.ExitCode != 0)
            return Finding<PowerShellHost>.None($"{path} does not start: {answer.Complaint}");
        if (ReadVersion(answer.Output) is not { } version)
            return Finding<PowerShellHost>.None($"{path} is not a PowerShell: it did not tell its version");
        if (version >= Oldest)
            return new PowerShellHost(path, version, environment);
        if (allowWindowsPowerShell && version is { Major: 5, Minor: 1 })
        {
            // Started from PowerShell 7, it would inherit a module path that hides its own modules from it.
            return new PowerShellHost(path, version, new Dictionary<string, string?>(environment) { ["PSModulePath"] = null });
        }

        return Finding<PowerShellHost>.None($"{path} is {version}, and 7.4 or newer is needed");
    }

    /// <summary>The version in what <c>$PSVersionTable.PSVersion.ToString()</c> printed, or null.</summary>
    public static Version? ReadVersion(string text) =>
        VersionLine().Match(text) is { Success: true } match ? Version.Parse(match.Groups[1].Value) : null;

    /// <summary>The arguments that run a command.</summary>
    public static string[] CommandLine(string command) => [.. Quietly, "-Command", command];

    /// <summary>The arguments that run a script file.</summary>
    public static string[] FileLine(string script, params string[] arguments) => [.. Quietly, "-File", script, .. arguments];

    [GeneratedRegex(@"^\s*(\d+\.\d+(?:\.\d+){0,2})(?:-[\w.-]+)?\s*$", RegexOptions.Multiline)]
    private static partial Regex VersionLine();
}
