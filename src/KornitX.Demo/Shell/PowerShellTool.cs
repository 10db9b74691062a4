using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;

namespace KornitX.Demo.Shell;

/// <summary>PowerShell as a .NET tool: what a machine that has just the .NET SDK can run.</summary>
internal static class PowerShellTool
{
    /// <summary>Long enough for a hundred megabytes, short enough to wait for where the network swallows packets.</summary>
    private static readonly TimeSpan RestoreTimeout = TimeSpan.FromMinutes(3);

    /// <summary>The PowerShell that is made for a .NET runtime, in a form that takes its newest patch.</summary>
    /// <param name="runtimeMajor">The runtime's major version, 8 or newer.</param>
    public static string VersionFor(int runtimeMajor) => runtimeMajor switch
    {
        8 => "7.4.*",
        9 => "7.5.*",
        _ => "7.6.*",
    };

    /// <summary>The tool in this folder, restored if it is not there or no longer starts.</summary>
    /// <param name="folder">A folder for this tool alone.</param>
    public static Finding<PowerShellHost> Restore(string folder)
    {
        string version = VersionFor(Environment.Version.Major);
        string home = Path.Combine(folder, version.TrimEnd('.', '*'));
        string program = Path.Combine(home, OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh");
        Dictionary<string, string?> environment = new()
        {
            // The tool's launcher looks in the usual places only, and takes no newer runtime by itself.
            ["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")),
            ["DOTNET_ROLL_FORWARD"] = "Major",
        };
        if (File.Exists(program) && PowerShellHost.Try(program, environment) is { Found: not null } usable)
            return usable;

        Console.Error.WriteLine($"Restoring PowerShell {version} as a .NET tool into {home}");
        if (Directory.Exists(home))
            Directory.Delete(home, recursive: true);
        ChildResult install = ChildProcess.Run(
            "dotnet",
            ["tool", "install", "PowerShell", "--version", version, "--tool-path", home],
            RestoreTimeout);
        return install.ExitCode == 0
            ? PowerShellHost.Try(program, environment)
            : Finding<PowerShellHost>.None($"the PowerShell .NET tool could not be restored: {install.Complaint}");
    }
}
