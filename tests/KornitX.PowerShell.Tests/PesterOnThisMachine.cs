using System;
using System.IO;
using KornitX.Demo;
using KornitX.Demo.Shell;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace KornitX.PowerShell.Tests;

/// <summary>The PowerShell and the Pester to test with, looked for once.</summary>
public sealed class PesterOnThisMachine
{
    public PesterOnThisMachine(IMessageSink diagnostics)
    {
        Runner = FindRunner();
        // A plain `dotnet test` tells what is skipped, but not why; a diagnostic message it does show.
        if (Runner.Reason is not null)
            diagnostics.OnMessage(new DiagnosticMessage($"The Pester files are skipped: {Runner.Reason}"));
    }

    internal Finding<PesterRunner> Runner { get; }

    private static Finding<PesterRunner> FindRunner()
    {
        if (PowerShellFinder.Default.Found is not { } host)
            return Finding<PesterRunner>.None(PowerShellFinder.Default.Reason!);
        Finding<string> pester = PesterFinder.Find(
            host,
            Path.Combine(Checkout.Tools, "modules"),
            mayRestore: string.IsNullOrEmpty(Environment.GetEnvironmentVariable("KORNITX_NO_RESTORE")));
        return pester.Found is { } manifest
            ? new PesterRunner(host, manifest, TimeSpan.FromMinutes(10))
            : Finding<PesterRunner>.None(pester.Reason!);
    }
}
