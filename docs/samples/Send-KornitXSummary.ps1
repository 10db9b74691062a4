<#
.SYNOPSIS
Hands the summary of a run to the Windows event log, a chat channel or a mailbox.
.DESCRIPTION
A run of New-KornitXCancellation or New-KornitXReturn ends with a KornitX.RunSummary on the information stream, with the
tag KornitX.Summary. Redirect that stream into this script; it takes the summaries and drops all else. As text a summary is
one line; its properties Orders, Created, FromJournal, Rejected, NotSent, Unknown, HeldBack and BadRows are numbers.
.PARAMETER InputObject
What the run writes: information records, or summaries.
.PARAMETER EventSource
The source of a Windows event, which must be registered for the log Application. Unknown orders make it an error, other
problems a warning.
.PARAMETER ChatUri
The address of an incoming webhook, as Slack, Microsoft Teams and Google Chat have them.
.PARAMETER To
The address to mail to, through the server that $PSEmailServer names.
.EXAMPLE
./Invoke-KornitXRun.ps1 -Operation Return -Path /srv/returns 6>&1 | ./Send-KornitXSummary.ps1 -ChatUri $webhook
.EXAMPLE
Import-Csv returns.csv | New-KornitXReturn -JournalPath returns.jsonl -InformationVariable told
$told | ./Send-KornitXSummary.ps1 -EventSource KornitX
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
        # For a server that wants a modern sign-in, use its own module instead.
        Send-MailMessage -To $To -From $To -Subject "KornitX $($summary.Operation) run: $level" -Body $text -WarningAction Ignore
    }
}
