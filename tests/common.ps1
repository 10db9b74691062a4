# The set-up of every test file, which the other helper files dot-source.

# A misspelled property is an error, not an empty value that a test then takes for the right one.
Set-StrictMode -Version 3.0

if (-not (Get-Module KornitX.PowerShell)) {
    Import-Module (Join-Path $PSScriptRoot '../output/KornitX.PowerShell') -ErrorAction Stop
}

function Get-Copy {
    <# Returns an object as it comes from a job or another process. #>
    param([Parameter(Mandatory)] $Object, [int] $Depth = 1)

    [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($Object, $Depth))
}

function Get-Failed {
    <# Runs a command without its output, and returns an array of its errors, the one that ended it included. #>
    param([Parameter(Mandatory)] [scriptblock] $Command)

    # As at a prompt; Pester's own preference is Stop.
    $ErrorActionPreference = 'Continue'
    $records = try { . $Command 2>&1 | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } } catch { $_ }
    Write-Output -NoEnumerate @($records)
}
