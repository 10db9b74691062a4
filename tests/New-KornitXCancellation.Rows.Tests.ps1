BeforeAll { . "$PSScriptRoot/sandbox.ps1" }

Describe 'Bad rows in New-KornitXCancellation' {
    BeforeEach { $sandbox = Connect-TestSandbox }

    AfterEach { Disconnect-TestSandbox }

    Context 'a bad row' {
        It 'is an error that names row, field and value: Quantity <Shown>' -ForEach @(
            @{ Shown = "'1.5'"; Value = '1.5' }
            @{ Shown = "'1,000'"; Value = '1,000' }
            @{ Shown = "'0x10'"; Value = '0x10' }
            @{ Shown = "'1e3'"; Value = '1e3' }
            @{ Shown = "'-1'"; Value = -1 }
            @{ Shown = "'0'"; Value = '0' }
            @{ Shown = "'2147483648'"; Value = 2147483648 }
            @{ Shown = "'2.5' (Double)"; Value = 2.5 }
            @{ Shown = "'True' (Boolean)"; Value = $true }
            @{ Shown = 'of the type Object*'; Value = @(1, 2) }
        ) {
            $failed = Get-Failed {
                @{ OrderId = 45453571; ItemId = 12345679; Quantity = 1 }, @{ OrderId = 45453579; ItemId = 12345694; Quantity = $Value } |
                    New-KornitXCancellation
            }

            $failed | Should -HaveCount 1
            $failed[0].Exception.Message | Should -BeLike "Row 2 (*): Quantity $Shown is not a whole number from 1 to 2147483647."
            (Get-OrderRequest $sandbox).Path | Should -BeExactly '/order/45453571/cancellation'
        }

        It 'is an error that names row, field and value: <Text>' -ForEach @(
            @{ Text = 'no Quantity'; Row = @{ OrderId = 45453571; ItemId = 12345678 }; Message = 'Quantity is missing.' }
            @{ Text = 'a blank Quantity'
                Row = @{ OrderId = 45453571; ItemId = 12345678; Quantity = ' ' }
                Message = 'Quantity is missing.'
            }
            @{ Text = 'ItemId with a letter'
                Row = @{ OrderId = 45453571; ItemId = '1234567B'; Quantity = 1 }
                Message = "ItemId '1234567B' is not a whole number from 1 to 9223372036854775807."
            }
            @{ Text = 'a reference that means a folder'
                Row = @{ OrderExternalRef = '..'; ItemExternalRef = 'ABCD'; Quantity = 1 }
                Message = "OrderExternalRef '..' can't be sent: *"
            }
            @{ Text = 'combined without an ID'
                Row = @{ OrderId = 45453571; Combined = 'ABCD'; Quantity = 1 }
                Message = "Combined 'ABCD' is not an item's reference, a hyphen and its KornitX ID."
            }
            @{ Text = 'combined and another item'
                Row = @{ OrderId = 45453571; Combined = 'ABCD-12345678'; ItemId = 12345679; Quantity = 1 }
                Message = "Combined 'ABCD-12345678' and the row's other item fields identify different items."
            }
            @{ Text = 'one field under two names with two values'
                Row = [ordered]@{ OrderId = 45453571; order_id = 45453576; ItemId = 12345678; Quantity = 1 }
                Message = "OrderId '45453571' and order_id '45453576' have different values for the same field."
            }
            @{ Text = 'an order and no item'; Row = @{ OrderId = 45453571; Quantity = 1 }; Message = 'no item. Add ItemId *' }
        ) {
            $failed = Get-Failed { @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 }, $Row | New-KornitXCancellation }

            $failed.FullyQualifiedErrorId | Should -BeExactly 'InvalidItem,KornitX.Commands.NewKornitXCancellationCommand'
            $failed[0].Exception.Message | Should -BeLike "Row 2 (*): $Message"
            $failed[0].CategoryInfo.Category | Should -Be 'InvalidData'
            [object]::ReferenceEquals($failed[0].TargetObject, $Row) | Should -BeTrue
            (Get-OrderRequest $sandbox).Path | Should -BeExactly '/order/45453579/cancellation'
        }

        It 'in a nested order is named by both numbers' {
            $failed = Get-Failed {
                @{ OrderId = 45453571; Items = @{ Id = 12345678; Quantity = 1 }, @{ Id = 12345679; Quantity = 'two' } } |
                    New-KornitXCancellation
            }

            $failed[0].Exception.Message | Should -BeExactly (
                "Row 1, item 2 (45453571, 12345679, two): Quantity 'two' is not a whole number from 1 to 2147483647.")
            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }

        It 'on the command line has no number' {
            $failed = Get-Failed { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 0 }

            $failed[0].Exception.Message | Should -BeExactly "Quantity '0' is not a whole number from 1 to 2147483647."
        }

        It 'is one error per row' {
            $failed = Get-Failed {
                'OrderId,ItemId,Quantity', '45453571,12345678,0', '45453571,x,1', '45453571,12345678,y' | ConvertFrom-Csv |
                    New-KornitXCancellation
            }

            $failed.Exception.Message.Substring(0, 5) | Should -Be 'Row 1', 'Row 2', 'Row 3'
        }

        It 'has its number and its field in the exception' {
            $failed = Get-Failed {
                'OrderId,ItemId,Quantity', '45453571,12345678,1', '45453571,12345679,two' | ConvertFrom-Csv | New-KornitXCancellation
            }

            $failed[0].Exception.RowNumber | Should -Be 2
            $failed[0].Exception.Field | Should -Be 'Quantity'
            $failed[0].Exception.StatusCode | Should -BeNullOrEmpty
        }

        It 'shows invisible characters' {
            $failed = Get-Failed { @{ OrderId = 45453571; ItemId = "1234$([char]0x200B)5678"; Quantity = 1 } | New-KornitXCancellation }

            $failed[0].Exception.Message | Should -BeLike (
                "Row 1 (45453571, 1234<U+200B>5678, 1): ItemId '1234<U+200B>5678' is not a whole number *")
        }
    }

    Context 'one mistake' {
        It 'is one error: a header that lacks a field' {
            $rows = @('OrderId,ItemId,Qty'; 1..2000 | ForEach-Object { "$_,12345678,1" }) | ConvertFrom-Csv

            $failed = Get-Failed { $rows | New-KornitXCancellation -WarningVariable script:warned -WarningAction SilentlyContinue }

            $failed.FullyQualifiedErrorId | Should -BeLike 'InvalidItem,*'
            $failed[0].Exception.Message | Should -BeExactly (
                "Rows 1 to 2000: Quantity is missing. Column 'Qty' may mean Quantity; if so, rename it. " +
                'Columns found: OrderId, ItemId, Qty.')
            $failed[0].TargetObject | Should -HaveCount 2000
            $warned[0].Message | Should -BeExactly "Column 'Qty' is ignored. It may mean Quantity; if so, rename it."
        }

        It 'is one error: a file with <Delimiter> between its columns' -ForEach @(
            @{ Delimiter = ';'; Advice = "-Delimiter ';'" }
            @{ Delimiter = "`t"; Advice = '-Delimiter "``t"' }
        ) {
            $rows = @("OrderId${Delimiter}ItemId"; 1..500 | ForEach-Object { "$_${Delimiter}12345678" }) | ConvertFrom-Csv

            $failed = Get-Failed { $rows | New-KornitXCancellation }

            $failed.FullyQualifiedErrorId | Should -BeLike 'InputHeldBack,*'
            $failed[0].Exception.Message | Should -BeLike "Nothing was sent. Rows 1 to 500: *$Advice*"
            $failed[0].TargetObject | Should -HaveCount 500
        }

        It 'is one error: text instead of objects' {
            { 'OrderId,ItemId,Quantity', '45453571,12345678,1' | New-KornitXCancellation } |
                Should -Throw -ErrorId 'InputHeldBack,*' -ExpectedMessage "*Rows 1 and 2 are text, not objects with fields *Import-Csv*"
        }

        It 'is one error with -Stream, with the first 100 rows' {
            $rows = @('OrderId,ItemId'; 1..250 | ForEach-Object { "$_,12345678" }) | ConvertFrom-Csv

            $failed = Get-Failed { $rows | New-KornitXCancellation -Stream -WarningVariable script:warned -WarningAction SilentlyContinue }

            $failed | Should -HaveCount 1
            $failed[0].Exception.Message | Should -BeLike 'Rows 1 to 250: Quantity is missing.*'
            $failed[0].TargetObject | Should -HaveCount 100
            $warned[0].Message | Should -BeLike 'Row 1 (1, 12345678): Quantity is missing.*'
        }

        It 'is one error: two columns of one field' {
            $rows = @('id,item_id,order_id,quantity'; 1..300 | ForEach-Object { "$_,12345678,45453571,1" }) | ConvertFrom-Csv

            $failed = Get-Failed { $rows | New-KornitXCancellation }

            $failed | Should -HaveCount 1
            $failed[0].Exception.Message | Should -BeExactly ('Rows 1 to 300: columns id and item_id are both read as ItemId, ' +
                'and their values differ. Remove or rename the one that does not have the ItemId.')
            $failed[0].TargetObject | Should -HaveCount 300
        }

        It 'of one row is about this row' {
            $failed = Get-Failed { @{ OrderId = 45453571; ItemId = 12345678 } | New-KornitXCancellation }

            $failed[0].ErrorDetails.RecommendedAction | Should -BeExactly 'This row was not sent. Fix it, then send all rows of its order.'
        }

        It 'is not an error of rows that have the field' {
            $failed = Get-Failed {
                @{ OrderId = 45453571; ItemId = 12345678 },
                @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 },
                @{ OrderId = 45453571; ItemId = 12345679 } | New-KornitXCancellation
            }

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
            foreach ($command in
                { $row | New-KornitXReturn },
                { New-KornitXReturn -Item $row },
                { $row | New-KornitXReturn -Stream },
                { @{ OrderId = 45453572; Reference = $Value; Items = @{ Id = 12345680; Quantity = 1 } } | New-KornitXReturn }) {
                $failed = Get-Failed $command

                $failed[0].FullyQualifiedErrorId | Should -BeLike 'InvalidItem,*'
                $failed[0].Exception.Message | Should -BeLike $Message
            }

            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
            # On the command line it is meant.
            (New-KornitXReturn -OrderId 45453572 -ItemId 12345680 -Quantity 1 -Reference $Value).Reference | Should -BeExactly $Value
        }

        It 'is sent from the command line as it is: <_>' -ForEach 'NULL', '1E+20', '="ABCD"' {
            $null = New-KornitXCancellation -OrderExternalRef $_ -ItemExternalRef $_ -Quantity 1 -ErrorAction SilentlyContinue

            $request = Get-OrderRequest $sandbox
            $request.Path | Should -BeExactly "/order/by-external-ref/$([uri]::EscapeDataString($_))/cancellation"
            ($request.Body | ConvertFrom-Json).items.external_ref | Should -BeExactly $_
        }

        It 'is read without a workbook''s formula and without invisible ends' {
            $ends = [char]0x200B, [char]0xFEFF, [char]0x200E, [char]0x202C, [char]0x2060, [char]0xAD
            $rows = @($ends | ForEach-Object { "$_`RMA-1$_" }; '="RMA-1"') |
                ForEach-Object { @{ OrderId = 45453572; ItemId = 12345680; Quantity = 1; Reference = $_ } }

            $null = $rows | New-KornitXReturn -WarningAction SilentlyContinue -ErrorAction SilentlyContinue

            (Get-OrderRequest $sandbox).Body | Should -BeLike '{"reference":"RMA-1",*'
        }

        It 'differs from another only in case: two orders and one warning' {
            $rows = 'OrderExternalRef,ItemExternalRef,Quantity', 'POS-9,A,1', 'pos-9,A,1', 'POS-9,B,1' | ConvertFrom-Csv

            $null = $rows | New-KornitXCancellation -ErrorAction SilentlyContinue -WarningVariable warned -WarningAction SilentlyContinue

            Get-OrderRequest $sandbox | Should -HaveCount 2
            $warned[0].Message | Should -BeExactly (
                'Order pos-9 differs from order POS-9 only in upper and lower case. Both are sent as different orders.')
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
            { 'OrderId,ItemId,Qty', ',,2' | ConvertFrom-Csv | New-KornitXCancellation -WarningAction SilentlyContinue } |
                Should -Throw -ErrorId 'InputHeldBack,*'
        }
    }

    Context 'the same item twice' {
        BeforeEach {
            $items = @{ Id = 12345678; Quantity = 1 }, @{ Id = 12345678; Quantity = 2 }
            $null = New-KornitXCancellation -OrderId 45453571 -Item $items -WarningVariable warned -WarningAction SilentlyContinue
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
            @{ Text = 'OrderId and ItemExternalRef'
                Row = @{ OrderId = 45453571; ItemExternalRef = 'ABCD'; Quantity = 1 }
                Message = "Row 1 (45453571, ABCD, 1): OrderId '45453571' identifies the order by ID, " +
                "but ItemExternalRef 'ABCD' identifies the item by reference. Add ItemId or OrderExternalRef."
            }
            @{ Text = 'OrderExternalRef and ItemId'
                Row = @{ OrderExternalRef = 'POS-584551'; ItemId = 12345678; Quantity = 1 }
                Message = "Row 1 (POS-584551, 12345678, 1): OrderExternalRef 'POS-584551' identifies the order by reference, " +
                "but ItemId '12345678' identifies the item by ID. Add ItemExternalRef or OrderId."
            }
        ) {
            $failed = Get-Failed { $Row | New-KornitXCancellation }

            $failed.FullyQualifiedErrorId | Should -BeExactly 'MixedAddressing,KornitX.Commands.NewKornitXCancellationCommand'
            $failed[0].Exception.Message | Should -BeExactly $Message
            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }

        It 'of one order holds the order back' {
            $failed = Get-Failed {
                @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 },
                @{ OrderId = 45453571; OrderExternalRef = 'POS-584551'; ItemId = 12345679; ItemExternalRef = 'EFGH'; Quantity = 1 } |
                    New-KornitXCancellation
            }

            $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be 'MixedAddressing', 'OrderHeldBack'
            $failed[0].Exception.Message | Should -BeLike ('Row 2 (45453571, POS-584551, 12345679, EFGH, 1): ' +
                'order POS-584551 (45453571) is addressed by Combined here and by Id in an earlier row.*')
            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }

        It 'of two orders is accepted' {
            $null = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 },
            @{ OrderExternalRef = 'POS-584556'; ItemExternalRef = 'ABCD'; Quantity = 1 } | New-KornitXCancellation -ThrottleLimit 1

            (Get-OrderRequest $sandbox).Path | Should -Be '/order/45453571/cancellation', '/order/by-external-ref/POS-584556/cancellation'
        }
    }
}
