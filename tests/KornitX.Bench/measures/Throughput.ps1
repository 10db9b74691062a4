# The overhead of the module, measured with a server that responds immediately.
. "$PSScriptRoot/common.ps1"

$orders = 2000
$inFlight = 8
$rows = @(Get-Row $orders)
$token = Get-BenchToken
Clear-ServerCount

$ours = { $null = $rows | New-KornitXCancellation -ThrottleLimit $inFlight }
$bare = { [KornitX.Bench.BareClient]::Cancel($env:KORNITX_API_URI, $token, $rows.OrderId, $inFlight) }
Invoke-WarmUp $ours, $bare
$pair = Compare-Work $ours $bare -Pairs 11
$rate = '{0:0} orders/s' -f ($orders / $pair.Ours)
Write-Figure "$orders orders, $inFlight in flight, no latency: time / bare HttpClient's ($rate)" (
    '{0:0.00}' -f $pair.Ratio) '<= 2' ($pair.Ratio -le 2)

$folder = Join-Path ([System.IO.Path]::GetDirectoryName($env:KORNITX_BENCH_MODULE)) 'bench-journals'
$null = New-Item $folder -ItemType Directory -Force
$script:journal = 0
$journaled = {
    $script:journal++
    $null = $rows | New-KornitXCancellation -ThrottleLimit $inFlight -JournalPath (Join-Path $folder "$($script:journal).jsonl")
}
try {
    Invoke-WarmUp $journaled
    $atOnce = Compare-Work $ours $journaled -Pairs 11

    # The same with a latency of 50 ms, which is longer than a flush.
    $rows = @($rows | Select-Object -First 400)
    Clear-ServerCount 50
    $later = Compare-Work $ours $journaled -Pairs 5
}
finally {
    Remove-Item $folder -Recurse
}

Write-Figure "$orders orders, $inFlight in flight, no latency: with a journal" (
    '{0:0} orders/s ({1:0.00} of that without)' -f ($orders / $atOnce.Theirs), $atOnce.Ratio)
Write-Figure "$($rows.Count) orders, $inFlight in flight, 50 ms: throughput with a journal / without" (
    '{0:0.00}' -f $later.Ratio) '>= 0.95' ($later.Ratio -ge 0.95)
$null = Get-ServerCount
