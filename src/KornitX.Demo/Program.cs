using System;
using System.Threading.Tasks;
using KornitX.Demo.Shell;

namespace KornitX.Demo;

internal static class Program
{
    private static async Task<int> Main()
    {
        // A restore can take a minute, and it prints nothing.
        Console.Error.WriteLine("Starting PowerShell, which is restored from NuGet the first time...");
        Finding<PowerShellHost> powerShell = PowerShellHost.Default;
        if (powerShell.Found is { } host)
            return ShellStory.Play(host);

        Console.WriteLine($"There is no PowerShell, so the .NET client plays the same story: {powerShell.Reason!.TrimEnd('.')}.");
        return await ClientStory.PlayAsync();
    }
}
