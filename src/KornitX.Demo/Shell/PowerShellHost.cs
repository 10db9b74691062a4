using System.Diagnostics;
using System.Runtime.InteropServices;

namespace KornitX.Demo;

/// <summary>A PowerShell that can run the module, and how to start it.</summary>
/// <param name="Command">The program, followed by the arguments before PowerShell's own.</param>
/// <param name="Version">Its version, without any preview label.</param>
internal sealed record PowerShellHost(IReadOnlyList<string> Command, Version Version)
{
    private static readonly Version Oldest = new(7, 4);
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly string[] Quietly = ["-NoLogo", "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass"];
    private static readonly Lazy<Finding<PowerShellHost>> ForThisProcess =
        new(() => Find(Environment.GetEnvironmentVariable("KORNITX_PWSH")));

    /// <summary>The PowerShell for this process: the one that KORNITX_PWSH names, else the one from NuGet.</summary>
    public static Finding<PowerShellHost> Default => ForThisProcess.Value;

    /// <summary>The path of the <c>dotnet</c> whose runtime runs this process.</summary>
    public static string Dotnet { get; } = Path.GetFullPath(
        Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    /// <summary>Finds a PowerShell, and starts it once to check its version.</summary>
    /// <param name="named">The only program to use; null or empty for the one from NuGet.</param>
    public static Finding<PowerShellHost> Find(string? named)
    {
        if (!string.IsNullOrEmpty(named))
        {
            Finding<PowerShellHost> host = Try([named], allowWindowsPowerShell: true);
            return host.Found is not null
                ? host
                : Finding<PowerShellHost>.None($"The program in KORNITX_PWSH can't be used: {host.Reason}");
        }

        Finding<RestoredPackages> restored = RestoredPackages.Default;
        return restored.Found is { } packages
            ? Try([Dotnet, packages.PowerShell])
            : Finding<PowerShellHost>.None($"{restored.Reason}. Set KORNITX_PWSH to use an installed PowerShell {Oldest} or newer");
    }

    /// <summary>Creates the start information for a script file.</summary>
    public ProcessStartInfo StartFile(string script, params string[] arguments) => Start(Command, ["-File", script, .. arguments]);

    private static Finding<PowerShellHost> Try(IReadOnlyList<string> command, bool allowWindowsPowerShell = false)
    {
        string name = string.Join(' ', command);
        ChildResult result = ChildProcess.Run(Start(command, ["-Command", PowerShellIdentity.Command]), StartTimeout);
        if (result.ExitCode != 0)
            return Finding<PowerShellHost>.None($"{name} does not start: {result.Reason}");
        if (PowerShellIdentity.Parse(result.Output) is not { } identity)
            return Finding<PowerShellHost>.None($"{name} is not PowerShell");
        if (identity.Version < Oldest && !(allowWindowsPowerShell && identity.Version is { Major: 5, Minor: 1 }))
            return Finding<PowerShellHost>.None($"{name} is PowerShell {identity.Version}, and {Oldest} or newer is needed");
        // A launcher, such as the command of the .NET tool, does not forward signals to the PowerShell process that it starts.
        return new PowerShellHost(identity.Id == result.Id ? command : [identity.Program, .. identity.Arguments], identity.Version);
    }

    private static ProcessStartInfo Start(IReadOnlyList<string> command, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(command[0], command.Skip(1).Concat(Quietly).Concat(arguments));
        // An inherited module path would hide the modules of this PowerShell.
        start.Environment.Remove("PSModulePath");
        // The pinned PowerShell targets one major version of .NET, and only a newer one may be installed.
        start.Environment["DOTNET_ROLL_FORWARD"] = "Major";
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        return start;
    }
}
