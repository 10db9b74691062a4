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

    It 'is sent if it was settled in the journal as not booked' {
        $sandbox.AddFault('DropBeforeBooking')
        $null = New-KornitXCancellation @order -JournalPath $journal -ErrorAction SilentlyContinue
        Get-KornitXJournal $journal -State Unknown | Confirm-KornitXJournal -NotBooked -Confirm:$false

        (New-KornitXCancellation @order -JournalPath $journal).FromJournal | Should -BeFalse

        $sandbox.Bookings | Should -HaveCount 1
    }
}
