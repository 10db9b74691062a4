using System.Diagnostics;
using System.Text.Json;

namespace KornitX.Demo;

/// <summary>What <c>tools/restore.proj</c> restores from NuGet, in the versions that it pins.</summary>
/// <param name="PowerShell">The path of pwsh.dll, which <c>dotnet</c> runs.</param>
/// <param name="Pester">The path of Pester's manifest.</param>
internal sealed record RestoredPackages(string PowerShell, string Pester)
{
    /// <summary>Enough for a hundred megabytes; a network that drops packets must not hold up the caller forever.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    private static readonly Lazy<Finding<RestoredPackages>> ForThisProcess = new(() => Restore());

    /// <summary>The packages for this process, restored once.</summary>
    public static Finding<RestoredPackages> Default => ForThisProcess.Value;

    /// <summary>Restores the packages, or says why they can't be.</summary>
    /// <param name="options">Further options of <c>dotnet msbuild</c>.</param>
    public static Finding<RestoredPackages> Restore(params string[] options)
    {
        string project = Path.Combine(Checkout.Root, "tools", "restore.proj");
        ProcessStartInfo start = new(
            PowerShellHost.Dotnet,
            ["msbuild", project, "-nologo", "-restore", "-target:Locate", "-getProperty:PowerShell", "-getProperty:Pester", .. options]);
        ChildResult result = ChildProcess.Run(start, Timeout);
        if (result.ExitCode != 0)
            return Finding<RestoredPackages>.None($"PowerShell and Pester could not be restored from NuGet: {result.Reason}");

        using JsonDocument json = JsonDocument.Parse(result.Output);
        return json.RootElement.GetProperty("Properties").Deserialize<RestoredPackages>()!;
    }
}
