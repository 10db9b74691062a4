BeforeAll { . "$PSScriptRoot/sandbox.ps1" }

Describe 'Fields that New-KornitXCancellation reads' {
    BeforeEach { $sandbox = Connect-TestSandbox }

    AfterEach { Disconnect-TestSandbox }

    Context 'names of fields' {
        It 'reads the header <Shown>' -ForEach @(
            @{ Shown = 'with a trailing blank'; Name = 'Reference ' }
            @{ Shown = 'with a non-breaking blank'; Name = "Reference$([char]0xA0)" }
            @{ Shown = 'with a zero-width blank'; Name = "Refe$([char]0x200B)rence" }
            @{ Shown = 'with a byte order mark'; Name = "$([char]0xFEFF)Reference" }
            @{ Shown = 'in capitals with an underscore'; Name = 'REFE_RENCE' }
        ) {
            $row = [pscustomobject]@{ 'Order Id' = 45453571; 'item-id' = 12345678; 'QUANTITY ' = 1; $Name = 'R1' }

            $null = $row | New-KornitXCancellation

            (Get-OrderRequest $sandbox).Body | Should -BeExactly '{"reference":"R1","items":[{"id":12345678,"quantity":1}]}'
        }

        It 'warns once about each column similar to a field: <Name>' -ForEach @(
            @{ Name = 'Refrence'; Field = 'Reference' }
            @{ Name = 'Ref'; Field = 'Reference' }
            @{ Name = 'Return Reference'; Field = 'Reference' }
            @{ Name = 'Order_Reference'; Field = 'OrderExternalRef' }
        ) {
            $rows = @("OrderId,ItemId,Quantity,$Name,Item Name"; @('45453571,12345678,1,R1,Mug') * 3) | ConvertFrom-Csv

            $null = $rows | New-KornitXCancellation -WarningVariable warned -WarningAction SilentlyContinue

            $warned[0].Message | Should -BeExactly "Column '$Name' is ignored. It may mean $Field; if so, rename it."
            $warned.Message -like 'Column*' | Should -HaveCount 1
            (Get-OrderRequest $sandbox).Body | Should -Not -BeLike '*R1*'
        }

        It 'reads <Names>' -ForEach @(
            @{ Names = 'order_id, id, quantity'; Row = @{ order_id = 45453571; id = 12345678; quantity = 1 }
                Path = '/order/45453571/cancellation'; Item = '"id":12345678'
            }
            @{ Names = 'OrderId, Id, Quantity'; Row = @{ OrderId = 45453571; Id = 12345678; Quantity = 1 }
                Path = '/order/45453571/cancellation'; Item = '"id":12345678'
            }
            @{ Names = 'orderid, ITEMID, QUANTITY'; Row = @{ orderid = 45453571; ITEMID = 12345678; QUANTITY = 1 }
                Path = '/order/45453571/cancellation'; Item = '"id":12345678'
            }
            @{ Names = 'OrderExternalRef, external_ref'; Row = @{ OrderExternalRef = 'POS-584551'; external_ref = 'ABCD'; quantity = 1 }
                Path = '/order/by-external-ref/POS-584551/cancellation'; Item = '"external_ref":"ABCD"'
            }
            @{ Names = 'order_external_ref, item_external_ref'
                Row = @{ order_external_ref = 'POS-584551'; item_external_ref = 'ABCD'; quantity = 1 }
                Path = '/order/by-external-ref/POS-584551/cancellation'; Item = '"external_ref":"ABCD"'
            }
            @{ Names = 'both of the order, combined'
                Row = @{ order_id = 45453571; order_external_ref = 'POS-584551'; combined = 'ABCD-12345678'; quantity = 1 }
                Path = '/order/by-combined/POS-584551-45453571/cancellation'; Item = '"combined":"ABCD-12345678"'
            }
        ) {
            $null = $Row | New-KornitXCancellation

            $request = Get-OrderRequest $sandbox
            $request.Path | Should -BeExactly $Path
            $request.Body | Should -BeExactly "{`"items`":[{$Item,`"quantity`":1}]}"
        }

        It 'splits combined at the last hyphen' {
            $order = @{ OrderId = 45453574; OrderExternalRef = "WEB 1001/$([char]0xE4)#1" }
            $null = $order + @{ Combined = "MUG-11oz/$([char]0xDF)-12345686"; Quantity = 1 } | New-KornitXCancellation

            $sandbox.Bookings.Items.ItemId | Should -Be 12345686
        }
    }

    Context 'addressing' {
        It 'is <Addressing> for <Fields>' -ForEach @(
            @{ Addressing = 'Combined'; Fields = 'all four'
                Row = @{ OrderId = 45453571; OrderExternalRef = 'POS-584551'; ItemId = 12345678; ItemExternalRef = 'ABCD'; Quantity = 1 }
            }
            @{ Addressing = 'Id'; Fields = 'both IDs'; Row = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 } }
            @{ Addressing = 'Id'; Fields = 'both IDs and the order''s reference'
                Row = @{ OrderId = 45453571; OrderExternalRef = 'POS-584551'; ItemId = 12345678; Quantity = 1 }
            }
            @{ Addressing = 'Id'; Fields = 'both IDs and the item''s reference'
                Row = @{ OrderId = 45453571; ItemId = 12345678; ItemExternalRef = 'ABCD'; Quantity = 1 }
            }
            @{ Addressing = 'Id'; Fields = 'the order''s ID and combined'
                Row = @{ OrderId = 45453571; Combined = 'ABCD-12345678'; Quantity = 1 }
            }
            @{ Addressing = 'ExternalRef'; Fields = 'both references'
                Row = @{ OrderExternalRef = 'POS-584551'; ItemExternalRef = 'ABCD'; Quantity = 1 }
            }
            @{ Addressing = 'ExternalRef'; Fields = 'both references and the order''s ID'
                Row = @{ OrderId = 45453571; OrderExternalRef = 'POS-584551'; ItemExternalRef = 'ABCD'; Quantity = 1 }
            }
            @{ Addressing = 'ExternalRef'; Fields = 'both references and the item''s ID'
                Row = @{ OrderExternalRef = 'POS-584551'; ItemExternalRef = 'ABCD'; ItemId = 12345678; Quantity = 1 }
            }
        ) {
            ($Row | New-KornitXCancellation).Request.Addressing | Should -BeExactly $Addressing
        }

        It 'echoes unused fields and does not send them' {
            $order = @{ OrderId = 45453571; OrderExternalRef = 'no such order'; Addressing = 'Id' }
            $cancellation = $order + @{ ItemId = 12345678; ItemExternalRef = 'no such item'; Quantity = 1 } | New-KornitXCancellation

            (Get-OrderRequest $sandbox).Path | Should -BeExactly '/order/45453571/cancellation'
            (Get-OrderRequest $sandbox).Body | Should -BeExactly '{"items":[{"id":12345678,"quantity":1}]}'
            $cancellation.OrderExternalRef | Should -BeExactly 'no such order'
            $cancellation.Request.Items.ItemExternalRef | Should -BeExactly 'no such item'
        }
    }
}
