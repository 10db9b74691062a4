using System.Text.Json;

namespace KornitX.PowerShell.Tests;

/// <summary>A test or block of a Pester file that failed, and why.</summary>
internal sealed record PesterFailure(string Name, string Message);

/// <summary>The results of a Pester file.</summary>
internal sealed record PesterOutcome(int Passed, int Failed, int Skipped, IReadOnlyList<PesterFailure> Failures)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The results if Pester is unavailable on this machine.</summary>
    public static PesterOutcome NotRun { get; } = new(0, 0, 1, []);

    /// <summary>The names and messages of the failed tests, as text.</summary>
    public string Report() => string.Join("\n\n", Failures.Select(failure => $"{failure.Name}: {failure.Message}"));

    /// <summary>The results of a file that failed as a whole.</summary>
    public static PesterOutcome Fail(string file, string message) =>
        new(0, 1, 0, [new PesterFailure(Path.GetFileName(file), message)]);

    /// <summary>Parses the results that run-pester.ps1 wrote.</summary>
    public static PesterOutcome Parse(string file, string json)
    {
        PesterOutcome outcome = JsonSerializer.Deserialize<PesterOutcome>(json)!;
        if (outcome.Failures.Count > 0 && outcome.Failed == 0)
            return outcome with { Failed = 1 };
        return outcome is { Passed: 0, Failed: 0, Skipped: 0 } ? Fail(file, "it has no test") : outcome;
    }

    public void Save(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, JsonSerializer.Serialize(this, Indented));
    }
}
