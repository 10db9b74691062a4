# The module where nobody sits before a console.
BeforeAll {
    . "$PSScriptRoot/sandbox.ps1"

    $module = (Get-Module KornitX.PowerShell).ModuleBase
    $pwsh = & "$PSScriptRoot/../tools/Get-PowerShell.ps1"
    $arguments = $pwsh.Arguments

    function Invoke-InRunspace {
        <# What a script gives in a runspace that has this test's connection as $connection, and the errors that it left. #>
        param(
            [Parameter(Mandatory)] [string] $Script,
            [System.Management.Automation.Runspaces.Runspace] $Runspace = [runspacefactory]::CreateRunspace(),
            [string] $LanguageMode = 'FullLanguage'
        )

        $Runspace.Open()
        $shell = [powershell]::Create()
        try {
            $shell.Runspace = $Runspace
            $Runspace.SessionStateProxy.SetVariable('module', $module)
            $Runspace.SessionStateProxy.SetVariable('sandbox', $sandbox)
            $Runspace.SessionStateProxy.SetVariable('connection', $connection)
            $Runspace.SessionStateProxy.LanguageMode = $LanguageMode
            $output = $shell.AddScript("Import-Module `$module; $Script").Invoke()
            [pscustomobject]@{ Output = $output; Errors = @($shell.Streams.Error) }
        }
        finally {
            $shell.Dispose()
            $Runspace.Dispose()
        }
    }
}

Describe 'Without a console' {
    BeforeAll {
        # A runbook's host may have no user interface at all, or one that is out of order.
        if (-not ('BareHost' -as [type])) {
            Add-Type -TypeDefinition @'
using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

public class BareHost : PSHost
{
    private readonly Guid _id = Guid.NewGuid();

    public override string Name { get { return "Bare"; } }
    public override Version Version { get { return new Version(1, 0); } }
    public override Guid InstanceId { get { return _id; } }
    public override PSHostUserInterface UI { get { return null; } }
    public override CultureInfo CurrentCulture { get { return CultureInfo.InvariantCulture; } }
    public override CultureInfo CurrentUICulture { get { return CultureInfo.InvariantCulture; } }
    public override void EnterNestedPrompt() { throw new NotSupportedException(); }
    public override void ExitNestedPrompt() { throw new NotSupportedException(); }
    public override void NotifyBeginApplication() { }
    public override void NotifyEndApplication() { }
    public override void SetShouldExit(int exitCode) { }
}

public sealed class BrokenHost : BareHost
{
    private readonly BrokenUI _ui = new BrokenUI();

    public override PSHostUserInterface UI { get { return _ui; } }
}

// Hosts return a number that is not a choice if Ctrl+C or a closed dialog ends the question.
public sealed class CancellingHost : BareHost
{
    public override PSHostUserInterface UI { get { return new CancellingUI(); } }
}

public sealed class CancellingUI : BrokenUI
{
    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) { return -1; }
}

public class BrokenUI : PSHostUserInterface
{
    public override PSHostRawUserInterface RawUI { get { return null; } }
    public override string ReadLine() { throw Broken(); }
    public override SecureString ReadLineAsSecureString() { throw Broken(); }
    public override void Write(string value) { throw Broken(); }
    public override void Write(ConsoleColor foreground, ConsoleColor background, string value) { throw Broken(); }
    public override void WriteLine(string value) { throw Broken(); }
    public override void WriteErrorLine(string value) { throw Broken(); }
    public override void WriteDebugLine(string message) { throw Broken(); }
    public override void WriteProgress(long sourceId, ProgressRecord record) { throw Broken(); }
    public override void WriteVerboseLine(string message) { throw Broken(); }
    public override void WriteWarningLine(string message) { throw Broken(); }
    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) { throw Broken(); }
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) { throw Broken(); }
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName,
        PSCredentialTypes allowed, PSCredentialUIOptions options) { throw Broken(); }
    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) { throw Broken(); }
    private static Exception Broken() { return new InvalidOperationException("nobody sees this"); }
}
'@
        }
    }

    BeforeEach {
        $sandbox = Start-KornitXSandbox
        $connection = $sandbox | Connect-KornitX -PassThru
    }

    AfterEach { Disconnect-TestSandbox }

    It 'works with every stream turned on in <Name>' -ForEach @(
        @{ Name = 'a runspace without a host of its own'; HostType = $null }
        @{ Name = 'a host without a user interface'; HostType = 'BareHost' }
    ) {
        $runspace = if ($HostType) { [runspacefactory]::CreateRunspace(($HostType -as [type])::new()) } else { [runspacefactory]::CreateRunspace() }

        $reported = Invoke-InRunspace -Runspace $runspace @'
            $ProgressPreference = $VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
            1..3 | ForEach-Object { @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1; Reference = "R$_" } } |
                New-KornitXCancellation -Connection $connection
