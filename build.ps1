<#
.SYNOPSIS
Builds, tests, shows, packs, publishes, measures or pictures the module: the dotnet commands of the README, for people who
live in PowerShell.
.DESCRIPTION
Publish tests and packs the module, asks, and sends it to the PowerShell Gallery with the key in $env:PSGALLERY_API_KEY.
.EXAMPLE
./build.ps1 -Task Test
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Demo', 'Package', 'Publish', 'Bench', 'Picture')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'
$module = Join-Path $PSScriptRoot 'output/KornitX.PowerShell'

function Invoke-Dotnet([string[]] $Arguments) {
    & dotnet @Arguments
    if ($LASTEXITCODE -ne 0) { throw "dotnet $($Arguments[0]) ended with exit code $LASTEXITCODE." }
}

if ($Task -eq 'Publish' -and -not $env:PSGALLERY_API_KEY) { throw 'Publish needs an API key of the PowerShell Gallery in $env:PSGALLERY_API_KEY.' }

Push-Location $PSScriptRoot
try {
    # What an earlier build left, and this one no longer makes, must not be packed.
    if ($Task -in 'Package', 'Publish' -and (Test-Path $module)) { Remove-Item $module -Recurse -Force }
    Invoke-Dotnet 'build', '--configuration', $Configuration

    switch ($Task) {
        Test { Invoke-Dotnet 'test', '--configuration', $Configuration, '--no-build' }
        Demo { Invoke-Dotnet 'run', '--configuration', $Configuration, '--no-build', '--project', 'src/KornitX.Demo' }
        Package { & ./.ci/pack.ps1 -Module $module -Destination output }
        Publish {
            Invoke-Dotnet 'test', '--configuration', $Configuration, '--no-build'
            $nupkg = & ./.ci/pack.ps1 -Module $module -Destination output | Where-Object Extension -EQ '.nupkg'
            if ($PSCmdlet.ShouldContinue("Send $($nupkg.Name) to the PowerShell Gallery? A version can't be taken back.", 'Publish')) {
                Invoke-Dotnet 'nuget', 'push', $nupkg.FullName, '--source', 'https://www.powershellgallery.com/api/v2/package', '--api-key', $env:PSGALLERY_API_KEY
            }
        }
        Bench { & ./tests/KornitX.Bench/bench.ps1 -Configuration $Configuration }
        Picture {
            Import-Module $module
            & ./docs/session.ps1
        }
    }
}
finally {
    Pop-Location
}
