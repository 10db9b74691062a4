<#
.SYNOPSIS
Gives the version and the process ID of the PowerShell that runs it, and the command that starts the same PowerShell again.
.DESCRIPTION
The command is the program, and for a PowerShell that dotnet runs, as it does that of the .NET tool, the assembly, too. It is what
runs, not what was typed: a wrapper script on PATH or the tool's launcher is not part of it.
.EXAMPLE
$pwsh, [string[]] $arguments = (./tools/Get-PowerShell.ps1).Command; & $pwsh @arguments -NoProfile -Command 1 + 1
#>

# Windows PowerShell runs on .NET Framework, which has no ProcessPath.
$program = if ($PSVersionTable.PSVersion.Major -ge 7) { [Environment]::ProcessPath } else { Join-Path $PSHOME 'powershell.exe' }
$assembly = if ([System.IO.Path]::GetFileNameWithoutExtension($program) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' }

[pscustomobject] @{
    Id      = $PID
    Version = "$($PSVersionTable.PSVersion)" -replace '-.*'
    Command = [string[]] @($program, $assembly).Where({ $_ })
}
