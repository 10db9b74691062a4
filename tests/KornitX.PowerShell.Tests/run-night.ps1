# One step of a night and its morning, in a process of its own: the sample script, with its exit code, or the settling of
# what is unknown.
param(
    [Parameter(Mandatory)] [string] $Module,
    [Parameter(Mandatory)] [string] $Folder,
    [Parameter(Mandatory)] [string] $Journal,
    [Parameter(Mandatory)] [string] $Result,
    [Parameter(Mandatory, ParameterSetName = 'Run')] [string] $Sample,
    [Parameter(Mandatory, ParameterSetName = 'Settle')] [string] $History
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
if ($Sample) {
    # The sample imports the module by its name.
    $env:PSModulePath = (Split-Path $Module) + [System.IO.Path]::PathSeparator + $env:PSModulePath
    & $Sample -Operation Return -Path $Folder
    exit $LASTEXITCODE
}

Import-Module $Module
$booked = @{}
Import-Csv $History | ForEach-Object { $booked[$_.Reference] = $_.Id }
$settled = foreach ($order in Get-KornitXJournal $Journal -State Unknown) {
    if ($booked.ContainsKey($order.Reference)) {
        $order | Confirm-KornitXJournal -Booked -Id $booked[$order.Reference] -Confirm:$false -PassThru
    }
    else {
        Confirm-KornitXJournal $Journal -Reference $order.Reference -NotBooked -Reason 'Not in the history' -Confirm:$false -PassThru
    }
}

# All that the journal has as settled, read again.
$lines = Get-KornitXJournal $Journal | Where-Object SettledBy | ForEach-Object { "$($_.OrderId) $($_.State)" }
if (@($settled).Count -ne @($lines).Count -or (Get-KornitXJournal $Journal -State Unknown)) { throw 'Not all was settled.' }
[System.IO.File]::WriteAllLines($Result, [string[]] $lines)
