<#
.SYNOPSIS
Measures the line and branch coverage of each library and writes Cobertura reports to output/coverage.
.DESCRIPTION
The client and the sandbox are measured in their xunit tests. The cmdlets run in PowerShell processes that the tests start, so the
built module is instrumented while the tests run. Code that a killed process has run is not counted.
#>
[CmdletBinding()]
param(
    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
$reports = Join-Path $root 'output/coverage'

function Measure-Coverage([string] $Library, [string] $Tests, [string[]] $Option) {
    & dotnet test (Join-Path $root "tests/$Tests") --configuration $Configuration --framework net8.0 --no-build -p:CollectCoverage=true `
        "-p:Include=[$Library]*" -p:CoverletOutputFormat=cobertura "-p:CoverletOutput=$reports/$Library.xml" `
        -p:ExcludeAssembliesWithoutSources=None @Option | Out-Host
    if ($LASTEXITCODE -ne 0) { throw "The tests of $Library ended with exit code $LASTEXITCODE." }

    # A project with several target frameworks has the framework in the name of the report.
    $report = Get-ChildItem $reports -Filter "$Library*.xml" | Sort-Object LastWriteTime | Select-Object -Last 1
    $coverage = ([xml] (Get-Content $report.FullName -Raw)).coverage
    [pscustomobject] @{
        Library  = $Library
        Tests    = $Tests
        Lines    = '{0:0.0} %' -f (100 * [double] $coverage.'line-rate')
        Branches = '{0:0.0} %' -f (100 * [double] $coverage.'branch-rate')
    }
}

Measure-Coverage KornitX.Client KornitX.Client.Tests
Measure-Coverage KornitX.Sandbox KornitX.Sandbox.Tests
Measure-Coverage KornitX.PowerShell KornitX.PowerShell.Tests "-p:IncludeDirectory=$root/output/KornitX.PowerShell/bin/Core"
