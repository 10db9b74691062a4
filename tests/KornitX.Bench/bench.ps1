<#
.SYNOPSIS
Measures the module in output/ with a server on this machine and writes the figures to a file.
.DESCRIPTION
Each measure runs in its own PowerShell process. Figures with an aim are ratios within one run, counts or bytes, so they do not
depend on the speed of the machine. Other load on the machine still affects them.
.EXAMPLE
./bench.ps1 -Measure Throughput
#>
[CmdletBinding()]
param(
    # The files in measures/ to run.
    [string[]] $Measure = @(
        'Throughput', 'Latency', 'Peers', 'Cost', 'Grouping', 'Stream', 'Rows', 'WholeInput', 'JournalGrowth', 'Startup'),

    # The file to write the figures to. Sections after the table are kept.
    [string] $Path = (Join-Path $PSScriptRoot '../../output/bench.md'),

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'
$output = (Resolve-Path (Join-Path $PSScriptRoot '../../output')).ProviderPath
$assembly = Join-Path $PSScriptRoot "bin/$Configuration/net8.0/KornitX.Bench.dll"
$pwsh = & (Join-Path $PSScriptRoot '../../tools/Get-PowerShell.ps1')
$arguments = $pwsh.Arguments

function Open-BenchServer {
    $start = [System.Diagnostics.ProcessStartInfo] @{
        FileName = 'dotnet'
        Arguments = "`"$assembly`""
        RedirectStandardInput = $true
        RedirectStandardOutput = $true
        UseShellExecute = $false
    }
    [System.Diagnostics.Process]::Start($start)
}

$server = Open-BenchServer
try {
    $uri = $server.StandardOutput.ReadLine() + '/'
    $environment = @{
        KORNITX_API_URI = $uri
        KORNITX_TOKEN_URI = "${uri}token"
        KORNITX_CLIENT_ID = 'bench'
        KORNITX_CLIENT_SECRET = 'bench'
        KORNITX_BENCH_MODULE = Join-Path $output 'KornitX.PowerShell'
        KORNITX_BENCH_ASSEMBLY = $assembly
    }
    $environment.Keys | ForEach-Object { Set-Item "env:$_" $environment[$_] }

    $figures = foreach ($name in $Measure) {
        Write-Verbose "Measuring $name"
        # The output has the lines of -WhatIf, too.
        & $pwsh.Program @arguments -NoProfile -NonInteractive -File (Join-Path $PSScriptRoot "measures/$name.ps1") |
            Where-Object { $_.StartsWith('{"Figure"') } | ConvertFrom-Json
        if ($LASTEXITCODE -ne 0) { throw "Measuring $name ended with exit code $LASTEXITCODE." }
    }
}
finally {
    # It exits at the end of its input.
    $server.StandardInput.Close()
    $server.WaitForExit()
}

$text = if (Test-Path $Path) { Get-Content $Path -Raw } else { '' }
$sections = if ($text -match '(?s)\n(## .*?)\s*$') { '', $Matches[1] }
$system = [System.Runtime.InteropServices.RuntimeInformation]::OSDescription
$lines = @(
    '# Bench'
    ''
    "$(Get-Date -Format yyyy-MM-dd), ``build.ps1 -Task Bench``, PowerShell $($PSVersionTable.PSVersion), " +
    "$([Environment]::ProcessorCount) processors, $system"
    ''
    '| Figure | Value | Target | Met |'
    '| --- | --- | --- | --- |'
    $figures | ForEach-Object {
        $reached = if ($null -eq $_.Reached) { '' } elseif ($_.Reached) { 'yes' } else { 'no' }
        "| $($_.Figure) | $($_.Value) | $($_.Aim) | $reached |"
    }
    $sections
)
Set-Content $Path $lines
$lines
