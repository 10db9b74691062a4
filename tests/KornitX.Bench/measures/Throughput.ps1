# What the module's own work costs, against a server that answers at once.
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
Write-Figure "$orders orders, $inFlight in flight, no latency: time / bare HttpClient's ($rate)" ('{0:0.00}' -f $pair.Ratio) '<= 1.5' ($pair.Ratio -le 1.5)

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

    # And as an API further away than the disk would have it.
    $rows = @($rows | Select-Object -First 400)
    Clear-ServerCount 50
    $later = Compare-Work $ours $journaled -Pairs 3
}
finally {
    Remove-Item $folder -Recurse
}

Write-Figure "$orders orders, $inFlight in flight, no latency: throughput with a journal / without" ('{0:0.00}' -f $atOnce.Ratio) '>= 0.5' ($atOnce.Ratio -ge 0.5)
Write-Figure "$($rows.Count) orders, $inFlight in flight, 50 ms: throughput with a journal / without" ('{0:0.00}' -f $later.Ratio)
$null = Get-ServerCount