'@

        $reported.Errors | Should -BeNullOrEmpty
        $reported.Output.Reference | Should -Be 'R1', 'R2', 'R3'
    }

    It 'ends correctly if the final warning can''t be shown' {
        $journal = Join-Path $TestDrive 'run.jsonl'
        $sandbox.AddFault(@{ Kind = 'Latency'; LatencyMs = 500; Order = '45453576' })

        $reported = Invoke-InRunspace -Runspace ([runspacefactory]::CreateRunspace([BrokenHost]::new())) @"
            `$ProgressPreference = 'SilentlyContinue'
            @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 }, @{ OrderId = 45453576; ItemId = 12345688; Quantity = 1 } |
                New-KornitXCancellation -Connection `$connection -JournalPath '$journal' | Select-Object -First 1
"@

        $reported.Errors | Should -BeNullOrEmpty
        $reported.Output.OrderId | Should -Be 45453579
        # Nothing was left undone behind it: the journal has both, and is free.
        $again = @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 }, @{ OrderId = 45453576; ItemId = 12345688; Quantity = 1 } |
            New-KornitXCancellation -Connection $connection -JournalPath $journal
        $again.OrderId | Should -Be 45453579, 45453576
        $again.FromJournal | Should -Be $true, $true
    }

    It 'settles nothing if Ctrl+C ends the question whether an order is booked' {
        $journal = Join-Path $TestDrive 'asked.jsonl'
        $sandbox.AddFault(@{ Kind = 'DropAfterBooking'; Count = 2 })
        $rows = @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 }, @{ OrderId = 45453576; ItemId = 12345688; Quantity = 1 }
        $null = Get-Failed { $rows | New-KornitXCancellation -JournalPath $journal }

        $reported = Invoke-InRunspace -Runspace ([runspacefactory]::CreateRunspace([CancellingHost]::new())) `
            "Get-KornitXJournal '$journal' -State Unknown | Confirm-KornitXJournal"

        $reported.Errors | Should -BeNullOrEmpty
        (Get-KornitXJournal $journal).State | Should -Be 'Unknown', 'Unknown'
        Get-Content $journal | Should -Not -Match 'Settled'
    }

    It 'sends nothing that requires confirmation in <Name>' -ForEach @(
        @{ Name = 'a runspace without a host of its own'; HostType = $null }
        @{ Name = 'a host without a user interface'; HostType = 'BareHost' }
    ) {
        $runspace = if ($HostType) { [runspacefactory]::CreateRunspace(($HostType -as [type])::new()) } else { [runspacefactory]::CreateRunspace() }

        $reported = Invoke-InRunspace -Runspace $runspace 'New-KornitXCancellation -Connection $connection -OrderId 45453571 -ItemId 12345678 -Quantity 1 -Confirm'

        $reported.Output | Should -BeNullOrEmpty
        $reported.Errors | Should -HaveCount 1
        Get-OrderRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'writes its results, and nothing else, to the standard output of a process without a standard input' {
        $variables = @{
            KORNITX_API_URI = "$($sandbox.ApiUri)"
            KORNITX_TOKEN_URI = "$($sandbox.TokenUri)"
            KORNITX_CLIENT_ID = $sandbox.ClientId
            KORNITX_CLIENT_SECRET = [System.Net.NetworkCredential]::new('', $sandbox.ClientSecret).Password
        }
        $variables.Keys | ForEach-Object { Set-Item "env:$_" $variables[$_] }
        try {
            $lines = $null | & $pwsh.Program @arguments -NoProfile -NonInteractive -Command @"
                Import-Module '$module'
                Connect-KornitX
                'R1', 'R2' | ForEach-Object { @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1; Reference = `$_ } } | New-KornitXCancellation | ForEach-Object Reference
