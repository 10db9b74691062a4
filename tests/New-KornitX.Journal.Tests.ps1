BeforeAll {
    . "$PSScriptRoot/sandbox.ps1"
    . "$PSScriptRoot/runs.ps1"
}

Describe 'A run with -JournalPath' {
    BeforeEach {
        $folder = New-TestFolder
        $journal = Join-Path $folder 'run.jsonl'
        $sandbox = Connect-TestSandbox
        $one = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }
    }

    AfterEach { Disconnect-TestSandbox }

    Context 'the file' {
        It 'has a header, an intent and an outcome, each a line for ConvertFrom-Json' {
            $null = $one | New-KornitXCancellation -JournalPath $journal -Reference "C 1/$([char] 0xE4)"

            $head, $intent, $outcome = Get-Content $journal -Encoding utf8 | ConvertFrom-Json
            $head.Journal | Should -BeExactly 'KornitX.PowerShell'
            $head.Version | Should -Be 2
            $intent.State | Should -BeExactly 'Sending'
            $intent.OrderId | Should -Be 45453571
            $intent.Reference | Should -BeExactly "C 1/$([char] 0xE4)"
            $intent.Items[0].ItemId | Should -Be 12345678
            $intent.Items[0].Quantity | Should -Be 1
            $outcome.State | Should -BeExactly 'Created'
            $outcome.Bookings[0].Id | Should -Be $sandbox.Bookings[0].Id
            Get-Content $journal | Should -HaveCount 3
        }

        It 'is only appended to by a later run' {
            $null = $one | New-KornitXCancellation -JournalPath $journal
            $before = Get-Content $journal

            $null = @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 } | New-KornitXCancellation -JournalPath $journal

            $after = Get-Content $journal
            $after[0..2] | Should -Be $before
            $after | Should -HaveCount 5
        }

        It 'contains neither secret nor token' {
            $secret = [System.Net.NetworkCredential]::new('', $sandbox.ClientSecret).Password
            $sandbox.AddFault(@{ Kind = 'Unauthorized' })

            $null = $one | New-KornitXCancellation -JournalPath $journal

            $text = Get-Content $journal -Raw
            $text | Should -Not -BeLike "*$secret*"
            $text | Should -Not -Match 'Bearer|access_token|client_secret'
        }

        It 'is readable only by its owner' -Skip:($PSVersionTable.PSEdition -ne 'Core' -or $IsWindows) {
            $null = $one | New-KornitXCancellation -JournalPath $journal

            $readAndWrite = [System.IO.UnixFileMode]::UserRead -bor [System.IO.UnixFileMode]::UserWrite
            [System.IO.File]::GetUnixFileMode($journal) | Should -Be $readAndWrite
        }

        It 'is relative to PowerShell''s location, not to that of the process' {
            Push-Location $folder
            try {
                $null = $one | New-KornitXCancellation -JournalPath here.jsonl
                (Get-KornitXJournal here.jsonl).State | Should -Be 'Created'
            } finally {
                Pop-Location
            }

            Join-Path $folder 'here.jsonl' | Should -Exist
        }

        It 'can have brackets in its name' {
            $null = $one | New-KornitXCancellation -JournalPath (Join-Path $folder 'run[1].jsonl')

            Test-Path -LiteralPath (Join-Path $folder 'run[1].jsonl') | Should -BeTrue
        }

        It 'is neither created nor written with -WhatIf' {
            $null = $one | New-KornitXCancellation -JournalPath $journal -WhatIf
            Get-ChildItem $folder | Should -BeNullOrEmpty

            $null = $one | New-KornitXCancellation -JournalPath $journal
            $before = Get-Content $journal
            $null = @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 } | New-KornitXCancellation -JournalPath $journal -WhatIf

            Get-Content $journal | Should -Be $before
        }

        It 'is rejected and not changed if it is not a journal: <Name>' -ForEach @(
            @{ Name = 'a CSV file'; Text = "OrderId,ItemId,Quantity`n1,2,3`n" }
            @{ Name = 'one line without an end'; Text = 'a note of mine' }
            @{ Name = 'other JSON'; Text = '{"State":"Sending"}' }
        ) {
            [System.IO.File]::WriteAllText($journal, $Text)

            { $one | New-KornitXCancellation -JournalPath $journal } |
                Should -Throw "'$journal' is not a journal of this module, or it is damaged: line 1 can't be read. Nothing was sent. Check the path." -ErrorId 'JournalCorrupt*'

            [System.IO.File]::ReadAllText($journal) | Should -BeExactly $Text
            $sandbox.RequestCount | Should -Be 0
        }

        It 'that can''t be created sends nothing' {
            { $one | New-KornitXCancellation -JournalPath (Join-Path $folder 'no/such/folder/run.jsonl') } |
                Should -Throw -ErrorId 'JournalFailed*'

            $sandbox.RequestCount | Should -Be 0
        }

        It 'is in use by one run at a time' {
            $sandbox.AddFault(@{ Kind = 'Latency'; LatencyMs = 60000 })
            $run = Invoke-InBackground -Argument $journal {
                param($Connection, $Journal)
                New-KornitXCancellation -OrderId 45453579 -ItemId 12345694 -Quantity 1 -Connection $Connection -JournalPath $Journal
            }
            Wait-OrderRequest $sandbox 1

            { $one | New-KornitXCancellation -JournalPath $journal } |
                Should -Throw "The journal '$journal' is in use by another run. Nothing was sent. Try again when the other run has ended." -ErrorId 'JournalLocked*'

            Get-OrderRequest $sandbox | Should -HaveCount 1
            $sandbox | Stop-KornitXSandbox
            $null = $run.Shell.EndInvoke($run.Handle)
        }

        It 'is released after -ErrorAction Stop, and after Select-Object -First' {
            { @{ OrderId = 45453575; ItemId = 12345687; Quantity = 1 } | New-KornitXCancellation -JournalPath $journal -ErrorAction Stop } |
                Should -Throw
            $null = $one | New-KornitXCancellation -JournalPath $journal | Select-Object -First 1

            ($one | New-KornitXCancellation -JournalPath $journal).FromJournal | Should -BeTrue
        }

        It 'continues after a truncated last line' {
            $null = $one | New-KornitXCancellation -JournalPath $journal
            [System.IO.File]::AppendAllText($journal, '{"State":"Sending","Number":2,"Ti')

            $null = @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 } | New-KornitXCancellation -JournalPath $journal

            (Get-KornitXJournal $journal).State | Should -Be 'Created', 'Created'
            Get-Content $journal | Should -HaveCount 5
        }
    }

    Context 'the same command again' {
        It 'returns the earlier result, with FromJournal, and sends nothing' {
            $first = $one | New-KornitXCancellation -JournalPath $journal
            $sandbox.ClearRequests()

            $second = $one | New-KornitXCancellation -JournalPath $journal

            $first.FromJournal | Should -BeFalse
            $second.FromJournal | Should -BeTrue
            $second.Id | Should -Be $first.Id
            $second.Items.LineQuantity | Should -Be 5
            $second.Request.Items.ItemId | Should -Be 12345678
            $sandbox.RequestCount | Should -Be 0
        }

        It 'recognizes the order with its items in any sequence' {
            $items = @{ Id = 12345678; Quantity = 1 }, @{ Id = 12345679; Quantity = 2 }
            $null = New-KornitXCancellation -OrderId 45453571 -Item $items -JournalPath $journal

            (New-KornitXCancellation -OrderId 45453571 -Item $items[1, 0] -JournalPath $journal).FromJournal | Should -BeTrue
        }

        It 'with different items is JournalConflict, not sent: <Name>' -ForEach @(
            @{ Name = 'another quantity'; Item = @{ Id = 12345678; Quantity = 2 } }
            @{ Name = 'another item'; Item = @{ Id = 12345679; Quantity = 1 } }
            @{ Name = 'an item more'; Item = @{ Id = 12345678; Quantity = 1 }, @{ Id = 12345679; Quantity = 1 } }
        ) {
            $null = $one | New-KornitXCancellation -JournalPath $journal
            $sandbox.ClearRequests()

            $out = New-KornitXCancellation -OrderId 45453571 -Item $Item -JournalPath $journal -ErrorAction SilentlyContinue -ErrorVariable failed

            $out | Should -BeNullOrEmpty
            $failed.FullyQualifiedErrorId | Should -BeLike 'JournalConflict,*'
            $failed[0].TargetObject.OrderId | Should -Be 45453571
            $sandbox.RequestCount | Should -Be 0
        }

        It 'with different items is a conflict, also with -RetryUnknown, if the first may be booked' {
            $sandbox.AddFault('DropAfterBooking')
            $null = $one | New-KornitXCancellation -JournalPath $journal -ErrorAction SilentlyContinue

            $failed = Get-Failed {
                New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 2 -JournalPath $journal -RetryUnknown
            }

            $failed.FullyQualifiedErrorId | Should -BeLike 'JournalConflict,*'
            $sandbox.Bookings | Should -HaveCount 1
        }

        It 'with different items is sent if the first was rejected' {
            $null = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 99 -JournalPath $journal -ErrorAction SilentlyContinue

            $again = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 2 -JournalPath $journal

            $again.FromJournal | Should -BeFalse
            $sandbox.Bookings[0].Items.Quantity | Should -Be 2
        }

        It 'with another reference is a separate order' {
            $null = $one | New-KornitXCancellation -JournalPath $journal -Reference A
            $null = $one | New-KornitXCancellation -JournalPath $journal -Reference B
            $again = $one | New-KornitXCancellation -JournalPath $journal -Reference A

            $sandbox.Bookings.Reference | Should -Be 'A', 'B'
            $again.FromJournal | Should -BeTrue
            (Get-KornitXJournal $journal).Reference | Should -Be 'A', 'B'
        }

        It 'sends an order that was held back after its row is fixed, and nothing else' {
            $rows = @(
                [pscustomobject]@{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }
                [pscustomobject]@{ OrderId = 45453576; ItemId = 12345688; Quantity = 'two' }
                [pscustomobject]@{ OrderId = 45453576; ItemId = 12345690; Quantity = 1 }
            )
            $null = $rows | New-KornitXCancellation -JournalPath $journal -ErrorAction SilentlyContinue
            (Get-KornitXJournal $journal).OrderId | Should -Be 45453571

            $rows[1].Quantity = 2
            $out = $rows | New-KornitXCancellation -JournalPath $journal

            $out.OrderId | Should -Be 45453571, 45453576
            $out.FromJournal | Should -Be $true, $false
            $sandbox.Bookings | Should -HaveCount 2
        }

        It 'shows with -WhatIf what is already booked' {
            $null = $one | New-KornitXCancellation -JournalPath $journal

            $out = $one, @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 } | New-KornitXCancellation -JournalPath $journal -WhatIf

            $out.OrderId | Should -Be 45453571
            $out.FromJournal | Should -BeTrue
            $sandbox.Bookings | Should -HaveCount 1
        }
    }

    It 'can use both operations: a cancellation and a return of the same order are separate' {
        $null = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -Reference X -JournalPath $journal
        $failed = Get-Failed { New-KornitXReturn -OrderId 45453571 -ItemId 12345678 -Quantity 1 -Reference X -JournalPath $journal }
        $null = New-KornitXReturn -OrderId 45453572 -ItemId 12345680 -Quantity 1 -Reference X -JournalPath $journal

        # The order has not shipped: that KornitX says so means that it was asked.
        $failed.FullyQualifiedErrorId | Should -BeLike 'RequestRejected,*'
        $orders = Get-KornitXJournal $journal
        $orders.Operation | Should -Be 'Cancellation', 'Return', 'Return'
        $orders.State | Should -Be 'Created', 'Rejected', 'Created'
        (New-KornitXReturn -OrderId 45453572 -ItemId 12345680 -Quantity 1 -Reference X -JournalPath $journal).FromJournal | Should -BeTrue
        $sandbox.Bookings.Operation | Should -Be 'Cancellation', 'Return'
    }
}
