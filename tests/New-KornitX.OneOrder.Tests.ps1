BeforeAll {
    . "$PSScriptRoot/sandbox.ps1"
    . "$PSScriptRoot/runs.ps1"
}

Describe 'An order in a journal under different names' {
    BeforeEach {
        $journal = New-JournalPath
        $sandbox = Connect-TestSandbox
    }

    AfterEach { Disconnect-TestSandbox }

    It 'sends the same cancellation once by ID, with references added, and by reference alone' {
        $byId = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }
        $byBoth = @{ OrderId = 45453571; OrderExternalRef = 'POS-584551'; ItemId = 12345678; ItemExternalRef = 'ABCD'; Quantity = 1 }
        $byRef = @{ OrderExternalRef = 'POS-584551'; ItemExternalRef = 'ABCD'; Quantity = 1 }

        $first = $byId | New-KornitXCancellation -JournalPath $journal
        $second = $byBoth | New-KornitXCancellation -JournalPath $journal
        $third = $byRef | New-KornitXCancellation -JournalPath $journal -ErrorVariable failed -ErrorAction SilentlyContinue

        $sandbox.Bookings | Should -HaveCount 1
        $second.FromJournal | Should -BeTrue
        $second.Id | Should -Be $first.Id
        $third | Should -BeNullOrEmpty
        $failed.FullyQualifiedErrorId | Should -BeLike 'JournalConflict,*'
        "$failed" |
            Should -BeLike 'Order POS-584551 was not sent: the journal has orders identified only by ID*Identify the order and its items by both ID and external reference, or use another journal.'
    }

    It 'finds an order sent by reference by the ID in the response' {
        $null = @{ OrderExternalRef = 'POS-584551'; ItemExternalRef = 'ABCD'; Quantity = 1 } | New-KornitXCancellation -JournalPath $journal

        (Get-KornitXJournal $journal).OrderId | Should -Be 45453571
        @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 } |
            New-KornitXCancellation -JournalPath $journal -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed.FullyQualifiedErrorId | Should -BeLike 'JournalConflict,*'
        $sandbox.Bookings | Should -HaveCount 1
    }

    It 'treats a reference in only one request as a conflict' {
        $one = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }
        $null = $one | New-KornitXCancellation -JournalPath $journal

        $one | New-KornitXCancellation -JournalPath $journal -Reference C1 -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed.FullyQualifiedErrorId | Should -BeLike 'JournalConflict,*'
        $sandbox.Bookings | Should -HaveCount 1
    }

    It 'rejects input that mixes orders by ID and by reference, and sends nothing' {
        $mixed = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 },
            @{ OrderExternalRef = 'POS-584552'; ItemExternalRef = 'ABCE'; Quantity = 1 }

        { $mixed | New-KornitXCancellation -JournalPath $journal -WarningVariable script:warned -ErrorAction SilentlyContinue } |
            Should -Throw -ErrorId 'MixedAddressing,KornitX.Commands.NewKornitXCancellationCommand' -ExpectedMessage '2 orders were not sent:*'
        $script:warned.Message | Should -BeLike '*Not sent: identify all orders in the same way, then run the same command again.'
        $sandbox.Requests | Where-Object Path -Like '*cancellation*' | Should -BeNullOrEmpty
    }

    It 'leaves what the journal has out of what is to be sent: <Name>' -ForEach @(
        @{ Name = 'run'; Parameters = @{} }
        @{ Name = 'dry run'; Parameters = @{ WhatIf = $true } }
    ) {
        $null = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 } | New-KornitXCancellation -JournalPath $journal
        $mixed = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 },
            @{ OrderExternalRef = 'POS-584552'; ItemExternalRef = 'ABCE'; Quantity = 1 },
            @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 }

        $booked = [System.Collections.Generic.List[object]]::new()
        $failed = Get-Failed { $mixed | New-KornitXCancellation -JournalPath $journal @Parameters | ForEach-Object { $booked.Add($_) } }

        $booked | ForEach-Object { "$($_.OrderId) $($_.FromJournal)" } | Should -Be '45453571 True'
        $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be 'JournalConflict', 'MixedAddressing'
        $failed[0].TargetObject.OrderExternalRef | Should -Be 'POS-584552'
        $failed[1].TargetObject.OrderId | Should -Be 45453579
    }

    It 'rejects it if the journal has all of its orders, too' {
        $null = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 } | New-KornitXCancellation -JournalPath $journal
        $mixed = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 },
            @{ OrderExternalRef = 'POS-584552'; ItemExternalRef = 'ABCE'; Quantity = 1 }

        { $mixed | New-KornitXCancellation -JournalPath $journal -ErrorAction Stop } |
            Should -Throw -ErrorId 'MixedAddressing,KornitX.Commands.NewKornitXCancellationCommand'
    }

    It 'rejects it with -Stream at the first mixed order, and sends nothing more' {
        $mixed = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 },
            @{ OrderExternalRef = 'POS-584552'; ItemExternalRef = 'ABCE'; Quantity = 1 },
            @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 }

        $booked = [System.Collections.Generic.List[object]]::new()
        { $mixed | New-KornitXCancellation -JournalPath $journal -Stream | ForEach-Object { $booked.Add($_) } } |
            Should -Throw -ErrorId 'MixedAddressing,KornitX.Commands.NewKornitXCancellationCommand'
        $booked | Should -HaveCount 1
        $sandbox.Bookings | Should -HaveCount 1
    }

    It 'sends such input without a journal as separate orders' {
        $mixed = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 },
            @{ OrderExternalRef = 'POS-584551'; ItemExternalRef = 'ABCD'; Quantity = 1 }

        $null = $mixed | New-KornitXCancellation -ErrorAction SilentlyContinue
        @($sandbox.Requests | Where-Object Path -Like '*cancellation*') | Should -HaveCount 2
    }
}

