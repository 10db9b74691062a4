using System;
using System.Collections.Generic;
using System.IO;

namespace KornitX.Demo.Shell;

/// <summary>Finds a Pester for a PowerShell: one that it lists itself, else one that is restored.</summary>
internal static class PesterFinder
{
    private const string RestoredVersion = "5.7.1";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <summary>The path of a Pester manifest.</summary>
    /// <param name="host">The PowerShell that is to load it.</param>
    /// <param name="moduleFolder">Where restored modules are kept.</param>
    /// <param name="mayRestore">Whether the network may be asked.</param>
    public static Finding<string> Find(PowerShellHost host, string moduleFolder, bool mayRestore)
    {
        ChildResult listed = Ask(
            host,
            "Get-Module -ListAvailable Pester | Where-Object { $_.Version -ge '5.5.0' -and $_.Version -lt '6.0' } | "
            + "Sort-Object Version -Descending | Select-Object -First 1 -ExpandProperty Path");
        if (listed.ExitCode == 0 && listed.Output.Trim() is { Length: > 0 } installed)
            return installed;

        string restored = Path.Combine(moduleFolder, "Pester", RestoredVersion, "Pester.psd1");
        if (File.Exists(restored))
            return restored;
        if (!mayRestore)
            return Finding<string>.None("this PowerShell has no Pester 5.5 or newer, and KORNITX_NO_RESTORE forbids restoring one");

        Directory.CreateDirectory(moduleFolder);
        ChildResult save = Ask(
            host,
            "$ErrorActionPreference = 'Stop'; $ProgressPreference = 'SilentlyContinue'; try { "
            + "if (Get-Command Save-PSResource -ErrorAction Ignore) "
            + $"{{ Save-PSResource Pester -Version {RestoredVersion} -Path $env:KORNITX_MODULES -TrustRepository }} "
            + $"else {{ Save-Module Pester -RequiredVersion {RestoredVersion} -Path $env:KORNITX_MODULES -Force }} "
            // The message alone: the view of an error ends in whatever line its box ends in.
            + "} catch { [Console]::Error.WriteLine(($_.Exception.Message -replace '\\s+', ' ')); exit 1 }",
            new() { ["KORNITX_MODULES"] = moduleFolder });
        return save.ExitCode == 0 && File.Exists(restored)
            ? restored
            : Finding<string>.None($"this PowerShell has no Pester 5.5 or newer, and {RestoredVersion} could not be restored: {save.Complaint}");
    }

    private static ChildResult Ask(PowerShellHost host, string command, Dictionary<string, string?>? extra = null)
    {
        Dictionary<string, string?> environment = new(host.Environment);
        foreach ((string name, string? value) in extra ?? [])
            environment[name] = value;
        return ChildProcess.Run(host.Path, PowerShellHost.CommandLine(command), Timeout, environment);
    }
}
