# Whether the time per row stays constant: rows from a CSV file with -WhatIf, which reads and checks them.
. "$PSScriptRoot/common.ps1"

$path = [System.IO.Path]::GetTempFileName()
try {
    $rate = foreach ($rows in 10000, 10000, 100000, 1000000) {
        Get-Row ($rows / 10) 10 | Export-Csv $path
        [pscustomobject]@{
            Rows = $rows
            PerSecond = $rows / (Measure-Second { Import-Csv $path | New-KornitXCancellation -WhatIf })
            ReadOnly = $rows / (Measure-Second { Import-Csv $path | Out-Null })
        }
    }
}
finally {
    Remove-Item $path
}

# The first one is a warm-up.
foreach ($one in $rate | Select-Object -Skip 1) {
    Write-Figure ('{0:N0} rows from a CSV file with -WhatIf, 10 per order' -f $one.Rows) ('{0:N0} rows/s ({1:N0} by Import-Csv alone)' -f $one.PerSecond, $one.ReadOnly)
}
$linear = $rate[2].PerSecond / $rate[3].PerSecond
Write-Figure 'time per row, 1,000,000 rows / 100,000' ('{0:0.00}' -f $linear) 'linear'
