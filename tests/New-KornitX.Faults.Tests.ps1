BeforeAll {
    . "$PSScriptRoot/sandbox.ps1"

    function Invoke-Run {
        <# One run of the same order with the same journal, in a line: how it ended, what it sent, what the journal says. #>
        param([switch] $RetryUnknown)

        $sandbox.ClearRequests()
        $before = $sandbox.Bookings.Count
        $run = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1; JournalPath = $journal; RetryUnknown = $RetryUnknown }
        $created = $null
        try {
            $created = New-KornitXCancellation @run -ErrorAction SilentlyContinue -ErrorVariable failed
            $end = if ($created) { 'Created' } else { $failed.FullyQualifiedErrorId -replace ',.*' }
        } catch {
            $end = $_.FullyQualifiedErrorId -replace ',.*'
        }

        if ($created -and $created.FromJournal) {
            $end = 'Created from journal'
        }

        '{0}; {1} sent, {2} booked; journal: {3}' -f $end, @(Get-OrderRequest $sandbox).Count,
        ($sandbox.Bookings.Count - $before), (Get-KornitXJournal $journal).State
    }
}

Describe 'A fault, and a second run of the command with the same journal' {
    BeforeDiscovery {
        $doneOnce = 'Created from journal; 0 sent, 0 booked; journal: Created'
        $sentNow = 'Created; 1 sent, 1 booked; journal: Created'
        $notAgain = 'OutcomeUnknown; 0 sent, 0 booked; journal: Unknown'
        $lost = 'OutcomeUnknown; 1 sent, 0 booked; journal: Unknown'
        $lostButBooked = 'OutcomeUnknown; 1 sent, 1 booked; journal: Unknown'
        $cases = @(
            @{ Name = 'Latency'; Fault = @{ Kind = 'Latency'; LatencyMs = 1 }; First = $sentNow; Second = $doneOnce; Retry = $doneOnce }
            @{ Name = 'Unauthorized, once'; Fault = @{ Kind = 'Unauthorized' }; First = 'Created; 2 sent, 1 booked; journal: Created'; Second = $doneOnce; Retry = $doneOnce }
            @{ Name = 'Unauthorized, twice'; Fault = @{ Kind = 'Unauthorized'; Count = 2 }; First = 'AuthenticationFailed; 2 sent, 0 booked; journal: NotSent'; Second = $sentNow; Retry = $doneOnce }
            @{ Name = 'Forbidden'; Fault = @{ Kind = 'Forbidden' }; First = 'PermissionDenied; 1 sent, 0 booked; journal: Rejected'; Second = $sentNow; Retry = $doneOnce }
            @{ Name = 'TooManyRequests'; Fault = @{ Kind = 'TooManyRequests'; RetryAfterSec = 0; Count = 2 }; First = 'RateLimited; 2 sent, 0 booked; journal: NotSent'; Second = $sentNow; Retry = $doneOnce }
            @{ Name = 'TooManyRequests, once'; Fault = @{ Kind = 'TooManyRequests'; RetryAfterSec = 0 }; First = 'Created; 2 sent, 1 booked; journal: Created'; Second = $doneOnce; Retry = $doneOnce }
            @{ Name = 'RateLimited'; Fault = @{ Kind = 'RateLimited'; RetryAfterSec = 0; Count = 2 }; First = 'RateLimited; 2 sent, 0 booked; journal: NotSent'; Second = $sentNow; Retry = $doneOnce }
            @{ Name = 'ServiceUnavailable'; Fault = @{ Kind = 'ServiceUnavailable'; RetryAfterSec = 0 }; First = $lost; Second = $notAgain; Retry = $sentNow }
            @{ Name = '503 with Retry-After'; Fault = @{ Kind = 'ServerErrorAfterBooking'; StatusCode = 503; RetryAfterSec = 0; Count = 2 }; First = $lostButBooked; Second = $notAgain; Retry = $lostButBooked }
            @{ Name = 'ServerErrorBeforeBooking'; Fault = @{ Kind = 'ServerErrorBeforeBooking' }; First = $lost; Second = $notAgain; Retry = $sentNow }
            @{ Name = 'ServerErrorAfterBooking'; Fault = @{ Kind = 'ServerErrorAfterBooking' }; First = $lostButBooked; Second = $notAgain; Retry = $sentNow }
            @{ Name = '503 without Retry-After'; Fault = @{ Kind = 'ServerErrorAfterBooking'; StatusCode = 503 }; First = $lostButBooked; Second = $notAgain; Retry = $sentNow }
            @{ Name = 'DropBeforeBooking'; Fault = @{ Kind = 'DropBeforeBooking' }; First = $lost; Second = $notAgain; Retry = $sentNow }
            @{ Name = 'DropAfterBooking'; Fault = @{ Kind = 'DropAfterBooking' }; First = $lostButBooked; Second = $notAgain; Retry = $sentNow }
            @{ Name = 'TruncatedBody'; Fault = @{ Kind = 'TruncatedBody' }; First = $lostButBooked; Second = $notAgain; Retry = $sentNow }
            @{ Name = 'ForeignBody'; Fault = @{ Kind = 'ForeignBody' }; First = $lostButBooked; Second = $notAgain; Retry = $sentNow }
        )
    }

    BeforeEach {
        $journal = New-JournalPath
        $sandbox = Start-KornitXSandbox
        $sandbox | Connect-KornitX -MaximumRetryCount 1
    }

    AfterEach { Disconnect-TestSandbox }

    It 'ends the first run with: <Name>: <First>' -ForEach $cases {
        $sandbox.AddFault($Fault)

        Invoke-Run | Should -BeExactly $First
    }

    It 'ends the second with: <Name>: <Second>' -ForEach $cases {
        $sandbox.AddFault($Fault)
        $null = Invoke-Run

        Invoke-Run | Should -BeExactly $Second
    }

    It 'ends a third with -RetryUnknown with: <Name>: <Retry>' -ForEach $cases {
        $sandbox.AddFault($Fault)
        $null = Invoke-Run
        $null = Invoke-Run

        Invoke-Run -RetryUnknown | Should -BeExactly $Retry
    }

    It 'is tested for every fault of the sandbox: <_>' -ForEach @(
        'Latency', 'Unauthorized', 'Forbidden', 'TooManyRequests', 'ServiceUnavailable', 'RateLimited', 'ServerErrorBeforeBooking'
        'ServerErrorAfterBooking', 'DropBeforeBooking', 'DropAfterBooking', 'TruncatedBody', 'ForeignBody'
    ) {
        [enum]::GetNames([KornitX.SandboxFaultKind]) | Should -Contain $_
        [enum]::GetNames([KornitX.SandboxFaultKind]) | Should -HaveCount 12
    }

    It 'keeps an order unknown if a retry is rejected, because the first request may be booked' {
        $sandbox.AddFault('DropAfterBooking')
        $null = Invoke-Run
        $sandbox.AddFault('Forbidden')

        Invoke-Run -RetryUnknown | Should -BeExactly 'OutcomeUnknown; 1 sent, 0 booked; journal: Unknown'
        Invoke-Run | Should -BeExactly 'OutcomeUnknown; 0 sent, 0 booked; journal: Unknown'
    }

    It 'records nothing in the journal if there is no token' {
        $sandbox.ExpireTokens()
        $sandbox.AddFault(@{ Kind = 'Unauthorized' })
        $sandbox.AddFault(@{ Kind = 'ServiceUnavailable'; OnToken = $true; RetryAfterSec = 0; Count = 2 })

        Invoke-Run | Should -BeExactly 'ServiceUnavailable; 1 sent, 0 booked; journal: NotSent'
        Invoke-Run | Should -BeExactly 'Created; 1 sent, 1 booked; journal: Created'
    }
}

