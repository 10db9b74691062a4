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
            @{ Kind = 'an object selected from another'
                Make = {
                    [pscustomobject]@{ OrderId = 45453571; ItemId = 12345678; Quantity = 1; Note = 'x' } |
                        Select-Object OrderId, ItemId, Quantity
                }
            }
            @{ Kind = 'a data row'; Make = {
                    $table = [System.Data.DataTable]::new()
                    $null = 'OrderId', 'ItemId', 'Quantity' | ForEach-Object { $table.Columns.Add($_, [long]) }
                    $table.Rows.Add(45453571, 12345678, 1)
                }
            }
            @{ Kind = 'a row of a data view'; Make = {
                    $table = [System.Data.DataTable]::new()
                    $null = $table.Columns.Add('Order Id', [decimal]), $table.Columns.Add('ItemId', [long])
                    $null = $table.Columns.Add('Quantity', [double]), $table.Columns.Add('Reference', [string])
                    $null = $table.Rows.Add(45453571d, 12345678, 1.0, [dbnull]::Value)
                    $table.DefaultView[0]
                }
            }
            @{ Kind = 'an ExpandoObject'
                Make = {
                    $bag = [System.Dynamic.ExpandoObject]::new()
                    $bag.OrderId = 45453571; $bag.ItemId = 12345678; $bag.Quantity = 1
                    $bag
                }
            }
            @{ Kind = 'a generic dictionary'
                Make = {
                    $bag = [System.Collections.Generic.Dictionary[string, object]]::new()
                    $bag.OrderId = 45453571; $bag.ItemId = 12345678; $bag.Quantity = 1
                    $bag
                }
            }
            @{ Kind = 'an XML element with attributes'
                Make = { ([xml] '<rows><row order-id="45453571" id="12345678" quantity=" 1 "/></rows>').rows.row }
            }
            @{ Kind = 'an XML element with elements'
                Make = {
                    ([xml] ('<rows><row><order_id>45453571</order_id><id><![CDATA[12345678]]></id><quantity>1</quantity>' +
                            '<reference/></row></rows>')).rows.row
                }
            }
            @{ Kind = 'an XML element with items'
                Make = {
                    ([xml] ('<orders><order OrderId="45453571"><items><item><id>12345678</id><quantity>1</quantity></item></items>' +
                            '</order></orders>')).orders.order
                }
            }
            @{ Kind = 'a row with a column Items that is a count'
                Make = { 'OrderId,ItemId,Quantity,Items', '45453571,12345678,1,3' | ConvertFrom-Csv }
            }
            @{ Kind = 'a JSON object with a point in its numbers'
                Make = { '{"order_id":45453571.0,"id":12345678,"quantity":1.0,"items":null}' | ConvertFrom-Json }
            }
            @{ Kind = 'an object with a script property'
                Make = { [pscustomobject]@{ OrderId = 45453571; ItemId = 12345678 } | Add-Member -PassThru ScriptProperty Quantity { 1 } }
            }
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

        It 'accepts whole numbers of type <_>' -ForEach @(
            'byte', 'int16', 'int', 'long', 'uint32', 'uint64', 'bigint', 'string', 'double', 'float', 'decimal'
        ) {
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
                Generic      = {
                    $bag = [System.Collections.Generic.SortedDictionary[string, object]]::new()
                    foreach ($key in $args[0].Keys) { $bag[$key] = $args[0][$key] }
                    $bag
                }
                Expando      = {
                    $bag = [System.Dynamic.ExpandoObject]::new()
                    foreach ($key in $args[0].Keys) { $bag.$key = $args[0][$key] }
                    , $bag
                }
                Data         = {
                    $table = [System.Data.DataTable]::new()
                    foreach ($key in $args[0].Keys) { $null = $table.Columns.Add($key, [object]) }
                    $values = foreach ($value in $args[0].Values) { if ($null -eq $value) { [dbnull]::Value } else { $value } }
                    $table.Rows.Add($values)
                }
                Deserialized = {
                    $xml = [System.Management.Automation.PSSerializer]::Serialize([pscustomobject] $args[0])
                    [System.Management.Automation.PSSerializer]::Deserialize($xml)
                }
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
                    $piped = & $shapes[$shape] $row
                    $failed = Get-Failed { $piped | New-KornitXCancellation -WarningAction SilentlyContinue }
                    $message = $failed | Where-Object FullyQualifiedErrorId -NotLike 'RequestRejected*' |
                        ForEach-Object { $_.Exception.Message }
                    $sent = @(Get-OrderRequest $sandbox | ForEach-Object { "$($_.Path) $($_.Body)" })
                    ($sent.Count -eq 1) -xor [bool] $message | Should -BeTrue -Because "$($row | ConvertTo-Json -Compress) as $shape"
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
            @{ Kind = 'lists in an array'
                Make = { , @([System.Collections.Generic.HashSet[object]]::new([object[]] $args[0]), $args[1]) }
            }
        ) {
            $one = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }
            $two = @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 }

            $null = New-KornitXCancellation -Item (& $Make $one $two)

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
            $bags = foreach ($id in 12345678, 12345679) {
                $bag = [System.Dynamic.ExpandoObject]::new()
                $bag.OrderId = 45453571; $bag.ItemId = $id; $bag.Quantity = 1
                , $bag
            }

            $null = $bags | New-KornitXCancellation

            (Get-OrderRequest $sandbox).Body | Should -BeExactly '{"items":[{"id":12345678,"quantity":1},{"id":12345679,"quantity":1}]}'
        }
    }

    Context 'files' {
        It 'accepts a CSV file' {
            'OrderId,ItemId,Quantity', '45453571,12345678,1', '45453571,12345679,2', '45453579,12345694,3' |
                Set-Content TestDrive:/cancellations.csv

            $null = Import-Csv TestDrive:/cancellations.csv | New-KornitXCancellation -ThrottleLimit 1

            $requests = Get-OrderRequest $sandbox
            $requests.Path | Should -Be '/order/45453571/cancellation', '/order/45453579/cancellation'
            $requests.Body | Should -Be @(
                '{"items":[{"id":12345678,"quantity":1},{"id":12345679,"quantity":2}]}'
                '{"items":[{"id":12345694,"quantity":3}]}'
            )
        }

        It 'treats a blank CSV cell as an absent field' {
            $null = 'OrderId,OrderExternalRef,ItemId,ItemExternalRef,Quantity,Reference', '45453571, ,12345678,,1,' |
                ConvertFrom-Csv | New-KornitXCancellation

            $request = Get-OrderRequest $sandbox
            $request.Path | Should -BeExactly '/order/45453571/cancellation'
            $request.Body | Should -BeExactly '{"items":[{"id":12345678,"quantity":1}]}'
        }

        It 'ignores other columns' {
            $null = 'Name,OrderId,ItemId,Quantity,Price,Status', 'Mug,45453571,12345678,1,"9,99",New' | ConvertFrom-Csv |
                New-KornitXCancellation

            (Get-OrderRequest $sandbox).Body | Should -BeExactly '{"items":[{"id":12345678,"quantity":1}]}'
        }

        It 'accepts a JSON file with an array' {
            '[{"order_id":45453571,"id":12345678,"quantity":1},{"order_id":45453571,"id":12345679,"quantity":2}]' |
                Set-Content TestDrive:/items.json

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

    Context 'types' {
        It 'that are text: a GUID' {
            $id = [guid] '0f8fad5b-d9cb-469f-a165-70867728950e'
            $null = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1; Reference = $id } | New-KornitXCancellation

            (Get-OrderRequest $sandbox).Body | Should -BeLike "{`"reference`":`"$id`",*"
        }

        It 'that are rows: a generic dictionary in a list keeps all its columns in the target' {
            $row = [System.Collections.Generic.Dictionary[string, object]]::new()
            $row.OrderId = 45453571; $row.ItemId = 12345678; $row.Quantity = 'x'; $row.Note = 'gift'

            $failed = Get-Failed { New-KornitXCancellation -Item @(, $row) }

            $failed[0].TargetObject.Note | Should -Be 'gift'
        }
    }

    Context 'invalid input' {
        It 'reports <Kind> that does not tell its order' -ForEach @(
            @{ Kind = 'a string'; Value = '45453571'; Message = "Row 2 is '45453571', not an object with fields *" }
            @{ Kind = 'a number'; Value = 45453571; Message = "Row 2 is '45453571', not an object with fields *" }
            @{ Kind = '$null'; Value = $null; Message = 'Row 2 is empty.' }
            @{ Kind = 'an XML document'; Value = [xml] '<a/>'; Message = 'Row 2 is of the type XmlDocument, not an object with fields *' }
            @{ Kind = 'an object of nothing we know'
                Value = [pscustomobject]@{ Colour = 'red' }
                Message = 'Row 2: no order ID or reference, and no item. *'
            }
            @{ Kind = 'an empty hashtable'; Value = @{}; Message = 'Row 2: no order ID or reference, and no item. *' }
            @{ Kind = 'an object with two lists of items'
                Value = (& {
                        $table = [hashtable]::new([StringComparer]::Ordinal)
                        $table.items = @{ Id = 12345678; Quantity = 1 }
                        $table.Items = @{ Id = 12345679; Quantity = 1 }
                        $table
                    })
                Message = 'Row 2 has Items more than once.'
            }
        ) {
            $failed = Get-Failed { @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 }, $Value | New-KornitXCancellation }

            $failed[-1].FullyQualifiedErrorId | Should -BeLike 'InputHeldBack,*'
            $failed[-1].Exception.Message | Should -BeLike "*$Message*"
            $sandbox.Bookings | Should -BeNullOrEmpty
        }

        It 'reports a result' {
            $cancellation = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1

            { $cancellation | New-KornitXCancellation } | Should -Throw -ErrorId 'InputHeldBack,*' -ExpectedMessage (
                '*Row 1 is the result of a cancellation, which is booked. ' +
                'Pipe its Request to New-KornitXReturn to book the same items there.*')
        }

        It 'reports <Kind> of an order' -ForEach @(
            @{ Kind = 'no items'; Value = @{ OrderId = 45453571; Items = @() }; Message = 'Row 2 (45453571): its Items are empty.' }
            @{ Kind = 'items within items'
                Value = @{ OrderId = 45453571; Items = @{ Items = @{ Id = 12345678; Quantity = 1 } } }
                Message = 'Row 2, item 1 (45453571): its Items have Items of their own.'
            }
            @{ Kind = 'text'; Value = @{ OrderId = 45453571; Items = '1 x 12345678' }; Message = 'Row 2 (45453571): no item. *' }
            @{ Kind = 'a string among the items'
                Value = @{ OrderId = 45453571; Items = @('12345678') }
                Message = "Row 2, item 1 (45453571) is '12345678', not an object with fields *"
            }
            @{ Kind = 'an item outside the items'
                Value = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1; Items = @{ Id = 12345679; Quantity = 1 } }
                Message = 'Row 2 (45453571, 12345678, 1) has the fields of an item and also Items. Move that item to Items.'
            }
            @{ Kind = 'items that fail when they are read'
                Value = @{
                    OrderId = 45453571
                    Items   = [System.Linq.Enumerable]::Select([int[]] (1, 2), [Func[int, object]] {
                            if ($args[0] -eq 2) { throw 'no stock' }
                            @{ Id = 12345678; Quantity = 1 }
                        })
                }
                Message = "Row 2 (45453571): its Items can't be read: *no stock*"
            }
            @{ Kind = 'a field that fails when it is read'
                Value = ([pscustomobject]@{ OrderId = 45453571; ItemId = 12345678 } |
                        Add-Member -PassThru ScriptProperty Quantity { throw 'no stock' })
                Message = "Row 2 (45453571, 12345678, *): its Quantity can't be read: *no stock*"
            }
        ) {
            $failed = Get-Failed { @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 }, $Value | New-KornitXCancellation }

            $failed.FullyQualifiedErrorId | Should -BeLike 'InvalidItem,*'
            $failed[0].Exception.Message | Should -BeLike $Message
            $sandbox.Bookings.OrderId | Should -Be 45453579
        }
    }
}
