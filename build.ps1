#!/usr/bin/env pwsh
<#
.SYNOPSIS
Builds, tests, packs and publishes the module, and runs its other development tasks.
.DESCRIPTION
Publish tests and packs the module, prompts for confirmation, and publishes it to the PowerShell Gallery with the key in
$env:PSGALLERY_API_KEY. It requires PowerShell 7.5 or later.
Coverage measures the line and branch coverage and writes Cobertura reports to output/coverage.
Analyse runs PSScriptAnalyzer, if it is installed. Mono runs the client's tests for .NET Framework on Mono, which must be installed.
Docs updates the pages of the cmdlets in docs. Picture updates the picture in the README.
.EXAMPLE
./build.ps1 -Task Test
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Demo', 'Package', 'Publish', 'Coverage', 'Analyse', 'Bench', 'Fuzz', 'Mono', 'Docs', 'Picture')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release',

    # A zip file from -Task Package to test instead of the built module.
    [string] $Package,

    # The number of random responses, rows and journals for -Task Fuzz, and the seed. The tests use 100,000 with a fixed seed.
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

if ($Task -eq 'Publish' -and -not $env:PSGALLERY_API_KEY) { throw 'Publish requires an API key of the PowerShell Gallery in $env:PSGALLERY_API_KEY.' }

if ($Package) { $Package = Convert-Path $Package }
Push-Location $PSScriptRoot
try {
    # Files of an earlier build must not be packed.
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
            if ($PSCmdlet.ShouldContinue("Publish $($nupkg.Name) to the PowerShell Gallery? A published version can't be deleted.", 'Publish')) {
                Publish-PSResource -NupkgPath $nupkg.FullName -Repository PSGallery -ApiKey $env:PSGALLERY_API_KEY
            }
        }
        Coverage { & ./tools/coverage.ps1 -Configuration $Configuration }
        Analyse { & ./tools/analyse.ps1 }
        Fuzz {
            $env:KORNITX_FUZZ_COUNT = $FuzzCount
            $env:KORNITX_FUZZ_SEED = $FuzzSeed
            "Trying $FuzzCount inputs with the seed $FuzzSeed."
            Invoke-Dotnet 'test', 'tests/KornitX.Client.Tests', '--configuration', $Configuration, '--no-build', '--framework', 'net8.0', '--filter', 'FullyQualifiedName~FuzzTests'
        }
        Mono {
            if (-not (Get-Command mono -ErrorAction Ignore)) { throw 'Mono is not installed.' }
            Invoke-Dotnet 'test', 'tests/KornitX.Client.Tests', '--configuration', $Configuration, '--no-build', '--framework', 'net472', '-p:RunOnMono=true'
        }
        Bench { & ./tests/KornitX.Bench/bench.ps1 -Path docs/bench.md -Configuration $Configuration }
        Docs {
            # The build generates the pages; docs has copies of them.
            Remove-Item docs/cmdlets -Recurse
            Copy-Item output/docs/cmdlets docs -Recurse
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
