using System;
using System.Linq;
using System.Text.Json;

namespace KornitX.Demo.Shell;

/// <summary>What a PowerShell says of itself.</summary>
/// <param name="Id">The ID of its process.</param>
/// <param name="Version">Its version, without any preview label.</param>
/// <param name="Command">What starts the same PowerShell again.</param>
internal sealed record PowerShellIdentity(int Id, Version Version, string[] Command)
{
    /// <summary>The command that makes a PowerShell say it.</summary>
    // An apphost is a program of its own. Else the program is dotnet, and PowerShell an assembly that it runs.
    public const string Question =
        "$program = [Environment]::ProcessPath; "
        + "@{ Id = $PID; Version = \"$($PSVersionTable.PSVersion)\" -replace '-.*'; "
        + "Command = @($program; if ($program -match '[\\\\/]dotnet(\\.exe)?$') { Join-Path $PSHOME pwsh.dll }) } | ConvertTo-Json -Compress";

    /// <summary>Reads the answer, which is the last line; null if it is something else.</summary>
    public static PowerShellIdentity? Read(string text)
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
