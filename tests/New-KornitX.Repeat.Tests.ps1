# Orders that come in again, out of results, errors, and journals: what is booked is not sent again, what may be booked only
# when somebody says so.
BeforeAll {
    . "$PSScriptRoot/sandbox.ps1"
}

Describe 'An order that is piped in again' {
    BeforeEach {
        $sandbox = Connect-TestSandbox
        $journal = New-JournalPath
    }

    AfterEach { Disconnect-TestSandbox }

    Context 'that is booked' {
        It 'is AlreadyBooked: <Kind>' -ForEach @(
            @{ Kind = 'a result''s request'; Get = { $args[0].Request } }
            @{ Kind = 'the items of one'; Get = { $args[0].Request.Items } }
            @{ Kind = 'a request from another process'; Get = { Get-Copy $args[0].Request } }
            @{ Kind = 'a request with all properties selected'; Get = { $args[0].Request | Select-Object * } }
            @{ Kind = 'the items of one from another process'; Get = { $args[0].Request.Items | ForEach-Object { Get-Copy $_ } } }
            @{ Kind = 'items with a new property'; Get = { $args[0].Request.Items | Select-Object *, @{ Name = 'Note'; Expression = { 'again' } } } }
            @{ Kind = 'a journaled order'; Get = { Get-KornitXJournal $args[1] } }
            @{ Kind = 'the items of one'; Get = { (Get-KornitXJournal $args[1]).Items } }
            @{ Kind = 'a journaled order from another process'; Get = { Get-Copy (Get-KornitXJournal $args[1]) } }
            @{ Kind = 'its items in another object'; Get = { $args[0].Request | Select-Object OrderId, Items } }
            @{ Kind = 'its items from another process in another object'; Get = { [pscustomobject] @{ Items = @($args[0].Request.Items | ForEach-Object { Get-Copy $_ }) } } }
            @{ Kind = 'one of its items from another process in a hashtable'; Get = { @{ Items = Get-Copy $args[0].Request.Items[0] } } }
            @{ Kind = 'its items in a dictionary, as KornitX spells them'; Get = { $row = [System.Collections.Generic.Dictionary[string, object]]::new(); $row['items'] = $args[0].Request.Items; @(, $row) } }
            @{ Kind = 'its items in a set'; Get = { @{ Items = [System.Collections.Generic.HashSet[object]] $args[0].Request.Items } } }
            @{ Kind = 'its items in a hashtable'; Get = { @{ Items = $args[0].Request.Items } } }
            @{ Kind = 'its items in a file'; Get = { $args[0].Request.Items | ConvertTo-Csv -NoTypeInformation | ConvertFrom-Csv } }
            @{ Kind = 'its items in a JSON file'; Get = { $args[0].Request.Items | ConvertTo-Json | ConvertFrom-Json } }
            @{ Kind = 'a row that says so'; Get = { @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1; operation = 'cancellation'; STATE = ' created ' } } }
            @{ Kind = 'one booked item behind another'; Get = { @{ OrderId = 45453571; Items = @(@{ Id = 12345678; Quantity = 1 }) + @($args[0].Request.Items[1]) } } }
        ) {
            $booked = New-KornitXCancellation -OrderId 45453571 -Item @{ Id = 12345678; Quantity = 1 }, @{ Id = 12345679; Quantity = 1 } -JournalPath $journal
            $again = & $Get $booked $journal

            foreach ($given in @{}, @{ Reference = 'R2' }, @{ Stream = $true }, @{ RetryUnknown = $true }) {
                $failed = Get-Failed { $again | New-KornitXCancellation @given }

                $failed | Should -HaveCount 1
                $failed[0].FullyQualifiedErrorId | Should -BeExactly 'AlreadyBooked,KornitX.Commands.NewKornitXCancellationCommand'
                $failed[0].Exception.Message | Should -BeLike 'Order 45453571* was not sent: *'
            }

            Get-OrderRequest $sandbox | Should -HaveCount 1
        }

        It 'is found among unknown ones, with -RetryUnknown, in the objects of a journal grouped by order' {
            $sandbox.AddFault(@{ Kind = 'DropBeforeBooking' })
            New-KornitXReturn -OrderId 45453572 -ItemId 12345680 -Quantity 1 -Reference R1 -JournalPath $journal -ErrorAction SilentlyContinue
            $null = New-KornitXReturn -OrderId 45453572 -ItemId 12345681 -Quantity 1 -Reference R2 -JournalPath $journal
            (Get-KornitXJournal $journal).State | Should -Be 'Unknown', 'Created'
            $sandbox.ClearRequests()

            $grouped = Get-KornitXJournal $journal | Group-Object OrderId |
                ForEach-Object { [pscustomobject]@{ OrderId = $_.Name; Items = $_.Group.Items } }
            $failed = Get-Failed { $grouped | New-KornitXReturn -Reference R3 -RetryUnknown }

            $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be 'AlreadyBooked'
            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }

        It 'is found behind the items of another operation' {
            $sandbox.AddOrder(@{ Id = 7; Status = 'PartlyShipped'; Items = @{ Id = 71; Quantity = 5 } })
            $cancellation = [pscustomobject]@{ OrderId = 7; ItemId = 71; Quantity = 1; Reference = 'R1'; Operation = 'Cancellation'; State = 'Created' }
            $return = [pscustomobject]@{ OrderId = 7; ItemId = 71; Quantity = 2; Reference = 'R1'; Operation = 'Return'; State = 'Created' }

            foreach ($rows in @($cancellation, $return), @{ Items = $cancellation, $return }) {
                $failed = Get-Failed { $rows | New-KornitXReturn }
                $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be 'AlreadyBooked'
            }

            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }

        It 'is not a row with another column State' {
            $null = 'OrderId,ItemId,Quantity,State,Operation,Path,Number', '45453571,12345678,1,NY,Insert,C:\orders,1' | ConvertFrom-Csv |
                New-KornitXCancellation -WarningVariable warned
            $null = 'OrderId,ItemId,Quantity,State', '45453579,12345694,1,Created' | ConvertFrom-Csv |
                New-KornitXCancellation -WarningVariable +warned

            Get-OrderRequest $sandbox | Should -HaveCount 2
            $warned | Should -BeNullOrEmpty
        }

        It 'does not stop the rest of the input' {
            $booked = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1

            $second = $booked.Request, @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 } |
                New-KornitXCancellation -ErrorAction SilentlyContinue

            $second.OrderId | Should -Be 45453579
        }

        It 'is accepted by the other command as a request' {
            $booked = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1

            $booked.Request | New-KornitXReturn -Reference R1 -ErrorAction SilentlyContinue

            (Get-OrderRequest $sandbox).Path | Should -Be '/order/45453571/cancellation', '/order/45453571/return'
        }

        It 'is not accepted by the other command from a journal: <Kind>' -ForEach @(
            @{ Kind = 'as it is'; Get = { $args[0] } }
            @{ Kind = 'from another process'; Get = { Get-Copy $args[0] } }
        ) {
            $null = New-KornitXReturn -OrderId 45453572 -ItemId 12345680 -Quantity 1 -Reference R1 -JournalPath $journal

            $failed = Get-Failed { & $Get (Get-KornitXJournal $journal) | New-KornitXCancellation }

            $failed.FullyQualifiedErrorId | Should -BeLike 'InvalidItem,*'
            $failed[0].Exception.Message | Should -BeLike 'Order 45453572 with reference R1 was not sent: the journal has it as a return, *'
            Get-OrderRequest $sandbox | Should -HaveCount 1
        }
    }

    Context 'that may be booked' {
        BeforeEach {
            $sandbox.AddFault(@{ Kind = 'DropBeforeBooking' })
            $failed = Get-Failed { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -JournalPath $journal }
            $failed[0].FullyQualifiedErrorId | Should -BeLike 'OutcomeUnknown,*'
        }

        It 'is OutcomeUnknown, unless -RetryUnknown is given: <Kind>' -ForEach @(
            @{ Kind = 'an error''s TargetObject'; Get = { $args[0].TargetObject } }
            @{ Kind = 'its items'; Get = { $args[0].TargetObject.Items } }
            @{ Kind = 'an error''s TargetObject from another process'; Get = { Get-Copy $args[0].TargetObject } }
            @{ Kind = 'the items of one from another process'; Get = { $args[0].TargetObject.Items | ForEach-Object { Get-Copy $_ } } }
            @{ Kind = 'items with a new property'; Get = { $args[0].TargetObject.Items | Select-Object *, @{ Name = 'Note'; Expression = { 'again' } } } }
            @{ Kind = 'a journaled order'; Get = { Get-KornitXJournal $args[1] } }
            @{ Kind = 'its items in a file'; Get = { $args[0].TargetObject.Items | Export-Csv TestDrive:/unknown.csv -NoTypeInformation; Import-Csv TestDrive:/unknown.csv } }
        ) {
            $again = & $Get $failed[0] $journal

            foreach ($given in @{}, @{ Reference = 'R2' }, @{ Stream = $true }) {
                $refused = Get-Failed { $again | New-KornitXCancellation @given }
                $refused.FullyQualifiedErrorId | Should -BeExactly 'OutcomeUnknown,KornitX.Commands.NewKornitXCancellationCommand'
            }

            Get-OrderRequest $sandbox | Should -HaveCount 1

            ($again | New-KornitXCancellation -RetryUnknown).OrderId | Should -Be 45453571
        }

        It 'is judged by what its journal says now: <Kind>' -ForEach @(
            @{ Kind = 'the order'; Get = { $args[0] } }
            @{ Kind = 'its items'; Get = { $args[0].Items } }
            @{ Kind = 'from another process'; Get = { Get-Copy $args[0] } }
            @{ Kind = 'selected'; Get = { $args[0] | Select-Object * } }
        ) {
            $old = & $Get (Get-KornitXJournal $journal)
            $null = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -JournalPath $journal -RetryUnknown
            $sandbox.ClearRequests()

            $again = Get-Failed { $old | New-KornitXCancellation -RetryUnknown }
            $again.FullyQualifiedErrorId -replace ',.*' | Should -Be 'AlreadyBooked'

            Remove-Item $journal
            $again = Get-Failed { $old | New-KornitXCancellation -RetryUnknown }
            $again.FullyQualifiedErrorId -replace ',.*' | Should -Be 'JournalConflict'
            $again[0].Exception.Message | Should -BeLike "*which can't be read any more. *"

            $null = New-KornitXCancellation -OrderId 45453579 -ItemId 12345694 -Quantity 1 -JournalPath $journal
            $sandbox.ClearRequests()
            $again = Get-Failed { $old | New-KornitXCancellation -RetryUnknown }
            $again[0].Exception.Message | Should -BeLike '*which has another order in its place. *'
            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }

        It 'is sent without -RetryUnknown once it is settled as not booked' {
            $old = Get-KornitXJournal $journal
            $old | Confirm-KornitXJournal -NotBooked -Confirm:$false

            ($old | New-KornitXCancellation -JournalPath $journal).OrderId | Should -Be 45453571
        }

        It 'is settled in the journal, where there is one' {
            $refused = Get-Failed { Get-KornitXJournal $journal | New-KornitXCancellation }
            $refused[0].Exception.Message | Should -BeLike '*settle it with Confirm-KornitXJournal.'

            $refused = Get-Failed { $failed[0].TargetObject | New-KornitXCancellation }
            $refused[0].Exception.Message | Should -BeLike '*settle it with Confirm-KornitXJournal.'
        }

        It 'is judged by the journal of its run, as the target of an error' {
            Get-KornitXJournal $journal | Confirm-KornitXJournal -NotBooked -Confirm:$false

            $sent = $failed[0].TargetObject | New-KornitXCancellation -WarningVariable warned 3>$null
            $sent.OrderId | Should -Be 45453571
            $warned[0].Message | Should -BeLike "These orders are from the journal '$journal', which does not record this run, *-JournalPath."
        }
    }

    Context 'that conflicts with the journal' {
        It 'is not sent without a journal' {
            $null = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -JournalPath $journal
            $failed = Get-Failed { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 2 -JournalPath $journal }
            $failed.FullyQualifiedErrorId | Should -BeLike 'JournalConflict,*'

            $again = Get-Failed {
                $failed.TargetObject | New-KornitXCancellation
                @{ Items = $failed.TargetObject.Items } | New-KornitXCancellation
                $failed.TargetObject | New-KornitXCancellation -JournalPath $journal
            }

            $again.FullyQualifiedErrorId -replace ',.*' | Should -Be 'JournalConflict', 'JournalConflict', 'JournalConflict'
            Get-OrderRequest $sandbox | Should -HaveCount 1
        }
    }

    Context 'that failed' {
        It 'is sent: <Kind>' -ForEach @(
            @{ Kind = 'as it is'; Get = { $args[0] } }
            @{ Kind = 'its items'; Get = { $args[0].Items } }
            @{ Kind = 'from another process'; Get = { Get-Copy $args[0] } }
        ) {
            $sandbox.AddFault(@{ Kind = 'TooManyRequests' })
            $items = @{ Id = 12345678; Quantity = 1 }, @{ Id = 12345679; Quantity = 1 }
            $failed = Get-Failed { New-KornitXCancellation -OrderId 45453571 -Item $items -Reference R1 }

            $failed[0].Exception.StatusCode | Should -Be 429
            (& $Get $failed[0].TargetObject | New-KornitXCancellation).OrderId | Should -Be 45453571
            (Get-OrderRequest $sandbox)[1].Body | Should -BeExactly (Get-OrderRequest $sandbox)[0].Body
        }
    }
}

