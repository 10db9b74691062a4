# The time that the module adds to a new process. Each figure is the median of several processes.
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
    [double] (& $pwsh.Program @arguments -NoProfile -NonInteractive -Command "(Measure-Command { Import-Module '$Path' }).TotalMilliseconds")
}

function Get-ProcessTime([string] $Command) {
    (Measure-Command { & $pwsh.Program @arguments -NoProfile -NonInteractive -Command $Command }).TotalSeconds
}

try {
    Build-EmptyModule $empty
    $times = foreach ($pair in 0..15) {
        [pscustomobject]@{ Empty = Get-ImportTime $empty; Ours = Get-ImportTime $module }
    }
}
finally {
    Remove-Item $empty -Recurse
}

# In the first pair, the files are not yet in the cache of the file system.
$times = $times | Select-Object -Skip 1
$over = Get-Median ($times | ForEach-Object { $_.Ours - $_.Empty })
$emptyTime = Get-Median $times.Empty
Write-Figure ('Import-Module, over an empty binary module ({0:0} ms)' -f $emptyTime) ('{0:0} ms' -f $over) '<= 30 ms' ($over -le 30)

$ours = "Import-Module '$module'; Connect-KornitX -Operation Cancellation; New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1"
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