Describe 'A run with -ErrorAction Stop' {
    BeforeEach {
        $sandbox = Connect-TestSandbox
        # Cancelled already, so rejected; and late, so that the others have left by then.
        $sandbox.AddFault(@{ Kind = 'Latency'; LatencyMs = 1000; Order = '45453575' })
        $rows = @(
            @{ OrderId = 45453575; ItemId = 12345687; Quantity = 1 }
            @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }
            @{ OrderId = 45453576; ItemId = 12345688; Quantity = 1 }
            @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 }
        )
    }

    AfterEach { Disconnect-TestSandbox }

    It 'writes what was booked before the error ends it' {
        $reported = [System.Collections.Generic.List[long]]::new()

        { $rows[0..2] | New-KornitXCancellation -ErrorAction Stop | ForEach-Object { $reported.Add($_.OrderId) } } |
            Should -Throw -ErrorId 'RequestRejected,*'

        $reported | Should -Be 45453571, 45453576
        $sandbox.Bookings.OrderId | Sort-Object | Should -Be 45453571, 45453576
    }

    It 'does the same with $ErrorActionPreference' {
        $reported = [System.Collections.Generic.List[long]]::new()
        $ErrorActionPreference = 'Stop'

        { $rows[0..1] | New-KornitXCancellation | ForEach-Object { $reported.Add($_.OrderId) } } |
            Should -Throw -ErrorId 'RequestRejected,*'

        $reported | Should -Be 45453571
    }

    It 'warns about further failures' {
        $sandbox.AddFault(@{ Kind = 'ForeignBody'; Order = '45453576' })

        { $rows[0..2] | New-KornitXCancellation -ErrorAction Stop -WarningVariable script:warned -WarningAction SilentlyContinue } |
            Should -Throw -ErrorId 'RequestRejected,*'

        $script:warned | Should -HaveCount 2
        $script:warned[0].Message | Should -BeLike 'Order 45453576: it is not known whether the cancellation was booked (*'
    }

    It 'starts no order after the error' {
        { $rows | New-KornitXCancellation -ErrorAction Stop -ThrottleLimit 1 } | Should -Throw -ErrorId 'RequestRejected,*'

        Get-OrderRequest $sandbox | Should -HaveCount 1
    }
}

Describe 'A connection that is closed during a stream' {
    BeforeEach {
        $journal = New-JournalPath
        $sandbox = Start-KornitXSandbox
    }

    AfterEach { Disconnect-TestSandbox }

    It 'loses no order: sent orders are reported, and the rest are the target of the terminating error: <Name>' -ForEach @(
        @{ Name = 'without a limit'; Limit = @{} }
        @{ Name = 'with -RequestsPerHour'; Limit = @{ RequestsPerHour = 100 } }
    ) {
        $sandbox | Connect-KornitX -MaximumRetryCount 0 @Limit
        $sandbox.ClearRequests()

        $out = [System.Collections.Generic.List[object]]::new()
        { & {
            @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }
            @{ OrderId = 45453576; ItemId = 12345688; Quantity = 1 }
            while (-not ((Test-Path $journal) -and (Get-KornitXJournal $journal -State Created))) { Start-Sleep -Milliseconds 5 }
            Disconnect-KornitX
            @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 }
        } | New-KornitXCancellation -Stream -JournalPath $journal -ErrorVariable script:failed | ForEach-Object { $out.Add($_) } } |
            Should -Throw -ErrorId 'NotConnected,*'

        $out.OrderId | Should -Be 45453571
        $Error[0].TargetObject.OrderId | Should -Be 45453576, 45453579
        $sandbox.Bookings.OrderId | Should -Be 45453571
    }
}
