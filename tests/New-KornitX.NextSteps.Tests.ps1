BeforeAll {
    . "$PSScriptRoot/sandbox.ps1"

    function Get-Row([int] $Count) {
        1..$Count | ForEach-Object { [pscustomobject]@{ OrderId = 1000 + $_; ItemId = 7; Quantity = 1 } }
    }
}

Describe 'The end of a run on the screen' {
    BeforeEach {
        $folder = New-TestFolder
        $journal = Join-Path $folder 'run 1''s.jsonl'
        $quoted = "'$($journal -replace "'", "''")'"
        $sandbox = Connect-TestSandbox
        $order = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }
        # $Error of the tests is that of a prompt.
        $Error.Clear()
    }

    AfterEach { Disconnect-TestSandbox }

    It 'has no warning if nothing is left to do' {
        $null = New-KornitXCancellation @order -WarningVariable warned
        New-KornitXCancellation @order -ErrorAction SilentlyContinue -WarningVariable +warned

        $warned | Should -BeNullOrEmpty
    }

    It 'has one warning with the counts and the commands, which can be pasted' {
        $sandbox.AddFault(@{ Kind = 'ServerErrorBeforeBooking'; StatusCode = 504; Count = 14 })

        Get-Row 15 |
            New-KornitXCancellation -JournalPath $journal -MaximumFailureCount 0 -ErrorAction SilentlyContinue -WarningVariable warned 3>$null

        $warned | Should -HaveCount 1
        $lines = $warned[0].Message -split "`n"
        $lines[0] | Should -Be '15 orders in the sandbox: 0 created, 1 rejected, 14 unknown.'
        $lines | Should -Contain "Get-KornitXJournal $quoted -State Unknown | Confirm-KornitXJournal"
        $lines | Should -Contain "Get-KornitXJournal $quoted -State Rejected"
        @(Invoke-Expression "Get-KornitXJournal $quoted -State Unknown") | Should -HaveCount 14
    }

    It 'takes at most two lines of 80 columns for an order' {
        $sandbox.AddFault(@{ Kind = 'ServerErrorBeforeBooking'; StatusCode = 504; Count = 14 })

        Get-Row 14 | New-KornitXCancellation -MaximumFailureCount 0 -ErrorAction SilentlyContinue -ErrorVariable failed 3>$null

        $failed | Should -HaveCount 14
        foreach ($record in $failed) {
            "New-KornitXCancellation: $record".Length | Should -BeLessOrEqual 160
            $record.ErrorDetails.RecommendedAction | Should -BeNullOrEmpty
            $record.Exception.RecommendedAction | Should -BeLike 'Look the order up in Order Manager. *'
        }
    }

    It 'names the orders without a journal by the errors of the run' {
        $sandbox.AddFault(@{ Kind = 'ServerErrorBeforeBooking'; StatusCode = 504; Count = 2 })

        Get-Row 3 |
            New-KornitXCancellation -ThrottleLimit 1 -ErrorAction SilentlyContinue -ErrorVariable failed -WarningVariable warned 3>$null

        $command = [string] ($warned[0].Message -split "`n" -like '$failed*OutcomeUnknown*') -replace ' \| Format-List'
        (Invoke-Expression $command).OrderId | Should -Be 1001, 1002
    }

    It 'says where the orders are that $Error does not have: <Name>' -ForEach @(
        @{ Name = 'more errors than it keeps'; Count = 257; Parameters = @{ ErrorAction = 'SilentlyContinue' }
            Where = '$Error may not have all of them. Next time, use -ErrorVariable.'
        }
        @{ Name = '-ErrorAction Ignore'; Count = 2; Parameters = @{ ErrorAction = 'Ignore'; ErrorVariable = 'failed' }
            Where = '-ErrorAction Ignore keeps no errors. Next time, use SilentlyContinue.'
        }
        @{ Name = '-ErrorAction Stop'; Count = 2; Parameters = @{ ErrorAction = 'Stop'; ErrorVariable = 'failed' }
            Where = 'The messages of this run name them.'
        }
    ) {
        $sandbox.AddFault(@{ Kind = 'ServerErrorBeforeBooking'; StatusCode = 504; LatencyMs = 300; Count = $Count })
        $Parameters += @{ ThrottleLimit = [Math]::Min($Count, 64); MaximumFailureCount = 0; WarningVariable = 'warned' }

        $null = try { Get-Row $Count | New-KornitXCancellation @Parameters 3>$null } catch { $_ }

        $warned[-1].Message | Should -Be (
            "$Count orders in the sandbox: 0 created, $Count unknown.`nUnknown: look them up in Order Manager, under History. " +
            "Send only those again that are not there, with -RetryUnknown. $Where")
    }

    # The host shows it, so the run is in a process of its own.
    It 'says where the orders are that the pipeline no longer accepted' {
        Set-Content "$folder/run.ps1" @'
            param($Module)
            Import-Module $Module
            $sandbox = Start-KornitXSandbox
            $sandbox | Connect-KornitX
            $sandbox.AddFault(@{ Kind = 'ServerErrorBeforeBooking'; StatusCode = 504; LatencyMs = 500; Order = '1001' })
            $sandbox.AddFault(@{ Kind = 'Forbidden'; LatencyMs = 500; Order = '1002' })
            @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 },
            @{ OrderId = 1001; ItemId = 7; Quantity = 1 }, @{ OrderId = 1002; ItemId = 7; Quantity = 1 } |
                New-KornitXCancellation -ThrottleLimit 3 | Select-Object -First 1 | Out-Null
