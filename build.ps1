<#
.SYNOPSIS
Builds, tests, shows, packs or measures the module: the dotnet commands of the README, for people who live in PowerShell.
.EXAMPLE
./build.ps1 -Task Test
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Demo', 'Package', 'Bench')]
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

function Compress-Module([string] $Folder) {
    Add-Type -AssemblyName System.IO.Compression
    $version = (Test-ModuleManifest (Join-Path $Folder 'KornitX.PowerShell.psd1')).Version
    $path = "$Folder.$version.zip"
    # In one order and with one date, so that the same build gives the same bytes.
    $names = [string[]] @(Get-ChildItem $Folder -Recurse -File | ForEach-Object { $_.FullName.Substring($Folder.Length + 1) -replace '\\', '/' })
    [Array]::Sort($names, [StringComparer]::Ordinal)
    $stream = [System.IO.File]::Create($path)
    $archive = [System.IO.Compression.ZipArchive]::new($stream, [System.IO.Compression.ZipArchiveMode]::Create)
    try {
        foreach ($name in $names) {
            $entry = $archive.CreateEntry("KornitX.PowerShell/$name")
            $entry.LastWriteTime = [DateTimeOffset]::new(1980, 1, 1, 0, 0, 0, [TimeSpan]::Zero)
            $bytes = [System.IO.File]::ReadAllBytes((Join-Path $Folder $name))
            $content = $entry.Open()
            $content.Write($bytes, 0, $bytes.Length)
            $content.Dispose()
        }
    }
    finally {
        $archive.Dispose()
        $stream.Dispose()
    }
    Get-Item $path
}

Push-Location $PSScriptRoot
try {
    # What an earlier build left, and this one no longer makes, must not be packed.
    if ($Task -eq 'Package' -and (Test-Path $module)) { Remove-Item $module -Recurse -Force }
    Invoke-Dotnet 'build', '--configuration', $Configuration

    switch ($Task) {
        Test { Invoke-Dotnet 'test', '--configuration', $Configuration, '--no-build' }
        Demo { Invoke-Dotnet 'run', '--configuration', $Configuration, '--no-build', '--project', 'src/KornitX.Demo' }
        Package { Compress-Module (Resolve-Path $module).ProviderPath }
        Bench { & ./tests/KornitX.Bench/bench.ps1 -Configuration $Configuration }
    }
}
finally {
    Pop-Location
}
