<#
.SYNOPSIS
Cancels or returns the items in the CSV files of a folder, unattended. The exit code shows what is left to do.
.DESCRIPTION
Before a file is read, it gets a name of this run: returns.csv becomes 20261129-023000-123-returns.csv. A new returns.csv can
therefore be delivered at any time. After a crash, the next run finds the renamed file and goes on with it.

A file whose orders are all booked is moved to the folder 'done'. Any other file stays. FILE.problems.csv in the folder has
one line per problem and per warning: the order, its reference and items, what happened, and what to do. Fix the renamed file,
or settle unknown orders with Confirm-KornitXJournal, and run the script again.

All files share one journal in the folder, returns.jsonl or cancellations.jsonl. You can therefore run the script again at any
time, even after a crash, and a file that is delivered twice is booked once. Keep the journal as long as an order may be
delivered again. Use a folder for one operation and one account only.

The script writes a log to returns.log or cancellations.log in the folder. While it runs, it holds the file
returns.lock or cancellations.lock open, so that a second run at the same folder ends with exit code 5.

Exit codes. If several apply, the first one in this list is used:

  0  Everything is booked, or there was no file.
  3  The outcome of an order is unknown. Look it up in Order Manager, KornitX's web app, and settle it.
  6  KornitX booked an order, but its response has other items than the request. Look the order up in Order Manager.
  5  The connection, the journal, or the disk failed, or another run uses the folder. No order is lost: fix what the log
     names, then run it again.
  4  Nothing was sent, because no row is valid. Fix the files.
  2  Some orders were rejected or not sent, some rows are invalid, or a file can't be read, has no rows, or changed while it
     was read.
  1  The script itself failed.

With -WhatIf, the script connects, checks all files, and shows what would be sent and where, and each problem. It sends no
order, and it neither writes nor moves files.

Deliver a file with another extension and rename it to .csv when it is complete, so that no partial file is read. A file
that is written to while the script books it stays in the folder, and its problems file has the problem FileChanged.
.PARAMETER Operation
Return or Cancellation.
.PARAMETER Path
The folder, on a local disk. The files have the columns OrderId, ItemId, and Quantity, or OrderExternalRef, ItemExternalRef,
and Quantity, and for returns Reference.
.PARAMETER Credential
The client ID and the client secret. The default is the environment variables KORNITX_CLIENT_ID and KORNITX_CLIENT_SECRET.
.PARAMETER Report
Writes a page about the journal, returns.html or cancellations.html, with New-KornitXReport.ps1 from the folder of this
script. Send-KornitXSummary.ps1 attaches it to a mail.
.OUTPUTS
One object per file, with the number of orders that were booked now and earlier, and the number of problems. The information
stream has the summaries of the commands and, at the end, the result of the whole run, for Send-KornitXSummary.ps1.
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

    [pscredential] $Credential,

    [switch] $Report
)

$ErrorActionPreference = 'Stop'
$cmdlet = "New-KornitX$Operation"
# A file may be named returns[1].csv, so all paths are literal.
$folder = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path)
$journal = [System.IO.Path]::Combine($folder, "$($Operation.ToLowerInvariant())s.jsonl")
$log = [System.IO.Path]::ChangeExtension($journal, '.log')
$page = [System.IO.Path]::ChangeExtension($journal, '.html')
$done = [System.IO.Path]::Combine($folder, 'done')
$claimed = '^\d{8}-\d{6}-\d{3}-'

# Errors of the connection, the journal, or the disk: those of single orders and files, and those that end the run.
$orderTrouble = 'ServiceUnavailable', 'RateLimited', 'AuthenticationFailed', 'JournalFailed', 'FileNotMoved'
$runTrouble = 'ServiceUnavailable', 'RateLimited', 'AuthenticationFailed', 'JournalFailed', 'PermissionDenied', 'NotConnected',
'InvalidAddress', 'JournalMismatch', 'JournalLocked', 'JournalCorrupt'
$meanings = @{
    0 = 'Everything is booked, or there was no file.'
    1 = 'The script itself failed.'
    2 = 'Some orders were rejected or not sent, some rows are invalid, or a file can''t be read, has no rows, or changed while it was read.'
    3 = 'The outcome of an order is unknown. Look it up in Order Manager and settle it.'
    4 = 'Nothing was sent, because no row is valid. Fix the files.'
    5 = 'The connection, the journal, or the disk failed, or another run uses the folder. Fix what the log names, then run it again.'
    6 = 'KornitX booked an order, but its response has other items than the request. Look the order up in Order Manager.'
}