Describe 'An order from a journal that was held back' {
    BeforeEach {
        $sandbox = Connect-TestSandbox
        $journal = New-JournalPath
        $item = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }
        $sandbox.AddFault(@{ Kind = 'Forbidden' })
        $null = Get-Failed { $item | New-KornitXCancellation -JournalPath $journal }
        $old = Get-KornitXJournal $journal
        $null = $item | New-KornitXCancellation -JournalPath $journal
    }

    AfterEach { Disconnect-TestSandbox }

    It 'is judged by what that journal says now, as <_>' -ForEach 'objects', 'a file' {
        $bad = [pscustomobject]@{ OrderId = 45453571; ItemId = 12345679; Quantity = 'x' }
        $held = (Get-Failed { $old, $bad | New-KornitXCancellation })[-1]
        $held.FullyQualifiedErrorId | Should -BeLike 'OrderHeldBack,*'
        $rows = if ($_ -eq 'objects') { $held.TargetObject.Items } else { $held.TargetObject.Items | ConvertTo-Csv | ConvertFrom-Csv }
        $rows[1].Quantity = 1

        (Get-Failed { $rows | New-KornitXCancellation }).FullyQualifiedErrorId | Should -BeLike 'AlreadyBooked,*'
        $sandbox.Bookings | Should -HaveCount 1
    }

    It 'is judged so by its items alone, too, as <_>' -ForEach 'objects', 'a file' {
        $items = if ($_ -eq 'objects') { $old.Items } else { $old.Items | ConvertTo-Csv | ConvertFrom-Csv }

        (Get-Failed { $items, @{ OrderId = 45453571; ItemId = 12345679; Quantity = 1 } | New-KornitXCancellation }).FullyQualifiedErrorId |
            Should -BeLike 'AlreadyBooked,*'
        $sandbox.Bookings | Should -HaveCount 1
    }
}

