BeforeAll {
    . "$PSScriptRoot/common.ps1"
    . "$PSScriptRoot/sandbox.ps1"
    . "$PSScriptRoot/runs.ps1"
}

Describe 'Connect-KornitX -RequestsPerHour' {
    BeforeEach {
        $journal = Join-Path $TestDrive "$(New-Guid).jsonl"
        $sandbox = Start-KornitXSandbox
    }

    AfterEach {
        Disconnect-KornitX
        $sandbox | Stop-KornitXSandbox
    }

    It 'shows in the connection, and is without a limit by default' {
        ($sandbox | Connect-KornitX -RequestsPerHour 1200 -PassThru).RequestsPerHour | Should -Be 1200
        ($sandbox | Connect-KornitX -PassThru).RequestsPerHour | Should -BeNullOrEmpty
    }

    It 'takes no less than 1' {
        { $sandbox | Connect-KornitX -RequestsPerHour 0 } | Should -Throw -ErrorId 'ParameterArgumentValidationError*'
    }

    It 'lets a batch that is within it pass' {
        $sandbox | Connect-KornitX -RequestsPerHour 3

        $out = 1..3 | ForEach-Object { @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1; Reference = "R$_" } } | New-KornitXCancellation

        $out.Reference | Should -Be 'R1', 'R2', 'R3'
    }

    It 'holds what is beyond it, which has left no trace when the run is stopped' {
        $sandbox | Connect-KornitX -RequestsPerHour 2
        $sandbox.ClearRequests()
        $run = Invoke-InBackground -Argument $journal {
            param($Connection, $Journal)
            1..3 | ForEach-Object { @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1; Reference = "R$_" } } |
                New-KornitXCancellation -Connection $Connection -JournalPath $Journal -Verbose
        }
        Wait-OrderRequest $sandbox 2
        while (-not ($run.Shell.Streams.Verbose.Message -like 'Waiting*')) {
            Start-Sleep -Milliseconds 5
        }

        $run.Shell.Stop()

        $run.Shell.Streams.Verbose.Message | Should -Contain 'Waiting: the limit of 2 requests per hour is reached'
        Get-OrderRequest $sandbox | Should -HaveCount 2
        $orders = Get-KornitXJournal $journal
        $orders | Should -HaveCount 2
        $orders.State | Should -Be 'Created', 'Created'
    }

    It 'shows while it waits what is done and what it waits for' {
        $sandbox | Connect-KornitX -RequestsPerHour 2
        $run = Invoke-InBackground {
            param($Connection)
            1..3 | ForEach-Object { @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1; Reference = "R$_" } } |
                New-KornitXCancellation -Connection $Connection
        }

        $until = [datetime]::UtcNow.AddSeconds(60)
        do {
            Start-Sleep -Milliseconds 20
            $shown = @($run.Shell.Streams.Progress.ReadAll() | ForEach-Object StatusDescription)
        } until ($shown -contains '2 of 3 orders. Waiting: the limit of 2 requests per hour is reached' -or [datetime]::UtcNow -gt $until)
        $run.Shell.Stop()

        $shown | Should -Contain '2 of 3 orders. Waiting: the limit of 2 requests per hour is reached'
    }

    It 'counts over all runspaces that share the connection' {
        $sandbox | Connect-KornitX -RequestsPerHour 2
        $sandbox.ClearRequests()
        $null = New-KornitXCancellation -OrderId 45453579 -ItemId 12345694 -Quantity 1
        $script = {
            param($Connection, $Reference)
            New-KornitXCancellation -OrderId 45453579 -ItemId 12345694 -Quantity 1 -Reference $Reference -Connection $Connection -Verbose
        }
        $runs = @(
            Invoke-InBackground $script -Argument 'R1'
            Invoke-InBackground $script -Argument 'R2'
        )
        Wait-OrderRequest $sandbox 2
        while (-not ($runs.Shell.Streams.Verbose.Message -like 'Waiting*')) {
            Start-Sleep -Milliseconds 5
        }

        $runs.Shell.Stop()

        Get-OrderRequest $sandbox | Should -HaveCount 2
        $sandbox.Bookings | Should -HaveCount 2
    }
}
