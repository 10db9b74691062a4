<#
.SYNOPSIS
Cancels or returns the items in the CSV files of a folder, unattended. The exit code shows what is left to do.
.DESCRIPTION
All files of an operation share one journal in the folder, returns.jsonl or cancellations.jsonl. You can therefore run the
script again at any time, even after a crash, and a file that is delivered twice is booked once. Keep the journal as long as
an order may be delivered again.

A file whose orders are all booked is moved to the folder 'done'. Any other file stays, and FILE.problems.csv in the same
folder has one line per problem: the order, its reference and items, what happened and what to do. Fix the file, or settle
unknown orders with Confirm-KornitXJournal, and run the script again.

The script writes a log to returns.log or cancellations.log in the folder.

Exit codes. If several apply, the first one in this list is used:

  0  Everything is booked, or there was no file.
  3  The outcome of an order is unknown. Look it up in KornitX and settle it.
  5  The connection or the journal failed, and the run ended early or did not start. No order is lost: run it again.
  4  Nothing was sent, because no row is valid. Fix the files.
  2  Some orders were rejected or not sent, some rows are invalid, or a file has no rows.
  1  The script itself failed.

With -WhatIf, the script checks all files and shows what would be sent and where. It does not connect, and it neither writes
nor moves files.

Deliver a file with another extension and rename it to .csv when it is complete, so that no partial file is read.
.PARAMETER Operation
Return or Cancellation.
.PARAMETER Path
The folder, on a local disk. The files have the columns OrderId, ItemId and Quantity, or OrderExternalRef, ItemExternalRef
and Quantity, and for returns Reference.
.PARAMETER Credential
The client id and the client secret. The default is the environment variables KORNITX_CLIENT_ID and KORNITX_CLIENT_SECRET.
.OUTPUTS
One object per file, with the number of orders that were booked now and earlier and the number of problems. The information
stream has the run summaries, for Send-KornitXSummary.ps1.
.EXAMPLE
./Invoke-KornitXRun.ps1 -Operation Return -Path /srv/returns -Credential (Get-Secret -Name KornitX)
.EXAMPLE
./Invoke-KornitXRun.ps1 -Operation Return -Path /srv/returns -WhatIf
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)]
    [ValidateSet('Cancellation', 'Return')]
    [string] $Operation,

    [Parameter(Mandatory)]
    [string] $Path,

    [pscredential] $Credential
)

$ErrorActionPreference = 'Stop'
Import-Module KornitX.PowerShell

# A file may be named returns[1].csv, so all paths are literal.
$folder = (Get-Item -LiteralPath $Path).FullName
$journal = [System.IO.Path]::Combine($folder, "$($Operation.ToLowerInvariant())s.jsonl")
$log = [System.IO.Path]::ChangeExtension($journal, '.log')
$done = [System.IO.Path]::Combine($folder, 'done')

function Write-Log([string] $Text) {
    if ($WhatIfPreference) { return }
    Add-Content -LiteralPath $log -Value "$(Get-Date -Format 'yyyy-MM-dd HH:mm:ss') $Text" -Encoding utf8
}

# Converts an error to lines of the problems file, one per order or row.
function ConvertTo-Problem($ErrorRecord) {
    $targets = if ($null -eq $ErrorRecord.TargetObject) { '' } else { $ErrorRecord.TargetObject }
    foreach ($target in $targets) {
        # Column names vary: OrderId, order_id, Order Id.
        $fields = @{}
        if ($target -isnot [string]) {
            foreach ($property in $target.psobject.Properties) { $fields[$property.Name -replace '[\s_-]'] = $property.Value }
        }

        $items = if ($fields['Items']) { $fields['Items'] }
        else { $fields.Keys -notmatch '^(Order|Reference)' | Sort-Object | ForEach-Object { "$_=$($fields[$_])" } }
        [pscustomobject] @{
            Error     = $ErrorRecord.FullyQualifiedErrorId -replace ',.*'
            Order     = ($fields['OrderExternalRef'], $fields['OrderId'] | Where-Object { $_ }) -join ' / '
            Reference = $fields['Reference']
            Items     = $items -join ', '
            Message   = "$ErrorRecord"
            Action    = if ($ErrorRecord.ErrorDetails) { $ErrorRecord.ErrorDetails.RecommendedAction }
        }
    }
}

function Test-Problem([object[]] $Problem, [string[]] $Id) {
    @($Problem | Where-Object { $_ -and ($_.FullyQualifiedErrorId -replace ',.*') -in $Id }).Count -gt 0
}

