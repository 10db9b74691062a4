BeforeAll { . "$PSScriptRoot/sandbox.ps1" }

Describe 'New-KornitXReturn' {
    BeforeEach { $sandbox = Connect-TestSandbox }

    AfterEach { Disconnect-TestSandbox }

    Context 'one item from parameters' {
        It 'returns by <By>' -ForEach @(
            @{
                By = 'KornitX ID'; Given = @{ OrderId = 45453572; ItemId = 12345680 }
                Path = '/order/45453572/return'; Item = '"id":12345680'
            }
            @{
                By = 'external reference'; Given = @{ OrderExternalRef = 'POS-584552'; ItemExternalRef = 'ABCD' }
                Path = '/order/by-external-ref/POS-584552/return'; Item = '"external_ref":"ABCD"'
            }
            @{
                By = 'both'; Given = @{ OrderExternalRef = 'POS-584552'; OrderId = 45453572; ItemExternalRef = 'ABCD'; ItemId = 12345680 }
                Path = '/order/by-combined/POS-584552-45453572/return'; Item = '"combined":"ABCD-12345680"'
            }
        ) {
            $null = New-KornitXReturn @Given -Quantity 1 -Reference ABC1234

            $request = Get-OrderRequest $sandbox
            $request.Path | Should -BeExactly $Path
            $request.Body | Should -BeExactly "{`"reference`":`"ABC1234`",`"items`":[{$Item,`"quantity`":1}]}"
            $request.Method | Should -BeExactly 'POST'
            $request.ContentType | Should -BeExactly 'application/json'
        }

        It 'books a return, once' {
            $null = New-KornitXReturn -OrderId 45453572 -ItemId 12345680 -Quantity 1 -Reference ABC1234

            $sandbox.Bookings.Operation | Should -BeExactly 'Return'
            Get-OrderRequest $sandbox | Should -HaveCount 1
        }
    }

    Context 'several items' {
        It 'returns the items of -Item in one request' {
            $null = New-KornitXReturn -OrderId 45453572 -Reference ABC1234 -Item @{ Id = 12345680; Quantity = 1 }, @{ Id = 12345681; Quantity = 2 }

            $request = Get-OrderRequest $sandbox
            $request.Path | Should -BeExactly '/order/45453572/return'
            $request.Body | Should -BeExactly '{"reference":"ABC1234","items":[{"id":12345680,"quantity":1},{"id":12345681,"quantity":2}]}'
        }

        It 'returns the items of the pipeline in one request' {
            $items = [pscustomobject]@{ ItemId = 12345680; Quantity = 1 }, [pscustomobject]@{ ItemId = 12345681; Quantity = 2 }

            $null = $items | New-KornitXReturn -OrderId 45453572 -Reference ABC1234

            (Get-OrderRequest $sandbox).Body |
                Should -BeExactly '{"reference":"ABC1234","items":[{"id":12345680,"quantity":1},{"id":12345681,"quantity":2}]}'
        }

        It 'returns the rows of a CSV file' {
            Set-Content TestDrive:/returns.csv -Value @(
                'OrderExternalRef,ItemExternalRef,Quantity,Reference'
                'POS-584552,ABCD,1,RMA-1'
                'POS-584558,IJKL,2,RMA-2'
                'POS-584552,EFGH,3,RMA-1'
            )

            $null = Import-Csv TestDrive:/returns.csv | New-KornitXReturn -ThrottleLimit 1

            $requests = Get-OrderRequest $sandbox
            $requests.Path | Should -Be '/order/by-external-ref/POS-584552/return', '/order/by-external-ref/POS-584558/return'
            $requests.Body | Should -Be @(
                '{"reference":"RMA-1","items":[{"external_ref":"ABCD","quantity":1},{"external_ref":"EFGH","quantity":3}]}'
                '{"reference":"RMA-2","items":[{"external_ref":"IJKL","quantity":2}]}'
            )
        }

        It 'makes one request per order and reference' {
            $null = 'OrderId,ItemId,Quantity,Reference', '45453572,12345680,1,RMA-1', '45453572,12345681,1,RMA-2' | ConvertFrom-Csv |
                New-KornitXReturn -ThrottleLimit 1

            (Get-OrderRequest $sandbox).Body | Should -Be @(
                '{"reference":"RMA-1","items":[{"id":12345680,"quantity":1}]}'
                '{"reference":"RMA-2","items":[{"id":12345681,"quantity":1}]}'
            )
        }
    }

    Context 'a cancellation''s request' {
        It 'is returned with a reference' {
            $cancellation = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1
            $sandbox.Orders[0].Status = 'Shipped'
            $sandbox.Orders[0].Items[0].Shipped = 4

            $null = $cancellation.Request | New-KornitXReturn -Reference R1

            $request = (Get-OrderRequest $sandbox)[1]
            $request.Path | Should -BeExactly '/order/45453571/return'
            $request.Body | Should -BeExactly '{"reference":"R1","items":[{"id":12345678,"quantity":1}]}'
            $sandbox.Bookings.Operation | Should -Be 'Cancellation', 'Return'
        }
    }

    Context 'the reference' {
        It 'is mandatory in the set <_>' -ForEach 'Id', 'ExternalRef', 'Combined' {
            $name = $_
            $set = (Get-Command New-KornitXReturn).ParameterSets | Where-Object Name -EQ $name

            $set.Parameters | Where-Object Name -EQ 'Reference' | ForEach-Object IsMandatory | Should -BeTrue
        }

        It 'is optional if the items can have it' {
            $set = (Get-Command New-KornitXReturn).ParameterSets | Where-Object Name -EQ 'Item'

            $set.Parameters | Where-Object Name -EQ 'Reference' | ForEach-Object IsMandatory | Should -BeFalse
        }

        It 'that is missing sends nothing: one item from parameters' {
            { New-KornitXReturn -OrderId 45453572 -ItemId 12345680 -Quantity 1 } | Should -Throw

            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }

        It 'that is missing in a row is an error: <Reference>' -ForEach @(
            @{ Reference = 'absent'; Row = @{ OrderId = 45453572; ItemId = 12345680; Quantity = 1 } }
            @{ Reference = 'blank'; Row = @{ OrderId = 45453572; ItemId = 12345680; Quantity = 1; Reference = ' ' } }
        ) {
            $failed = Get-Failed { $Row | New-KornitXReturn }

            $failed.FullyQualifiedErrorId | Should -BeExactly 'InvalidItem,KornitX.Commands.NewKornitXReturnCommand'
            $failed[0].Exception.Message |
                Should -BeLike 'Row 1 (*): Reference is missing; a return needs one, in the row or as -Reference.'
            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }

        It 'on the command line provides a missing one and overrides the row''s' {
            $null = 'OrderId,ItemId,Quantity,Reference', '45453572,12345680,1,ROW', '45453572,12345681,1,' | ConvertFrom-Csv |
                New-KornitXReturn -Reference LINE

            (Get-OrderRequest $sandbox).Body |
                Should -BeExactly '{"reference":"LINE","items":[{"id":12345680,"quantity":1},{"id":12345681,"quantity":1}]}'
        }

        It 'must not be empty on the command line' {
            { New-KornitXReturn -OrderId 45453572 -ItemId 12345680 -Quantity 1 -Reference '' } |
                Should -Throw -ErrorId 'ParameterArgumentValidationError*'
        }

        It 'is sent as given on the command line: <Text>' -ForEach @(
            @{ Text = '007'; Do = { New-KornitXReturn -OrderId 45453572 -ItemId 12345680 -Quantity 1 -Reference 007 } }
            @{ Text = '1.23457E+11'; Do = { New-KornitXReturn -OrderId 45453572 -ItemId 12345680 -Quantity 1 -Reference 1.23457E+11 } }
            @{ Text = '1.5'; Do = { New-KornitXReturn -OrderId 45453572 -ItemId 12345680 -Quantity 1 -Reference 1.5 } }
            @{ Text = '1E+20'; Do = { New-KornitXReturn -OrderId 45453572 -ItemId 12345680 -Quantity 1 -Reference 1E+20 } }
            @{ Text = '@{Reference=RMA-1}'; Do = { New-KornitXReturn -OrderId 45453572 -ItemId 12345680 -Quantity 1 -Reference "$([pscustomobject]@{ Reference = 'RMA-1' })" } }
        ) {
            (& $Do).Reference | Should -BeExactly $Text
        }

        It 'can be a value as in a row: <Kind>' -ForEach @(
            @{ Kind = 'an integer'; Value = 4711; Text = '4711' }
            @{ Kind = 'a double from a workbook'; Value = [double] 1e15; Text = '1000000000000000' }
            @{ Kind = 'a number from the pipeline'; Value = (4711.0 | Write-Output); Text = '4711' }
            @{ Kind = 'a Guid'; Value = [guid] '0f8fad5b-d9cb-469f-a165-70867728950e'; Text = '0f8fad5b-d9cb-469f-a165-70867728950e' }
            @{ Kind = 'a line of a file'; Value = ('RMA-1' | Add-Member Path 'rma.txt' -PassThru); Text = 'RMA-1' }
        ) {
            (New-KornitXReturn -OrderId 45453572 -ItemId 12345680 -Quantity 1 -Reference $Value).Reference | Should -BeExactly $Text
        }

        It 'must be a value that a row can have, not <Shown>' -ForEach @(
            @{ Shown = 'of the type PSCustomObject'; Value = [pscustomobject]@{ Reference = 'RMA-1' } }
            @{ Shown = 'of the type Hashtable'; Value = @{} }
            @{ Shown = 'of the type Object[]'; Value = @('RMA-1') }
            @{ Shown = "'True' (Boolean)"; Value = $true }
            @{ Shown = "'11/29/2026 02:30:00' (DateTime)"; Value = [datetime] '2026-11-29 02:30' }
        ) {
            { New-KornitXReturn -OrderId 45453572 -ItemId 12345680 -Quantity 1 -Reference $Value } |
                Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' -ExpectedMessage (
                    "*'Reference'. The value $([WildcardPattern]::Escape($Shown)) is not text, a number or a Guid. " +
                    'Pass the reference itself, as text.')

            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }

        It 'can''t be a script block for each row: -<Parameter>' -ForEach @(
            @{ Parameter = 'Reference'; Do = { [pscustomobject]@{ RMA = 'RMA-1' } | New-KornitXReturn -Reference { $_.RMA } } }
            @{ Parameter = 'Reference'; Do = { [pscustomobject]@{ RMA = 'RMA-1' } | New-KornitXCancellation -Reference { $_.RMA } } }
            @{ Parameter = 'OrderExternalRef'; Do = { [pscustomobject]@{ PO = 'P-1' } | New-KornitXReturn -OrderExternalRef { $_.PO } } }
            @{ Parameter = 'ItemExternalRef'; Do = { New-KornitXCancellation -OrderExternalRef P-1 -ItemExternalRef { $_.SKU } -Quantity 1 } }
        ) {
            $Do | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' -ExpectedMessage (
                "*'$Parameter'. The value of the type ScriptBlock is not text, a number or a Guid. " +
                "It is not run for each row. Put the value in a column named $Parameter instead.")

            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }
    }

    Context 'output' {
        It 'is a KornitX.Return with KornitX''s response' {
            $return = New-KornitXReturn -OrderExternalRef POS-584552 -ItemExternalRef EFGH -Quantity 1 -Reference ABC1234

            $return | Should -BeOfType ([KornitX.Return])
            $return.Id | Should -Be 752
            $return.OrderId | Should -Be 45453572
            $return.OrderExternalRef | Should -BeExactly 'POS-584552'
            $return.Reference | Should -BeExactly 'ABC1234'
            $return.Items.ItemId | Should -Be 12345681
            $return.Items.LineQuantity | Should -Be 4
            $return.Request.Items.Quantity | Should -Be 1
        }

        It 'is shown by Get-Command' {
            (Get-Command New-KornitXReturn).OutputType.Name | Should -Be 'KornitX.Return'
        }
    }

    Context 'the scope' {
        It 'that was rejected on connecting ends the command, and nothing is sent' {
            $strict = Start-KornitXSandbox -Operation Cancellation
            $strict | Connect-KornitX
            $strict.ClearRequests()

            { New-KornitXReturn -OrderId 45453572 -ItemId 12345680 -Quantity 1 -Reference ABC1234 -ErrorAction SilentlyContinue } |
                Should -Throw -ErrorId 'PermissionDenied,KornitX.Commands.NewKornitXReturnCommand' -ExpectedMessage '*api-sl-2-3.order-return.create*'

            $strict.RequestCount | Should -Be 0
        }

        It 'is requested again if the token is rejected' {
            $sandbox.ExpireTokens()

            $null = New-KornitXReturn -OrderId 45453572 -ItemId 12345680 -Quantity 1 -Reference ABC1234

            (Get-TokenRequest $sandbox)[-1].Body | Should -BeLike '*&scope=api-sl-2-3.order-return.create'
            $sandbox.Bookings | Should -HaveCount 1
        }
    }

    Context 'never twice' {
        It 'is OutcomeUnknown, sent once, booked once: <_>' -ForEach 'ServerErrorAfterBooking', 'DropAfterBooking', 'TruncatedBody', 'ForeignBody' {
            $sandbox | Connect-KornitX -MaximumRetryCount 3
            $sandbox.AddFault($_)

            $failed = Get-Failed { New-KornitXReturn -OrderId 45453572 -ItemId 12345680 -Quantity 1 -Reference ABC1234 }

            $failed.FullyQualifiedErrorId | Should -BeExactly 'OutcomeUnknown,KornitX.Commands.NewKornitXReturnCommand'
            $failed[0].Exception.Message |
                Should -BeLike 'Order 45453572 with reference ABC1234: it is not known whether the return was booked (*). It was NOT sent again.'
            Get-OrderRequest $sandbox | Should -HaveCount 1
            $sandbox.Bookings | Should -HaveCount 1
        }

        It 'reports KornitX''s rejection' {
            $failed = Get-Failed { New-KornitXReturn -OrderId 45453571 -ItemId 12345678 -Quantity 1 -Reference ABC1234 }

            $failed[0].Exception.Message |
                Should -BeLike 'Order 45453571 with reference ABC1234 was not returned: KornitX rejected the request (HTTP 400: Invalid order status). Nothing was booked.'
            $failed[0].TargetObject.Reference | Should -BeExactly 'ABC1234'
        }
    }
}
