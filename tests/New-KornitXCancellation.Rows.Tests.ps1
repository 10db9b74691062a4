BeforeAll { . "$PSScriptRoot/sandbox.ps1" }

Describe 'Bad rows in New-KornitXCancellation' {
    BeforeEach { $sandbox = Connect-TestSandbox }

    AfterEach { Disconnect-TestSandbox }

    Context 'a bad row' {
        It 'is an error that names row, field and value: <Text>' -ForEach @(
            @{ Text = 'Quantity 1.5'; Row = @{ OrderId = 45453571; ItemId = 12345678; Quantity = '1.5' }; Message = "Row 2: Quantity '1.5' is not a whole number from 1 to 2147483647." }
            @{ Text = 'Quantity 1,000'; Row = @{ OrderId = 45453571; ItemId = 12345678; Quantity = '1,000' }; Message = "Row 2: Quantity '1,000' is not a whole number from 1 to 2147483647." }
            @{ Text = 'Quantity 0x10'; Row = @{ OrderId = 45453571; ItemId = 12345678; Quantity = '0x10' }; Message = "Row 2: Quantity '0x10' is not a whole number from 1 to 2147483647." }
            @{ Text = 'Quantity 1e3'; Row = @{ OrderId = 45453571; ItemId = 12345678; Quantity = '1e3' }; Message = "Row 2: Quantity '1e3' is not a whole number from 1 to 2147483647." }
            @{ Text = 'Quantity -1'; Row = @{ OrderId = 45453571; ItemId = 12345678; Quantity = -1 }; Message = "Row 2: Quantity '-1' is not a whole number from 1 to 2147483647." }
            @{ Text = 'Quantity 0'; Row = @{ OrderId = 45453571; ItemId = 12345678; Quantity = '0' }; Message = "Row 2: Quantity '0' is not a whole number from 1 to 2147483647." }
            @{ Text = 'Quantity of 64 bits'; Row = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 2147483648 }; Message = "Row 2: Quantity '2147483648' is not a whole number from 1 to 2147483647." }
            @{ Text = 'Quantity as a number that is not whole'; Row = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 2.5 }; Message = "Row 2: Quantity '2.5' (Double) is not a whole number from 1 to 2147483647." }
            @{ Text = 'Quantity $true'; Row = @{ OrderId = 45453571; ItemId = 12345678; Quantity = $true }; Message = "Row 2: Quantity 'True' (Boolean) is not a whole number from 1 to 2147483647." }
            @{ Text = 'Quantity as a list'; Row = @{ OrderId = 45453571; ItemId = 12345678; Quantity = @(1, 2) }; Message = 'Row 2: Quantity of the type Object* is not a whole number from 1 to 2147483647.' }
            @{ Text = 'no Quantity'; Row = @{ OrderId = 45453571; ItemId = 12345678 }; Message = 'Row 2: Quantity is missing.' }
            @{ Text = 'a blank Quantity'; Row = @{ OrderId = 45453571; ItemId = 12345678; Quantity = ' ' }; Message = 'Row 2: Quantity is missing.' }
            @{ Text = 'ItemId with a letter'; Row = @{ OrderId = 45453571; ItemId = '1234567B'; Quantity = 1 }; Message = "Row 2: ItemId '1234567B' is not a whole number from 1 to 9223372036854775807." }
            @{ Text = 'a reference that means a folder'; Row = @{ OrderExternalRef = '..'; ItemExternalRef = 'ABCD'; Quantity = 1 }; Message = "Row 2: OrderExternalRef '..' can't be sent: *" }
            @{ Text = 'combined without an ID'; Row = @{ OrderId = 45453571; Combined = 'ABCD'; Quantity = 1 }; Message = "Row 2: Combined 'ABCD' is not an item's reference, a hyphen and its KornitX ID." }
            @{ Text = 'combined and another item'; Row = @{ OrderId = 45453571; Combined = 'ABCD-12345678'; ItemId = 12345679; Quantity = 1 }; Message = "Row 2: Combined 'ABCD-12345678' and the row's other item fields identify different items." }
            @{ Text = 'one field under two names with two values'; Row = [ordered]@{ OrderId = 45453571; order_id = 45453576; ItemId = 12345678; Quantity = 1 }; Message = "Row 2: OrderId '45453571' and order_id '45453576' have different values for the same field." }
            @{ Text = 'an order and no item'; Row = @{ OrderId = 45453571; Quantity = 1 }; Message = 'Row 2: no item. Add ItemId *' }
        ) {
            $null = @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 }, $Row |
                New-KornitXCancellation -ErrorAction SilentlyContinue -ErrorVariable failed

            $failed.FullyQualifiedErrorId | Should -BeExactly 'InvalidItem,KornitX.Commands.NewKornitXCancellationCommand'
            $failed[0].Exception.Message | Should -BeLike ($Message -replace '^Row 2:', 'Row 2 (*):')
            $failed[0].CategoryInfo.Category | Should -Be 'InvalidData'
            [object]::ReferenceEquals($failed[0].TargetObject, $Row) | Should -BeTrue
            (Get-OrderRequest $sandbox).Path | Should -BeExactly '/order/45453579/cancellation'
        }

        It 'in a nested order is named by both numbers' {
            @{ OrderId = 45453571; Items = @{ Id = 12345678; Quantity = 1 }, @{ Id = 12345679; Quantity = 'two' } } |
                New-KornitXCancellation -ErrorAction SilentlyContinue -ErrorVariable failed

            $failed[0].Exception.Message | Should -BeExactly "Row 1, item 2 (45453571, 12345679, two): Quantity 'two' is not a whole number from 1 to 2147483647."
            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }

        It 'on the command line has no number' {
            New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 0 -ErrorAction SilentlyContinue -ErrorVariable failed

            $failed[0].Exception.Message | Should -BeExactly "Quantity '0' is not a whole number from 1 to 2147483647."
        }

        It 'is one error per row' {
            'OrderId,ItemId,Quantity', '45453571,12345678,0', '45453571,x,1', '45453571,12345678,y' | ConvertFrom-Csv |
                New-KornitXCancellation -ErrorAction SilentlyContinue -ErrorVariable failed

            $failed.Exception.Message.Substring(0, 5) | Should -Be 'Row 1', 'Row 2', 'Row 3'
        }

        It 'has its number and its field in the exception' {
            'OrderId,ItemId,Quantity', '45453571,12345678,1', '45453571,12345679,two' | ConvertFrom-Csv |
                New-KornitXCancellation -ErrorAction SilentlyContinue -ErrorVariable failed

            $failed[0].Exception.RowNumber | Should -Be 2
            $failed[0].Exception.Field | Should -Be 'Quantity'
            $failed[0].Exception.StatusCode | Should -BeNullOrEmpty
        }

        It 'shows invisible characters' {
            $null = @{ OrderId = 45453571; ItemId = "1234$([char]0x200B)5678"; Quantity = 1 } | New-KornitXCancellation -ErrorAction SilentlyContinue -ErrorVariable failed

            $failed[0].Exception.Message | Should -BeLike "Row 1 (45453571, 1234<U+200B>5678, 1): ItemId '1234<U+200B>5678' is not a whole number *"
        }
    }

    Context 'a bad row without an order' {
        It 'ends the command before anything is sent, with the reason: <Text>' -ForEach @(
            @{ Text = 'order_id with a point'; Row = @{ order_id = '45453571.0'; id = 12345678; quantity = 1 }; Message = "Row 2: order_id '45453571.0' is not a whole number from 1 to 9223372036854775807." }
            @{ Text = 'OrderId beyond 64 bits'; Row = @{ OrderId = '9223372036854775808'; ItemId = 12345678; Quantity = 1 }; Message = "Row 2: OrderId '9223372036854775808' is not a whole number from 1 to 9223372036854775807." }
            @{ Text = 'a bad OrderId where the references would do'; Row = @{ OrderId = 'x'; OrderExternalRef = 'POS-584551'; ItemExternalRef = 'ABCD'; Quantity = 1 }; Message = "Row 2: OrderId 'x' is not a whole number from 1 to 9223372036854775807. If it is the sales channel's reference, name the column OrderExternalRef." }
            @{ Text = 'a reference that is no text'; Row = @{ OrderExternalRef = 1.5; ItemExternalRef = 'ABCD'; Quantity = 1 }; Message = "Row 2: OrderExternalRef '1.5' (Double) is not text." }
            @{ Text = 'a reference with a control character'; Row = @{ OrderExternalRef = "POS`n584551"; ItemExternalRef = 'ABCD'; Quantity = 1 }; Message = 'Row 2: OrderExternalRef * has a control character (U+000A) at position 4.' }
            @{ Text = 'an item and no order'; Row = @{ ItemId = 12345678; Quantity = 1 }; Message = 'Row 2: no order ID or reference. Add OrderId, *' }
            @{ Text = 'neither'; Row = @{ Quantity = 1 }; Message = 'Row 2: no order ID or reference, and no item. *' }
            @{ Text = 'a blank order'; Row = @{ OrderId = ''; ItemId = 12345678; Quantity = 1 }; Message = 'Row 2: no order ID or reference. *' }
            @{ Text = 'a lost character'; Row = @{ OrderExternalRef = "M$([char]0xFFFD)LLER-1"; ItemExternalRef = 'A'; Quantity = 1 }; Message = 'Row 2: OrderExternalRef * has U+FFFD at position 2, *-Encoding*' }
        ) {
            $ended = $null
            try { @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 }, $Row | New-KornitXCancellation -ErrorAction SilentlyContinue }
            catch { $ended = $_ }

            $ended.FullyQualifiedErrorId | Should -BeExactly 'InputHeldBack,KornitX.Commands.NewKornitXCancellationCommand'
            $ended.Exception.Message | Should -BeLike "Nothing was sent: a row does not identify the order *Held back: 1 order. $($Message -replace '^Row 2:', 'Row 2 (*):')*"
            [object]::ReferenceEquals($ended.TargetObject, $Row) | Should -BeTrue
            $ended.Exception.RowNumber | Should -Be 2
            $ended.Exception.Field | Should -BeLike 'Order*'
            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }

        It 'sends nothing of a sheet with the order only on its first line, with -ErrorAction <_>' -ForEach 'Continue', 'SilentlyContinue', 'Ignore', 'Stop' {
            $rows = 'OrderId,ItemId,Quantity', '45453576,12345688,1', ',12345689,1', '"45,453,576",12345690,1', '45453576.0,12345690,1' | ConvertFrom-Csv

            { $rows | New-KornitXCancellation -ErrorAction $_ 2>$null } | Should -Throw

            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }

        It 'names all such rows' {
            $rows = 'OrderId,ItemId,Quantity', '45453576,12345688,1', ',12345689,1', '45453576,12345690,1', ',12345690,1', '"45,453,576",12345690,1' | ConvertFrom-Csv

            $ended = { $rows | New-KornitXCancellation -ErrorAction SilentlyContinue -ErrorVariable script:failed } | Should -Throw -PassThru

            $ended.Exception.Message | Should -BeLike "*Rows 2 and 4: no order ID or reference. *Row 5 (45,453,576, 12345690, 1): OrderId '45,453,576' is not *"
            $ended.TargetObject.ItemId | Should -Be '12345689', '12345690', '12345690'
            $failed | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | ForEach-Object { $_.FullyQualifiedErrorId -replace ',.*' } | Should -Be 'InvalidItem'
        }

        It 'belongs to the order on the command line' {
            $null = @{ ItemId = 12345688; Quantity = 1 }, @{ OrderId = 'x'; ItemId = 12345689; Quantity = 1 } | New-KornitXCancellation -OrderId 45453576

            (Get-OrderRequest $sandbox).Body | Should -BeExactly '{"items":[{"id":12345688,"quantity":1},{"id":12345689,"quantity":1}]}'
        }

        It 'with -Stream sends nothing more, and reports sent orders first' {
            $rows = 'OrderId,ItemId,Quantity', '45453571,12345678,1', '45453576,12345688,1', ',12345689,1', '45453579,12345694,1' | ConvertFrom-Csv
            $sandbox.AddFault(@{ Kind = 'Latency'; LatencyMs = 300 })

            $ended = { $rows | New-KornitXCancellation -Stream -ErrorAction SilentlyContinue -ErrorVariable script:failed -OutVariable script:booked } | Should -Throw -PassThru

            $ended.FullyQualifiedErrorId | Should -BeLike 'InputHeldBack,*'
            $ended.Exception.Message | Should -BeLike 'Nothing more was sent: *Row 3 (12345689, 1): no order ID or reference. *'
            $booked.OrderId | Should -Be 45453571
            ($failed | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] -and $_.FullyQualifiedErrorId -like 'OrderHeldBack,*' }).TargetObject.OrderId | Should -Be 45453576
            (Get-OrderRequest $sandbox).Path | Should -Be '/order/45453571/cancellation'
        }

        It 'with -Stream holds back the current order and reports all earlier bad rows' {
            $rows = @{ OrderId = 45453571; ItemId = 12345678 }, @{ OrderId = 45453576; ItemId = 12345688; Quantity = 1 },
            @{ OrderId = 'x'; OrderExternalRef = 'POS-1'; ItemExternalRef = 'A'; Quantity = 1 }

            { $rows | New-KornitXCancellation -Stream -ErrorAction SilentlyContinue -WarningAction SilentlyContinue -ErrorVariable script:failed } | Should -Throw -ErrorId 'InputHeldBack,*'

            $failed | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | ForEach-Object { $_.FullyQualifiedErrorId -replace ',.*' } |
                Where-Object { $_ -ne 'InputHeldBack' } | Should -Be 'InvalidItem', 'OrderHeldBack', 'InvalidItem'
            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }
    }

    Context 'one mistake' {
        It 'is one error: a header that lacks a field' {
            $rows = @('OrderId,ItemId,Qty'; 1..2000 | ForEach-Object { "$_,12345678,1" }) | ConvertFrom-Csv

            $rows | New-KornitXCancellation -ErrorAction SilentlyContinue -ErrorVariable failed -WarningVariable warned -WarningAction SilentlyContinue

            $failed | Should -HaveCount 1
            $failed[0].FullyQualifiedErrorId | Should -BeLike 'InvalidItem,*'
            $failed[0].Exception.Message | Should -BeExactly "Rows 1 to 2000: Quantity is missing. Column 'Qty' may mean Quantity; if so, rename it. Columns found: OrderId, ItemId, Qty."
            $failed[0].TargetObject | Should -HaveCount 2000
            $warned[0].Message | Should -BeExactly "Column 'Qty' is ignored. It may mean Quantity; if so, rename it."
        }

        It 'is one error: a file with <Delimiter> between its columns' -ForEach @(
            @{ Delimiter = ';'; Advice = "-Delimiter ';'" }
            @{ Delimiter = "`t"; Advice = '-Delimiter "``t"' }
        ) {
            $rows = @("OrderId${Delimiter}ItemId${Delimiter}Quantity"; 1..500 | ForEach-Object { "$_${Delimiter}12345678${Delimiter}1" }) | ConvertFrom-Csv

            $ended = { $rows | New-KornitXCancellation -ErrorAction SilentlyContinue -ErrorVariable script:failed } | Should -Throw -PassThru

            $ended.FullyQualifiedErrorId | Should -BeLike 'InputHeldBack,*'
            $ended.Exception.Message | Should -BeLike "Nothing was sent. Rows 1 to 500: *$Advice*"
            $ended.TargetObject | Should -HaveCount 500
            @($failed | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] -and $_.FullyQualifiedErrorId -notlike 'InputHeldBack,*' }) | Should -HaveCount 0
        }

        It 'is one error: text instead of objects' {
            { 'OrderId,ItemId,Quantity', '45453571,12345678,1' | New-KornitXCancellation } |
                Should -Throw -ErrorId 'InputHeldBack,*' -ExpectedMessage "*Rows 1 and 2 are text, not objects with fields *Import-Csv*"
        }

        It 'is one error with -Stream, with the first 100 rows' {
            $rows = @('OrderId,ItemId'; 1..250 | ForEach-Object { "$_,12345678" }) | ConvertFrom-Csv

            $rows | New-KornitXCancellation -Stream -ErrorAction SilentlyContinue -ErrorVariable failed -WarningVariable warned -WarningAction SilentlyContinue

            $failed | Should -HaveCount 1
            $failed[0].Exception.Message | Should -BeLike 'Rows 1 to 250: Quantity is missing.*'
            $failed[0].TargetObject | Should -HaveCount 100
            $warned[0].Message | Should -BeLike 'Row 1 (1, 12345678): Quantity is missing.*'
        }

        It 'is one error: two columns of one field' {
            $rows = @('id,item_id,order_id,quantity'; 1..300 | ForEach-Object { "$_,12345678,45453571,1" }) | ConvertFrom-Csv

            $rows | New-KornitXCancellation -ErrorAction SilentlyContinue -ErrorVariable failed

            $failed | Should -HaveCount 1
            $failed[0].Exception.Message | Should -BeExactly 'Rows 1 to 300: columns id and item_id are both read as ItemId, and their values differ. Remove or rename the one that does not have the ItemId.'
            $failed[0].TargetObject | Should -HaveCount 300
        }

        It 'of one row is about this row' {
            @{ OrderId = 45453571; ItemId = 12345678 } | New-KornitXCancellation -ErrorAction SilentlyContinue -ErrorVariable failed

            $failed[0].ErrorDetails.RecommendedAction | Should -BeExactly 'This row was not sent. Fix it, then send all rows of its order.'
        }

        It 'is not an error of rows that have the field' {
            $null = @{ OrderId = 45453571; ItemId = 12345678 }, @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 }, @{ OrderId = 45453571; ItemId = 12345679 } |
                New-KornitXCancellation -ErrorAction SilentlyContinue -ErrorVariable failed

            $failed.Exception.Message | Should -BeLike 'Rows 1 and 3: Quantity is missing. Columns found: *'
            (Get-OrderRequest $sandbox).Path | Should -BeExactly '/order/45453579/cancellation'
        }
    }

    Context 'what a reference can not mean' {
        It 'is an error that names the tool: <Value>' -ForEach @(
            @{ Value = 'NULL'; Message = '*is what SQL tools write for a missing value.*' }
            @{ Value = '#N/A'; Message = '*is an error value of Excel*' }
            @{ Value = '1.23457E+11'; Message = '*is a number that Excel has shortened.*' }
            @{ Value = "'RMA-1"; Message = '*begins with the apostrophe that marks text in Excel.*' }
        ) {
            $row = @{ OrderId = 45453572; ItemId = 12345680; Quantity = 1; Reference = $Value }
            foreach ($shape in { $row | New-KornitXReturn @common }, { New-KornitXReturn -Item $row @common }, { $row | New-KornitXReturn -Stream @common }, { @{ OrderId = 45453572; Reference = $Value; Items = @{ Id = 12345680; Quantity = 1 } } | New-KornitXReturn @common }) {
                $common = @{ ErrorAction = 'SilentlyContinue'; ErrorVariable = 'script:failed' }
                . $shape

                $failed[0].FullyQualifiedErrorId | Should -BeLike 'InvalidItem,*'
                $failed[0].Exception.Message | Should -BeLike $Message
            }

            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
            # On the command line it is meant.
            (New-KornitXReturn -OrderId 45453572 -ItemId 12345680 -Quantity 1 -Reference $Value).Reference | Should -BeExactly $Value
        }

        It 'is read without a workbook''s formula and without invisible ends' {
            $ends = [char]0x200B, [char]0xFEFF, [char]0x200E, [char]0x202C, [char]0x2060, [char]0xAD
            $rows = @($ends | ForEach-Object { "$_`RMA-1$_" }; '="RMA-1"') | ForEach-Object { @{ OrderId = 45453572; ItemId = 12345680; Quantity = 1; Reference = $_ } }

            $null = $rows | New-KornitXReturn -WarningAction SilentlyContinue -ErrorAction SilentlyContinue

            (Get-OrderRequest $sandbox).Body | Should -BeLike '{"reference":"RMA-1",*'
        }

        It 'differs from another only in case: two orders and one warning' {
            $rows = 'OrderExternalRef,ItemExternalRef,Quantity', 'POS-9,A,1', 'pos-9,A,1', 'POS-9,B,1' | ConvertFrom-Csv

            $null = $rows | New-KornitXCancellation -ErrorAction SilentlyContinue -WarningVariable warned -WarningAction SilentlyContinue

            Get-OrderRequest $sandbox | Should -HaveCount 2
            $warned[0].Message | Should -BeExactly 'Order pos-9 differs from order POS-9 only in upper and lower case. Both are sent as different orders.'
        }
    }

    Context 'blank rows' {
        It 'are skipped and counted' {
            $rows = @('OrderId,ItemId,Quantity,Note', '45453571,12345678,1,'; @(',,,') * 40) | ConvertFrom-Csv

            $reported = $rows | New-KornitXCancellation -ErrorAction Stop -Verbose 4>&1

            (Get-OrderRequest $sandbox).Body | Should -BeExactly '{"items":[{"id":12345678,"quantity":1}]}'
            @($reported | ForEach-Object ToString) | Should -Contain 'Skipped 40 blank rows.'
        }

        It 'do not include a row with a value in a column similar to a field' {
            { 'OrderId,ItemId,Qty', ',,2' | ConvertFrom-Csv | New-KornitXCancellation -WarningAction SilentlyContinue } | Should -Throw -ErrorId 'InputHeldBack,*'
        }
    }

    Context 'an order with a bad row' {
        BeforeEach {
            $rows = 'OrderId,ItemId,Quantity', '45453576,12345688,1', '45453579,12345694,1', '45453576,12345689,one', '45453576,12345690,2' | ConvertFrom-Csv
        }

        It 'is held back whole, and the others are sent' {
            $null = $rows | New-KornitXCancellation -ErrorAction SilentlyContinue

            (Get-OrderRequest $sandbox).Path | Should -BeExactly '/order/45453579/cancellation'
        }

        It 'is named, with how many good rows are held back with it' {
            $null = $rows | New-KornitXCancellation -ErrorAction SilentlyContinue -ErrorVariable failed

            $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be 'InvalidItem', 'OrderHeldBack'
            $failed[1].Exception.Message | Should -BeLike 'Order 45453576 was not sent: another of its rows is invalid, *Held back: 2 valid rows.*'
            $failed[1].CategoryInfo.Category | Should -Be 'OperationStopped'
        }

        It 'has all its rows as the target, and fixing the bad one sends them all: <Kind>' -ForEach @(
            @{ Kind = 'as objects'; Again = { $args[0] } }
            @{ Kind = 'as items'; Again = { $args[0].Items } }
            @{ Kind = 'from a file'; Again = { $args[0].Items | Export-Csv TestDrive:/retry.csv -NoTypeInformation -Encoding utf8; Import-Csv TestDrive:/retry.csv -Encoding utf8 } }
        ) {
            $null = $rows | New-KornitXCancellation -ErrorAction SilentlyContinue -ErrorVariable failed
            $sandbox.ClearRequests()

            $target = $failed[1].TargetObject
            $target.OrderId | Should -Be 45453576
            $target.Items.ItemId | Should -Be 12345688, 12345689, 12345690
            $again = & $Again $target
            $again | New-KornitXCancellation -ErrorAction SilentlyContinue -ErrorVariable held
            $held.FullyQualifiedErrorId -replace ',.*' | Should -Be 'InvalidItem', 'OrderHeldBack'
            Get-OrderRequest $sandbox | Should -BeNullOrEmpty

            $again | ForEach-Object { if ($_.PSObject.Properties['Items']) { $_.Items } else { $_ } } | Where-Object Quantity -EQ 'one' | ForEach-Object { $_.Quantity = 1 }
            $null = $again | New-KornitXCancellation
            (Get-OrderRequest $sandbox).Body | Should -BeExactly '{"items":[{"id":12345688,"quantity":1},{"id":12345689,"quantity":1},{"id":12345690,"quantity":2}]}'
        }

        It 'is counted by the summary, also without a good row' {
            $rows += 'OrderId,ItemId,Quantity', '45453571,12345678,x', '45453571,y,1', '45453572,z,1' | ConvertFrom-Csv

            $null = $rows | New-KornitXCancellation -ErrorAction SilentlyContinue -InformationVariable info

            $summary = ($info | Where-Object Tags -Contains KornitX.Summary).MessageData
            $summary.Orders, $summary.Created, $summary.HeldBack, $summary.BadRows | Should -Be 4, 1, 3, 4
        }

        It 'is held back if its rows contradict each other: <Text>' -ForEach @(
            @{ Text = 'other orders with one reference'; Csv = 'OrderId,OrderExternalRef,ItemExternalRef,Quantity', '41,1001,MUG,1', '42,1001,CAP,1'; Message = "Row 2 (42, 1001, CAP, 1): OrderId '42' contradicts row 1, which has OrderId '41' and the same OrderExternalRef '1001'. *" }
            @{ Text = 'a reference on the first line only'; Csv = 'OrderId,ItemId,Quantity,Reference', '41,1,1,R1', '41,2,1,'; Message = "Row 2 (41, 2, 1): Reference is missing, but row 1 of the same order has Reference 'R1'. *" }
        ) {
            foreach ($given in @{}, @{ Stream = $true }, @{ JournalPath = New-JournalPath }) {
                $Csv | ConvertFrom-Csv | New-KornitXCancellation @given -ErrorAction SilentlyContinue -ErrorVariable failed

                $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be 'InvalidItem', 'OrderHeldBack'
                $failed[0].Exception.Message | Should -BeLike $Message
                $failed[1].TargetObject.Items | Should -HaveCount 2
                Get-OrderRequest $sandbox | Should -BeNullOrEmpty
            }
        }

        It 'is sent after the bad row is fixed' {
            $rows[2].Quantity = '1'

            $null = $rows | New-KornitXCancellation

            (Get-OrderRequest $sandbox) | Where-Object Path -EQ '/order/45453576/cancellation' | ForEach-Object Body | Should -BeExactly `
                '{"items":[{"id":12345688,"quantity":1},{"id":12345689,"quantity":1},{"id":12345690,"quantity":2}]}'
        }

        It 'is held back when the bad row comes <_>' -ForEach 'first', 'last' {
            $good = @{ OrderId = 45453576; ItemId = 12345688; Quantity = 1 }
            $bad = @{ OrderId = 45453576; ItemId = 12345689; Quantity = 0 }

            $(if ($_ -eq 'first') { $bad, $good } else { $good, $bad }) |
                New-KornitXCancellation -ErrorAction SilentlyContinue -ErrorVariable failed

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
            @{ ItemId = 12345688; Quantity = 1 }, @{ ItemId = 12345689; Quantity = 0 } |
                New-KornitXCancellation -OrderId 45453576 -ErrorAction SilentlyContinue -ErrorVariable failed

            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
            $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be 'InvalidItem', 'OrderHeldBack'
        }

        It 'is held back if the input has no rows, but -OrderId names the order' {
            @{ ItemId = 12345688; Quantity = 1 }, 'not a row' |
                New-KornitXCancellation -OrderId 45453576 -ErrorAction SilentlyContinue

            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }
    }

    Context '-ErrorAction Stop' {
        It 'sends nothing at all, whichever row is bad: <_>' -ForEach 1, 2, 3 {
            $rows = 'OrderId,ItemId,Quantity', '45453571,12345678,1', '45453576,12345688,1', '45453579,12345694,1' | ConvertFrom-Csv
            $rows[$_ - 1].Quantity = 'x'

            { $rows | New-KornitXCancellation -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidItem,*' -ExpectedMessage "Row ${_} (*, x): Quantity 'x'*"

            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
            $sandbox.Bookings | Should -BeNullOrEmpty
        }

        It 'sends nothing with the preference variable' {
            $ErrorActionPreference = 'Stop'

            { @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }, @{ OrderId = 45453579; ItemId = 12345694; Quantity = 0 } | New-KornitXCancellation } |
                Should -Throw -ErrorId 'InvalidItem,*'

            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }
    }

    Context 'the same item twice' {
        BeforeEach {
            $null = New-KornitXCancellation -OrderId 45453571 -Item @{ Id = 12345678; Quantity = 1 }, @{ Id = 12345678; Quantity = 2 } -WarningVariable warned -WarningAction SilentlyContinue
        }

        It 'is sent as given' {
            (Get-OrderRequest $sandbox).Body | Should -BeExactly '{"items":[{"id":12345678,"quantity":1},{"id":12345678,"quantity":2}]}'
        }

        It 'causes a warning with order and item' {
            $warned.Message | Should -BeExactly 'Item 12345678 appears more than once in order 45453571. It is sent as given.'
        }

        It 'causes no warning in two orders' {
            $null = @{ OrderExternalRef = 'POS-584551'; ItemExternalRef = 'ABCD'; Quantity = 1 },
            @{ OrderExternalRef = 'POS-584556'; ItemExternalRef = 'ABCD'; Quantity = 1 } | New-KornitXCancellation -WarningVariable again

            $again | Should -BeNullOrEmpty
        }
    }

    Context 'mixed addressing' {
        It 'in a row reports what is missing: <Text>' -ForEach @(
            @{ Text = 'OrderId and ItemExternalRef'; Row = @{ OrderId = 45453571; ItemExternalRef = 'ABCD'; Quantity = 1 }; Message = "Row 1 (45453571, ABCD, 1): OrderId '45453571' identifies the order by ID, but ItemExternalRef 'ABCD' identifies the item by reference. Add ItemId or OrderExternalRef." }
            @{ Text = 'OrderExternalRef and ItemId'; Row = @{ OrderExternalRef = 'POS-584551'; ItemId = 12345678; Quantity = 1 }; Message = "Row 1 (POS-584551, 12345678, 1): OrderExternalRef 'POS-584551' identifies the order by reference, but ItemId '12345678' identifies the item by ID. Add ItemExternalRef or OrderId." }
        ) {
            $Row | New-KornitXCancellation -ErrorAction SilentlyContinue -ErrorVariable failed

            $failed.FullyQualifiedErrorId | Should -BeExactly 'MixedAddressing,KornitX.Commands.NewKornitXCancellationCommand'
            $failed[0].Exception.Message | Should -BeExactly $Message
            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }

        It 'of one order holds the order back' {
            @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 },
            @{ OrderId = 45453571; OrderExternalRef = 'POS-584551'; ItemId = 12345679; ItemExternalRef = 'EFGH'; Quantity = 1 } |
                New-KornitXCancellation -ErrorAction SilentlyContinue -ErrorVariable failed

            $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be 'MixedAddressing', 'OrderHeldBack'
            $failed[0].Exception.Message | Should -BeLike 'Row 2 (45453571, POS-584551, 12345679, EFGH, 1): order POS-584551 (45453571) is addressed by Combined here and by Id in an earlier row.*'
            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }

        It 'of two orders is accepted' {
            $null = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 },
            @{ OrderExternalRef = 'POS-584556'; ItemExternalRef = 'ABCD'; Quantity = 1 } | New-KornitXCancellation -ThrottleLimit 1

            (Get-OrderRequest $sandbox).Path | Should -Be '/order/45453571/cancellation', '/order/by-external-ref/POS-584556/cancellation'
        }
    }
}
