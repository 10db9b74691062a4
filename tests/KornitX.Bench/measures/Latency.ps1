# The time of a run compared with the minimum that the latency allows, and the number of orders in flight.
. "$PSScriptRoot/common.ps1"

$orders = 400
$inFlight = 8
$latency = 50
$ideal = $orders / $inFlight * $latency / 1000
$rows = @(Get-Row $orders)
$token = Get-BenchToken

Clear-ServerCount
$null = $rows | New-KornitXCancellation -ThrottleLimit $inFlight
[KornitX.Bench.BareClient]::Cancel($env:KORNITX_API_URI, $token, $rows.OrderId, $inFlight)

Clear-ServerCount $latency
$pair = Compare-Work { $null = $rows | New-KornitXCancellation -ThrottleLimit $inFlight } {
    [KornitX.Bench.BareClient]::Cancel($env:KORNITX_API_URI, $token, $rows.OrderId, $inFlight)
}

Clear-ServerCount $latency
$null = $rows | New-KornitXCancellation -ThrottleLimit $inFlight
$most = (Get-ServerCount).maximumInFlight

$overIdeal = $pair.Ours / $ideal
Write-Figure "$orders orders, $inFlight in flight, $latency ms: time / ideal of $ideal s" (
    '{0:0.00}' -f $overIdeal) '<= 1.10' ($overIdeal -le 1.10)
Write-Figure "the same: most in flight, seen by the server" $most "<= $inFlight" ($most -le $inFlight)
Write-Figure "the same: time / bare HttpClient's" ('{0:0.00}' -f $pair.Ratio) '<= 1.05' ($pair.Ratio -le 1.05)
