# The time and the memory to open a large journal.
. "$PSScriptRoot/common.ps1"

$orders = 1000000
$path = [System.IO.Path]::GetTempFileName()
$return = @{ OrderExternalRef = 'POS-77'; ItemExternalRef = 'SKU-77'; Quantity = 1; Reference = 'RET-77' }
try {
    $return | New-KornitXReturn -WhatIf | Out-Null
    [KornitX.Bench.GrownJournal]::Write($path, $orders, $env:KORNITX_API_URI, $env:KORNITX_CLIENT_ID)
    [KornitX.Bench.GrownJournal]::Write("$path-small", $orders / 10, $env:KORNITX_API_URI, $env:KORNITX_CLIENT_ID)
    $null = [KornitX.Bench.GrownJournal]::Count($path)
    $small = Measure-Second { $return | New-KornitXReturn -WhatIf -JournalPath "$path-small" | Out-Null }
    [GC]::Collect()

    $first = Measure-Second { $return | New-KornitXReturn -WhatIf -JournalPath $path | Out-Null }
    $process = [System.Diagnostics.Process]::GetCurrentProcess()
    $peak = $process.PeakWorkingSet64 / 1MB
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
    Remove-Item $path, "$path-small"
}

if ($script:seen -ne $orders) { throw "Get-KornitXJournal wrote $($script:seen) of $orders orders." }
Write-Figure ('opening a journal with {0:N0} orders' -f ($orders / 10)) ('{0:0.0} s' -f $small)
Write-Figure ('opening a journal with {0:N0} orders; reading its lines takes {1:0.0} s' -f $orders, $lines) ('{0:0.0} s' -f $first) '<= 10 s' ($first -le 10)
Write-Figure 'the same: memory of the process, at the peak' ('{0:0} MB' -f $peak) '<= 600 MB' ($peak -le 600)
Write-Figure ('Get-KornitXJournal of {0:N0} orders' -f $orders) ('{0:0} s' -f $listing)
# The index is in memory before the first order is written. The orders that are written must not accumulate.
$growth = ($script:most - $script:early) / 1MB
Write-Figure 'the same: growth of the working set after the first tenth' ('{0:0} MB' -f $growth) '< 64 MB' ($growth -lt 64)
