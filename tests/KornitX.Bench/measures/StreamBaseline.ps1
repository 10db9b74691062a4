# What PowerShell itself makes the process grow by when as many rows as in Stream go down a pipeline, and nothing is sent.
. "$PSScriptRoot/common.ps1"

Get-Row 2000 10 | ForEach-Object { $_ } | Out-Null

[GC]::Collect()
$before = [Environment]::WorkingSet
$most = 0
$count = 0
Get-Row 100000 10 | ForEach-Object {
    if (++$count % 10000 -eq 0) { $most = [Math]::Max($most, [Environment]::WorkingSet) }
}

Write-Figure '1,000,000 rows through ForEach-Object alone: growth of the working set at its most' ('{0:0} MB' -f (($most - $before) / 1MB))
