BeforeAll {
    . "$PSScriptRoot/sandbox.ps1"

    class SpreadsheetRow {
        [long] $OrderId
        [long] $ItemId
        [int] $Quantity
    }

    function New-DataRow {
        param([Parameter(Mandatory)] $Fields)

        $table = [System.Data.DataTable]::new()
        foreach ($name in $Fields.Keys) { $null = $table.Columns.Add($name, $Fields[$name].GetType()) }
        $table.Rows.Add([object[]] $Fields.Values)
    }
}

Describe 'Objects that are piped to New-KornitXCancellation' {
    BeforeEach { $sandbox = Connect-TestSandbox }

    AfterEach { Disconnect-TestSandbox }

    Context 'earlier output' {
        It 'accepts a result''s request in the other command with the same addressing: <Addressing>' -ForEach @(
            @{ Addressing = 'Id'; Given = @{ OrderId = 45453571; ItemId = 12345678 } }
            @{ Addressing = 'ExternalRef'; Given = @{ OrderExternalRef = 'POS-584551'; ItemExternalRef = 'ABCD' } }
            @{ Addressing = 'Combined'
                Given = @{ OrderExternalRef = 'POS-584551'; OrderId = 45453571; ItemExternalRef = 'ABCD'; ItemId = 12345678 }
            }
        ) {
            $first = New-KornitXCancellation @Given -Quantity 2 -Reference ABC1234

            $null = $first.Request | New-KornitXReturn -Reference R1 -ErrorAction SilentlyContinue

            $requests = Get-OrderRequest $sandbox
            $requests | Should -HaveCount 2
            $requests[1].Path | Should -BeExactly ($requests[0].Path -replace 'cancellation$', 'return')
            $requests[1].Body | Should -BeExactly ($requests[0].Body -replace 'ABC1234', 'R1')
        }

        It 'keeps the addressing if a row has fields for another' {
            $rows = 'OrderId,OrderExternalRef,ItemId,ItemExternalRef,Quantity,Addressing',
            '45453571,POS-584551,12345678,,1,', '45453571,POS-584551,12345679,EFGH,1,Id' | ConvertFrom-Csv
            $sandbox.AddFault(@{ Kind = 'Forbidden' })
            $failed = Get-Failed { $rows | New-KornitXCancellation }

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
                $items = @{ Id = 12345678; Quantity = 1 }, @{ Id = 12345679; Quantity = 2 }
                New-KornitXCancellation -OrderId 45453571 -Item $items -ErrorAction SilentlyContinue
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
                $null, [dbnull]::Value, ' ' | ForEach-Object {
                    [pscustomobject]@{ OrderId = [bigint]45453571; OrderExternalRef = $_; ItemId = '12345678'; Quantity = [byte]1 }
                }
                [System.DayOfWeek]::Friday, 1.5, 1.5d, $true, [char]'1', [datetime]'2026-01-01', @(1), @{ a = 1 } |
                    ForEach-Object { [pscustomobject]@{ OrderId = 45453579; ItemId = 12345694; Quantity = $_ } }
            } | Receive-Job -Wait -AutoRemoveJob

            $failed = Get-Failed { $rows | New-KornitXCancellation -WarningAction SilentlyContinue }

            (Get-OrderRequest $sandbox).Body | Should -BeExactly (
                '{"items":[{"id":12345678,"quantity":1},{"id":12345678,"quantity":1},{"id":12345678,"quantity":1}]}')
            $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be (, 'InvalidItem' * 8)
            $failed.Exception.Message | Should -BeLike (
                'Row * (45453579, 12345694, *): Quantity * is not a whole number from 1 to 2147483647.')
        }

        It 'accepts $Error[0].TargetObject of a rejected order' {
            $sandbox.AddFault(@{ Kind = 'Forbidden' })
            New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -ErrorAction SilentlyContinue

            $null = $Error[0].TargetObject | New-KornitXCancellation

            (Get-OrderRequest $sandbox).Body | Should -Be (, '{"items":[{"id":12345678,"quantity":1}]}' * 2)
            $sandbox.Bookings | Should -HaveCount 1
        }

        It 'accepts the fixed target of <Id>' -ForEach @(
            @{ Id = 'a bad row from the pipeline'
                Do = { @{ OrderId = 45453571; ItemId = 12345678; Quantity = 0 } | New-KornitXCancellation -ErrorAction SilentlyContinue }
            }
            @{ Id = 'a bad item spelled out'
                Do = { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 0 -ErrorAction SilentlyContinue }
            }
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
            @{ Kind = 'a data row'
                Make = { New-DataRow ([ordered]@{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }) }
            }
            @{ Kind = 'a hashtable'; Make = { @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 } } }
            @{ Kind = 'a generic dictionary'
                Make = {
                    $bag = [System.Collections.Generic.Dictionary[string, object]]::new()
                    $bag.OrderId = 45453571; $bag.ItemId = 12345678; $bag.Quantity = 1
                    $bag
                }
            }
            @{ Kind = 'an XML element'
                Make = { ([xml] '<rows><row OrderId="45453571" ItemId="12345678" Quantity="1"/></rows>').rows.row }
            }
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
            @{ Kind = 'a data row'
                Make = { New-DataRow ([ordered]@{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }) }
            }
            @{ Kind = 'a hashtable'; Make = { @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 } } }
            @{ Kind = 'an instance of a class'; Make = { [SpreadsheetRow]@{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 } } }
        ) {
            $failed = Get-Failed { & $Make | Add-Member -PassThru -Force NoteProperty Quantity 2 | New-KornitXCancellation }

            $failed[0].Exception.Message | Should -BeLike (
                "Row 1 (45453571, 12345678, 1): Quantity '1' and Quantity '2' have different values for the same field.")
            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }
    }

    Context 'values that are absent' {
        BeforeAll {
            function Get-Nothing { }
        }

        It 'are <Kind>' -ForEach @(
            @{ Kind = 'a calculated property without output'
                Make = { [pscustomobject] $args[0] | Select-Object *, @{ n = $args[1]; e = { 1 | Where-Object { $false } } } }
            }
            @{ Kind = 'a script property without output'
                Make = { [pscustomobject] $args[0] | Add-Member -PassThru ScriptProperty $args[1] { } }
            }
            @{ Kind = 'a function without output in a hashtable'; Make = { $args[0] + @{ $args[1] = Get-Nothing } } }
            @{ Kind = 'DBNull in a hashtable'; Make = { $args[0] + @{ $args[1] = [dbnull]::Value } } }
            @{ Kind = 'DBNull in a data row'
                Make = {
                    $table = [System.Data.DataTable]::new()
                    foreach ($name in @($args[0].Keys) + $args[1]) { $null = $table.Columns.Add($name, [object]) }
                    $table.Rows.Add([object[]] (@($args[0].Values) + [dbnull]::Value))
                }
            }
        ) {
            foreach ($field in 'OrderId', 'ItemId', 'Reference', 'Items') {
                $sandbox.ClearRequests()
                $row = & $Make @{ OrderExternalRef = 'POS-584551'; ItemExternalRef = 'ABCD'; Quantity = 1 } $field

                $null = $row | New-KornitXCancellation -Force

                (Get-OrderRequest $sandbox).Body | Should -BeExactly '{"items":[{"external_ref":"ABCD","quantity":1}]}' -Because $field
            }
        }

        It 'include Items that is a single value: <_>' -ForEach 3, 'two', ([uri] 'https://example.com'), ([version] '1.2') {
            $null = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1; Items = $_ } | New-KornitXCancellation

            (Get-OrderRequest $sandbox).Body | Should -BeExactly '{"items":[{"id":12345678,"quantity":1}]}'
        }
    }

    Context 'pairs of a dictionary' {
        It 'are refused where the keys differ: <Kind>' -ForEach @(
            @{ Kind = 'ExpandoObjects'; Pairs = {
                    $one = [System.Dynamic.ExpandoObject]::new()
                    $one.OrderId = 45453571; $one.ItemId = 12345678; $one.Quantity = 1
                    $two = [System.Dynamic.ExpandoObject]::new()
                    $two.Reference = 'R2'; $two.OrderId = 45453579; $two.ItemId = 12345694; $two.Quantity = 1
                    $one | ForEach-Object { $_ }; $two | ForEach-Object { $_ }
                }
            }
            @{ Kind = 'the enumerators of hashtables'; Pairs = {
                    ([ordered]@{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }).GetEnumerator()
                    ([ordered]@{ OrderExternalRef = 'POS-584559'; OrderId = 45453579; ItemId = 12345694; Quantity = 1 }).GetEnumerator()
                }
            }
        ) {
            { & $Pairs | New-KornitXCancellation -ErrorAction SilentlyContinue } |
                Should -Throw -ErrorId 'InputHeldBack,*' -ExpectedMessage '*pairs of a dictionary*`[pscustomobject`]*-Item*'
            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }

        It 'are refused with -Stream, where they would be sent before the keys are known to differ' {
            $pairs = & {
                ([ordered]@{ OrderId = 45453571; ItemId = 12345678 }).GetEnumerator()
                ([ordered]@{ Quantity = 1; OrderId = 45453579; ItemId = 12345694 }).GetEnumerator()
                ([ordered]@{ Quantity = 2; OrderId = 45453576; ItemId = 12345688 }).GetEnumerator()
            }
            $row = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }

            { $pairs | New-KornitXCancellation -Stream } | Should -Throw -ErrorId 'InputHeldBack,*' -ExpectedMessage (
                '*Row 1 is a pair of a dictionary. With -Stream, pairs do not say where a row ends. ' +
                'Convert each dictionary with `[pscustomobject`], or pass them with -Item.*')
            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
            (New-KornitXCancellation -Stream -Item ([pscustomobject]$row)).OrderId | Should -Be 45453571
        }

        It 'are one row each where the keys are the same: <Kind>' -ForEach @(
            @{ Kind = 'a hashtable'; Make = { $args[0].GetEnumerator() } }
            @{ Kind = 'a dictionary of text'
                Make = {
                    $texts = [System.Collections.Generic.Dictionary[string, string]]::new()
                    foreach ($key in $args[0].Keys) { $texts.$key = $args[0].$key }
                    $texts.GetEnumerator()
                }
            }
            @{ Kind = 'a dictionary of numbers'
                Make = {
                    $numbers = [System.Collections.Generic.SortedDictionary[string, long]]::new()
                    foreach ($key in $args[0].Keys) { $numbers.$key = $args[0].$key }
                    $numbers.GetEnumerator()
                }
            }
        ) {
            $null = & {
                & $Make @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }
                & $Make @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 }
            } | New-KornitXCancellation -ThrottleLimit 1

            (Get-OrderRequest $sandbox).Path | Should -Be '/order/45453571/cancellation', '/order/45453579/cancellation'
        }

        It 'are no row if a key is not text' {
            { @{ 12345678 = 1 }.GetEnumerator() | New-KornitXCancellation -OrderId 45453571 -ErrorAction Stop } |
                Should -Throw -ExpectedMessage 'Row 1 is of the type DictionaryEntry, not an object with fields *'
        }
    }

    Context 'objects that throw while they are read' {
        It 'are an error of their row: <Kind>' -ForEach @(
            @{ Kind = 'a property of a class'
                Make = {
                    [pscustomobject]@{ OrderId = 45453571; ItemId = 12345678 } |
                        Add-Member -PassThru ScriptProperty Quantity { throw [System.IO.IOException]::new('no stock') }
                }
            }
            @{ Kind = 'a property before the order'
                Make = {
                    [pscustomobject]@{} | Add-Member -PassThru ScriptProperty Quantity { throw 'no stock' } |
                        Add-Member -PassThru -NotePropertyMembers ([ordered]@{ OrderId = 45453571; ItemId = 12345678 })
                }
            }
        ) {
            $rows = @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 }, (& $Make)

            $failed = Get-Failed { $rows | New-KornitXCancellation }

            $failed[0].Exception.Message | Should -BeLike "*Row 2*its Quantity can't be read: *no stock*"
            $sandbox.Bookings.OrderId | Should -Be 45453579
        }

        It 'are an error of their row: <Kind>' -ForEach @(
            @{ Kind = 'a value that throws when it is written'; Type = 'Unwritable'
                Message = 'Quantity of the type Unwritable is not a whole number from 1 to 2147483647.'
            }
            @{ Kind = 'a value that throws when it is compared'; Type = 'Incomparable'
                Message = 'Quantity of the type Incomparable is not a whole number from 1 to 2147483647.'
            }
            @{ Kind = 'a list that throws an exception without a message'; Type = 'Unlistable'
                Message = "its Items can't be read: Unspeakable."
            }
        ) {
            if (-not ('Unwritable' -as [type])) {
                Add-Type @'
                    public class Unwritable : System.IFormattable {
                        public override string ToString() { throw new System.InvalidOperationException("not as text"); }
                        public string ToString(string format, System.IFormatProvider provider) { return ToString(); }
                    }
                    public class Incomparable {
                        public override bool Equals(object other) { throw new System.InvalidOperationException("not comparable"); }
                        public override int GetHashCode() { throw new System.InvalidOperationException("not comparable"); }
                    }
                    public class Unspeakable : System.Exception {
                        public override string Message { get { throw new System.InvalidOperationException("no message"); } }
                    }
                    public class Unlistable : System.Collections.IEnumerable {
                        public System.Collections.IEnumerator GetEnumerator() { yield return null; throw new Unspeakable(); }
                    }
'@
            }
            $bad = @{ OrderId = 45453571 }
            if ($Type -eq 'Unlistable') { $bad.Items = New-Object $Type } else { $bad += @{ ItemId = 12345678; Quantity = New-Object $Type } }
            $held = @{ OrderId = 45453571; ItemId = 12345679; Quantity = 1 }
            $rows = @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 }, $bad, $held

            $failed = Get-Failed { $rows | New-KornitXCancellation }
            $rehearsal = Get-Failed { $rows | Start-KornitXSandbox -Operation Cancellation | Out-Null }

            $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be 'InvalidItem', 'OrderHeldBack'
            $failed[0].Exception.Message | Should -BeLike "Row 2 (*): $Message"
            $rehearsal[0].Exception.Message | Should -BeLike "Row 2 (*): $Message*"
            (Get-OrderRequest $sandbox).Path | Should -BeExactly '/order/45453579/cancellation'
        }

        It 'hold back the input if their order can not be read: a deleted data row' {
            $row = New-DataRow ([ordered]@{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 })
            $row.Table.AcceptChanges()
            $row.Delete()

            $failed = Get-Failed { @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 }, $row | New-KornitXCancellation }

            $failed[-1].FullyQualifiedErrorId | Should -BeLike 'InputHeldBack,*'
            $failed[-1].Exception.Message | Should -BeLike "*Row 2*can't be read: *"
        }

        It 'are an error of their row in a list that is given to -Item' {
            $list = [System.Linq.Enumerable]::Select([int[]] (1, 2), [Func[int, object]] {
                    if ($args[0] -eq 2) { throw 'no stock' }
                    @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 }
                })

            { New-KornitXCancellation -Item $list -ErrorAction SilentlyContinue } |
                Should -Throw -ErrorId 'InputHeldBack,*' -ExpectedMessage "*Row 2 can't be read from its list: *no stock*"
            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }
    }
}
