BeforeAll {
    . "$PSScriptRoot/sandbox.ps1"
    . "$PSScriptRoot/runs.ps1"
}

Describe 'Connect-KornitX -RequestsPerHour' {
    BeforeEach {
        $journal = New-JournalPath
        $sandbox = Start-KornitXSandbox
    }

    AfterEach { Disconnect-TestSandbox }

    It 'is shown in the connection, and is unlimited by default' {
        ($sandbox | Connect-KornitX -RequestsPerHour 1200 -PassThru).RequestsPerHour | Should -Be 1200
        ($sandbox | Connect-KornitX -PassThru).RequestsPerHour | Should -BeNullOrEmpty
    }

    It 'must be at least 1' {
        { $sandbox | Connect-KornitX -RequestsPerHour 0 } | Should -Throw -ErrorId 'ParameterArgumentValidationError*'
    }

    It 'does not delay a batch within the limit' {
        $sandbox | Connect-KornitX -RequestsPerHour 3

        $out = 1..3 | ForEach-Object { @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1; Reference = "R$_" } } |
            New-KornitXCancellation

        $out.Reference | Should -Be 'R1', 'R2', 'R3'
    }

    It 'delays requests over the limit, which are not recorded if the run is stopped' {
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

    It 'shows progress while it waits' {
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

    It 'applies to all runspaces that share the connection' {
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
