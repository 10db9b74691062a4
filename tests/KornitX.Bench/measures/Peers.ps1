# The same orders sent in other ways: a loop, ForEach-Object -Parallel, and curl. They are slow, so each has few runs.
# Throughput and Latency compare the module with a bare HttpClient, which is the limit.
. "$PSScriptRoot/common.ps1"

$inFlight = 8
$token = Get-BenchToken
$api = $env:KORNITX_API_URI

$peers = [ordered]@{
    'an Invoke-RestMethod loop' = {
        foreach ($row in $rows) {
            $body = @{ items = @(@{ id = $row.ItemId; quantity = $row.Quantity }) } | ConvertTo-Json
            $null = Invoke-RestMethod -Method Post "${api}order/$($row.OrderId)/cancellation" -Body $body `
                -ContentType application/json -Headers @{ Authorization = "Bearer $token" }
        }
    }
    'ForEach-Object -Parallel with Invoke-RestMethod' = {
        $rows | ForEach-Object -ThrottleLimit $inFlight -Parallel {
            $body = @{ items = @(@{ id = $_.ItemId; quantity = $_.Quantity }) } | ConvertTo-Json
            $null = Invoke-RestMethod -Method Post "${using:api}order/$($_.OrderId)/cancellation" -Body $body `
                -ContentType application/json -Headers @{ Authorization = "Bearer $using:token" }
        }
    }
    'curl, by xargs -P' = {
        $rows.OrderId | xargs -P $inFlight '-I{}' curl --silent --fail --output /dev/null --request POST "${api}order/{}/cancellation" `
            --header 'Content-Type: application/json' --header "Authorization: Bearer $token" `
            --data '{"items":[{"id":12345678,"quantity":1}]}'
        if ($LASTEXITCODE -ne 0) { throw "xargs ended with exit code $LASTEXITCODE." }
    }
}
# Windows does not have it.
if (-not (Get-Command xargs -ErrorAction Ignore)) { $peers.Remove('curl, by xargs -P') }

$ours = { $null = $rows | New-KornitXCancellation -ThrottleLimit $inFlight }

$rows = @(Get-Row 2000)
Clear-ServerCount
$firstTime = Measure-Second $ours
Invoke-WarmUp $ours
$rows = $rows | Select-Object -First 50
Invoke-WarmUp $peers['an Invoke-RestMethod loop']

foreach ($run in @{ Orders = 2000; Latency = 0; Times = 3 }, @{ Orders = 200; Latency = 50; Times = 1 }) {
    $rows = @(Get-Row $run.Orders)
    Clear-ServerCount $run.Latency
    $time = Get-Median (1..15 | ForEach-Object { Measure-Second $ours })
    $name = '{0} orders, {1}' -f $run.Orders, ($run.Latency ? "$($run.Latency) ms" : 'no latency')
    $note = $run.Latency ? '' : ' ({0:0.00} s the first time in a process)' -f $firstTime
    Write-Figure "${name}: this module with $inFlight in flight" ('{0:0.00} s{1}' -f $time, $note)

    foreach ($peer in $peers.Keys) {
        Clear-ServerCount $run.Latency
        $peerTime = Get-Median (1..$run.Times | ForEach-Object { Measure-Second $peers[$peer] })
        $count = (Get-ServerCount).requests
        if ($count -ne $run.Orders * $run.Times) { throw "$peer sent $count requests for $($run.Orders) orders, $($run.Times) times." }

        $factor = $peerTime / $time
        Write-Figure "${name}: $peer" ('{0:0.0} s, {1:0.0} times as long' -f $peerTime, $factor)
    }
}
