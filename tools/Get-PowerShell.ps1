<#
.SYNOPSIS
Gives the version and the process ID of the PowerShell that runs it, and what starts the same PowerShell again: a program, and the
arguments before PowerShell's own.
.DESCRIPTION
There is an argument if dotnet runs PowerShell, as it does that of the .NET tool: the assembly. It is what
runs, not what was typed: a wrapper script on PATH or the tool's launcher is not part of it.
.EXAMPLE
$pwsh = ./tools/Get-PowerShell.ps1; $arguments = $pwsh.Arguments; & $pwsh.Program @arguments -NoProfile -Command 1 + 1
#>

# Windows PowerShell runs on .NET Framework, which has no ProcessPath.
$program = if ($PSVersionTable.PSVersion.Major -ge 7) { [Environment]::ProcessPath } else { Join-Path $PSHOME 'powershell.exe' }
$assembly = if ([System.IO.Path]::GetFileNameWithoutExtension($program) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' }

[pscustomobject] @{
    Id        = $PID
    Version   = "$($PSVersionTable.PSVersion)" -replace '-.*'
    Program   = $program
    Arguments = [string[]] @($assembly | Where-Object { $_ })
}