# Errors of the connection or the journal: those of single orders, and those that end a command.
$orderTrouble = 'ServiceUnavailable', 'RateLimited', 'AuthenticationFailed', 'JournalFailed'
$runTrouble = $orderTrouble + 'PermissionDenied', 'NotConnected', 'InvalidAddress', 'JournalMismatch', 'JournalLocked', 'JournalCorrupt'
$cmdlet = "New-KornitX$Operation"
$code = @{ Unknown = $false; Trouble = $false; Problem = $false; Reached = $false }

try {
    $files = @(Get-ChildItem -LiteralPath $folder -File |
            Where-Object { $_.Extension -eq '.csv' -and $_.Name -notlike '*.problems.csv' } | Sort-Object Name)
    Write-Log "$Operation run of $($files.Count) files started."
    if ($files -and -not $WhatIfPreference) {
        $credentials = @{}
        if ($Credential) { $credentials.Credential = $Credential }
        Connect-KornitX @credentials
    }

    foreach ($file in $files) {
        $report = [System.IO.Path]::Combine($folder, "$($file.BaseName).problems.csv")
        $booked = $problems = $information = @()
        $stopped = $null
        $rows = @(Import-Csv -LiteralPath $file.FullName)
        if ($rows) {
            # Errors of single orders and rows are collected, and the others are processed.
            try {
                $rows | & $cmdlet -JournalPath $journal -OutVariable booked -ErrorAction SilentlyContinue -ErrorVariable problems -InformationVariable information | Out-Null
            }
            catch {
                $stopped = $_
            }

            # The error variable also has the error that ended the command.
            $problems = @($problems | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] -and "$_" -ne "$stopped" }) + @($stopped | Where-Object { $_ })
        }

        $lines = @($problems | Where-Object { $_ } | ForEach-Object { ConvertTo-Problem $_ })
        if (-not $booked -and -not $lines -and -not ($rows -and $WhatIfPreference)) {
            $lines = @([pscustomobject] @{
                    Error = 'NoRows'; Order = ''; Reference = ''; Items = ''
                    Message = "$($file.Name) has no rows."; Action = 'Deliver the file again, or delete it.'
                })
        }

        $created = @($booked | Where-Object { $_ -and -not $_.FromJournal }).Count
        $fromJournal = @($booked | Where-Object { $_ -and $_.FromJournal }).Count
        $summary = $information | Where-Object { $_.Tags -contains 'KornitX.Summary' } | Select-Object -Last 1 -ExpandProperty MessageData
        Write-Log "$($file.Name): $(if ($summary) { $summary } else { "$created created, $fromJournal from journal, $($lines.Count) problems" })"
        $lines | Select-Object -First 20 | ForEach-Object { Write-Log "$($file.Name): $($_.Error): $($_.Message)" }

        $code.Problem = $code.Problem -or $lines.Count -gt 0
        $code.Unknown = $code.Unknown -or (Test-Problem $problems 'OutcomeUnknown')
        $code.Trouble = $code.Trouble -or (Test-Problem $problems $orderTrouble) -or (Test-Problem $stopped $runTrouble)
        $code.Reached = $code.Reached -or $created + $fromJournal -gt 0 -or (Test-Problem $problems 'RequestRejected', 'PermissionDenied')

        if (-not $WhatIfPreference) {
            Remove-Item -LiteralPath $report -ErrorAction Ignore
            if ($lines) {
                $lines | Export-Csv -LiteralPath $report -NoTypeInformation -Encoding utf8
            }
            else {
                $null = [System.IO.Directory]::CreateDirectory($done)
                Move-Item -LiteralPath $file.FullName -Destination ([System.IO.Path]::Combine($done, "$(Get-Date -Format yyyyMMdd-HHmmss)-$($file.Name)"))
            }
        }

        [pscustomobject] @{
            File        = $file.Name
            Created     = $created
            FromJournal = $fromJournal
            Problems    = $lines.Count
        }
        if (Test-Problem $stopped $runTrouble) { break }
    }
}
catch {
    # Errors that do not concern an order, such as a wrong secret or a folder that can't be read.
    Write-Log "$_"
    Write-Error $_ -ErrorAction Continue
    if (-not (Test-Problem $_ $runTrouble)) { exit 1 }
    $code.Trouble = $true
}

$exitCode = if ($code.Unknown) { 3 } elseif ($code.Trouble) { 5 } elseif ($code.Problem -and -not $code.Reached -and -not $WhatIfPreference) { 4 } elseif ($code.Problem) { 2 } else { 0 }
Write-Log "Run ended with exit code $exitCode."
exit $exitCode
