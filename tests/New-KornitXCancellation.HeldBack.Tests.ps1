BeforeAll { . "$PSScriptRoot/sandbox.ps1" }

Describe 'Orders that New-KornitXCancellation holds back' {
    BeforeEach { $sandbox = Connect-TestSandbox }

    AfterEach { Disconnect-TestSandbox }

    Context 'an order with a bad row' {
        BeforeEach {
            $rows = 'OrderId,ItemId,Quantity', '45453576,12345688,1', '45453579,12345694,1', '45453576,12345689,one',
            '45453576,12345690,2' | ConvertFrom-Csv
        }

        It 'is held back whole, and the others are sent' {
            $null = $rows | New-KornitXCancellation -ErrorAction SilentlyContinue

            (Get-OrderRequest $sandbox).Path | Should -BeExactly '/order/45453579/cancellation'
        }

        It 'is named, with how many good rows are held back with it' {
            $failed = Get-Failed { $rows | New-KornitXCancellation }

            $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be 'InvalidItem', 'OrderHeldBack'
            $failed[1].Exception.Message | Should -BeLike (
                'Order 45453576 was not sent: another of its rows is invalid, *Held back: 2 valid rows.*')
            $failed[1].CategoryInfo.Category | Should -Be 'OperationStopped'
        }

        It 'has all its rows as the target, and fixing the bad one sends them all: <Kind>' -ForEach @(
            @{ Kind = 'as objects'; Again = { $args[0] } }
            @{ Kind = 'as items'; Again = { $args[0].Items } }
            @{ Kind = 'from a file'
                Again = {
                    $args[0].Items | Export-Csv TestDrive:/retry.csv -NoTypeInformation -Encoding utf8
                    Import-Csv TestDrive:/retry.csv -Encoding utf8
                }
            }
        ) {
            $target = (Get-Failed { $rows | New-KornitXCancellation })[1].TargetObject
            $sandbox.ClearRequests()

            $target.OrderId | Should -Be 45453576
            $target.Items.ItemId | Should -Be 12345688, 12345689, 12345690
            $again = & $Again $target
            $held = Get-Failed { $again | New-KornitXCancellation }
            $held.FullyQualifiedErrorId -replace ',.*' | Should -Be 'InvalidItem', 'OrderHeldBack'
            Get-OrderRequest $sandbox | Should -BeNullOrEmpty

            $again | ForEach-Object { if ($_.PSObject.Properties['Items']) { $_.Items } else { $_ } } |
                Where-Object Quantity -EQ 'one' | ForEach-Object { $_.Quantity = 1 }
            $null = $again | New-KornitXCancellation
            (Get-OrderRequest $sandbox).Body | Should -BeExactly (
                '{"items":[{"id":12345688,"quantity":1},{"id":12345689,"quantity":1},{"id":12345690,"quantity":2}]}')
        }

        It 'is counted by the summary, also without a good row' {
            $rows += 'OrderId,ItemId,Quantity', '45453571,12345678,x', '45453571,y,1', '45453572,z,1' | ConvertFrom-Csv

            $null = $rows | New-KornitXCancellation -ErrorAction SilentlyContinue -InformationVariable info

            $summary = ($info | Where-Object Tags -Contains KornitX.Summary).MessageData
            $summary.Orders, $summary.Created, $summary.HeldBack, $summary.BadRows | Should -Be 4, 1, 3, 4
        }

        It 'is held back if its rows contradict each other: <Text>' -ForEach @(
            @{ Text = 'other orders with one reference'
                Csv = 'OrderId,OrderExternalRef,ItemExternalRef,Quantity', '41,1001,MUG,1', '42,1001,CAP,1'
                Message = "Row 2 (42, 1001, CAP, 1): OrderId '42' contradicts row 1, " +
                "which has OrderId '41' and the same OrderExternalRef '1001'. *"
            }
            @{ Text = 'a reference on the first line only'; Csv = 'OrderId,ItemId,Quantity,Reference', '41,1,1,R1', '41,2,1,'
                Message = "Row 2 (41, 2, 1): Reference is missing, but row 1 of the same order has Reference 'R1'. *"
            }
        ) {
            foreach ($given in @{}, @{ Stream = $true }, @{ JournalPath = New-JournalPath }) {
                $failed = Get-Failed { $Csv | ConvertFrom-Csv | New-KornitXCancellation @given }

                $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be 'InvalidItem', 'OrderHeldBack'
                $failed[0].Exception.Message | Should -BeLike $Message
                $failed[1].TargetObject.Items | Should -HaveCount 2
                Get-OrderRequest $sandbox | Should -BeNullOrEmpty
            }
        }

        It 'is sent after the bad row is fixed' {
            $rows[2].Quantity = '1'

            $null = $rows | New-KornitXCancellation

            (Get-OrderRequest $sandbox | Where-Object Path -EQ '/order/45453576/cancellation').Body | Should -BeExactly (
                '{"items":[{"id":12345688,"quantity":1},{"id":12345689,"quantity":1},{"id":12345690,"quantity":2}]}')
        }

        It 'is held back when the bad row comes <_>' -ForEach 'first', 'last' {
            $good = @{ OrderId = 45453576; ItemId = 12345688; Quantity = 1 }
            $bad = @{ OrderId = 45453576; ItemId = 12345689; Quantity = 0 }

            $rows = if ($_ -eq 'first') { $bad, $good } else { $good, $bad }
            $failed = Get-Failed { $rows | New-KornitXCancellation }

            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
            $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be 'InvalidItem', 'OrderHeldBack'
        }

        It 'is held back under any reference' {
            @{ OrderId = 45453576; ItemId = 12345688; Quantity = 1; Reference = 'A' },
            @{ OrderId = 45453576; ItemId = 12345689; Quantity = 0; Reference = 'B' } |
                New-KornitXCancellation -ErrorAction SilentlyContinue

            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }

        It 'is held back if -OrderId names the order of the bad row' {
            $failed = Get-Failed {
                @{ ItemId = 12345688; Quantity = 1 }, @{ ItemId = 12345689; Quantity = 0 } | New-KornitXCancellation -OrderId 45453576
            }

            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
            $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be 'InvalidItem', 'OrderHeldBack'
        }

        It 'is held back if the input has no rows, but -OrderId names the order' {
            @{ ItemId = 12345688; Quantity = 1 }, 'not a row' |
                New-KornitXCancellation -OrderId 45453576 -ErrorAction SilentlyContinue

            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }
    }

    Context 'the error with all rows of an order' {
        It 'gives no row an identifier that it did not have' {
            $rows = @{ OrderId = 45453571; OrderExternalRef = 'POS-584551'; ItemId = 12345678; Quantity = 1 },
                @{ OrderExternalRef = 'POS-584551'; ItemId = 12345679; Quantity = 1 }
            $failed = Get-Failed { $rows | New-KornitXCancellation }
            $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be 'MixedAddressing', 'OrderHeldBack'
            $failed[1].TargetObject.OrderId | Should -BeNullOrEmpty
            $failed[1].TargetObject.OrderExternalRef | Should -Be 'POS-584551'

            $again = Get-Failed { $failed[1].TargetObject | New-KornitXCancellation }
            $again.FullyQualifiedErrorId -replace ',.*' | Should -Be 'MixedAddressing', 'OrderHeldBack'
            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }

        It 'does not send an order without the list that one of its rows has by mistake' {
            $row = [pscustomobject]@{ OrderId = 45453571; ItemId = 12345678; Quantity = 1; Items = @{ ItemId = 12345679; Quantity = 3 } }
            $failed = Get-Failed { $row, @{ OrderId = 45453571; ItemId = 12345679; Quantity = 1 } | New-KornitXCancellation }
            $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be 'InvalidItem', 'OrderHeldBack'

            $again = Get-Failed { $failed[1].TargetObject.Items | ConvertTo-Csv | ConvertFrom-Csv | New-KornitXCancellation }
            $again.FullyQualifiedErrorId -replace ',.*' | Should -Be 'InvalidItem', 'OrderHeldBack'
            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }

        It 'keeps the requests of an order with several references together' {
            $rows = foreach ($reference in 'R1', 'R2', '#N/A') { @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1; Reference = $reference } }
            $failed = Get-Failed { $rows | New-KornitXCancellation }
            $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be 'InvalidItem', 'OrderHeldBack'
            $failed[1].TargetObject.Items.Reference | Should -Be 'R1', 'R2', '#N/A'
        }

        It 'is not an item with a list of items, as in a response of KornitX' {
            $response = '[{"id":254001,"reference":"R1","items":[{"id":12345678,"order_id":45453571,"quantity":5}]}]' | ConvertFrom-Json
            $failed = Get-Failed { $response | New-KornitXCancellation }
            $failed[0].Exception.Message | Should -BeLike '*has the fields of an item and also Items*'
            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }
    }

    Context 'a bad row without an order' {
        It 'ends the command before anything is sent, with the reason: <Text>' -ForEach @(
            @{ Text = 'order_id with a point'; Row = @{ order_id = '45453571.0'; id = 12345678; quantity = 1 }
                Message = "order_id '45453571.0' is not a whole number from 1 to 9223372036854775807."
            }
            @{ Text = 'OrderId beyond 64 bits'; Row = @{ OrderId = '9223372036854775808'; ItemId = 12345678; Quantity = 1 }
                Message = "OrderId '9223372036854775808' is not a whole number from 1 to 9223372036854775807."
            }
            @{ Text = 'a bad OrderId where the references would do'
                Row = @{ OrderId = 'x'; OrderExternalRef = 'POS-584551'; ItemExternalRef = 'ABCD'; Quantity = 1 }
                Message = "OrderId 'x' is not a whole number * If it is the sales channel's reference, name the column OrderExternalRef."
            }
            @{ Text = 'a reference that is no text'; Row = @{ OrderExternalRef = 1.5; ItemExternalRef = 'ABCD'; Quantity = 1 }
                Message = "OrderExternalRef '1.5' (Double) is not text."
            }
            @{ Text = 'a reference with a control character'
                Row = @{ OrderExternalRef = "POS`n584551"; ItemExternalRef = 'ABCD'; Quantity = 1 }
                Message = 'OrderExternalRef * has a control character (U+000A) at position 4.'
            }
            @{ Text = 'an item and no order'; Row = @{ ItemId = 12345678; Quantity = 1 }
                Message = 'no order ID or reference. Add OrderId, *'
            }
            @{ Text = 'neither'; Row = @{ Quantity = 1 }; Message = 'no order ID or reference, and no item. *' }
            @{ Text = 'a blank order'; Row = @{ OrderId = ''; ItemId = 12345678; Quantity = 1 }
                Message = 'no order ID or reference. *'
            }
            @{ Text = 'a lost character'; Row = @{ OrderExternalRef = "M$([char]0xFFFD)LLER-1"; ItemExternalRef = 'A'; Quantity = 1 }
                Message = 'OrderExternalRef * has U+FFFD at position 2, *-Encoding*'
            }
        ) {
            $failed = Get-Failed { @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 }, $Row | New-KornitXCancellation }

            $failed[-1].FullyQualifiedErrorId | Should -BeExactly 'InputHeldBack,KornitX.Commands.NewKornitXCancellationCommand'
            $failed[-1].Exception.Message | Should -BeLike (
                "Nothing was sent: a row does not identify the order *Held back: 1 order. Row 2 (*): $Message*")
            $failed[-1].TargetObject[0].Items | Should -HaveCount 1
            $failed[-1].TargetObject[0].Items[0].Quantity | Should -Be 1
            $failed[-1].TargetObject[1].Items.ItemId | Should -Be 12345694
            $failed[-1].Exception.RowNumber | Should -Be 2
            $failed[-1].Exception.Field | Should -BeLike 'Order*'
            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }

        It 'sends nothing of a sheet with the order only on its first line, with -ErrorAction <_>' -ForEach @(
            'Continue', 'SilentlyContinue', 'Ignore', 'Stop'
        ) {
            $rows = 'OrderId,ItemId,Quantity', '45453576,12345688,1', ',12345689,1', '"45,453,576",12345690,1',
            '45453576.0,12345690,1' | ConvertFrom-Csv

            { $rows | New-KornitXCancellation -ErrorAction $_ 2>$null } | Should -Throw

            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }

        It 'names all such rows' {
            $rows = 'OrderId,ItemId,Quantity', '45453576,12345688,1', ',12345689,1', '45453576,12345690,1', ',12345690,1',
            '"45,453,576",12345690,1' | ConvertFrom-Csv

            $failed = Get-Failed { $rows | New-KornitXCancellation }

            $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be 'InvalidItem', 'InputHeldBack'
            $failed[1].Exception.Message | Should -BeLike (
                "*Rows 2 and 4: no order ID or reference. *Row 5 (45,453,576, 12345690, 1): OrderId '45,453,576' is not *")
            $failed[1].TargetObject[0].Items.ItemId | Should -Be '12345689', '12345690', '12345690'
        }

        It 'is in an error with all rows, so that neither <_> sends a part of an order' -ForEach 'a pipe', 'a file' {
            $rows = 'OrderId,ItemId,Quantity', '45453576,12345688,1', ',12345689,1', '45453571,12345678,1' | ConvertFrom-Csv
            $failed = Get-Failed { $rows | New-KornitXCancellation }
            $again = if ($_ -eq 'a pipe') { $failed.TargetObject } else { $failed.TargetObject.Items | ConvertTo-Csv | ConvertFrom-Csv }

            (Get-Failed { $again | New-KornitXCancellation }).FullyQualifiedErrorId | Should -BeLike 'InputHeldBack,*'
            Get-OrderRequest $sandbox | Should -BeNullOrEmpty

            $row = if ($_ -eq 'a pipe') { $again[0].Items[0] } else { $again[0] }
            $row.ItemId | Should -Be 12345689
            $row.OrderId = 45453576
            $null = $again | New-KornitXCancellation
            (Get-OrderRequest $sandbox).Body | Should -BeExactly @(
                '{"items":[{"id":12345689,"quantity":1},{"id":12345688,"quantity":1}]}', '{"items":[{"id":12345678,"quantity":1}]}')
        }

        It 'in a list is in the error once' {
            $order = @{ OrderId = 45453576; Items = @{ ItemId = 12345688; Quantity = 1 }, @{ OrderId = 'x'; ItemId = 12345689; Quantity = 1 } }
            $failed = Get-Failed { $order | New-KornitXCancellation }

            $failed[-1].TargetObject | ForEach-Object { $_.Items.ItemId -join ' ' } | Should -Be '12345689', '12345688'
        }

        It 'belongs to the order on the command line' {
            $null = @{ ItemId = 12345688; Quantity = 1 }, @{ OrderId = 'x'; ItemId = 12345689; Quantity = 1 } |
                New-KornitXCancellation -OrderId 45453576

            (Get-OrderRequest $sandbox).Body | Should -BeExactly '{"items":[{"id":12345688,"quantity":1},{"id":12345689,"quantity":1}]}'
        }

        It 'with -Stream sends nothing more, and reports sent orders first' {
            $rows = 'OrderId,ItemId,Quantity', '45453571,12345678,1', '45453576,12345688,1', ',12345689,1', '45453579,12345694,1' |
                ConvertFrom-Csv
            $sandbox.AddFault(@{ Kind = 'Latency'; LatencyMs = 300 })

            $failed = Get-Failed { $rows | New-KornitXCancellation -Stream -OutVariable script:booked }

            $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be 'OrderHeldBack', 'InputHeldBack'
            $failed[0].TargetObject.OrderId | Should -Be 45453576
            $failed[1].Exception.Message | Should -BeLike 'Nothing more was sent: *Row 3 (12345689, 1): no order ID or reference. *'
            $booked.OrderId | Should -Be 45453571
            (Get-OrderRequest $sandbox).Path | Should -Be '/order/45453571/cancellation'
        }

        It 'with -Stream holds back the current order and reports all earlier bad rows' {
            $rows = @{ OrderId = 45453571; ItemId = 12345678 }, @{ OrderId = 45453576; ItemId = 12345688; Quantity = 1 },
            @{ OrderId = 'x'; OrderExternalRef = 'POS-1'; ItemExternalRef = 'A'; Quantity = 1 }

            $failed = Get-Failed { $rows | New-KornitXCancellation -Stream -WarningAction SilentlyContinue }

            $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be 'InvalidItem', 'OrderHeldBack', 'InvalidItem', 'InputHeldBack'
            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }
    }

    Context '-ErrorAction Stop' {
        It 'sends nothing at all, whichever row is bad: <_>' -ForEach 1, 2, 3 {
            $rows = 'OrderId,ItemId,Quantity', '45453571,12345678,1', '45453576,12345688,1', '45453579,12345694,1' | ConvertFrom-Csv
            $rows[$_ - 1].Quantity = 'x'

            { $rows | New-KornitXCancellation -ErrorAction Stop } |
                Should -Throw -ErrorId 'InvalidItem,*' -ExpectedMessage "Row ${_} (*, x): Quantity 'x'*"

            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
            $sandbox.Bookings | Should -BeNullOrEmpty
        }

        It 'sends nothing with the preference variable' {
            $ErrorActionPreference = 'Stop'
            $rows = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }, @{ OrderId = 45453579; ItemId = 12345694; Quantity = 0 }

            { $rows | New-KornitXCancellation } | Should -Throw -ErrorId 'InvalidItem,*'

            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }
    }
}
