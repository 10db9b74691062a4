# The time that the module adds to a new process.
. "$PSScriptRoot/common.ps1"

$pwsh = & (Join-Path $PSScriptRoot '../../../tools/Get-PowerShell.ps1')
$arguments = $pwsh.Arguments
$module = $env:KORNITX_BENCH_MODULE
$empty = Join-Path ([System.IO.Path]::GetDirectoryName($module)) 'bench-empty'

function Build-EmptyModule([string] $Folder) {
    $null = New-Item $Folder -ItemType Directory -Force
    Add-Type -OutputAssembly (Join-Path $Folder 'bench-empty.dll') -OutputType Library -TypeDefinition @'
[System.Management.Automation.Cmdlet("Get", "BenchEmpty")]
public sealed class GetBenchEmptyCommand : System.Management.Automation.PSCmdlet { }
'@
    New-ModuleManifest (Join-Path $Folder 'bench-empty.psd1') -RootModule bench-empty.dll -CmdletsToExport Get-BenchEmpty `
        -FunctionsToExport @() -AliasesToExport @() -VariablesToExport @()
}

function Get-ImportTime([string] $Path) {
    $command = "(Measure-Command { Import-Module '$Path' }).TotalMilliseconds"
    [double] (& $pwsh.Program @arguments -NoProfile -NonInteractive -Command $command)
}

function Get-Minimum([double[]] $Numbers) { ($Numbers | Measure-Object -Minimum).Minimum }

function Get-ProcessTime([string] $Command) {
    (Measure-Command { & $pwsh.Program @arguments -NoProfile -NonInteractive -Command $Command }).TotalSeconds
}

# PowerShell records which methods a process compiles, and the next process compiles them in advance. So the first of several
# equal processes in a row is slower. Other load on the machine only adds time, so the best of them counts.
try {
    Build-EmptyModule $empty
    $times = foreach ($block in 1..5) {
        $null = Get-ImportTime $empty
        $emptyTimes = foreach ($run in 1..5) { Get-ImportTime $empty }
        $first = Get-ImportTime $module
        $ourTimes = foreach ($run in 1..5) { Get-ImportTime $module }
        [pscustomobject]@{ Empty = Get-Minimum $emptyTimes; First = $first; Ours = Get-Minimum $ourTimes }
    }
}
finally {
    Remove-Item $empty -Recurse
}

$emptyTime = Get-Minimum $times.Empty
$over = (Get-Minimum $times.Ours) - $emptyTime
$firstOver = (Get-Minimum $times.First) - $emptyTime
Write-Figure ('Import-Module, over an empty binary module ({0:0} ms)' -f $emptyTime) ('{0:0} ms' -f $over) '<= 30 ms' ($over -le 30)
Write-Figure 'the same in the first process after one with another module' ('{0:0} ms' -f $firstOver)

$ours = "Import-Module '$module'; Connect-KornitX -Operation Cancellation; " +
    'New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1'
$theirs = @'
$token = (Invoke-RestMethod -Method Post $env:KORNITX_TOKEN_URI -Body @{
    grant_type = 'client_credentials'; client_id = $env:KORNITX_CLIENT_ID; client_secret = $env:KORNITX_CLIENT_SECRET
    scope = 'api-sl-2-3.order-cancellation.create' }).access_token
Invoke-RestMethod -Method Post "$($env:KORNITX_API_URI)order/45453571/cancellation" -ContentType application/json `
    -Headers @{ Authorization = "Bearer $token" } -Body (ConvertTo-Json @{ items = @(@{ id = 12345678; quantity = 1 }) } -Depth 3)
'@
Clear-ServerCount
$times = foreach ($pair in 0..15) {
    [pscustomobject]@{ Theirs = Get-ProcessTime $theirs; Ours = Get-ProcessTime $ours }
}

$times = $times | Select-Object -Skip 1
$ratio = Get-Median ($times | ForEach-Object { $_.Ours / $_.Theirs })
Write-Figure ('one order as a process of its own: time / the same with Invoke-RestMethod ({0:0.00} s)' -f (Get-Median $times.Theirs)) `
    ('{0:0.00}' -f $ratio) '<= 1.25' ($ratio -le 1.25)
$null = Get-ServerCount
