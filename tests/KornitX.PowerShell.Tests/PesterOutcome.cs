using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace KornitX.PowerShell.Tests;

/// <summary>What failed in a Pester file, and why.</summary>
internal sealed record PesterFailure(string Name, string Message);

/// <summary>What came of a Pester file.</summary>
internal sealed record PesterOutcome(int Passed, int Failed, int Skipped, IReadOnlyList<PesterFailure> Failures)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>One that is not to be had here.</summary>
    public static PesterOutcome NotRun { get; } = new(0, 0, 1, []);

    /// <summary>The names and messages of what failed, as a person reads them.</summary>
    public string Report() => string.Join("\n\n", Failures.Select(failure => $"{failure.Name}: {failure.Message}"));

    /// <summary>A file that did not come to its end.</summary>
    public static PesterOutcome Broken(string file, string message) =>
        new(0, 1, 0, [new PesterFailure(Path.GetFileName(file), message)]);

    /// <summary>Reads what run-pester.ps1 wrote.</summary>
    public static PesterOutcome Parse(string file, string json)
    {
        PesterOutcome outcome = JsonSerializer.Deserialize<PesterOutcome>(json)!;
        if (outcome.Failures.Count > 0 && outcome.Failed == 0)
            return outcome with { Failed = 1 };
        return outcome is { Passed: 0, Failed: 0, Skipped: 0 } ? Broken(file, "it has no test") : outcome;
    }

    public void Save(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, JsonSerializer.Serialize(this, Indented));
    }
}
