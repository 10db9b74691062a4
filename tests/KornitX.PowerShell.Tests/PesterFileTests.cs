using KornitX.Demo;

namespace KornitX.PowerShell.Tests;

/// <summary>One test per Pester file, so that <c>dotnet test</c> tests the cmdlets, too.</summary>
public class PesterFileTests(PesterOnThisMachine machine) : IClassFixture<PesterOnThisMachine>
{
    private static readonly string Folder = Path.Combine(Checkout.Root, "tests");
    private static readonly string Results = Path.Combine(Checkout.Root, "output", "test-results", "pester");

    public static TheoryData<string> Files()
    {
        TheoryData<string> files = [];
        foreach (string path in Directory.GetFiles(Folder, "*.Tests.ps1"))
            files.Add(Path.GetFileName(path));
        return files;
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Pester_file(string file)
    {
        Finding<PesterRunner> runner = machine.Runner;
        PesterOutcome outcome = runner.Found?.Run(Path.Combine(Folder, file)) ?? PesterOutcome.NotRun;
        outcome.Save(Path.Combine(Results, file + ".json"));

        Assert.SkipWhen(runner.Reason is not null, runner.Reason ?? "");
        Assert.True(outcome.Failed == 0, outcome.Report());
        Assert.SkipWhen(outcome.Passed == 0, $"each of its {outcome.Skipped} tests is skipped here");
    }
}
