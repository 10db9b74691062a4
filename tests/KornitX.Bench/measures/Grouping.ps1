# The number of requests for rows in random order: one per order.
. "$PSScriptRoot/common.ps1"

$orders = 1000
$rowsPerOrder = 10
$rows = Get-Row $orders $rowsPerOrder | Sort-Object { Get-Random }

Clear-ServerCount
$null = $rows | New-KornitXCancellation
$requests = (Get-ServerCount).requests
Write-Figure "$($rows.Count) rows of $orders orders in random order: requests" $requests "= $orders" ($requests -eq $orders)
