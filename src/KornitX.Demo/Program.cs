using System.Diagnostics;

namespace KornitX.Demo;

internal static class Program
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Runs session.ps1 in a real PowerShell on this terminal. Returns 0 if all steps had the expected effect.</summary>
    private static int Main()
    {
        // The restore can take a minute and prints nothing.
        Console.Error.WriteLine("Starting PowerShell (the first time, it is restored from NuGet)...");
        Finding<PowerShellHost> powerShell = PowerShellHost.Default;
        if (powerShell.Found is { } host)
            return Play(host);

        Console.Error.WriteLine(powerShell.Reason);
        return 1;
    }

    private static int Play(PowerShellHost host)
    {
        ProcessStartInfo start = host.StartFile(Path.Combine(Checkout.Root, "src", "KornitX.Demo", "session.ps1"));
        start.RedirectStandardInput = true;
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        if (process.WaitForExit(Limit))
            return process.ExitCode;

        process.Kill(entireProcessTree: true);
        Console.Error.WriteLine($"The session was stopped after {Limit.TotalMinutes:0} minutes.");
        return 1;
    }
}