'@
        $pwsh = & "$PSScriptRoot/../tools/Get-PowerShell.ps1"
        $arguments = $pwsh.Arguments

        $shown = & $pwsh.Program @arguments -NoProfile -NonInteractive -File "$folder/run.ps1" (Get-Module KornitX.PowerShell).ModuleBase

        $shown -replace '\x1b\[[0-9;]*m' | Select-Object -SkipLast 1 | Should -Be @(
            'WARNING: KornitX rejected these orders after the command ended: order 1002.'
            'WARNING: The command ended before it was known whether these orders are booked: order 1001.'
            'WARNING: These orders are booked, but the command ended before it could write the results: order 45453571.'
            'WARNING: 3 orders in the sandbox: 1 created, 1 rejected, 1 unknown.'
            'Unknown: look them up in Order Manager, under History. Send only those again that are not there, with -RetryUnknown. ' +
            'The messages of this run name them.'
            'Rejected: fix them, then send them again. The messages of this run name them.'
        )
    }

    It 'says to run the command again without -RetryUnknown' {
        $sandbox.AddFault(@{ Kind = 'TooManyRequests'; Count = 99 })

        New-KornitXCancellation @order -JournalPath $journal -RetryUnknown -ErrorAction SilentlyContinue -WarningVariable warned 3>$null

        $warned[0].Message | Should -BeLike '*Not sent: run the same command again, without -RetryUnknown.'
    }

    It 'says without a journal that only this session knows what is booked: <Name>' -ForEach @(
        @{ Name = 'a row is invalid'; Parameters = @{ ErrorAction = 'Continue' }; Rows = 3; Quantity = 'x'
            Line = 'Held back: fix the rows that the errors name, then run the same command again in this session, ' +
            'because no other session knows what is booked.'
        }
        @{ Name = 'with -Force'; Parameters = @{ ErrorAction = 'Continue'; Force = $true }; Rows = 3; Quantity = 'x'
            Line = 'Held back: fix the rows that the errors name, then run the same command again in this session, without -Force, ' +
            'because no other session knows what is booked.'
        }
        @{ Name = 'the first error ended the run'; Parameters = @{ ErrorAction = 'Stop' }; Rows = 20; Quantity = 1
            Line = 'Not sent: run the same command again in this session, with -ErrorAction Continue, ' +
            'because no other session knows what is booked.'
        }
    ) {
        $rows = @(Get-Row $Rows)
        $rows[1].Quantity = $Quantity

        $null = try { $rows | New-KornitXCancellation -ThrottleLimit 1 @Parameters -WarningVariable warned 2>$null 3>$null } catch { $_ }

        $warned[-1].Message -split "`n" | Should -Contain $Line
    }

    It 'has when, where and under which status the request was sent' {
        $sandbox.AddFault(@{ Kind = 'ServerErrorBeforeBooking'; StatusCode = 504 })

        New-KornitXCancellation @order -ErrorAction SilentlyContinue -ErrorVariable failed 3>$null

        $exception = $failed[0].Exception
        $exception.StatusCode | Should -Be 504
        $exception.Address | Should -Be "$($sandbox.ApiUri.AbsoluteUri.TrimEnd('/'))/order/45453571/cancellation"
        $exception.SentAt.Kind | Should -Be Utc
        ([datetime]::UtcNow - $exception.SentAt).TotalMinutes | Should -BeLessThan 10
    }

    It 'is an AuthenticationFailed after few requests if the client is refused, with -RetryUnknown, too' {
        $sandbox.AddFault(@{ Kind = 'ServerErrorBeforeBooking'; StatusCode = 504; Count = 40 })
        $null = Get-Row 40 | New-KornitXCancellation -JournalPath $journal -MaximumFailureCount 0 -ErrorAction SilentlyContinue 3>$null
        $sandbox.ClearRequests()
        $sandbox.AddFault(@{ Kind = 'Unauthorized'; Count = 999 })

        $thrown = $null
        try {
            Get-Row 40 |
                New-KornitXCancellation -JournalPath $journal -RetryUnknown -ErrorAction SilentlyContinue -ErrorVariable failed -InformationVariable information 3>$null
        } catch {
            $thrown = $_
        }

        $thrown.FullyQualifiedErrorId | Should -BeLike 'AuthenticationFailed,*'
        $thrown.Exception.Message | Should -BeLike '*Then run the same command again, without -RetryUnknown.'
        $thrown.TargetObject | Should -HaveCount 40
        $thrown.TargetObject.State | Sort-Object -Unique | Should -Be Unknown
        @(Get-OrderRequest $sandbox).Count | Should -BeLessOrEqual 10
        $information.MessageData.Unknown | Should -Be 40
    }
}
