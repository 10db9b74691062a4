using System.Text.Json;

namespace KornitX.Demo;

/// <summary>The output of <c>tools/Get-PowerShell.ps1</c>.</summary>
/// <param name="Id">The ID of its process.</param>
/// <param name="Version">Its version, without any preview label.</param>
/// <param name="Program">The program that starts the same PowerShell again.</param>
/// <param name="Arguments">Its arguments before PowerShell's own.</param>
internal sealed record PowerShellIdentity(int Id, Version Version, string Program, string[] Arguments)
{
    private static readonly string Script = Path.Combine(Checkout.Root, "tools", "Get-PowerShell.ps1");

    /// <summary>The PowerShell command that prints it.</summary>
    public static string Command { get; } = $"& '{Script.Replace("'", "''", StringComparison.Ordinal)}' | ConvertTo-Json -Compress";

    /// <summary>Parses the last line of the output; returns null if it is something else.</summary>
    public static PowerShellIdentity? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<PowerShellIdentity>(text.Trim().Split('\n').Last());
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