Describe 'The account of a journal' {
    BeforeEach {
        $journal = New-JournalPath
        $one = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }
        $rehearsal = Start-KornitXSandbox
        $rehearsal | Connect-KornitX -MaximumRetryCount 0
        $null = $one | New-KornitXCancellation -JournalPath $journal
        $production = Start-KornitXSandbox
        $connection = $production | Connect-KornitX -MaximumRetryCount 0 -PassThru
        $production.ClearRequests()
    }

    AfterEach { Disconnect-TestSandbox }

    It 'that differs sends nothing' {
        $before = Get-Content $journal
        { $one | New-KornitXCancellation -JournalPath $journal } |
            Should -Throw -ErrorId 'JournalMismatch,KornitX.Commands.NewKornitXCancellationCommand' -ExpectedMessage "*belongs to client*at $($rehearsal.ApiUri)*but this run is for client*at $($production.ApiUri)*"
        $production.Requests | Should -BeNullOrEmpty
        Get-Content $journal | Should -Be $before
    }

    It 'is reported with -WhatIf, too' {
        { $one | New-KornitXCancellation -JournalPath $journal -WhatIf } |
            Should -Throw -ErrorId 'JournalMismatch,KornitX.Commands.NewKornitXCancellationCommand'
    }

    It 'is that of -Connection if it is given' {
        $null = $rehearsal | Connect-KornitX -MaximumRetryCount 0
        { $one | New-KornitXCancellation -JournalPath $journal -Connection $connection } |
            Should -Throw -ErrorId 'JournalMismatch,KornitX.Commands.NewKornitXCancellationCommand'
        ($one | New-KornitXCancellation -JournalPath $journal).FromJournal | Should -BeTrue
    }

    It 'is not compared without a connection: -WhatIf needs none' {
        Disconnect-KornitX
        ($one | New-KornitXCancellation -JournalPath $journal -WhatIf).FromJournal | Should -BeTrue
    }
}