function Write-Log([string] $Text, [switch] $LogOnly) {
    if (-not $LogOnly) { $script:lines.Add($Text) }
    if ($WhatIfPreference) { return }
    try { Add-Content -LiteralPath $log -Value "$(Get-Date -Format 'yyyy-MM-dd HH:mm:ss') $Text" -Encoding utf8 }
    catch { Write-Error "The log can't be written: $_ It would say: $Text" -ErrorAction Continue; $script:trouble = $true }
}

function New-Problem([string] $Id, [string] $Message, [string] $Action, $Order, $Reference, $Items) {
    [pscustomobject] @{ Error = $Id; Order = $Order; Reference = $Reference; Items = $Items; Message = $Message; Action = $Action }
}

function Get-ProblemFile([string] $Path) {
    [System.IO.Path]::Combine($folder, "$([System.IO.Path]::GetFileNameWithoutExtension($Path)).problems.csv")
}

function Get-FileState([string] $Path) {
    $file = [System.IO.FileInfo] $Path
    if ($file.Exists) { "$($file.Length) $($file.LastWriteTimeUtc.Ticks)" }
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
        $order = ($fields['OrderExternalRef'], $fields['OrderId'] | Where-Object { $_ }) -join ' / '
        $action = if ($ErrorRecord.Exception -is [KornitX.KornitXException]) { $ErrorRecord.Exception.RecommendedAction }
        $id = $ErrorRecord.FullyQualifiedErrorId -replace ',.*'
        New-Problem $id "$ErrorRecord" $action $order $fields['Reference'] ($items -join ', ')
    }
}

# The orders that KornitX booked with other items than requested. An external reference has no ID to compare, only a number.
function Find-Difference([object[]] $Booking) {
    foreach ($order in $Booking | Group-Object { $_.Request.OrderId, $_.Request.OrderExternalRef, $_.Reference -join '/' }) {
        $first = $order.Group[0]
        $requested = @($first.Request.Items)
        $response = @($order.Group | ForEach-Object { $_.Items } | Where-Object { $_ })
        # An order that was settled in the journal has no response.
        if ($first.FromJournal -and -not $response) { continue }
        $differs = if ($first.Request.Addressing -eq 'ExternalRef') {
            @($requested.ItemExternalRef | Sort-Object -Unique).Count -ne @($response.ItemId | Sort-Object -Unique).Count
        }
        else {
            "$($requested.ItemId | Sort-Object -Unique)" -ne "$($response.ItemId | Sort-Object -Unique)"
        }
        if ($differs) {
            $name = ($first.OrderExternalRef, $first.OrderId | Where-Object { $_ }) -join ' / '
            $others = if ($response) { $response.ItemId -join ', ' } else { 'none' }
            $message = "KornitX booked order $name as $($first.Id), but its response has other items than the request: $others."
            $action = 'Look the order up in Order Manager. If an item is missing there, deliver it again with another reference.'
            New-Problem 'ResponseDiffers' $message $action $name $first.Reference ($requested -join ', ')
        }
    }
}

