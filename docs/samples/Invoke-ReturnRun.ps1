<#
.SYNOPSIS
Returns what the CSV files in a folder list, and reports what somebody must look at.
.DESCRIPTION
All files share one journal, returns.jsonl in the folder. So this may be run again at any time, also after a crash, and a
file that is delivered twice is booked once. Keep the journal for as long as an order may turn up again.

A file of which everything is booked moves to the folder 'done'. Any other stays, has its problems in a file beside it,
FILE.problems.csv, and makes the exit code 1. Mend it, or look the unknown orders up in KornitX, and run this again.

Deliver a file under another name and rename it to .csv when it is complete, so that no half of one is read.
.PARAMETER Path
The folder, on a local disk. The files have the columns OrderId, ItemId, Quantity and Reference, or OrderExternalRef,
ItemExternalRef, Quantity and Reference.
.PARAMETER Credential
The client id and the client secret. Without it, KORNITX_CLIENT_ID and KORNITX_CLIENT_SECRET of the environment are used.
.EXAMPLE
./Invoke-ReturnRun.ps1 -Path /srv/returns -Credential (Get-Secret -Name KornitX)
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Path,

    [pscredential] $Credential
)

# What is not about one order ends the script: a refused secret, a journal that another run uses, a full disk.
$ErrorActionPreference = 'Stop'
Import-Module KornitX.PowerShell

$credentials = @{}
if ($Credential) { $credentials.Credential = $Credential }
Connect-KornitX @credentials

$journal = Join-Path $Path 'returns.jsonl'
$done = New-Item -ItemType Directory -Force (Join-Path $Path 'done')
$unfinished = 0

foreach ($file in Get-ChildItem $Path -Filter *.csv -File | Where-Object Name -NotLike '*.problems.csv' | Sort-Object Name) {
    $report = Join-Path $Path "$($file.BaseName).problems.csv"
    Remove-Item $report -ErrorAction Ignore

    # What is about one order is collected, and the others go on.
    $booked = @(Import-Csv $file.FullName |
            New-KornitXReturn -JournalPath $journal -ErrorAction SilentlyContinue -ErrorVariable problems)

    if ($problems) {
        $unfinished++
        $problems | ForEach-Object {
            [pscustomobject] @{
                Error   = $_.FullyQualifiedErrorId -replace ',.*'
                Message = $_.Exception.Message
                Action  = $_.ErrorDetails.RecommendedAction
            }
        } | Export-Csv $report -NoTypeInformation -Encoding utf8
    }
    else {
        Move-Item $file.FullName (Join-Path $done "$(Get-Date -Format yyyyMMdd-HHmmss)-$($file.Name)")
    }

    [pscustomobject] @{
        File     = $file.Name
        Booked   = @($booked | Where-Object FromJournal -EQ $false).Count
        Earlier  = @($booked | Where-Object FromJournal -EQ $true).Count
        Problems = $problems.Count
    }
}

exit [int]($unfinished -gt 0)
