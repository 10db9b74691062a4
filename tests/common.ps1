# The set-up of every test file, which the other helper files dot-source.

# A misspelt property is an error, not an empty value that a test then takes for the right one.
Set-StrictMode -Version 3.0

if (-not (Get-Module KornitX.PowerShell)) {
    Import-Module (Join-Path $PSScriptRoot '../output/KornitX.PowerShell') -ErrorAction Stop
}
