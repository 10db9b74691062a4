BeforeAll { . "$PSScriptRoot/sandbox.ps1" }

Describe 'Confirm-KornitXJournal' {
    BeforeEach {
        $folder = New-TestFolder
        $journal = Join-Path $folder 'run.jsonl'
        $sandbox = Connect-TestSandbox
        # One is booked and its answer lost, one is neither; the third is created, the fourth rejected.
        $sandbox.AddFault(@{ Kind = 'DropAfterBooking'; Order = '45453576' })
        $sandbox.AddFault(@{ Kind = 'DropBeforeBooking'; Order = '45453579' })
        $rows = @(
            @{ OrderId = 45453576; ItemId = 12345688; Quantity = 1; Reference = 'C1' }
            @{ OrderId = 45453579; ItemId = 12345694; Quantity = 2; Reference = 'C2' }
            @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1; Reference = 'C3' }
            @{ OrderId = 45453575; ItemId = 12345687; Quantity = 1; Reference = 'C4' }
        )
        $null = $rows | New-KornitXCancellation -JournalPath $journal -ThrottleLimit 1 -ErrorAction SilentlyContinue
        $sandbox.ClearRequests()
        $booking = $sandbox.Bookings.Where({ $_.OrderId -eq 45453576 }).Id
    }

    AfterEach { Disconnect-TestSandbox }

    It 'lets the next run skip what is booked and send what is not' {
        Get-KornitXJournal $journal -State Unknown | Where-Object OrderId -EQ 45453576 |
            Confirm-KornitXJournal -Booked -Id $booking -Reason 'in the history' -Confirm:$false | Should -BeNullOrEmpty
        Get-KornitXJournal $journal -State Unknown | Confirm-KornitXJournal -NotBooked -Confirm:$false | Should -BeNullOrEmpty
        (Get-KornitXJournal $journal).State | Should -Be 'Created', 'NotSent', 'Created', 'Rejected'
        Get-OrderRequest $sandbox | Should -BeNullOrEmpty

        $results = $rows | New-KornitXCancellation -JournalPath $journal -ThrottleLimit 1 -ErrorAction SilentlyContinue

        $results.OrderId | Should -Be 45453576, 45453579, 45453571
        $results.FromJournal | Should -Be $true, $false, $true
        $results[0].Id | Should -Be $booking
        $sandbox.Bookings.OrderId | Sort-Object | Should -Be 45453571, 45453576, 45453579
    }

    It 'records who settled it, when, and why, and shows it' {
        $before = [datetime]::Now.AddSeconds(-1)
        $settled = Get-KornitXJournal $journal -State Unknown | Select-Object -First 1 |
            Confirm-KornitXJournal -Booked -Id $booking -Reason 'in the history' -Confirm:$false -PassThru

        $settled | Should -HaveCount 1
        $again = (Get-KornitXJournal $journal)[0]
        foreach ($order in $settled, $again) {
            $order.State | Should -Be 'Created'
            $order.SettledBy | Should -BeLike "*$([Environment]::UserName)"
            $order.SettledAt | Should -BeGreaterThan $before
            $order.Reason | Should -BeExactly 'in the history'
            $order.Message | Should -BeExactly "settled as booked by $($order.SettledBy): in the history"
            $order.Result.Id | Should -Be $booking
        }
    }

    It 'needs neither a connection nor an ID' {
        Disconnect-KornitX

        Get-KornitXJournal $journal -State Unknown | Confirm-KornitXJournal -Booked -Confirm:$false

        (Get-KornitXJournal $journal).State | Should -Be 'Created', 'Created', 'Created', 'Rejected'
    }

    It 'accepts an order by <Names>' -ForEach @(
        @{ Names = '-OrderId'; Named = @{ OrderId = 45453579 } }
        @{ Names = '-Reference'; Named = @{ Reference = 'C2' } }
        @{ Names = '-OrderId and -Reference'; Named = @{ OrderId = 45453579; Reference = 'C2' } }
    ) {
        Confirm-KornitXJournal $journal @Named -NotBooked -Confirm:$false

        (Get-KornitXJournal $journal).State | Should -Be 'Unknown', 'NotSent', 'Created', 'Rejected'
    }

    It 'accepts an order by its external reference' {
        $sandbox.AddFault(@{ Kind = 'DropAfterBooking'; Order = 'POS-584556' })
        $null = New-KornitXCancellation -OrderExternalRef POS-584556 -ItemExternalRef IJKL -Quantity 1 -JournalPath "$journal-2" -ErrorAction SilentlyContinue

        Confirm-KornitXJournal -Path "$journal-2" -OrderExternalRef POS-584556 -Booked -Confirm:$false

        (Get-KornitXJournal "$journal-2").State | Should -Be 'Created'
    }

    It 'shows with -WhatIf what it would record, and records nothing' {
        $before = Get-Content $journal -Raw
        $transcript = Join-Path $folder 'transcript.txt'
        $null = Start-Transcript $transcript
        try {
            Get-KornitXJournal $journal -State Unknown | Select-Object -First 1 | Confirm-KornitXJournal -Booked -Id 7 -WhatIf
            Get-KornitXJournal $journal -State Unknown | Select-Object -First 1 | Confirm-KornitXJournal -NotBooked -WhatIf
        } finally {
            $null = Stop-Transcript
        }

        (Get-Content $transcript) -match '^What if' | Should -Be @(
            'What if: Performing the operation "Record as booked with ID 7 (later runs don''t send it)" on target "cancellation of order 45453576 with reference C1: 1 x 12345688".'
            'What if: Performing the operation "Record as not booked (the next run sends it)" on target "cancellation of order 45453576 with reference C1: 1 x 12345688".'
        )
        Get-Content $journal -Raw | Should -BeExactly $before
    }

    It 'asks for confirmation by default' {
        [System.Attribute]::GetCustomAttribute((Get-Command Confirm-KornitXJournal).ImplementingType, [System.Management.Automation.CmdletAttribute]).ConfirmImpact |
            Should -Be 'High'
    }

    It 'takes copies of the orders: <Name>' -ForEach @(
        @{ Name = 'of a job'; Copy = { Get-Copy $_ } }
        @{ Name = 'of Select-Object'; Copy = { $_ | Select-Object Reference, Path, Number } }
        @{ Name = 'of a CSV file'; Copy = { $_ | ConvertTo-Csv | ConvertFrom-Csv } }
    ) {
        Get-KornitXJournal $journal -State Unknown | ForEach-Object $Copy | Confirm-KornitXJournal -Booked -Confirm:$false

        (Get-KornitXJournal $journal).State | Should -Be 'Created', 'Created', 'Created', 'Rejected'
    }

    It 'refuses a copy of an order that was sent again since, or that is of another journal' {
        $copy = Get-KornitXJournal $journal -State Unknown | Select-Object *
        $sandbox.AddFault(@{ Kind = 'DropAfterBooking'; Order = '45453576' })
        $null = $rows | New-KornitXCancellation -JournalPath $journal -RetryUnknown -ThrottleLimit 1 -ErrorAction SilentlyContinue
        (Get-KornitXJournal $journal).State | Should -Be 'Unknown', 'Created', 'Created', 'Rejected'

        $failed = Get-Failed {
            $copy | Confirm-KornitXJournal -NotBooked -Confirm:$false
            Get-KornitXJournal $journal -State Unknown | Select-Object Path, Number, @{ Name = 'Reference'; Expression = { 'C9' } } |
                Confirm-KornitXJournal -NotBooked -Confirm:$false
        }

        $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be 'NotUnknown', 'NotUnknown', 'NotUnknown'
        (Get-KornitXJournal $journal).State | Should -Be 'Unknown', 'Created', 'Created', 'Rejected'
    }

    It 'refuses an object that is not an order of a journal' {
        { Get-KornitXJournal $journal -State Unknown | Select-Object OrderId | Confirm-KornitXJournal -Booked -Confirm:$false -ErrorAction Stop } |
            Should -Throw 'The object is not an order in a journal: it has no Path or no Number, or no order.*' -ErrorId 'OrderNotInJournal,*'
    }

    It 'rejects an order that is not unknown: <State>' -ForEach @(
        @{ State = 'Created'; Order = 45453571; Reference = 'C3'; Item = '1 x 12345678' }
        @{ State = 'Rejected'; Order = 45453575; Reference = 'C4'; Item = '1 x 12345687' }
    ) {
        $before = Get-Content $journal -Raw
        $message = "The cancellation of order $Order with reference $Reference`: $Item is $State in the journal, not Unknown. Nothing was recorded. Settle only orders whose outcome is unknown."

        $piped = Get-Failed { Get-KornitXJournal $journal -State $State | Confirm-KornitXJournal -Booked -Confirm:$false }
        $named = Get-Failed { Confirm-KornitXJournal $journal -OrderId $Order -NotBooked -Confirm:$false }

        foreach ($record in $piped, $named) {
            $record | Should -HaveCount 1
            $record[0].Exception.Message | Should -BeExactly $message
            $record[0].FullyQualifiedErrorId | Should -BeLike 'NotUnknown,*'
            $record[0].CategoryInfo.Category | Should -Be 'InvalidOperation'
            $record[0].TargetObject.OrderId | Should -Be $Order
        }
        Get-Content $journal -Raw | Should -BeExactly $before
    }

    It 'rejects an order that was settled since it was read, and settles the others' {
        $unknown = Get-KornitXJournal $journal -State Unknown
        $unknown[0] | Confirm-KornitXJournal -Booked -Confirm:$false

        $failed = Get-Failed { $unknown | Confirm-KornitXJournal -NotBooked -Confirm:$false }

        $failed.FullyQualifiedErrorId | Should -BeLike 'NotUnknown,*'
        (Get-KornitXJournal $journal).State | Should -Be 'Created', 'NotSent', 'Created', 'Rejected'
    }

    It 'rejects an order that was sent again since it was read' {
        $unknown = Get-KornitXJournal $journal -State Unknown | Where-Object OrderId -EQ 45453579
        $null = $rows[1] | New-KornitXCancellation -JournalPath $journal -RetryUnknown

        $failed = Get-Failed { $unknown | Confirm-KornitXJournal -NotBooked -Confirm:$false }

        $failed.FullyQualifiedErrorId | Should -BeLike 'NotUnknown,*'
        $failed[0].Exception.Message | Should -BeLike '*was sent again after it was read from the journal. Nothing was recorded.*'
        (Get-KornitXJournal $journal).State | Should -Be 'Unknown', 'Created', 'Created', 'Rejected'
    }

    It 'settles the order that an object shows, or nothing: <Name>' -ForEach @(
        @{ Name = 'live'; Copy = { $_ } }
        @{ Name = 'of Select-Object'; Copy = { $_ | Select-Object Path, Number, OrderId, Items } }
        @{ Name = 'of Select-Object, by reference'; Copy = { $_ | Select-Object Path, Number, Reference } }
        @{ Name = 'of a job'; Copy = { Get-Copy $_ } }
        @{ Name = 'of a CSV file'; Copy = { $_ | ConvertTo-Csv | ConvertFrom-Csv } }
    ) {
        $shown = Get-KornitXJournal $journal -State Unknown | Select-Object -First 1 | ForEach-Object $Copy
        # Another night's journal has another order at its place.
        Remove-Item $journal
        $sandbox.AddFault(@{ Kind = 'DropAfterBooking'; Order = '45453574' })
        $null = New-KornitXCancellation -OrderId 45453574 -ItemId 12345685 -Quantity 1 -Reference N2 -JournalPath $journal -ErrorAction SilentlyContinue
        (Get-KornitXJournal $journal).Number | Should -Be $shown.Number

        $failed = Get-Failed { $shown | Confirm-KornitXJournal -NotBooked -Confirm:$false }

        $failed | Should -HaveCount 1
        $failed.FullyQualifiedErrorId | Should -BeLike 'NotUnknown,*'
        "$failed" | Should -BeLike '*is not the order that the journal *'
        (Get-KornitXJournal $journal).State | Should -Be 'Unknown'
    }

    It 'rejects an object that shows no order' {
        $shown = Get-KornitXJournal $journal -State Unknown | Select-Object Path, Number

        $failed = Get-Failed { $shown | Confirm-KornitXJournal -NotBooked -Confirm:$false }

        $failed.FullyQualifiedErrorId | Should -BeLike 'OrderNotInJournal,*'
        Get-KornitXJournal $journal -State Unknown | Should -HaveCount 2
    }

    It 'rejects an ID that is not that of a booking of the order: <Name>' -ForEach @(
        @{ Name = 'of another order'; Id = { (Get-KornitXJournal $journal -State Created).Result.Id } }
        @{ Name = 'the order ID'; Id = { 45453579 } }
        @{ Name = 'an item ID'; Id = { 12345694 } }
    ) {
        $failed = Get-Failed { Confirm-KornitXJournal $journal -OrderId 45453579 -Booked -Id (& $Id) -Confirm:$false }

        $failed.FullyQualifiedErrorId | Should -BeLike 'WrongBookingId,*'
        Get-KornitXJournal $journal -State Unknown | Should -HaveCount 2
    }

    It 'puts a wrong settlement right with -Force, and keeps both on record' {
        Confirm-KornitXJournal $journal -OrderId 45453579 -Booked -Reason wrong -Confirm:$false
        $failed = Get-Failed { Confirm-KornitXJournal $journal -OrderId 45453579 -NotBooked -Confirm:$false }
        $failed.FullyQualifiedErrorId | Should -BeLike 'NotUnknown,*'

        Get-KornitXJournal $journal | Where-Object OrderId -EQ 45453579 | Confirm-KornitXJournal -NotBooked -Force -Confirm:$false
        $null = $rows[1] | New-KornitXCancellation -JournalPath $journal

        $order = Get-KornitXJournal $journal | Where-Object OrderId -EQ 45453579
        $order.State | Should -Be 'Created'
        $order.Result.Id | Should -Be $sandbox.Bookings.Where({ $_.OrderId -eq 45453579 }).Id
        $order.Settlements | Should -HaveCount 2
        $order.Settlements[0] | Should -BeLike 'settled as booked by *: wrong'
        $order.Settlements[1] | Should -BeLike 'settled as not booked by *'
        $failed = Get-Failed { Confirm-KornitXJournal $journal -OrderId 45453571 -NotBooked -Force -Confirm:$false }
        $failed.FullyQualifiedErrorId | Should -BeLike 'NotUnknown,*'
    }

    It 'puts a wrong settlement right after the next run, in which KornitX rejected the order' {
        # The order is booked: KornitX has none of its items left.
        $sandbox.AddFault(@{ Kind = 'DropAfterBooking'; Order = '45453574' })
        $row = @{ OrderId = 45453574; ItemId = 12345685; Quantity = 1; Reference = 'C6' }
        $row.Quantity = $sandbox.Orders.Where({ $_.Id -eq 45453574 }).Items[0].Quantity
        $null = $row | New-KornitXCancellation -JournalPath $journal -ErrorAction SilentlyContinue
        Confirm-KornitXJournal $journal -Reference C6 -NotBooked -Confirm:$false
        $null = $row | New-KornitXCancellation -JournalPath $journal -ErrorAction SilentlyContinue
        (Get-KornitXJournal $journal)[-1].State | Should -Be Rejected

        Get-KornitXJournal $journal | Where-Object Reference -EQ C6 | Confirm-KornitXJournal -Booked -Force -Confirm:$false

        (Get-KornitXJournal $journal)[-1].State | Should -Be Created
        (Get-KornitXJournal $journal)[-1].Settlements | Should -HaveCount 2
        ($row | New-KornitXCancellation -JournalPath $journal).FromJournal | Should -BeTrue
    }

    It 'finds an order by its reference: <Name>' -ForEach @(
        @{ Name = 'letters are decomposed'; Reference = "Mu$([char] 0x308)ller-1" }
        @{ Name = 'spaces around it'; Reference = " M$([char] 0xFC)ller-1 " }
    ) {
        $sent = "M$([char] 0xFC)ller-1"
        $sandbox.AddFault(@{ Kind = 'DropBeforeBooking'; Order = $sent })
        $null = @{ OrderExternalRef = $sent; ItemExternalRef = 'x1'; Quantity = 1; Reference = $sent } |
            New-KornitXCancellation -JournalPath "$journal-2" -ErrorAction SilentlyContinue

        Confirm-KornitXJournal "$journal-2" -OrderExternalRef $Reference -Reference $Reference -Booked -Confirm:$false

        (Get-KornitXJournal "$journal-2").State | Should -Be Created
    }

    It 'names the two switches where it can''t ask' {
        { Get-KornitXJournal $journal -State Unknown | Confirm-KornitXJournal } |
            Should -Throw '*Nothing was recorded. Specify -Booked or -NotBooked.' -ErrorId 'NotInteractive,*'
        { Confirm-KornitXJournal $journal -OrderId 45453579 } | Should -Throw -ErrorId 'NotInteractive,*'
        Get-KornitXJournal $journal -State Unknown | Should -HaveCount 2
    }

    It 'completes the orders that are unknown' {
        foreach ($case in @(
                @{ Line = "Confirm-KornitXJournal '$journal' -OrderId "; Values = '45453576', '45453579' }
                @{ Line = "Confirm-KornitXJournal -Path '$journal' -Reference C"; Values = 'C1', 'C2' })) {
            (TabExpansion2 $case.Line $case.Line.Length).CompletionMatches.ListItemText | Should -Be $case.Values
        }
    }

    It 'shows what KornitX support asks for' {
        $order = (Get-KornitXJournal $journal -State Rejected)[0]

        $order.StatusCode | Should -Be 400
        $order.SentAt.Kind | Should -Be 'Utc'
        $order.Address | Should -BeLike "$($sandbox.ApiUri)*order/45453575/cancellation"
        (Get-KornitXJournal $journal -State Created)[0].Address | Should -BeNullOrEmpty
    }

    It 'rejects one ID for several orders before anything is written' {
        $before = Get-Content $journal -Raw

        { Get-KornitXJournal $journal -State Unknown | Confirm-KornitXJournal -Booked -Id 7 -Confirm:$false } |
            Should -Throw 'One -Id was specified for 2 orders. Nothing was recorded. Settle each order with its own ID, or all of them without -Id.' -ErrorId 'AmbiguousOrder,*'
        Get-Content $journal -Raw | Should -BeExactly $before
    }

    It 'rejects an order that is not in the journal, and one without a name' {
        { Confirm-KornitXJournal $journal -OrderId 1 -Booked -Confirm:$false -ErrorAction Stop } |
            Should -Throw "The journal '$journal' has no such order.*" -ErrorId 'OrderNotInJournal,*'
        { Confirm-KornitXJournal $journal -Booked -Confirm:$false -ErrorAction Stop } |
            Should -Throw "No order of the journal '$journal' was specified.*" -ErrorId 'AmbiguousOrder,*'
    }

    It 'rejects a name that several unknown orders have' {
        $sandbox.AddFault(@{ Kind = 'DropAfterBooking'; Order = '45453576' })
        $null = New-KornitXCancellation -OrderId 45453576 -ItemId 12345690 -Quantity 1 -Reference C5 -JournalPath $journal -ErrorAction SilentlyContinue

        { Confirm-KornitXJournal $journal -OrderId 45453576 -Booked -Confirm:$false -ErrorAction Stop } |
            Should -Throw "The journal '$journal' has 2 unknown orders that match. Nothing was recorded. Specify -Reference too, or pipe in one order." -ErrorId 'AmbiguousOrder,*'
        Confirm-KornitXJournal $journal -OrderId 45453576 -Reference C5 -Booked -Confirm:$false
        (Get-KornitXJournal $journal).State | Should -Be 'Unknown', 'Unknown', 'Created', 'Rejected', 'Created'
    }

    It 'rejects a journal that a run uses' {
        {
            $null = @{ OrderId = 45453571; ItemId = 12345679; Quantity = 1; Reference = 'C6' } | New-KornitXCancellation -JournalPath $journal |
                ForEach-Object { Confirm-KornitXJournal $journal -OrderId 45453576 -Booked -Confirm:$false }
        } | Should -Throw "The journal '$journal' is in use by another run. The cancellation of order 45453576 with reference C1: 1 x 12345688 was not settled. Try again when the other run has ended." -ErrorId 'JournalLocked,*'
        (Get-KornitXJournal $journal).State[0] | Should -Be 'Unknown'
    }

    It 'rejects a journal that does not exist, and does not create it' {
        { Confirm-KornitXJournal "$folder/none.jsonl" -OrderId 1 -Booked -Confirm:$false } | Should -Throw -ErrorId 'JournalFailed,*'
        "$folder/none.jsonl" | Should -Not -Exist
    }

    It 'rejects a journal outside the file system' {
        { Confirm-KornitXJournal Env:\run.jsonl -OrderId 1 -Booked -Confirm:$false } |
            Should -Throw '*to the provider Environment, *' -ErrorId 'JournalFailed,*'
    }

    It 'does not treat -Booked:$false as -NotBooked' {
        { Get-KornitXJournal $journal -State Unknown | Confirm-KornitXJournal -Booked:$false -Confirm:$false } |
            Should -Throw -ErrorId 'AmbiguousOrder,*'
        (Get-KornitXJournal $journal).State | Should -Be 'Unknown', 'Unknown', 'Created', 'Rejected'
    }

    It 'settles orders of several journals in one pipeline' {
        $sandbox.AddFault(@{ Kind = 'DropAfterBooking'; Order = '45453574' })
        $null = New-KornitXCancellation -OrderId 45453574 -ItemId 12345685 -Quantity 1 -JournalPath "$folder/second.jsonl" -ErrorAction SilentlyContinue

        Get-KornitXJournal "$folder/*.jsonl" -State Unknown | Confirm-KornitXJournal -Booked -Confirm:$false

        Get-KornitXJournal "$folder/*.jsonl" -State Unknown | Should -BeNullOrEmpty
        (Get-KornitXJournal "$folder/*.jsonl" | Where-Object SettledBy).OrderId | Should -Be 45453576, 45453579, 45453574
        Get-ChildItem $folder -Filter *.lock | Should -BeNullOrEmpty
    }
}
