BeforeAll {
    . "$PSScriptRoot/sandbox.ps1"

    class SpreadsheetRow {
        [long] $OrderId
        [long] $ItemId
        [int] $Quantity
    }
}

Describe 'Pipeline input of New-KornitXCancellation' {
    BeforeEach { $sandbox = Connect-TestSandbox }

    AfterEach { Disconnect-TestSandbox }

    Context 'kinds of objects' {
        It 'accepts <Kind>' -ForEach @(
            @{ Kind = 'a hashtable'; Make = { @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 } } }
            @{ Kind = 'an ordered dictionary'; Make = { [ordered]@{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 } } }
            @{ Kind = 'a PSCustomObject'; Make = { [pscustomobject]@{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 } } }
            @{ Kind = 'an instance of a class'; Make = { [SpreadsheetRow]@{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 } } }
            @{ Kind = 'a CSV row'; Make = { 'OrderId,ItemId,Quantity', '45453571,12345678,1' | ConvertFrom-Csv } }
            @{ Kind = 'an object selected from another'; Make = { [pscustomobject]@{ OrderId = 45453571; ItemId = 12345678; Quantity = 1; Note = 'x' } | Select-Object OrderId, ItemId, Quantity } }
            @{ Kind = 'a data row'; Make = {
                    $table = [System.Data.DataTable]::new()
                    $null = $table.Columns.Add('OrderId', [long]), $table.Columns.Add('ItemId', [long]), $table.Columns.Add('Quantity', [int])
                    , $table.Rows.Add(45453571, 12345678, 1)
                }
            }
            @{ Kind = 'a row of a data view'; Make = {
                    $table = [System.Data.DataTable]::new()
                    $null = $table.Columns.Add('Order Id', [decimal]), $table.Columns.Add('ItemId', [long]), $table.Columns.Add('Quantity', [double]), $table.Columns.Add('Reference', [string])
                    $null = $table.Rows.Add(45453571d, 12345678, 1.0, [dbnull]::Value)
                    $table.DefaultView[0]
                }
            }
            @{ Kind = 'an ExpandoObject'; Make = { $bag = [System.Dynamic.ExpandoObject]::new(); $bag.OrderId = 45453571; $bag.ItemId = 12345678; $bag.Quantity = 1; $bag } }
            @{ Kind = 'a generic dictionary'; Make = { $bag = [System.Collections.Generic.Dictionary[string, object]]::new(); $bag.OrderId = 45453571; $bag.ItemId = 12345678; $bag.Quantity = 1; $bag } }
            @{ Kind = 'an XML element with attributes'; Make = { ([xml] '<rows><row order-id="45453571" id="12345678" quantity=" 1 "/></rows>').rows.row } }
            @{ Kind = 'an XML element with elements'; Make = { ([xml] '<rows><row><order_id>45453571</order_id><id><![CDATA[12345678]]></id><quantity>1</quantity><reference/></row></rows>').rows.row } }
            @{ Kind = 'an XML element with items'; Make = { ([xml] '<orders><order OrderId="45453571"><items><item><id>12345678</id><quantity>1</quantity></item></items></order></orders>').orders.order } }
            @{ Kind = 'a row with a column Items that is a count'; Make = { 'OrderId,ItemId,Quantity,Items', '45453571,12345678,1,3' | ConvertFrom-Csv } }
            @{ Kind = 'a JSON object with a point in its numbers'; Make = { '{"order_id":45453571.0,"id":12345678,"quantity":1.0,"items":null}' | ConvertFrom-Json } }
            @{ Kind = 'an object with a script property'; Make = { [pscustomobject]@{ OrderId = 45453571; ItemId = 12345678 } | Add-Member -PassThru ScriptProperty Quantity { 1 } } }
            @{ Kind = 'an empty object that members were added to'; Make = {
                    [object]::new() | Add-Member -PassThru -NotePropertyMembers @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }
                }
            }
        ) {
            $null = & $Make | New-KornitXCancellation

            $request = Get-OrderRequest $sandbox
            $request.Path | Should -BeExactly '/order/45453571/cancellation'
            $request.Body | Should -BeExactly '{"items":[{"id":12345678,"quantity":1}]}'
        }

        It 'accepts whole numbers of type <_>' -ForEach 'byte', 'int16', 'int', 'long', 'uint32', 'uint64', 'bigint', 'string', 'double', 'float', 'decimal' {
            $null = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 2 -as $_ } | New-KornitXCancellation

            (Get-OrderRequest $sandbox).Body | Should -BeExactly '{"items":[{"id":12345678,"quantity":2}]}'
        }
    }

    Context 'the same row' {
        It 'is the same item or error in every type of object' {
            $random = [random]::new(14)
            $orders = '1', ' 2 ', 3, 4.0, 5d, '6x', '7.0', 8.5, $true, '', $null, '0x9'
            $references = 'A', ' B ', "C$([char]0x200B)", "D$([char]0xFFFD)", 12, 13.0, 1.5, '', $null
            $shapes = @{
                Hashtable    = { $args[0] }
                Object       = { [pscustomobject] $args[0] }
                Generic      = { $bag = [System.Collections.Generic.SortedDictionary[string, object]]::new(); foreach ($key in $args[0].Keys) { $bag[$key] = $args[0][$key] }; $bag }
                Expando      = { $bag = [System.Dynamic.ExpandoObject]::new(); foreach ($key in $args[0].Keys) { $bag.$key = $args[0][$key] }; , $bag }
                Data         = { $table = [System.Data.DataTable]::new(); foreach ($key in $args[0].Keys) { $null = $table.Columns.Add($key, [object]) }; $row = $table.NewRow(); foreach ($key in $args[0].Keys) { $row[$key] = if ($null -eq $args[0][$key]) { [dbnull]::Value } else { $args[0][$key] } }; $table.Rows.Add($row); $row }
                Deserialized = { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize([pscustomobject] $args[0])) }
                Inner        = { @{ Items = @([pscustomobject] $args[0]) } }
            }
            foreach ($try in 1..40) {
                $row = [ordered]@{
                    OrderId          = $orders[$random.Next($orders.Count)]
                    OrderExternalRef = $references[$random.Next($references.Count)]
                    ItemId           = $orders[$random.Next($orders.Count)]
                    ItemExternalRef  = $references[$random.Next($references.Count)]
                    Quantity         = $orders[$random.Next(6)]
                }
                if (-not ($row.Values | Where-Object { "$_".Trim() })) { continue }
                $outcomes = foreach ($shape in $shapes.Keys) {
                    $sandbox.ClearRequests()
                    $message = try {
                        $piped = & $shapes[$shape] $row
                        $piped | New-KornitXCancellation -ErrorAction SilentlyContinue -ErrorVariable failed
                        $failed | Where-Object { $_.FullyQualifiedErrorId -notlike 'RequestRejected*' } | ForEach-Object { $_.Exception.Message }
                    }
                    catch { $_.Exception.Message }
                    $sent = @(Get-OrderRequest $sandbox | ForEach-Object { "$($_.Path) $($_.Body)" })
                    ($sent.Count -eq 1) -xor [bool] $message | Should -BeTrue -Because "one item or one error comes of $($row | ConvertTo-Json -Compress) as $shape"
                    "$sent$message" -replace 'Row 1(, item 1)?( \([^)]*\))?', 'Row 1' -replace ' Columns found: [^.]*\.'
                }
                $outcomes | Select-Object -Unique | Should -HaveCount 1 -Because ($row | ConvertTo-Json -Compress)
            }
        }
    }

    Context 'lists for -Item' {
        It 'accepts <Kind>' -ForEach @(
            @{ Kind = 'a set'; Make = { , [System.Collections.Generic.HashSet[object]]::new([object[]] $args) } }
            @{ Kind = 'a queue'; Make = { , [System.Collections.Generic.Queue[object]]::new([object[]] $args) } }
            @{ Kind = 'a bag'; Make = { , [System.Collections.Concurrent.ConcurrentBag[object]]::new([object[]] $args) } }
            @{ Kind = 'the values of a hashtable'; Make = { , @{ a = $args[0]; b = $args[1] }.Values } }
            @{ Kind = 'an ArrayList'; Make = { , [System.Collections.ArrayList]::new($args) } }
            @{ Kind = 'lists in an array'; Make = { , @([System.Collections.Generic.HashSet[object]]::new([object[]] $args[0]), $args[1]) } }
        ) {
            $list = & $Make @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 } @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 }

            $null = New-KornitXCancellation -Item $list

            (Get-OrderRequest $sandbox).Path | Sort-Object | Should -Be '/order/45453571/cancellation', '/order/45453579/cancellation'
        }

        It 'accepts a data table and its rows' {
            $table = [System.Data.DataTable]::new()
            $null = $table.Columns.Add('OrderId', [long]), $table.Columns.Add('ItemId', [long]), $table.Columns.Add('Quantity', [decimal])
            $null = $table.Rows.Add(45453571, 12345678, 1.00d), $table.Rows.Add(45453571, 12345679, 1d)

            $null = New-KornitXCancellation -Item $table.Rows
            $null = New-KornitXCancellation -Item $table -Force

            (Get-OrderRequest $sandbox).Body | Should -Be (, '{"items":[{"id":12345678,"quantity":1},{"id":12345679,"quantity":1}]}' * 2)
        }

        It 'accepts ExpandoObjects' {
            $bags = foreach ($id in 12345678, 12345679) { $bag = [System.Dynamic.ExpandoObject]::new(); $bag.OrderId = 45453571; $bag.ItemId = $id; $bag.Quantity = 1; , $bag }

            $null = $bags | New-KornitXCancellation

            (Get-OrderRequest $sandbox).Body | Should -BeExactly '{"items":[{"id":12345678,"quantity":1},{"id":12345679,"quantity":1}]}'
        }
    }

    Context 'files' {
        It 'accepts a CSV file' {
            Set-Content TestDrive:/cancellations.csv -Value 'OrderId,ItemId,Quantity', '45453571,12345678,1', '45453571,12345679,2', '45453579,12345694,3'

            $null = Import-Csv TestDrive:/cancellations.csv | New-KornitXCancellation -ThrottleLimit 1

            $requests = Get-OrderRequest $sandbox
            $requests.Path | Should -Be '/order/45453571/cancellation', '/order/45453579/cancellation'
            $requests.Body | Should -Be '{"items":[{"id":12345678,"quantity":1},{"id":12345679,"quantity":2}]}', '{"items":[{"id":12345694,"quantity":3}]}'
        }

        It 'treats a blank CSV cell as an absent field' {
            $null = 'OrderId,OrderExternalRef,ItemId,ItemExternalRef,Quantity,Reference', '45453571, ,12345678,,1,' |
                ConvertFrom-Csv | New-KornitXCancellation

            $request = Get-OrderRequest $sandbox
            $request.Path | Should -BeExactly '/order/45453571/cancellation'
            $request.Body | Should -BeExactly '{"items":[{"id":12345678,"quantity":1}]}'
        }

        It 'ignores other columns' {
            $null = 'Name,OrderId,ItemId,Quantity,Price,Status', 'Mug,45453571,12345678,1,"9,99",New' | ConvertFrom-Csv | New-KornitXCancellation

            (Get-OrderRequest $sandbox).Body | Should -BeExactly '{"items":[{"id":12345678,"quantity":1}]}'
        }

        It 'accepts a JSON file with an array' {
            Set-Content TestDrive:/items.json -Value '[{"order_id":45453571,"id":12345678,"quantity":1},{"order_id":45453571,"id":12345679,"quantity":2}]'

            $null = Get-Content TestDrive:/items.json -Raw | ConvertFrom-Json | New-KornitXCancellation

            (Get-OrderRequest $sandbox).Body | Should -BeExactly '{"items":[{"id":12345678,"quantity":1},{"id":12345679,"quantity":2}]}'
        }

        It 'accepts a JSON array as one object' {
            $json = '[{"order_id":45453571,"id":12345678,"quantity":1},{"order_id":45453571,"id":12345679,"quantity":2}]'

            $null = New-KornitXCancellation -Item ($json | ConvertFrom-Json)

            (Get-OrderRequest $sandbox).Body | Should -BeExactly '{"items":[{"id":12345678,"quantity":1},{"id":12345679,"quantity":2}]}'
        }

        It 'accepts orders with nested items' {
            $null = '{"order_id":45453571,"reference":"ABC1234","items":[{"id":12345678,"quantity":1},{"id":12345679,"quantity":2}]}' |
                ConvertFrom-Json | New-KornitXCancellation

            $request = Get-OrderRequest $sandbox
            $request.Path | Should -BeExactly '/order/45453571/cancellation'
            $request.Body | Should -BeExactly '{"reference":"ABC1234","items":[{"id":12345678,"quantity":1},{"id":12345679,"quantity":2}]}'
        }

        It 'accepts nested items in a hashtable, one or several' {
            $null = @{ OrderId = 45453571; Items = @{ Id = 12345678; Quantity = 1 } },
            @{ OrderId = 45453579; Items = @(@{ Id = 12345694; Quantity = 2 }) } | New-KornitXCancellation -ThrottleLimit 1

            (Get-OrderRequest $sandbox).Body |
                Should -Be '{"items":[{"id":12345678,"quantity":1}]}', '{"items":[{"id":12345694,"quantity":2}]}'
        }
    }

    Context 'names of fields' {
        It 'reads the header <Shown>' -ForEach @(
            @{ Shown = 'with a trailing blank'; Name = 'Reference ' }
            @{ Shown = 'with a non-breaking blank'; Name = "Reference$([char]0xA0)" }
            @{ Shown = 'with a zero-width blank'; Name = "Refe$([char]0x200B)rence" }
            @{ Shown = 'with a byte order mark'; Name = "$([char]0xFEFF)Reference" }
            @{ Shown = 'in capitals with an underscore'; Name = 'REFE_RENCE' }
        ) {
            $null = [pscustomobject]@{ 'Order Id' = 45453571; 'item-id' = 12345678; 'QUANTITY ' = 1; $Name = 'R1' } | New-KornitXCancellation

            (Get-OrderRequest $sandbox).Body | Should -BeExactly '{"reference":"R1","items":[{"id":12345678,"quantity":1}]}'
        }

        It 'warns once about each column similar to a field: <Name>' -ForEach @(
            @{ Name = 'Refrence'; Field = 'Reference' }
            @{ Name = 'Ref'; Field = 'Reference' }
            @{ Name = 'Return Reference'; Field = 'Reference' }
            @{ Name = 'Order_Reference'; Field = 'OrderExternalRef' }
        ) {
            $rows = 1..3 | ForEach-Object { [pscustomobject]@{ OrderId = 45453571; ItemId = 12345678; Quantity = 1; $Name = 'R1'; 'Item Name' = 'Mug' } }

            $null = $rows | New-KornitXCancellation -WarningVariable warned -WarningAction SilentlyContinue

            $warned[0].Message | Should -BeExactly "Column '$Name' is ignored. It may mean $Field; if so, rename it."
            $warned.Message -like 'Column*' | Should -HaveCount 1
            (Get-OrderRequest $sandbox).Body | Should -Not -BeLike '*R1*'
        }

        It 'reads <Names>' -ForEach @(
            @{ Names = 'order_id, id, quantity'; Row = @{ order_id = 45453571; id = 12345678; quantity = 1 }; Path = '/order/45453571/cancellation'; Item = '"id":12345678' }
            @{ Names = 'OrderId, Id, Quantity'; Row = @{ OrderId = 45453571; Id = 12345678; Quantity = 1 }; Path = '/order/45453571/cancellation'; Item = '"id":12345678' }
            @{ Names = 'orderid, ITEMID, QUANTITY'; Row = @{ orderid = 45453571; ITEMID = 12345678; QUANTITY = 1 }; Path = '/order/45453571/cancellation'; Item = '"id":12345678' }
            @{ Names = 'OrderExternalRef, external_ref'; Row = @{ OrderExternalRef = 'POS-584551'; external_ref = 'ABCD'; quantity = 1 }; Path = '/order/by-external-ref/POS-584551/cancellation'; Item = '"external_ref":"ABCD"' }
            @{ Names = 'order_external_ref, item_external_ref'; Row = @{ order_external_ref = 'POS-584551'; item_external_ref = 'ABCD'; quantity = 1 }; Path = '/order/by-external-ref/POS-584551/cancellation'; Item = '"external_ref":"ABCD"' }
            @{ Names = 'both of the order, combined'; Row = @{ order_id = 45453571; order_external_ref = 'POS-584551'; combined = 'ABCD-12345678'; quantity = 1 }; Path = '/order/by-combined/POS-584551-45453571/cancellation'; Item = '"combined":"ABCD-12345678"' }
        ) {
            $null = $Row | New-KornitXCancellation

            $request = Get-OrderRequest $sandbox
            $request.Path | Should -BeExactly $Path
            $request.Body | Should -BeExactly "{`"items`":[{$Item,`"quantity`":1}]}"
        }

        It 'splits combined at the last hyphen' {
            $null = @{ OrderId = 45453574; OrderExternalRef = "WEB 1001/$([char]0xE4)#1"; Combined = "MUG-11oz/$([char]0xDF)-12345686"; Quantity = 1 } | New-KornitXCancellation

            $sandbox.Bookings.Items.ItemId | Should -Be 12345686
        }
    }

    Context 'addressing' {
        It 'is <Addressing> for <Fields>' -ForEach @(
            @{ Addressing = 'Combined'; Fields = 'all four'; Row = @{ OrderId = 45453571; OrderExternalRef = 'POS-584551'; ItemId = 12345678; ItemExternalRef = 'ABCD'; Quantity = 1 } }
            @{ Addressing = 'Id'; Fields = 'both IDs'; Row = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 } }
            @{ Addressing = 'Id'; Fields = 'both IDs and the order''s reference'; Row = @{ OrderId = 45453571; OrderExternalRef = 'POS-584551'; ItemId = 12345678; Quantity = 1 } }
            @{ Addressing = 'Id'; Fields = 'both IDs and the item''s reference'; Row = @{ OrderId = 45453571; ItemId = 12345678; ItemExternalRef = 'ABCD'; Quantity = 1 } }
            @{ Addressing = 'Id'; Fields = 'the order''s ID and combined'; Row = @{ OrderId = 45453571; Combined = 'ABCD-12345678'; Quantity = 1 } }
            @{ Addressing = 'ExternalRef'; Fields = 'both references'; Row = @{ OrderExternalRef = 'POS-584551'; ItemExternalRef = 'ABCD'; Quantity = 1 } }
            @{ Addressing = 'ExternalRef'; Fields = 'both references and the order''s ID'; Row = @{ OrderId = 45453571; OrderExternalRef = 'POS-584551'; ItemExternalRef = 'ABCD'; Quantity = 1 } }
            @{ Addressing = 'ExternalRef'; Fields = 'both references and the item''s ID'; Row = @{ OrderExternalRef = 'POS-584551'; ItemExternalRef = 'ABCD'; ItemId = 12345678; Quantity = 1 } }
        ) {
            ($Row | New-KornitXCancellation).Request.Addressing | Should -BeExactly $Addressing
        }

        It 'echoes unused fields and does not send them' {
            $cancellation = @{ OrderId = 45453571; OrderExternalRef = 'no such order'; ItemId = 12345678; ItemExternalRef = 'no such item'; Quantity = 1; Addressing = 'Id' } |
                New-KornitXCancellation

            (Get-OrderRequest $sandbox).Path | Should -BeExactly '/order/45453571/cancellation'
            (Get-OrderRequest $sandbox).Body | Should -BeExactly '{"items":[{"id":12345678,"quantity":1}]}'
            $cancellation.OrderExternalRef | Should -BeExactly 'no such order'
            $cancellation.Request.Items.ItemExternalRef | Should -BeExactly 'no such item'
        }
    }

    Context 'earlier output' {
        It 'accepts a result''s request in the other command with the same addressing: <Addressing>' -ForEach @(
            @{ Addressing = 'Id'; Given = @{ OrderId = 45453571; ItemId = 12345678 } }
            @{ Addressing = 'ExternalRef'; Given = @{ OrderExternalRef = 'POS-584551'; ItemExternalRef = 'ABCD' } }
            @{ Addressing = 'Combined'; Given = @{ OrderExternalRef = 'POS-584551'; OrderId = 45453571; ItemExternalRef = 'ABCD'; ItemId = 12345678 } }
        ) {
            $first = New-KornitXCancellation @Given -Quantity 2 -Reference ABC1234

            $null = $first.Request | New-KornitXReturn -Reference R1 -ErrorAction SilentlyContinue

            $requests = Get-OrderRequest $sandbox
            $requests | Should -HaveCount 2
            $requests[1].Path | Should -BeExactly ($requests[0].Path -replace 'cancellation$', 'return')
            $requests[1].Body | Should -BeExactly ($requests[0].Body -replace 'ABC1234', 'R1')
        }

        It 'keeps the addressing if a row has fields for another' {
            $sandbox.AddFault(@{ Kind = 'Forbidden' })
            @{ OrderId = 45453571; OrderExternalRef = 'POS-584551'; ItemId = 12345678; Quantity = 1 },
            @{ OrderId = 45453571; OrderExternalRef = 'POS-584551'; ItemId = 12345679; ItemExternalRef = 'EFGH'; Quantity = 1; Addressing = 'Id' } |
                New-KornitXCancellation -ErrorAction SilentlyContinue -ErrorVariable failed

            $null = $failed.TargetObject | New-KornitXCancellation

            (Get-OrderRequest $sandbox).Path | Should -Be '/order/45453571/cancellation', '/order/45453571/cancellation'
        }

        It 'accepts deserialized rows and requests' {
            $module = (Get-Module KornitX.PowerShell).ModuleBase
            $job = Start-Job {
                Import-Module $using:module
                [pscustomobject]@{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 }
                @{ OrderId = 45453576; ItemId = 12345688; Quantity = 1 }
                Start-KornitXSandbox -Fault Forbidden | Connect-KornitX
                New-KornitXCancellation -OrderId 45453571 -Item @{ Id = 12345678; Quantity = 1 }, @{ Id = 12345679; Quantity = 2 } -ErrorAction SilentlyContinue
                $Error[0].TargetObject
            }

            $null = $job | Receive-Job -Wait -AutoRemoveJob | New-KornitXCancellation -ThrottleLimit 1

            (Get-OrderRequest $sandbox).Body | Should -Be @(
                '{"items":[{"id":12345694,"quantity":1}]}'
                '{"items":[{"id":12345688,"quantity":1}]}'
                '{"items":[{"id":12345678,"quantity":1},{"id":12345679,"quantity":2}]}'
            )
        }

        It 'reads deserialized values with their original types' {
            $rows = Start-Job {
                $null, [dbnull]::Value, ' ' | ForEach-Object { [pscustomobject]@{ OrderId = [bigint]45453571; OrderExternalRef = $_; ItemId = '12345678'; Quantity = [byte]1 } }
                [System.DayOfWeek]::Friday, 1.5, 1.5d, $true, [char]'1', [datetime]'2026-01-01', @(1), @{ a = 1 } |
                    ForEach-Object { [pscustomobject]@{ OrderId = 45453579; ItemId = 12345694; Quantity = $_ } }
            } | Receive-Job -Wait -AutoRemoveJob

            $null = $rows | New-KornitXCancellation -ErrorAction SilentlyContinue -ErrorVariable failed -WarningAction SilentlyContinue

            (Get-OrderRequest $sandbox).Body | Should -BeExactly '{"items":[{"id":12345678,"quantity":1},{"id":12345678,"quantity":1},{"id":12345678,"quantity":1}]}'
            $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be (, 'InvalidItem' * 8)
            $failed.Exception.Message | Should -BeLike 'Row * (45453579, 12345694, *): Quantity * is not a whole number from 1 to 2147483647.'
        }

        It 'accepts $Error[0].TargetObject of a rejected order' {
            $sandbox.AddFault(@{ Kind = 'Forbidden' })
            New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -ErrorAction SilentlyContinue

            $null = $Error[0].TargetObject | New-KornitXCancellation

            (Get-OrderRequest $sandbox).Body | Should -Be '{"items":[{"id":12345678,"quantity":1}]}', '{"items":[{"id":12345678,"quantity":1}]}'
            $sandbox.Bookings | Should -HaveCount 1
        }

        It 'accepts the fixed target of <Id>' -ForEach @(
            @{ Id = 'a bad row from the pipeline'; Do = { @{ OrderId = 45453571; ItemId = 12345678; Quantity = 0 } | New-KornitXCancellation -ErrorAction SilentlyContinue } }
            @{ Id = 'a bad item spelled out'; Do = { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 0 -ErrorAction SilentlyContinue } }
        ) {
            & $Do
            $row = $Error[0].TargetObject
            $row.Quantity = 1

            $null = $row | New-KornitXCancellation

            (Get-OrderRequest $sandbox).Body | Should -BeExactly '{"items":[{"id":12345678,"quantity":1}]}'
        }
    }

    Context 'members that were added' {
        It 'are read as Export-Csv writes them: <Kind>' -ForEach @(
            @{ Kind = 'a data row'; Make = { $table = [System.Data.DataTable]::new(); $null = $table.Columns.Add('OrderId', [long]), $table.Columns.Add('ItemId', [long]), $table.Columns.Add('Quantity', [int]); , $table.Rows.Add(45453571, 12345678, 1) } }
            @{ Kind = 'a hashtable'; Make = { @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 } } }
            @{ Kind = 'a generic dictionary'; Make = { $bag = [System.Collections.Generic.Dictionary[string, object]]::new(); $bag.OrderId = 45453571; $bag.ItemId = 12345678; $bag.Quantity = 1; $bag } }
            @{ Kind = 'an XML element'; Make = { ([xml] '<rows><row OrderId="45453571" ItemId="12345678" Quantity="1"/></rows>').rows.row } }
            @{ Kind = 'an instance of a class'; Make = { [SpreadsheetRow]@{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 } } }
        ) {
            foreach ($pass in
                { $args[0] | New-KornitXCancellation -Force },
                { New-KornitXCancellation -Item $args[0] -Force },
                { $args[0] | New-KornitXCancellation -Stream -Force },
                { [pscustomobject]@{ Items = @(, $args[0]) } | New-KornitXCancellation -Force }) {
                $sandbox.ClearRequests()
                $row = & $Make | Add-Member -PassThru NoteProperty Reference CX-77

                $null = & $pass $row

                (Get-OrderRequest $sandbox).Body | Should -BeExactly '{"reference":"CX-77","items":[{"id":12345678,"quantity":1}]}'
            }
        }

        It 'identify the order of a data row' {
            $table = [System.Data.DataTable]::new()
            $null = $table.Columns.Add('ItemId', [long]), $table.Columns.Add('Quantity', [int])
            $row = $table.Rows.Add(12345678, 1)

            ($row | Add-Member -PassThru NoteProperty OrderId 45453571 | New-KornitXCancellation).OrderId | Should -Be 45453571
        }

        It 'must not contradict the type''s own: <Kind>' -ForEach @(
            @{ Kind = 'a data row'; Make = { $table = [System.Data.DataTable]::new(); $null = $table.Columns.Add('OrderId', [long]), $table.Columns.Add('ItemId', [long]), $table.Columns.Add('Quantity', [int]); , $table.Rows.Add(45453571, 12345678, 1) } }
            @{ Kind = 'a hashtable'; Make = { @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 } } }
            @{ Kind = 'an instance of a class'; Make = { [SpreadsheetRow]@{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 } } }
        ) {
            & $Make | Add-Member -PassThru -Force NoteProperty Quantity 2 | New-KornitXCancellation -ErrorAction SilentlyContinue -ErrorVariable failed

            $failed[0].Exception.Message | Should -BeLike "Row 1 (45453571, 12345678, 1): Quantity '1' and Quantity '2' have different values for the same field."
            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }
    }

    Context 'pairs of a dictionary' {
        It 'are refused where the keys differ: <Kind>' -ForEach @(
            @{ Kind = 'ExpandoObjects'; Pairs = {
                    $one = [System.Dynamic.ExpandoObject]::new(); $one.OrderId = 45453571; $one.ItemId = 12345678; $one.Quantity = 1
                    $two = [System.Dynamic.ExpandoObject]::new(); $two.Reference = 'R2'; $two.OrderId = 45453579; $two.ItemId = 12345694; $two.Quantity = 1
                    $one | ForEach-Object { $_ }; $two | ForEach-Object { $_ }
                }
            }
            @{ Kind = 'the enumerators of hashtables'; Pairs = {
                    ([ordered]@{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }).GetEnumerator()
                    ([ordered]@{ OrderExternalRef = 'POS-584559'; OrderId = 45453579; ItemId = 12345694; Quantity = 1 }).GetEnumerator()
                }
            }
        ) {
            foreach ($given in @{}, @{ Stream = $true }) {
                { & $Pairs | New-KornitXCancellation @given -ErrorAction SilentlyContinue } |
                    Should -Throw -ErrorId 'InputHeldBack,*' -ExpectedMessage '*pairs of a dictionary*`[pscustomobject`]*-Item*'
                Get-OrderRequest $sandbox | Should -BeNullOrEmpty
            }
        }

        It 'are one row each where the keys are the same' {
            $null = & {
                @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }.GetEnumerator()
                @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 }.GetEnumerator()
            } | New-KornitXCancellation -ThrottleLimit 1

            (Get-OrderRequest $sandbox).Path | Should -Be '/order/45453571/cancellation', '/order/45453579/cancellation'
        }
    }

    Context 'objects that throw while they are read' {
        It 'are an error of their row: <Kind>' -ForEach @(
            @{ Kind = 'a deleted data row'; Message = "*Row 2*can't be read: *"; Make = {
                    $table = [System.Data.DataTable]::new()
                    $null = $table.Columns.Add('OrderId', [long]), $table.Columns.Add('ItemId', [long]), $table.Columns.Add('Quantity', [int])
                    $row = $table.Rows.Add(45453571, 12345678, 1)
                    $table.AcceptChanges()
                    $row.Delete()
                    , $row
                }
            }
            @{ Kind = 'a property of a class'; Message = "*Row 2*its Quantity can't be read: *no stock*"; Make = { [pscustomobject]@{ OrderId = 45453571; ItemId = 12345678 } | Add-Member -PassThru ScriptProperty Quantity { throw [System.IO.IOException]::new('no stock') } } }
            @{ Kind = 'a property before the order'; Message = "*Row 2*its Quantity can't be read: *no stock*"; Make = { [pscustomobject]@{} | Add-Member -PassThru ScriptProperty Quantity { throw 'no stock' } | Add-Member -PassThru -NotePropertyMembers ([ordered]@{ OrderId = 45453571; ItemId = 12345678 }) } }
        ) {
            $message = $null
            $booked = try { @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 }, (& $Make) | New-KornitXCancellation -ErrorAction SilentlyContinue -ErrorVariable failed } catch { $message = $_.Exception.Message }
            if (-not $message) { $message = $failed[0].Exception.Message }

            $message | Should -BeLike $Message
            if ($Kind -notlike 'a deleted*') { $booked.OrderId | Should -Be 45453579 }
        }

        It 'are an error of their row in a list that is given to -Item' {
            $list = [System.Linq.Enumerable]::Select([int[]] (1, 2), [Func[int, object]] { if ($args[0] -eq 2) { throw 'no stock' }; @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 } })

            { New-KornitXCancellation -Item $list -ErrorAction SilentlyContinue } | Should -Throw -ErrorId 'InputHeldBack,*' -ExpectedMessage "*Row 2 can't be read from its list: *no stock*"
            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }
    }

    Context 'types' {
        It 'that are text: a GUID' {
            $id = [guid] '0f8fad5b-d9cb-469f-a165-70867728950e'
            $null = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1; Reference = $id } | New-KornitXCancellation

            (Get-OrderRequest $sandbox).Body | Should -BeLike "{`"reference`":`"$id`",*"
        }

        It 'that are rows: a generic dictionary in a list keeps all its columns in the target' {
            $row = [System.Collections.Generic.Dictionary[string, object]]::new()
            $row.OrderId = 45453571; $row.ItemId = 12345678; $row.Quantity = 'x'; $row.Note = 'gift'

            New-KornitXCancellation -Item @(, $row) -ErrorAction SilentlyContinue -ErrorVariable failed

            $failed[0].TargetObject.Note | Should -Be 'gift'
        }
    }

    Context 'invalid input' {
        It 'reports <Kind>' -ForEach @(
            @{ Kind = 'a result'; Value = $null; Message = 'Row 2 is the result of a cancellation, which is booked. Pipe its Request to New-KornitXReturn to book the same items there.' }
            @{ Kind = 'a string'; Value = '45453571'; Message = "Row 2 is '45453571', not an object with fields *" }
            @{ Kind = 'a number'; Value = 45453571; Message = "Row 2 is '45453571', not an object with fields *" }
            @{ Kind = '$null'; Value = $null; Message = 'Row 2 is empty.' }
            @{ Kind = 'an XML document'; Value = [xml] '<a/>'; Message = 'Row 2 is of the type XmlDocument, not an object with fields *' }
            @{ Kind = 'an object of nothing we know'; Value = [pscustomobject]@{ Colour = 'red' }; Message = 'Row 2: no order ID or reference, and no item. *' }
            @{ Kind = 'an empty hashtable'; Value = @{}; Message = 'Row 2: no order ID or reference, and no item. *' }
            @{ Kind = 'an order without items'; Value = @{ OrderId = 45453571; Items = @() }; Message = 'Row 2 (45453571): its Items are empty.' }
            @{ Kind = 'items within items'; Value = @{ OrderId = 45453571; Items = @{ Items = @{ Id = 12345678; Quantity = 1 } } }; Message = 'Row 2, item 1 (45453571): its Items have Items of their own.' }
            @{ Kind = 'Items that are text'; Value = @{ OrderId = 45453571; Items = '1 x 12345678' }; Message = 'Row 2 (45453571): no item. *' }
            @{ Kind = 'a string among the items'; Value = @{ OrderId = 45453571; Items = @('12345678') }; Message = "Row 2, item 1 (45453571) is '12345678', not an object with fields *" }
            @{ Kind = 'an item that has Items, too'; Value = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1; Items = @{ Id = 12345679; Quantity = 1 } }; Message = 'Row 2 (45453571, 12345678, 1) has the fields of an item and also Items. Move that item to Items.' }
            @{ Kind = 'two lists of items'; Value = (& { $table = [hashtable]::new([StringComparer]::Ordinal); $table.items = @{ Id = 12345678; Quantity = 1 }; $table.Items = @{ Id = 12345679; Quantity = 1 }; $table }); Message = 'Row 2 has Items more than once.' }
            @{ Kind = 'Items that fail when they are read'; Value = @{ OrderId = 45453571; Items = [System.Linq.Enumerable]::Select([int[]] (1, 2), [Func[int, object]] { if ($args[0] -eq 2) { throw 'no stock' }; @{ Id = 12345678; Quantity = 1 } }) }; Message = "Row 2 (45453571): its Items can't be read: *no stock*" }
            @{ Kind = 'an object that fails when it is read'; Value = ([pscustomobject]@{ OrderId = 45453571; ItemId = 12345678 } | Add-Member -PassThru ScriptProperty Quantity { throw 'no stock' }); Message = "Row 2 (45453571, 12345678, *): its Quantity can't be read: *no stock*" }
        ) {
            if ($Message -match 'result') { $Value = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 }
            $identifiesOrder = $Value -is [hashtable] -and $Value.Contains('OrderId') -or $Kind -eq 'an object that fails when it is read'
            $rows = @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 }, $Value

            try { $null = $rows | New-KornitXCancellation -ErrorAction SilentlyContinue -ErrorVariable failed } catch { $ended = $_ }

            if ($identifiesOrder) {
                $failed.FullyQualifiedErrorId -replace ',.*' | Should -BeExactly 'InvalidItem'
                $failed[0].Exception.Message | Should -BeLike $Message
                $sandbox.Bookings.OrderId | Should -Be 45453579
            }
            else {
                $ended.FullyQualifiedErrorId | Should -BeLike 'InputHeldBack,*'
                $ended.Exception.Message | Should -BeLike "*$Message*"
                @($sandbox.Bookings | ForEach-Object OrderId) | Should -Not -Contain 45453579
            }
        }
    }
}
