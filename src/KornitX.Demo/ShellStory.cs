using System;
using System.Diagnostics;
using System.IO;
using KornitX.Demo.Shell;

namespace KornitX.Demo;

/// <summary>Runs session.ps1 in a real PowerShell on this terminal.</summary>
internal static class ShellStory
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>The exit code: 0 if all steps had the expected effect.</summary>
    public static int Play(PowerShellHost host)
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
