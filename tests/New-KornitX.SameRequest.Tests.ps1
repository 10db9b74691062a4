BeforeAll { . "$PSScriptRoot/sandbox.ps1" }

Describe 'The same request again in a session' {
    BeforeEach {
        $journal = New-JournalPath
        $sandbox = Connect-TestSandbox
        $rows = 'OrderId,ItemId,Quantity', '45453571,12345678,1', '45453576,12345688,2' | ConvertFrom-Csv
        $order = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }
    }

    AfterEach { Disconnect-TestSandbox }

    It 'is AlreadyBooked with the ID and the time of the booking' {
        $booked = $rows | New-KornitXCancellation

        $out = $rows | New-KornitXCancellation -ErrorAction SilentlyContinue -ErrorVariable failed -InformationVariable information

        $out | Should -BeNullOrEmpty
        $failed.FullyQualifiedErrorId | Should -Be (@('AlreadyBooked,KornitX.Commands.NewKornitXCancellationCommand') * 2)
        $failed[0].Exception.Message |
            Should -BeLike "Order 45453571 was not sent: this session booked the same cancellation at ????-??-?? ??:??:?? UTC, with ID $($booked[0].Id)."
        $failed[0].TargetObject.State | Should -Be Created
        $information.MessageData.Orders, $information.MessageData.NotSent, $information.MessageData.Unknown | Should -Be 2, 2, 0
        $sandbox.Bookings | Should -HaveCount 2
    }

    It 'is OutcomeUnknown if that is not known, and is sent with -RetryUnknown' {
        $sandbox.AddFault('DropAfterBooking')
        $null = New-KornitXCancellation @order -ErrorAction SilentlyContinue

        $null = New-KornitXCancellation @order -Force -ErrorAction SilentlyContinue -ErrorVariable failed -InformationVariable information
        $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be OutcomeUnknown
        $information.MessageData.Unknown | Should -Be 1
        $sandbox.Bookings | Should -HaveCount 1

        New-KornitXCancellation @order -RetryUnknown | Should -HaveCount 1
        $sandbox.Bookings | Should -HaveCount 2
    }

    It 'is sent with -Force' {
        $null = New-KornitXCancellation @order

        New-KornitXCancellation @order -Force | Should -HaveCount 1

        $sandbox.Bookings | Should -HaveCount 2
    }

    It 'is said by -WhatIf, too' {
        $null = New-KornitXCancellation @order

        $failed = Get-Failed { New-KornitXCancellation @order -WhatIf }

        $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be AlreadyBooked
        Get-OrderRequest $sandbox | Should -HaveCount 1
    }

    It 'is recognized over connections and runspaces' {
        $null = New-KornitXCancellation @order
        $sandbox | Connect-KornitX
        $connection = Get-KornitXConnection

        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript('param($Module, $Connection, $Order) Import-Module $Module; New-KornitXCancellation @Order -Connection $Connection').
                AddArgument((Get-Module KornitX.PowerShell).Path).AddArgument($connection).AddArgument($order)
            $shell.Invoke() | Should -BeNullOrEmpty
            $shell.Streams.Error.FullyQualifiedErrorId -replace ',.*' | Should -Be AlreadyBooked
        }
        finally {
            $shell.Dispose()
        }

        $sandbox.Bookings | Should -HaveCount 1
    }

    It 'is sent after a rejection' {
        $sandbox.AddFault('Forbidden')
        $null = New-KornitXCancellation @order -ErrorAction SilentlyContinue

        New-KornitXCancellation @order | Should -HaveCount 1
    }

    It 'is sent to another sandbox' {
        $null = New-KornitXCancellation @order
        $other = Connect-TestSandbox

        New-KornitXCancellation @order | Should -HaveCount 1

        $other.Bookings | Should -HaveCount 1
    }

    It 'is FromJournal if the journal has it, also with -Force' {
        $null = New-KornitXCancellation @order -JournalPath $journal

        (New-KornitXCancellation @order -JournalPath $journal).FromJournal | Should -BeTrue
        (New-KornitXCancellation @order -JournalPath $journal -Force).FromJournal | Should -BeTrue

        $sandbox.Bookings | Should -HaveCount 1
    }

    It 'is in the journal of the run that reports it, for a process that has not sent it' {
        $sandbox.AddFault('DropAfterBooking')
        $null = $rows[1] | New-KornitXCancellation -ErrorAction SilentlyContinue
        $booked = $rows[0] | New-KornitXCancellation
        $rows += [pscustomobject]@{ OrderId = '45453579'; ItemId = '12345694'; Quantity = '1' }

        $out = $rows | New-KornitXCancellation -JournalPath $journal -ErrorAction SilentlyContinue -ErrorVariable failed
        $out.OrderId | Should -Be 45453579
        $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be AlreadyBooked, OutcomeUnknown
        $journaled = Get-KornitXJournal $journal
        $journaled.OrderId | Should -Be 45453571, 45453576, 45453579
        $journaled.State | Should -Be Created, Unknown, Created
        $journaled[0].Result.Id | Should -Be $booked.Id

        # A connection to the sandbox by its address does not know what the one to the sandbox has sent.
        Connect-KornitX -ClientId $sandbox.ClientId -ClientSecret $sandbox.ClientSecret -ApiUri $sandbox.ApiUri -TokenUri $sandbox.TokenUri
        $sandbox.ClearRequests()
        $again = $rows | New-KornitXCancellation -JournalPath $journal -ErrorAction SilentlyContinue -ErrorVariable failed
        $again.OrderId | Should -Be 45453571, 45453579
        $again.FromJournal | Should -Be $true, $true
        $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be OutcomeUnknown
        Get-OrderRequest $sandbox | Should -BeNullOrEmpty

        Get-KornitXJournal $journal -State Unknown | Confirm-KornitXJournal -Booked -Confirm:$false
        ($rows | New-KornitXCancellation -JournalPath $journal).FromJournal | Should -Be $true, $true, $true
        $sandbox.Bookings | Should -HaveCount 3
    }

    It 'is in the journal with -Stream, too' {
        $twice = $rows + $rows[0]
        $twice | New-KornitXCancellation -Stream -JournalPath $journal -ErrorAction SilentlyContinue | Should -HaveCount 2

        Connect-KornitX -ClientId $sandbox.ClientId -ClientSecret $sandbox.ClientSecret -ApiUri $sandbox.ApiUri -TokenUri $sandbox.TokenUri
        $again = $twice | New-KornitXCancellation -Stream -JournalPath $journal
        $again.FromJournal | Should -Be $true, $true, $true
        $sandbox.Bookings | Should -HaveCount 2
    }

    It 'ends a run with -ErrorAction Stop before the next order' {
        $null = New-KornitXCancellation @order

        { $rows | New-KornitXCancellation -JournalPath $journal -ErrorAction Stop -WarningAction SilentlyContinue } |
            Should -Throw -ErrorId 'AlreadyBooked,*'

        (Get-KornitXJournal $journal).OrderId | Should -Be 45453571
        $sandbox.Bookings | Should -HaveCount 1
    }

    It 'is sent if it was settled in the journal as not booked' {
        $sandbox.AddFault('DropBeforeBooking')
        $null = New-KornitXCancellation @order -JournalPath $journal -ErrorAction SilentlyContinue
        Get-KornitXJournal $journal -State Unknown | Confirm-KornitXJournal -NotBooked -Confirm:$false

        (New-KornitXCancellation @order -JournalPath $journal).FromJournal | Should -BeFalse

        $sandbox.Bookings | Should -HaveCount 1
    }
}
