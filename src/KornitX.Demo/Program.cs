using System;
using System.Threading.Tasks;
using KornitX.Demo.Shell;

namespace KornitX.Demo;

internal static class Program
{
    private static async Task<int> Main()
    {
        Finding<PowerShellHost> powerShell = PowerShellFinder.Default;
        if (powerShell.Found is { } host)
            return ShellStory.Play(host);

        Console.WriteLine($"No PowerShell, so the same story is told by the .NET client: {powerShell.Reason!.TrimEnd('.')}.");
        return await ClientStory.PlayAsync();
    }
}
