BeforeAll {
    . "$PSScriptRoot/sandbox.ps1"
    . "$PSScriptRoot/runs.ps1"
}

Describe 'Get-KornitXJournal' {
    BeforeEach {
        $folder = New-TestFolder
        $journal = Join-Path $folder 'run.jsonl'
        $sandbox = Connect-TestSandbox
    }

    AfterEach { Disconnect-TestSandbox }

    Context 'a run with every outcome' {
        BeforeEach {
            $sandbox.AddFault(@{ Kind = 'DropAfterBooking'; Order = '45453576' })
            $sandbox.AddFault(@{ Kind = 'TooManyRequests'; Order = '45453579' })
            $null = @(
                @{ OrderId = 45453571; OrderExternalRef = 'POS-584551'; ItemId = 12345678; ItemExternalRef = 'ABCD'; Quantity = 1; Reference = "C 1/$([char] 0xE4)" }
                @{ OrderId = 45453571; OrderExternalRef = 'POS-584551'; ItemId = 12345679; ItemExternalRef = 'EFGH'; Quantity = 2; Reference = "C 1/$([char] 0xE4)" }
                @{ OrderId = 45453575; ItemId = 12345687; Quantity = 1 }
                @{ OrderId = 45453576; ItemId = 12345688; Quantity = 1 }
                @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 }
            ) | New-KornitXCancellation -JournalPath $journal -ThrottleLimit 1 -ErrorAction SilentlyContinue
        }

        It 'has one object per order, in order of first appearance' {
            $orders = Get-KornitXJournal $journal

            $orders.State | Should -Be 'Created', 'Rejected', 'Unknown', 'NotSent'
            $orders.Operation | Should -Be 'Cancellation', 'Cancellation', 'Cancellation', 'Cancellation'
            $orders.Addressing | Should -Be 'Combined', 'Id', 'Id', 'Id'
            $orders.OrderId | Should -Be 45453571, 45453575, 45453576, 45453579
            $orders.OrderExternalRef | Should -Be 'POS-584551', $null, $null, $null
            $orders.Reference | Should -Be "C 1/$([char] 0xE4)", $null, $null, $null
            $orders.Occurrence | Should -Be 1, 1, 1, 1
        }

        It 'has the requested items' {
            $items = (Get-KornitXJournal $journal)[0].Items

            $items.ItemExternalRef | Should -Be 'ABCD', 'EFGH'
            $items.Quantity | Should -Be 1, 2
        }

        It 'has the bookings as the run returned them' {
            $order = (Get-KornitXJournal $journal)[0]

            $order.Result | Should -HaveCount 1
            $order.Result[0].Id | Should -Be $sandbox.Bookings.Where({ $_.OrderId -eq 45453571 }).Id
            $order.Result[0].OrderId | Should -Be 45453571
            $order.Result[0].Items.LineQuantity | Should -Be 5, 3
            $order.Result[0].FromJournal | Should -BeTrue
        }

        It 'has why the others were not created' {
            $orders = Get-KornitXJournal $journal

            $orders[0].Message | Should -BeNullOrEmpty
            $orders[1].Message | Should -BeExactly 'HTTP 400: Invalid order status'
            $orders[2].Message | Should -Not -BeNullOrEmpty
            $orders[3].Message | Should -BeExactly 'HTTP 429: Too many requests'
            $orders[1..3].ForEach({ $_.Result.Count }) | Should -Be 0, 0, 0
        }

        It 'has when it was sent and when its outcome was known, in local time' {
            $order = (Get-KornitXJournal $journal)[0]

            $order.StartedAt.Kind | Should -Be 'Local'
            $order.EndedAt | Should -BeGreaterOrEqual $order.StartedAt
            $order.EndedAt | Should -BeLessOrEqual ([datetime]::Now)
        }

        It 'returns only orders in a state: <States>' -ForEach @(
            @{ States = 'Created'; Ids = 45453571 }
            @{ States = 'Rejected'; Ids = 45453575 }
            @{ States = 'unknown'; Ids = 45453576 }
            @{ States = 'Unknown', 'NotSent'; Ids = 45453576, 45453579 }
        ) {
            (Get-KornitXJournal $journal -State $States).OrderId | Should -Be $Ids
        }

        It 'returns nothing for a state that no order has' {
            Get-KornitXJournal $journal -State Sending | Should -BeNullOrEmpty
        }

        It 'pipes into the run again' {
            $sandbox.ClearRequests()

            $again = Get-KornitXJournal $journal -State NotSent | New-KornitXCancellation -JournalPath $journal

            $again.OrderId | Should -Be 45453579
            $again.FromJournal | Should -BeFalse
            Get-OrderRequest $sandbox | Should -HaveCount 1
            (Get-KornitXJournal $journal).State | Should -Be 'Created', 'Rejected', 'Unknown', 'Created'
        }

        It 'pipes into the run again with -RetryUnknown' {
            $again = Get-KornitXJournal $journal -State Unknown | New-KornitXCancellation -JournalPath $journal -RetryUnknown

            $again.OrderId | Should -Be 45453576
            (Get-KornitXJournal $journal).State | Should -Be 'Created', 'Rejected', 'Created', 'NotSent'
        }

        It 'accepts the path as -Path, by position, and from the pipeline: text, file or object' {
            Push-Location $folder
            try {
                Get-KornitXJournal -Path run.jsonl | Should -HaveCount 4
                Get-KornitXJournal ./run.jsonl | Should -HaveCount 4
                'run.jsonl' | Get-KornitXJournal | Should -HaveCount 4
                [pscustomobject]@{ JournalPath = 'run.jsonl' } | Get-KornitXJournal | Should -HaveCount 4
            } finally {
                Pop-Location
            }

            Get-ChildItem $folder -Filter *.jsonl | Get-KornitXJournal | Should -HaveCount 4
            Get-Item $journal | Get-KornitXJournal | Should -HaveCount 4
            Get-KornitXJournal $journal, $journal | Should -HaveCount 8
        }

        It 'accepts wildcards in -Path, and not in -LiteralPath' {
            Copy-Item $journal (Join-Path $folder 'run1.jsonl')
            Copy-Item -LiteralPath $journal -Destination (Join-Path $folder 'run[1].jsonl')

            (Get-KornitXJournal (Join-Path $folder '*.jsonl')).Path | Split-Path -Leaf | Select-Object -Unique | Sort-Object |
                Should -Be 'run.jsonl', 'run[1].jsonl', 'run1.jsonl'
            (Get-KornitXJournal (Join-Path $folder 'run[1].jsonl')).Path | Split-Path -Leaf | Select-Object -Unique |
                Should -Be 'run1.jsonl'
            (Get-KornitXJournal -LiteralPath (Join-Path $folder 'run[1].jsonl')).Path | Split-Path -Leaf | Select-Object -Unique |
                Should -Be 'run[1].jsonl'
            Get-ChildItem $folder -Filter *.jsonl | Get-KornitXJournal | Should -HaveCount 12
        }

        It 'returns nothing for a pattern without matches' {
            Get-KornitXJournal (Join-Path $folder 'none*.jsonl') | Should -BeNullOrEmpty
        }

        It 'reports a file that can''t be read, and reads the others' {
            Set-Content (Join-Path $folder 'a.txt') 'OrderId,ItemId'

            $orders = Get-KornitXJournal (Join-Path $folder 'a.txt'), (Join-Path $folder 'none.jsonl'), $journal -ErrorAction SilentlyContinue -ErrorVariable failed

            $orders | Should -HaveCount 4
            $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be 'JournalCorrupt', 'JournalFailed'
        }

        It 'does not change the journal' {
            $before = [System.IO.File]::ReadAllBytes($journal)

            $null = Get-KornitXJournal $journal

            [System.IO.File]::ReadAllBytes($journal) | Should -Be $before
        }

        It 'ignores a truncated last line' {
            $bytes = [System.IO.File]::ReadAllBytes($journal)
            [System.IO.File]::WriteAllBytes($journal, $bytes[0..($bytes.Length - 20)])

            (Get-KornitXJournal $journal -WarningVariable warned -WarningAction SilentlyContinue).State |
                Should -Be 'Created', 'Rejected', 'Unknown', 'Unknown'

            $warned | Should -HaveCount 1
            $warned |
                Should -BeLike "The journal '$journal' ends with * bytes of an unfinished write, which the next run removes. No order was sent because of them."
        }

        It 'rejects a journal that an editor saved in another form: <Form>' -ForEach @(
            @{ Form = 'as ASCII'; Line = 2; Save = { [System.IO.File]::WriteAllText($args[0], [System.IO.File]::ReadAllText($args[0]), [System.Text.Encoding]::ASCII) } }
            @{ Form = 'with decomposed letters'; Line = 2; Save = { [System.IO.File]::WriteAllText($args[0], [System.IO.File]::ReadAllText($args[0]).Normalize('FormD')) } }
            @{ Form = 'with a byte order mark'; Line = 1; Save = { [System.IO.File]::WriteAllText($args[0], [System.IO.File]::ReadAllText($args[0]), [System.Text.UTF8Encoding]::new($true)) } }
            @{ Form = 'with CRLF'; Line = 1; Save = { [System.IO.File]::WriteAllText($args[0], [System.IO.File]::ReadAllText($args[0]).Replace("`n", "`r`n")) } }
            @{ Form = 'sorted'; Line = 2; Save = { $lines = [System.IO.File]::ReadAllLines($args[0]); [System.IO.File]::WriteAllText($args[0], (@($lines[0]) + ($lines | Select-Object -Skip 1 | Sort-Object) -join "`n") + "`n") } }
        ) {
            & $Save $journal

            { Get-KornitXJournal $journal -ErrorAction Stop } |
                Should -Throw "'$journal' is not a journal of this module, or it is damaged: line $Line can't be read. Check the path." -ErrorId 'JournalCorrupt*'
            { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -JournalPath $journal } |
                Should -Throw '*Nothing was sent.*' -ErrorId 'JournalCorrupt*'
        }

        It 'names the line of a damaged journal' {
            $text = [System.IO.File]::ReadAllText($journal)
            [System.IO.File]::WriteAllText($journal, $text.Replace('"Created"', '"Craeted"'))

            { Get-KornitXJournal $journal -ErrorAction Stop } |
                Should -Throw "'$journal' is not a journal of this module, or it is damaged: line 3 can't be read. Check the path." -ErrorId 'JournalCorrupt*'
        }
    }

    It 'shows Sending for an order in flight' {
        $sandbox.AddFault(@{ Kind = 'Latency'; LatencyMs = 60000; Order = '45453576' })
        $run = Invoke-InBackground -Argument $journal {
            param($Connection, $Journal)
            @(
                @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }
                @{ OrderId = 45453576; ItemId = 12345688; Quantity = 1 }
                @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 }
            ) | New-KornitXCancellation -Connection $Connection -JournalPath $Journal -ThrottleLimit 1
        }
        Wait-OrderRequest $sandbox 2

        $during = Get-KornitXJournal $journal
        # What is stopped in the sandbox is not answered: the run can end.
        $sandbox | Stop-KornitXSandbox
        $null = $run.Shell.EndInvoke($run.Handle)

        $during.State | Should -Be 'Created', 'Sending'
        $during[1].EndedAt | Should -BeNullOrEmpty
        $during[1].Message | Should -BeNullOrEmpty
        (Get-KornitXJournal $journal).State | Should -Be 'Created', 'Unknown', 'NotSent'
    }

    It 'shows Unknown for an order whose run was killed' {
        $null = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -JournalPath $journal
        $lines = [System.IO.File]::ReadAllLines($journal)
        [System.IO.File]::WriteAllText($journal, "$($lines[0])`n$($lines[1])`n")

        $order = Get-KornitXJournal $journal

        $order.State | Should -Be 'Unknown'
        $order.Message | Should -BeExactly 'the run that sent it ended before the response arrived'
        $order.EndedAt | Should -BeNullOrEmpty
    }

    It 'reports a missing file' {
        $missing = Join-Path $folder 'none.jsonl'

        { Get-KornitXJournal $missing -ErrorAction Stop } |
            Should -Throw "The journal '$missing' can't be used: Could not find file '$missing'. Check the path, the permissions, and the disk." -ErrorId 'JournalFailed*'
        Test-Path $missing | Should -BeFalse
        Test-Path "$missing.lock" | Should -BeFalse
    }

    It 'reports which line of a file that is not a journal it can''t read: <Text>' -ForEach @(
        @{ Text = 'OrderId,ItemId,Quantity'; Line = 1 }
        @{ Text = '{"OrderId":1}'; Line = 1 }
        @{ Text = '{"Journal":"KornitX.PowerShell","Version":2}'; Line = 1 }
    ) {
        Set-Content $journal $Text

        { Get-KornitXJournal $journal -ErrorAction Stop } |
            Should -Throw "'$journal' is not a journal of this module, or it is damaged: line $Line can't be read. Check the path." -ErrorId 'JournalCorrupt*'
    }

    It 'returns nothing from a journal of a run that sent nothing' {
        $null = New-Item $journal -ItemType File

        Get-KornitXJournal $journal | Should -BeNullOrEmpty
    }
}
