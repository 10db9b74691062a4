# The processor time and the allocated bytes per order, compared with a bare HttpClient.
. "$PSScriptRoot/common.ps1"

$orders = 2000
$inFlight = 8
$rows = @(Get-Row $orders)
$token = Get-BenchToken
Clear-ServerCount

function Measure-Cost([scriptblock] $Work) {
    Invoke-WarmUp $Work
    $process = [System.Diagnostics.Process]::GetCurrentProcess()
    $runs = foreach ($run in 1..9) {
        $process.Refresh()
        $processor = $process.TotalProcessorTime
        $allocated = [GC]::GetTotalAllocatedBytes($true)
        & $Work
        $allocated = [GC]::GetTotalAllocatedBytes($true) - $allocated
        $process.Refresh()
        [pscustomobject]@{
            Milliseconds = ($process.TotalProcessorTime - $processor).TotalMilliseconds / $orders
            Bytes = $allocated / $orders
        }
    }
    [pscustomobject]@{ Milliseconds = Get-Median $runs.Milliseconds; Bytes = Get-Median $runs.Bytes }
}

$ours = Measure-Cost { $null = $rows | New-KornitXCancellation -ThrottleLimit $inFlight }
$bare = Measure-Cost { [KornitX.Bench.BareClient]::Cancel($env:KORNITX_API_URI, $token, $rows.OrderId, $inFlight) }
$null = Get-ServerCount

Write-Figure 'processor time per order, with the pipeline (a bare HttpClient)' (
    '{0:0.000} ms ({1:0.000} ms)' -f $ours.Milliseconds, $bare.Milliseconds)
Write-Figure 'bytes allocated per order, with the pipeline (a bare HttpClient)' ('{0:0} ({1:0})' -f $ours.Bytes, $bare.Bytes)
