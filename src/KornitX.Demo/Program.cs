using System;
using System.Threading.Tasks;
using KornitX.Demo.Shell;

namespace KornitX.Demo;

internal static class Program
{
    private static async Task<int> Main()
    {
        // The restore can take a minute and prints nothing.
        Console.Error.WriteLine("Starting PowerShell (the first time, it is restored from NuGet)...");
        Finding<PowerShellHost> powerShell = PowerShellHost.Default;
        if (powerShell.Found is { } host)
            return ShellStory.Play(host);

        Console.WriteLine($"PowerShell was not found, so the .NET client shows the same steps: {powerShell.Reason!.TrimEnd('.')}.");
        return await ClientStory.PlayAsync();
    }
}
