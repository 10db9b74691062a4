<#
.SYNOPSIS
Gets the version and the process ID of the current PowerShell, and the program and arguments that start it again.
.DESCRIPTION
Arguments has the arguments before PowerShell's own. If dotnet runs PowerShell, as it does for the .NET tool, that is the path of
the assembly. A wrapper script on PATH or the launcher of the tool is not part of the result.
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