# Runs one file, writes its problems, and moves it to done if its orders are all booked.
function Invoke-File($File) {
    $booked = $problems = $warnings = $information = @()
    $stopped = $state = $null
    $current = $File.FullName
    $step = 'FileNotClaimed'
    try {
        if (-not $WhatIfPreference -and $File.Name -notmatch $claimed) {
            $name = "$(Get-Date -Format 'yyyyMMdd-HHmmss-fff')-$($File.Name)"
            $current = (Rename-Item -LiteralPath $current -NewName $name -PassThru).FullName
            # Left by a run that could not rename the file.
            Remove-Item -LiteralPath (Get-ProblemFile $File.FullName) -ErrorAction Ignore
        }
        $step = 'FileNotRead'
        $state = Get-FileState $current
        $rows = @(Import-Csv -LiteralPath $current)
        $step = $null
    }
    catch {
        $action = 'Fix the file or close the program that uses it, then run the script again.'
        $lines = @(New-Problem $step "$($File.Name) can't be read: $_" $action)
    }

    if (-not $step) {
        # Errors of single orders and rows are collected, and the others are processed.
        if ($rows) {
            try {
                $kept = @{
                    OutVariable = 'booked'; ErrorVariable = 'problems'; WarningVariable = 'warnings'; InformationVariable = 'information'
                    ErrorAction = 'SilentlyContinue'; WarningAction = 'SilentlyContinue'
                }
                $rows | & $cmdlet -JournalPath $journal @kept | Out-Null
            }
            catch {
                $stopped = $_
            }
        }

        # The error variable also has the error that ended the command.
        $problems = @($problems | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] -and "$_" -ne "$stopped" })
        if ($stopped) { $problems += $stopped }
        # The error that ended the command also has the orders that failed before it.
        $known = [System.Collections.Generic.HashSet[string]]::new()
        $lines = @($problems | ForEach-Object { ConvertTo-Problem $_ } |
                Where-Object { $_.Error -notin $orderTrouble -or $known.Add("$($_.Order)/$($_.Reference)/$($_.Items)") })
        if ($booked) { $lines += @(Find-Difference $booked) }
        if (-not $booked -and -not $lines -and -not ($rows -and $WhatIfPreference)) {
            $lines = @(New-Problem 'NoRows' "$($File.Name) has no rows." 'Deliver the file again, or delete it.')
        }
    }

    # The warning at the end of a run has several lines: the counts, and the commands to type next. They are for the log only.
    $nextSteps = @($warnings | Where-Object { "$_" -match '\n' } | ForEach-Object { "$_" -split '\r?\n' | Select-Object -Skip 1 })
    $warnings = @($warnings | Where-Object { "$_" -notmatch '\n' } | ForEach-Object { New-Problem 'Warning' "$_" })
    $created = @($booked | Where-Object { -not $_.FromJournal }).Count
    $summary = @($information | Where-Object { $_.Tags -contains 'KornitX.Summary' } | ForEach-Object { $_.MessageData })
    if (-not $summary) { $summary = "$created created, $($booked.Count - $created) from journal, $($lines.Count) problems" }
    Write-Log "$($File.Name): $summary"
    # A program that has the file open goes on writing to it, whatever its name is.
    $now = Get-FileState $current
    if ($state -and $now -and $state -ne $now) {
        $action = 'When the file is complete, run the script again. Orders that are booked are not sent again.'
        $lines += New-Problem 'FileChanged' "$($File.Name) was written to while it was read, so rows may be missing." $action
    }
    $ids = @($lines | ForEach-Object { $_.Error })

    if (-not $WhatIfPreference) {
        $problemFile = Get-ProblemFile $current
        try {
            # Problems are on disk before the file is moved, so a crash in between does not hide them.
            if ($lines -or $warnings) { $lines + $warnings | Export-Csv -LiteralPath $problemFile -NoTypeInformation -Encoding utf8 }
            elseif (Test-Path -LiteralPath $problemFile) { Remove-Item -LiteralPath $problemFile }
            if (-not ($ids -ne 'ResponseDiffers')) {
                $null = [System.IO.Directory]::CreateDirectory($done)
                # On another drive, moving is copying: what a crash left there is overwritten.
                $target = [System.IO.Path]::Combine($done, [System.IO.Path]::GetFileName($current))
                Move-Item -LiteralPath $current -Destination $target -Force
                $current = $target
            }
        }
        catch {
            $message = "$($File.Name): its problems can't be written, or it can't be moved to '$done': $_"
            $lines += New-Problem 'FileNotMoved' $message 'Fix the disk or the permissions, then run the script again.'
            $ids += 'FileNotMoved'
            try { $lines + $warnings | Export-Csv -LiteralPath $problemFile -NoTypeInformation -Encoding utf8 }
            catch { Write-Log "$($File.Name): the problems file can't be written: $_" }
        }
    }

    if ($current -ne $File.FullName) { Write-Log "$($File.Name): is now $current" }
    foreach ($line in $lines + $warnings | Select-Object -First 20) {
        Write-Log "$($File.Name): $($line.Error): $($line.Message)"
        if ($WhatIfPreference) { Write-Warning "$($File.Name): $($line.Error): $($line.Message) $($line.Action)" }
    }

    $nextSteps | ForEach-Object { Write-Log "$($File.Name): $_" }

    [pscustomobject] @{
        File        = $File.Name
        Created     = $created
        FromJournal = $booked.Count - $created
        Problems    = $lines.Count
        Warnings    = $warnings.Count
        ProblemIds  = $ids
        EndsRun     = $stopped -and ($stopped.FullyQualifiedErrorId -replace ',.*') -in $runTrouble
    }
}

