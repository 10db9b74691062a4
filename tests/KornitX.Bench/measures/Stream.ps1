# The memory of a run of a million rows with -Stream, in which the session remembers all 100,000 requests. The rows are not created
# by a PowerShell loop, because that alone makes the process grow by about 56 MB.
. "$PSScriptRoot/common.ps1"

$rowsPerOrder = 10
Clear-ServerCount
[KornitX.Bench.Row]::Many(2000, $rowsPerOrder) | New-KornitXCancellation -Stream -ThrottleLimit 8 | Out-Null

[GC]::Collect()
$before = [Environment]::WorkingSet
$most = 0
$results = 0
[KornitX.Bench.Row]::Many(100000, $rowsPerOrder) | New-KornitXCancellation -Stream -ThrottleLimit 8 | ForEach-Object {
    if (++$results % 1000 -eq 0) { $most = [Math]::Max($most, [Environment]::WorkingSet) }
}

$growth = ($most - $before) / 1MB
Write-Figure "1,000,000 rows with -Stream, $results orders sent: growth of the working set at its most" (
    '{0:0} MB' -f $growth) '< 160 MB' ($growth -lt 160)
$null = Get-ServerCount
