# Imports the module and connects to the server, and has the functions that the measures share.
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

Import-Module $env:KORNITX_BENCH_MODULE
Add-Type -Path $env:KORNITX_BENCH_ASSEMBLY
Connect-KornitX
# The measures send the same orders many times.
$PSDefaultParameterValues['New-KornitXCancellation:Force'] = $true

# Writes one line of the table. Reached says whether the value reaches the aim, if there is one.
function Write-Figure([string] $Figure, [string] $Value, [string] $Aim = '', [Nullable[bool]] $Reached) {
    [pscustomobject]@{ Figure = $Figure; Value = $Value; Aim = $Aim; Reached = $Reached } | ConvertTo-Json -Compress
}

function Clear-ServerCount([int] $Latency = 0) {
    $null = Invoke-RestMethod -Method Post "$($env:KORNITX_API_URI)bench?latency=$Latency"
}

function Get-ServerCount {
    $count = Invoke-RestMethod "$($env:KORNITX_API_URI)bench"
    if ($count.refused -gt 0) { throw "The server refused $($count.refused) of $($count.requests) requests." }
    $count
}

function Get-Median([double[]] $Numbers) {
    $sorted = @($Numbers | Sort-Object)
    ($sorted[[Math]::Floor(($sorted.Count - 1) / 2)] + $sorted[[Math]::Ceiling(($sorted.Count - 1) / 2)]) / 2
}

# The runtime recompiles methods that have run often, in several tiers and while the process is idle. The pauses give it the
# time to do so before the measurement.
function Invoke-WarmUp([scriptblock[]] $Work, [int] $Times = 20) {
    foreach ($time in 1..$Times) {
        foreach ($one in $Work) { & $one }
        Start-Sleep -Milliseconds 150
    }
}

function Measure-Second([scriptblock] $Work) {
    [GC]::Collect()
    (Measure-Command $Work).TotalSeconds
}

# Runs both alternately, so that other load on the machine affects both. The ratio is the median of the ratios of the pairs.
function Compare-Work([scriptblock] $Ours, [scriptblock] $Theirs, [int] $Pairs = 7) {
    $times = foreach ($pair in 1..$Pairs) {
        # They take turns at being first.
        $first = $pair % 2
        if ($first) { $ourTime = Measure-Second $Ours }
        $theirTime = Measure-Second $Theirs
        if (-not $first) { $ourTime = Measure-Second $Ours }
        [pscustomobject]@{ Ours = $ourTime; Theirs = $theirTime; Ratio = $ourTime / $theirTime }
    }
    [pscustomobject]@{
        Ours = Get-Median $times.Ours
        Theirs = Get-Median $times.Theirs
        Ratio = Get-Median $times.Ratio
    }
}

# Returns the rows of a number of orders, lazily.
function Get-Row([int] $Orders, [int] $RowsPerOrder = 1) {
    for ($order = 1; $order -le $Orders; $order++) {
        for ($item = 1; $item -le $RowsPerOrder; $item++) {
            [pscustomobject]@{ OrderId = 45000000 + $order; ItemId = 12000000 + $item; Quantity = 1 }
        }
    }
}

# Returns an access token for the bare clients.
function Get-BenchToken {
    (Invoke-RestMethod -Method Post $env:KORNITX_TOKEN_URI -Body @{
        grant_type = 'client_credentials'
        client_id = $env:KORNITX_CLIENT_ID
        client_secret = $env:KORNITX_CLIENT_SECRET
        scope = 'api-sl-2-3.order-cancellation.create'
    }).access_token
}
