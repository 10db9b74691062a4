<#
.SYNOPSIS
Measures the module that lies in output/ against a server on this machine and writes the figures to a file.
.DESCRIPTION
Each measure runs in a PowerShell of its own. Figures with an aim are ratios within one run, or counts, or bytes: how
fast the machine is cancels out. What else it does at the time does not quite, so look twice before you believe one.
.EXAMPLE
./bench.ps1 -Measure Throughput
#>
[CmdletBinding()]
param(
    # Which of the files in measures/ to run.
    [string[]] $Measure = @('Throughput', 'Latency', 'Peers', 'Cost', 'Grouping', 'Stream', 'Rows', 'WholeInput', 'Growth', 'JournalGrowth', 'Startup'),

    # The file to write them to.
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
        # What -WhatIf says goes the same way as the figures.
        & $pwsh.Program @arguments -NoProfile -NonInteractive -File (Join-Path $PSScriptRoot "measures/$name.ps1") |
            Where-Object { $_.StartsWith('{"Figure"') } | ConvertFrom-Json
        if ($LASTEXITCODE -ne 0) { throw "Measuring $name ended with exit code $LASTEXITCODE." }
    }
}
finally {
    # The end of its input ends it.
    $server.StandardInput.Close()
    $server.WaitForExit()
}

$lines = @(
    '# Bench'
    ''
    "$(Get-Date -Format yyyy-MM-dd), ``build.ps1 -Task Bench``, PowerShell $($PSVersionTable.PSVersion), $([Environment]::ProcessorCount) processors, " +
    "$([Runtime.InteropServices.RuntimeInformation]::OSDescription)"
    ''
    '| figure | value | aim | reached |'
    '| --- | --- | --- | --- |'
    $figures | ForEach-Object {
        $reached = if ($null -eq $_.Reached) { '' } elseif ($_.Reached) { 'yes' } else { 'no' }
        "| $($_.Figure) | $($_.Value) | $($_.Aim) | $reached |"
    }
)
Set-Content $Path $lines
$lines
