#!/usr/bin/env pwsh
<#
.SYNOPSIS
Builds, tests, demonstrates, packs, publishes, measures or fuzzes the module: the dotnet commands of the README and more.
.DESCRIPTION
Publish tests and packs the module, asks, and sends it to the PowerShell Gallery with the key in $env:PSGALLERY_API_KEY;
it takes PowerShell 7.5 or later.
Coverage writes a Cobertura report per library to output/coverage and shows the share of lines and branches that the tests run.
Analyse runs PSScriptAnalyzer, if it is installed, and Mono the client's tests for .NET Framework, which needs an installed Mono.
Docs updates the pages of cmdlets and topics in docs, and Picture the picture in README.
.EXAMPLE
./build.ps1 -Task Test
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Demo', 'Package', 'Publish', 'Coverage', 'Analyse', 'Bench', 'Fuzz', 'Mono', 'Docs', 'Picture')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release',

    # A zip that -Task Package made, to test instead of the module that this build makes.
    [string] $Package,

    # How many spoilt answers, rows and journals -Task Fuzz tries, and from which seed. The tests try 100,000 from one seed.
    [ValidateRange(1, 100000000)]
    [int] $FuzzCount = 5000000,

    [ValidateRange(0, 2147483647)]
    [int] $FuzzSeed = (Get-Random)
)

$ErrorActionPreference = 'Stop'
$module = Join-Path $PSScriptRoot 'output/KornitX.PowerShell'

function Invoke-Dotnet([string[]] $Arguments) {
    & dotnet @Arguments
    if ($LASTEXITCODE -ne 0) { throw "dotnet $($Arguments[0]) ended with exit code $LASTEXITCODE." }
}

if ($Task -eq 'Publish' -and -not $env:PSGALLERY_API_KEY) { throw 'Publish needs an API key of the PowerShell Gallery in $env:PSGALLERY_API_KEY.' }

if ($Package) { $Package = Convert-Path $Package }
Push-Location $PSScriptRoot
try {
    # What an earlier build left, and this one no longer makes, must not be packed.
    if ($Task -in 'Package', 'Publish' -and (Test-Path $module)) { Remove-Item $module -Recurse -Force }
    Invoke-Dotnet 'build', '--configuration', $Configuration

    if ($Package) {
        Remove-Item $module -Recurse -Force
        Expand-Archive $Package output
    }

    switch ($Task) {
        Test { Invoke-Dotnet 'test', '--configuration', $Configuration, '--no-build' }
        Demo { Invoke-Dotnet 'run', '--configuration', $Configuration, '--no-build', '--project', 'src/KornitX.Demo' }
        Package { & ./tools/pack.ps1 -Module $module -Destination output }
        Publish {
            Invoke-Dotnet 'test', '--configuration', $Configuration, '--no-build'
            $nupkg = & ./tools/pack.ps1 -Module $module -Destination output | Where-Object Extension -EQ '.nupkg'
            if ($PSCmdlet.ShouldContinue("Send $($nupkg.Name) to the PowerShell Gallery? A version can't be taken back.", 'Publish')) {
                Publish-PSResource -NupkgPath $nupkg.FullName -Repository PSGallery -ApiKey $env:PSGALLERY_API_KEY
            }
        }
        Coverage { & ./tools/coverage.ps1 -Configuration $Configuration }
        Analyse { & ./tools/analyse.ps1 }
        Fuzz {
            $env:KORNITX_FUZZ_COUNT = $FuzzCount
            $env:KORNITX_FUZZ_SEED = $FuzzSeed
            "Trying $FuzzCount inputs from the seed $FuzzSeed."
            Invoke-Dotnet 'test', 'tests/KornitX.Client.Tests', '--configuration', $Configuration, '--no-build', '--framework', 'net8.0', '--filter', 'FullyQualifiedName~FuzzTests'
        }
        Mono {
            if (-not (Get-Command mono -ErrorAction Ignore)) { throw 'Mono is not installed.' }
            Invoke-Dotnet 'test', 'tests/KornitX.Client.Tests', '--configuration', $Configuration, '--no-build', '--framework', 'net472', '-p:RunOnMono=true'
        }
        Bench { & ./tests/KornitX.Bench/bench.ps1 -Path docs/bench.md -Configuration $Configuration }
        Docs {
            # The pages in docs/cmdlets and docs/about are copies of those that the build generates.
            foreach ($folder in 'cmdlets', 'about') {
                if (Test-Path docs/$folder) { Remove-Item docs/$folder -Recurse }
                Copy-Item output/docs/$folder docs -Recurse
            }
        }
        Picture {
            Import-Module $module
            & ./docs/session.ps1
        }
    }
}
finally {
    Pop-Location
}