Describe 'Failed orders exported to a file' {
    BeforeEach { $sandbox = Connect-TestSandbox }

    AfterEach { Disconnect-TestSandbox }

    It 'has one complete line per item' {
        $items = @{ external_ref = 'A'; Quantity = 1 }, @{ external_ref = 'B'; Quantity = 2 }
        $failed = Get-Failed { New-KornitXReturn -OrderExternalRef POS-1 -Item $items -Reference R1 }

        $failed.TargetObject.Items | ConvertTo-Csv -NoTypeInformation | Should -Be @(
            '"OrderId","OrderExternalRef","ItemId","ItemExternalRef","Quantity","Reference","Addressing","Operation","State","Path","Number"'
            ',"POS-1",,"A","1","R1","ExternalRef","Return","Rejected",,'
            ',"POS-1",,"B","2","R1","ExternalRef","Return","Rejected",,'
        )
    }

    It 'makes the same requests when it is read, for any references' {
        $random = [random]::new(20260301)
        $pieces = @('A', 'b', '7', '007', '-', '--', ' ', '"', '""', ',', ';', "$([char]0xE4)", [char]::ConvertFromUtf32(0x1F600), "$([char]0x2028)", "$([char]0xA0)", '#', '=1+1', '@', '$(x)', '`', '|', '\', '/', '%2F', '1E5', '+', 'TRUE', '<', '&')
        function Get-Reference { -join (1..$random.Next(1, 6) | ForEach-Object { $pieces[$random.Next($pieces.Count)] }) }
        $rows = for ($order = 1; $order -le 60; $order++) {
            $one = @{ OrderExternalRef = "$(Get-Reference)$order"; Reference = "$(Get-Reference)R" }
            if ($order % 3) { $one.OrderId = $order }
            for ($item = 1; $item -le 2; $item++) {
                $row = $one + @{ ItemExternalRef = "x$(Get-Reference)"; Quantity = $item }
                if ($order % 3 -eq 1) { $row.ItemId = 1000 + $item }
                if ($order % 6 -eq 1) { $row.Addressing = 'Id' }
                $row
            }
        }
        $failed = Get-Failed { $rows | New-KornitXReturn }
        $failed.Exception.StatusCode | Select-Object -Unique | Should -Be 404
        $failed | Should -HaveCount 60
        $first = Get-OrderRequest $sandbox | ForEach-Object { "$($_.Path) $($_.Body)" }
        $sandbox.ClearRequests()

        $failed.TargetObject.Items | Export-Csv TestDrive:/retry.csv -Encoding utf8 -NoTypeInformation
        Import-Csv TestDrive:/retry.csv -Encoding utf8 | New-KornitXReturn -ErrorAction SilentlyContinue

        $second = Get-OrderRequest $sandbox | ForEach-Object { "$($_.Path) $($_.Body)" }
        $second | Sort-Object -CaseSensitive | Should -BeExactly ($first | Sort-Object -CaseSensitive)
    }

    It 'contains no type name: <Kind>' -ForEach @(
        @{ Kind = 'results'; Get = { $args[0] } }
        @{ Kind = 'requests'; Get = { $args[0].Request } }
        @{ Kind = 'items'; Get = { $args[0].Request.Items } }
        @{ Kind = 'booked items'; Get = { $args[0].Items } }
        @{ Kind = 'a journal'; Get = { Get-KornitXJournal $args[1] } }
        @{ Kind = 'the results of a journal'; Get = { (Get-KornitXJournal $args[1]).Result } }
        @{ Kind = 'the connection'; Get = { Get-KornitXConnection } }
        @{ Kind = 'its test'; Get = { Test-KornitXConnection } }
        @{ Kind = 'targets of errors'; Get = { New-KornitXCancellation -OrderId 1 -ItemId 2 -Quantity 3 -ErrorAction SilentlyContinue -ErrorVariable failed; $failed.TargetObject } }
    ) {
        $journal = New-JournalPath
        $booked = New-KornitXCancellation -OrderId 45453571 -Item @{ Id = 12345678; Quantity = 1 }, @{ Id = 12345679; Quantity = 1 } -JournalPath $journal

        $csv = & $Get $booked $journal | ConvertTo-Csv -NoTypeInformation

        $csv | Should -Not -Match 'KornitX\.|System\.|\[\]|`1'
        $csv.Count | Should -BeGreaterThan 1
    }
}
