# The time to open a large journal, compared with reading its lines, and the memory per order.
. "$PSScriptRoot/common.ps1"

$orders = 1000000
$path = [System.IO.Path]::GetTempFileName()
$return = @{ OrderExternalRef = 'POS-77'; ItemExternalRef = 'SKU-77'; Quantity = 1; Reference = 'RET-77' }
try {
    $return | New-KornitXReturn -WhatIf | Out-Null
    [KornitX.Bench.GrownJournal]::Write($path, $orders, $env:KORNITX_API_URI, $env:KORNITX_CLIENT_ID)
    $null = [KornitX.Bench.GrownJournal]::Count($path)
    [GC]::Collect()
    $before = [Environment]::WorkingSet

    # The first run in a process, without a warm-up, as in a scheduled job.
    $first = Measure-Second { $return | New-KornitXReturn -WhatIf -JournalPath $path | Out-Null }
    $process = [System.Diagnostics.Process]::GetCurrentProcess()
    $bytes = ($process.PeakWorkingSet64 - $before) / $orders
    $lines = Get-Median (1..3 | ForEach-Object { Measure-Second { [KornitX.Bench.GrownJournal]::Count($path) } })

    $script:seen = 0
    $script:early = 0
    $script:most = 0
    $listing = Measure-Second {
        Get-KornitXJournal $path | ForEach-Object {
            if (++$script:seen % 10000 -eq 0) { $script:most = [Math]::Max($script:most, [Environment]::WorkingSet) }
            if ($script:seen -eq $orders / 10) { $script:early = $script:most }
        }
    }
}
finally {
    Remove-Item $path
}

if ($script:seen -ne $orders) { throw "Get-KornitXJournal wrote $($script:seen) of $orders orders." }
$limit = 0.5 + 4 * $lines
Write-Figure ('opening a journal with {0:N0} orders / reading its lines' -f $orders) ('{0:0.0} s / {1:0.00} s' -f $first, $lines) '<= 0.5 s + 4 times' ($first -le $limit)
Write-Figure 'memory of an order of a journal, at the peak' ('{0:0} bytes' -f $bytes) '<= 400 bytes' ($bytes -le 400)
Write-Figure ('Get-KornitXJournal of {0:N0} orders' -f $orders) ('{0:0} s' -f $listing)
# The index is in memory before the first order is written. The orders that are written must not accumulate.
$growth = ($script:most - $script:early) / 1MB
Write-Figure 'the same: growth of the working set after the first tenth' ('{0:0} MB' -f $growth) '< 64 MB' ($growth -lt 64)
