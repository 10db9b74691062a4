<#
.SYNOPSIS
Sends the result of a run to the Windows event log, a chat channel, or a mailbox, or writes it as text.
.DESCRIPTION
Redirect the information stream of a run to this script. It sends one message when the run has ended, also if connecting
failed, and ignores everything else. It does not run while orders are sent, so a chat that is down can't end the run. Without
-EventSource, -ChatUri, and -To, it writes the message, such as for cron, which mails what a job writes.

Invoke-KornitXRun.ps1 ends with the result of the whole run: the exit code, what it means, and what happened to each file. The
commands New-KornitXCancellation and New-KornitXReturn end with a KornitX.RunSummary. Its text is one line; Orders, Created,
FromJournal, Rejected, NotSent, Unknown, HeldBack, and BadRows are numbers.
.PARAMETER InputObject
The output of the run: information records or summaries.
.PARAMETER EventSource
The source of the Windows event, which must be registered for the Application log. With unknown orders, or if the run failed,
the event is an error; with other problems, it is a warning.
.PARAMETER ChatUri
The address of an incoming webhook, such as of Slack, Microsoft Teams, or Google Chat.
.PARAMETER To
The email address. The server is $PSEmailServer. The report of Invoke-KornitXRun.ps1 -Report is attached.
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

begin {
    $summaries = [System.Collections.Generic.List[object]]::new()
    $folderRun = $report = $null
}

process {
    $record = if ($InputObject -is [System.Management.Automation.InformationRecord]) { $InputObject.MessageData } else { $InputObject }
    # Objects from a job or another process have Deserialized. before the name.
    if ($record.pstypenames -match '^(Deserialized\.)?KornitX\.RunSummary$') { $summaries.Add($record) }
    elseif ($record.pstypenames -match '^(Deserialized\.)?KornitX\.FolderRun$') { $folderRun = $record }
}

end {
    if ($folderRun) {
        $subject = "KornitX $($folderRun.Operation) run"
        $level = if ($folderRun.ExitCode -in 1, 3, 5, 6) { 'Error' }
        elseif ($folderRun.ExitCode -or $folderRun.Warnings) { 'Warning' }
        else { 'Information' }
        $text = $folderRun.Text
        $report = $folderRun.Report
    }
    elseif ($summaries.Count) {
        $subject = "KornitX $($summaries[0].Operation) run"
        $problems = $summaries | ForEach-Object { $_.Rejected + $_.NotSent + $_.HeldBack + $_.BadRows } | Measure-Object -Sum
        $level = if (($summaries | Measure-Object Unknown -Sum).Sum) { 'Error' } elseif ($problems.Sum) { 'Warning' } else { 'Information' }
        $text = ($summaries | ForEach-Object { "KornitX $($_.Operation) run: $_. Journal: $($_.JournalPath)" }) -join [Environment]::NewLine
    }
    else { return }

    if (-not ($EventSource -or $ChatUri -or $To)) { $text }
    if ($EventSource) {
        # A Windows event holds at most 31,839 characters.
        [System.Diagnostics.EventLog]::WriteEntry($EventSource, $text.Substring(0, [math]::Min($text.Length, 31000)), $level)
    }
    if ($ChatUri) {
        $body = @{ text = "$($level): $text" } | ConvertTo-Json
        $null = Invoke-RestMethod -Uri $ChatUri -Method Post -ContentType 'application/json; charset=utf-8' -Body $body
    }
    if ($To) {
        # If the server requires modern authentication, use its own module instead.
        $mail = @{ To = $To; From = $To; Subject = "$($subject): $level"; Body = $text }
        if ($report) { $mail.Attachments = $report }
        Send-MailMessage @mail -Encoding utf8 -WarningAction Ignore
    }
}
