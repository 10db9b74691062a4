using KornitX.Demo;

namespace KornitX.PowerShell.Tests;

/// <summary>Runs Pester files, each in a PowerShell process of its own.</summary>
/// <param name="host">The PowerShell.</param>
/// <param name="pester">The manifest of its Pester.</param>
/// <param name="timeout">The time-out for each file.</param>
internal sealed class PesterRunner(PowerShellHost host, string pester, TimeSpan timeout)
{
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "run-pester.ps1");

    public PesterOutcome Run(string file)
    {
        string result = Path.GetTempFileName();
        try
        {
            ChildResult run = ChildProcess.Run(host.StartFile(Script, "-File", file, "-Pester", pester, "-Result", result), timeout);
            string json = File.ReadAllText(result);
            if (run.ExitCode == 0 && json.Length > 0)
                return PesterOutcome.Parse(file, json);

            string end = run.ExitCode is { } code ? $"exit code {code}" : run.Reason;
            return PesterOutcome.Fail(file, $"PowerShell exited early: {end}\n{run.Output}{run.Error}");
        }
        finally
        {
            File.Delete(result);
        }
    }
}
