BeforeAll {
    . "$PSScriptRoot/sandbox.ps1"

    # Orders that the sandbox need not have: a fault answers before it looks.
    function Get-Row([int] $Count) {
        1..$Count | ForEach-Object { [pscustomobject]@{ OrderId = 1000 + $_; ItemId = 7; Quantity = 1 } }
    }

    function Invoke-Run {
        <# Runs a script that sends orders; returns what it wrote and the terminating error. #>
        param([scriptblock] $Script)

        $thrown = $null
        $out = try { . $Script } catch { $thrown = $_ }
        [pscustomobject]@{ Out = @($out); Thrown = $thrown }
    }
}

Describe 'A service that is down' {
    BeforeEach {
        $journal = New-JournalPath
        $sandbox = Connect-TestSandbox
    }

    AfterEach { Disconnect-TestSandbox }

    It 'leaves a row that says that its order is unknown as it is, with -Stream' {
        $sandbox.AddFault(@{ Kind = 'ServerErrorBeforeBooking'; StatusCode = 504; Count = 1000 })
        $rows = {
            Get-Row 2
            $until = [datetime]::UtcNow.AddSeconds(60)
            while ($sandbox.Faults[0].Count -eq 1000 -and [datetime]::UtcNow -lt $until) { Start-Sleep -Milliseconds 5 }
            [pscustomobject]@{ OrderId = 1003; ItemId = 7; Quantity = 1; Operation = 'Cancellation'; State = 'Unknown' }
        }

        $failed = Get-Failed { & $rows | New-KornitXCancellation -Stream -ThrottleLimit 1 -MaximumFailureCount 1 }

        $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be 'OutcomeUnknown', 'OutcomeUnknown', 'ServiceUnavailable'
        $failed.TargetObject.OrderId | Should -Be 1001, 1003, 1002
        @(Get-OrderRequest $sandbox).Count | Should -Be 1
    }

    It 'ends the run after ten orders in a row: <Name>' -ForEach @(
        @{ Name = 'a gateway that answers 504, -ErrorAction Continue'; Action = 'Continue'; Id = 'OutcomeUnknown' }
        @{ Name = 'a gateway that answers 504, -ErrorAction SilentlyContinue'; Action = 'SilentlyContinue'; Id = 'OutcomeUnknown' }
        @{ Name = 'a gateway that answers 504, -ErrorAction Ignore'; Action = 'Ignore'; Id = $null }
    ) {
        $sandbox.AddFault(@{ Kind = 'ServerErrorBeforeBooking'; StatusCode = 504; Count = 1000 })
        $rows = Get-Row 300

        $run = Invoke-Run { $rows | New-KornitXCancellation -ErrorAction $Action -ErrorVariable failed 2>$null; $script:failed = $failed }
        $script:errors = @($Error)

        $run.Thrown.FullyQualifiedErrorId | Should -BeLike 'ServiceUnavailable,*'
        $sent = @(Get-OrderRequest $sandbox).Count
        $sent | Should -BeGreaterOrEqual 10
        $sent | Should -BeLessOrEqual 15
        $run.Thrown.TargetObject | Should -HaveCount (300 - $sent)
        $run.Thrown.TargetObject[0] | Should -BeOfType KornitX.OrderRequest
        $run.Thrown.TargetObject[-1].OrderId | Should -Be 1300
    }

    It 'ends the run if it is unreachable' {
        $sandbox | Stop-KornitXSandbox
        $rows = Get-Row 300

        $run = Invoke-Run { $rows | New-KornitXCancellation -ErrorAction SilentlyContinue -ErrorVariable script:failed }

        $run.Thrown.FullyQualifiedErrorId | Should -BeLike 'ServiceUnavailable,*'
        $run.Thrown.TargetObject.OrderId | Should -Be (1001..1300)
    }

    It 'ends the run if it rate-limits every request' {
        $sandbox.AddFault(@{ Kind = 'TooManyRequests'; Count = 1000 })
        $rows = Get-Row 300

        $run = Invoke-Run { $rows | New-KornitXCancellation -ErrorAction SilentlyContinue }

        $run.Thrown.FullyQualifiedErrorId | Should -BeLike 'ServiceUnavailable,*'
        $run.Thrown.Exception.Message |
            Should -BeLike 'The run ended: * orders in a row were rate-limited. 300 orders still have to be sent. Pipe this error''s TargetObject in again later.'
        $run.Thrown.TargetObject.OrderId | Should -Be (1001..1300)
        @(Get-OrderRequest $sandbox).Count | Should -BeLessOrEqual 15
    }

    It 'is the error of the run: <Name>' -ForEach @(
        @{ Name = 'with -WarningAction Stop'; Parameters = @{ WarningAction = 'Stop' } }
        @{ Name = 'with -InformationAction Stop'; Parameters = @{ InformationAction = 'Stop' } }
    ) {
        $sandbox.AddFault(@{ Kind = 'TooManyRequests'; Count = 1000 })

        $run = Invoke-Run {
            Get-Row 5 | New-KornitXCancellation -ThrottleLimit 1 -MaximumFailureCount 2 -ErrorAction SilentlyContinue @Parameters 3>$null
        }

        $run.Thrown.FullyQualifiedErrorId | Should -BeLike 'ServiceUnavailable,*'
        $run.Thrown.TargetObject.OrderId | Should -Be (1001..1005)
        $Error[0].TargetObject.OrderId | Should -Be (1001..1005)
    }

    It 'ends a stream, and stops reading it' {
        $sandbox.AddFault(@{ Kind = 'ServerErrorBeforeBooking'; StatusCode = 504; Count = 1000 })
        $script:read = 0

        $parameters = @{ MaximumFailureCount = 3; ThrottleLimit = 1; ErrorAction = 'SilentlyContinue'; WarningVariable = 'script:warned' }
        $run = Invoke-Run {
            Get-Row 300 | ForEach-Object { $script:read++; $_ } | New-KornitXCancellation -Stream @parameters 3>$null
        }

        $run.Thrown.FullyQualifiedErrorId | Should -BeLike 'ServiceUnavailable,*'
        @(Get-OrderRequest $sandbox) | Should -HaveCount 3
        $script:read | Should -BeLessThan 10
        $run.Thrown.Exception.Message | Should -BeLike '* The rest of the input was not read and has to be sent, too. *'
        $script:warned[-1].Message -split "`n" | Should -Contain 'The rest of the input was not read and has to be sent, too.'
    }

    It 'ends a stream with a journal, which the same command reads again' {
        $sandbox.AddFault(@{ Kind = 'Unauthorized'; Count = 1000 })

        $run = Invoke-Run {
            Get-Row 300 | New-KornitXCancellation -Stream -ThrottleLimit 1 -JournalPath $journal -WarningVariable script:warned 3>$null
        }

        $run.Thrown.FullyQualifiedErrorId | Should -BeLike 'AuthenticationFailed,*'
        $run.Thrown.Exception.Message | Should -BeLike '* The rest of the input was not read and has to be sent, too. Connect again. *'
        ($script:warned[-1].Message -split "`n")[1..2] | Should -Be @(
            'Not sent: run the same command again.'
            'The rest of the input was not read and has to be sent, too.'
        )
    }

    It 'leaves the rest to the same command with the same journal' {
        $sandbox.AddFault(@{ Kind = 'ServerErrorBeforeBooking'; StatusCode = 504; Count = 3 })
        $rows = @(
            @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1; Reference = 'R0' }
            @{ OrderId = 45453576; ItemId = 12345688; Quantity = 1 }
            @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 }
            @{ OrderId = 45453571; ItemId = 12345679; Quantity = 1; Reference = 'R1' }
        )
        $parameters = @{ JournalPath = $journal; MaximumFailureCount = 3; ThrottleLimit = 1; ErrorAction = 'SilentlyContinue' }

        $first = Invoke-Run { $rows | New-KornitXCancellation @parameters }
        $first.Thrown.Exception.Message |
            Should -BeLike 'The run ended: 3 orders in a row ended with an unknown outcome. 3 orders are unknown, as the journal shows. 1 order still has to be sent. Run the same command again later.'
        $second = $rows | New-KornitXCancellation @parameters -ErrorVariable failed

        $second.Reference | Should -Be 'R1'
        $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be 'OutcomeUnknown', 'OutcomeUnknown', 'OutcomeUnknown'
        $sandbox.Bookings | Should -HaveCount 1
    }

    It 'has the unsent orders as target, which can be piped in again' {
        $sandbox.AddFault(@{ Kind = 'ServerErrorBeforeBooking'; StatusCode = 504; Count = 1 })
        $run = Invoke-Run {
            @{ OrderId = 45453576; ItemId = 12345688; Quantity = 1 }, @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 } |
                New-KornitXCancellation -MaximumFailureCount 1 -ThrottleLimit 1 -ErrorAction SilentlyContinue
        }

        ($run.Thrown.TargetObject | New-KornitXCancellation).OrderId | Should -Be 45453571
    }

    It 'does not end the run with -MaximumFailureCount 0' {
        $sandbox.AddFault(@{ Kind = 'ServerErrorBeforeBooking'; StatusCode = 504; Count = 1000 })

        $run = Invoke-Run { Get-Row 30 | New-KornitXCancellation -MaximumFailureCount 0 -ErrorAction SilentlyContinue }

        $run.Thrown | Should -BeNullOrEmpty
        @(Get-OrderRequest $sandbox) | Should -HaveCount 30
    }

    It 'is not assumed if orders are rejected in between' {
        $sandbox.AddFault(@{ Kind = 'ServerErrorBeforeBooking'; StatusCode = 504; Count = 2 })
        $rows = Get-Row 30

        $run = Invoke-Run { $rows | New-KornitXCancellation -MaximumFailureCount 3 -ErrorAction SilentlyContinue }

        $run.Thrown | Should -BeNullOrEmpty
        @(Get-OrderRequest $sandbox) | Should -HaveCount 30
    }

    It 'sends nothing more with -ErrorAction Stop, and reports the first error: -WarningAction <_>' -ForEach SilentlyContinue, Stop {
        $sandbox.AddFault(@{ Kind = 'ServerErrorBeforeBooking'; StatusCode = 504; Count = 1000 })

        $run = Invoke-Run { Get-Row 300 | New-KornitXCancellation -ErrorAction Stop -WarningAction $_ }

        $run.Thrown.FullyQualifiedErrorId | Should -BeLike 'OutcomeUnknown,*'
        @(Get-OrderRequest $sandbox).Count | Should -BeLessOrEqual 5
    }
}
