<#
.SYNOPSIS
Sends the summary of a run to the Windows event log, a chat channel or a mailbox.
.DESCRIPTION
A run of New-KornitXCancellation or New-KornitXReturn ends with a KornitX.RunSummary on the information stream, with the
tag KornitX.Summary. Redirect that stream to this script, which sends the summaries and ignores everything else. The text of
a summary is one line; Orders, Created, FromJournal, Rejected, NotSent, Unknown, HeldBack and BadRows are numbers.
.PARAMETER InputObject
The output of the run: information records or summaries.
.PARAMETER EventSource
The source of the Windows event, which must be registered for the Application log. With unknown orders, the event is an
error; with other problems, it is a warning.
.PARAMETER ChatUri
The address of an incoming webhook, such as of Slack, Microsoft Teams or Google Chat.
.PARAMETER To
The email address. The server is $PSEmailServer.
.EXAMPLE
./Invoke-KornitXRun.ps1 -Operation Return -Path /srv/returns 6>&1 | ./Send-KornitXSummary.ps1 -ChatUri $webhook
.EXAMPLE
Import-Csv returns.csv | New-KornitXReturn -JournalPath returns.jsonl -InformationVariable information
$information | ./Send-KornitXSummary.ps1 -EventSource KornitX
#>
[CmdletBinding()]
param(
    [Parameter(ValueFromPipeline)]
    [object] $InputObject,

    [string] $EventSource,

    [uri] $ChatUri,

    [string] $To
)

process {
    $summary = if ($InputObject -is [System.Management.Automation.InformationRecord]) { $InputObject.MessageData } else { $InputObject }
    if (-not ($summary.pstypenames -match '^(Deserialized\.)?KornitX\.RunSummary$')) { return }

    $problems = $summary.Rejected + $summary.NotSent + $summary.HeldBack + $summary.BadRows
    $level = if ($summary.Unknown) { 'Error' } elseif ($problems) { 'Warning' } else { 'Information' }
    $text = "KornitX $($summary.Operation) run: $summary. Journal: $($summary.JournalPath)"

    if ($EventSource) {
        [System.Diagnostics.EventLog]::WriteEntry($EventSource, $text, $level)
    }
    if ($ChatUri) {
        $null = Invoke-RestMethod -Uri $ChatUri -Method Post -ContentType 'application/json; charset=utf-8' -Body (@{ text = "$($level): $text" } | ConvertTo-Json)
    }
    if ($To) {
        # If the server requires modern authentication, use its own module instead.
        Send-MailMessage -To $To -From $To -Subject "KornitX $($summary.Operation) run: $level" -Body $text -WarningAction Ignore
    }
}
