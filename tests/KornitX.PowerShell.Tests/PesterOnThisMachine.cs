using KornitX.Demo;

namespace KornitX.PowerShell.Tests;

/// <summary>The PowerShell and the Pester to test with, found or restored once.</summary>
public sealed class PesterOnThisMachine
{
    public PesterOnThisMachine()
    {
        Runner = FindRunner();
        // A plain `dotnet test` lists what is skipped without the reason, but shows diagnostic messages.
        if (Runner.Reason is not null)
            TestContext.Current.SendDiagnosticMessage($"The Pester files are skipped: {Runner.Reason}");
    }

    internal Finding<PesterRunner> Runner { get; }

    private static Finding<PesterRunner> FindRunner()
    {
        if (PowerShellHost.Default.Found is not { } host)
            return Finding<PesterRunner>.None(PowerShellHost.Default.Reason!);
        return RestoredPackages.Default.Found is { } packages
            ? new PesterRunner(host, packages.Pester, TimeSpan.FromMinutes(10))
            : Finding<PesterRunner>.None(RestoredPackages.Default.Reason!);
    }
}