"@ 2>&1
            $LASTEXITCODE | Should -Be 0 -Because "$lines"
            $lines | Should -Be 'R1', 'R2'
        }
        finally {
            $variables.Keys | ForEach-Object { Remove-Item "env:$_" }
        }
    }
}

Describe 'In a job' {
    BeforeEach {
        $sandbox = Start-KornitXSandbox
        $connection = $sandbox | Connect-KornitX -PassThru
    }

    AfterEach { Disconnect-TestSandbox }

    It 'works with the connection of the session, when it is a thread job' -Skip:(-not (Get-Command Start-ThreadJob -ErrorAction Ignore)) {
        $jobs = 'R1', 'R2', 'R3' | ForEach-Object {
            Start-ThreadJob {
                Import-Module $using:module
                New-KornitXCancellation -Connection $using:connection -OrderId 45453579 -ItemId 12345694 -Quantity 1 -Reference $using:_
            }
        }

        ($jobs | Receive-Job -Wait -AutoRemoveJob).Reference | Sort-Object | Should -Be 'R1', 'R2', 'R3'
    }

    It 'sends nothing through a deserialized connection' {
        $job = Start-Job {
            Import-Module $using:module
            New-KornitXCancellation -Connection $using:connection -OrderId 45453571 -ItemId 12345678 -Quantity 1
        }

        { $job | Receive-Job -Wait -AutoRemoveJob -ErrorAction Stop } | Should -Throw "*Cannot bind parameter 'Connection'*"
        Get-OrderRequest $sandbox | Should -BeNullOrEmpty
    }
}

Describe 'In ConstrainedLanguage' {
    BeforeEach {
        $sandbox = Start-KornitXSandbox
        $connection = $sandbox | Connect-KornitX -PassThru
    }

    AfterEach { Disconnect-TestSandbox }

    It 'accepts <Name>' -ForEach @(
        @{ Name = 'parameters'; Line = 'New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1' }
        @{ Name = '-Item'; Line = 'New-KornitXCancellation -OrderId 45453571 -Item @{ Id = 12345678; Quantity = 1 }' }
        @{ Name = 'a hashtable'; Line = '@{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 } | New-KornitXCancellation' }
        @{ Name = 'a row of a CSV'; Line = '"OrderId,ItemId,Quantity", "45453571,12345678,1" | ConvertFrom-Csv | New-KornitXCancellation' }
        @{ Name = 'an item in JSON'; Line = '"[{`"order_id`":45453571,`"id`":12345678,`"quantity`":1}]" | ConvertFrom-Json | ForEach-Object { $_ } | New-KornitXCancellation' }
    ) {
        $reported = Invoke-InRunspace -LanguageMode ConstrainedLanguage "`$null = `$sandbox | Connect-KornitX; $Line; `$ExecutionContext.SessionState.LanguageMode"

        $reported.Errors | Should -BeNullOrEmpty
        $reported.Output[0].OrderId | Should -Be 45453571
        $reported.Output[1] | Should -Be 'ConstrainedLanguage'
        (Get-OrderRequest $sandbox).Body | Select-Object -Last 1 | Should -BeExactly '{"items":[{"id":12345678,"quantity":1}]}'
    }

    It 'shows its results and its errors' {
        $reported = Invoke-InRunspace -LanguageMode ConstrainedLanguage @'
            New-KornitXCancellation -Connection $connection -OrderId 45453571 -ItemId 12345678 -Quantity 1 | Out-String
            New-KornitXCancellation -Connection $connection -OrderId 1 -ItemId 1 -Quantity 1
'@

        "$($reported.Output)" | Should -BeLike '*1 x 12345678*'
        $reported.Errors.FullyQualifiedErrorId | Should -BeLike 'RequestRejected,*'
    }
}
