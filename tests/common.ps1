# Every test file begins with: BeforeAll { . "$PSScriptRoot/common.ps1" }

# A misspelt property is an error, not an empty value that a test then takes for the right one.
Set-StrictMode -Version 3.0

if (-not (Get-Module KornitX.PowerShell)) {
    Import-Module (Join-Path $PSScriptRoot '../output/KornitX.PowerShell') -ErrorAction Stop
}