$lines = [System.Collections.Generic.List[string]]::new()
$results = [System.Collections.Generic.List[object]]::new()
$trouble = $failed = $false
$lock = $null
try {
    if (-not (Test-Path -LiteralPath $folder -PathType Container)) { throw "The folder '$folder' does not exist." }
    Import-Module KornitX.PowerShell
    $isCsv = { $_.Extension -eq '.csv' -and $_.Name -notlike '*.problems.csv' }
    if (Get-ChildItem -LiteralPath $folder -File | Where-Object $isCsv) {
        # The system releases the lock however the process ends. Only then are the claimed files those of a run that has ended.
        if (-not $WhatIfPreference) {
            $lockFile = [System.IO.Path]::ChangeExtension($journal, '.lock')
            try { $lock = [System.IO.File]::Open($lockFile, 'OpenOrCreate', 'ReadWrite', 'None') }
            catch { $trouble = $true; throw "Another run uses the folder '$folder', or '$lockFile' can't be opened: $_" }
        }
        $files = @(Get-ChildItem -LiteralPath $folder -File | Where-Object $isCsv | Sort-Object Name)
        Write-Log "$Operation run of $($files.Count) files started." -LogOnly
        $credentials = @{}
        if ($Credential) { $credentials.Credential = $Credential }
        try { Connect-KornitX @credentials }
        catch { $trouble = $true; throw }

        foreach ($file in $files) {
            $result = Invoke-File $file
            $results.Add($result)
            $result | Select-Object File, Created, FromJournal, Problems
            if ($result.EndsRun) { break }
        }
    }
}
catch {
    # Errors that do not concern an order, such as a wrong secret or a folder that can't be read.
    $failed = -not $trouble
    Write-Log "$_"
    Write-Error $_ -ErrorAction Continue
}

if ($Report -and -not $WhatIfPreference -and (Test-Path -LiteralPath $journal)) {
    try { & ([System.IO.Path]::Combine($PSScriptRoot, 'New-KornitXReport.ps1')) -LiteralPath $journal -Destination $page }
    catch { Write-Log "The report can't be written: $_"; $trouble = $true }
}

$ids = @($results | ForEach-Object { $_.ProblemIds })
$reached = ($ids | Where-Object { $_ -in 'RequestRejected', 'PermissionDenied' }) -or ($results | Where-Object { $_.Created + $_.FromJournal })
$exitCode = if ($ids -contains 'OutcomeUnknown') { 3 }
elseif ($ids -contains 'ResponseDiffers') { 6 }
elseif ($failed) { 1 }
elseif ($trouble -or ($results | Where-Object EndsRun) -or ($ids | Where-Object { $_ -in $orderTrouble })) { 5 }
elseif ($ids -and -not $reached -and -not $WhatIfPreference) { 4 }
elseif ($ids) { 2 }
else { 0 }
if ($results.Count -or $exitCode) { Write-Log "Run ended with exit code $exitCode." -LogOnly }

$text = @("KornitX $Operation run in ${folder}: exit code $exitCode. $($meanings[$exitCode])") + $lines -join [Environment]::NewLine
$end = [pscustomobject] @{
    PSTypeName = 'KornitX.FolderRun'
    Operation  = $Operation
    Path       = $folder
    ExitCode   = $exitCode
    Text       = $text
    Warnings   = @($results | Where-Object Warnings).Count
    Report     = if ($Report -and (Test-Path -LiteralPath $page)) { $page }
}
if ($results.Count -or $exitCode) {
    Write-Information ($end | Add-Member ScriptMethod ToString { $this.Text } -Force -PassThru) -Tags KornitX.FolderRun
}
if ($lock) { $lock.Dispose() }
exit $exitCode
