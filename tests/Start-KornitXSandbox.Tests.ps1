BeforeAll { . "$PSScriptRoot/sandbox.ps1" }

Describe 'Start-KornitXSandbox' {
    AfterEach { Disconnect-TestSandbox }

    Context 'without parameters' {
        BeforeEach {
            $sandbox = Start-KornitXSandbox
        }

        It 'returns a running sandbox' {
            $sandbox | Should -BeOfType ([KornitX.Sandbox])
            $sandbox.IsRunning | Should -BeTrue
        }

        It 'listens on loopback' {
            $sandbox.ApiUri.IsLoopback | Should -BeTrue
            $sandbox.TokenUri.IsLoopback | Should -BeTrue
        }

        It 'has ten orders' {
            $sandbox.Orders.Id | Should -Be (45453571..45453580)
        }

        It 'has a different secret at each start' {
            $secrets = $sandbox, (Start-KornitXSandbox) |
                ForEach-Object { [System.Net.NetworkCredential]::new('', $_.ClientSecret).Password }

            $secrets[0] | Should -Not -BeExactly $secrets[1]
        }

        It 'is a new one each time' {
            (Start-KornitXSandbox).ApiUri | Should -Not -Be $sandbox.ApiUri
        }

        It 'accepts cancellations' {
            $sandbox | Connect-KornitX

            (New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1).Id | Should -Be 254001
        }
    }

    Context 'in a session that is connected elsewhere' {
        BeforeEach {
            $first = Start-KornitXSandbox
            $first | Connect-KornitX
        }

        It 'says that the session stays so, and how to connect' {
            $sandbox = Start-KornitXSandbox -WarningVariable warnings -WarningAction SilentlyContinue

            $warnings | Should -BeExactly (
                "This session is still connected as client 'sandbox' in the sandbox at $($first.ApiUri.Authority), and orders are sent there. " +
                'To connect to the new sandbox, run: Get-KornitXSandbox | Select-Object -Last 1 | Connect-KornitX')
            (Get-KornitXConnection).ApiUri | Should -Be $first.ApiUri
            ($warnings -replace '^.* run: ' | Invoke-Expression)
            (Get-KornitXConnection).ApiUri | Should -Be $sandbox.ApiUri
        }

        It 'says nothing if the sandbox is piped to Connect-KornitX' {
            Start-KornitXSandbox -WarningVariable warnings | Connect-KornitX

            $warnings | Should -BeNullOrEmpty
        }
    }

    It 'says nothing about connections if there is none' {
        $null = Start-KornitXSandbox -WarningVariable warnings

        $warnings | Should -BeNullOrEmpty
    }

    Context '-Order' {
        It 'accepts hashtables' {
            $sandbox = Start-KornitXSandbox -Order @{ Id = 1; ExternalRef = 'A-1'; Status = 'Shipped'; Items = @(@{ Id = 11; ExternalRef = 'X'; Quantity = 2 }) }

            $sandbox.Orders.Id | Should -Be 1
            $sandbox.Orders.Status | Should -Be 'Shipped'
            $sandbox.Orders.Items.Shipped | Should -Be 2
        }

        It 'accepts orders from JSON' {
            $orders = '[{"Id":1,"ExternalRef":"A-1","Items":[{"Id":11,"ExternalRef":"X","Quantity":2},{"Id":12,"Quantity":3}]},{"Id":2,"Status":"Shipped","Items":[{"Id":21,"Quantity":1}]}]' | ConvertFrom-Json

            $sandbox = Start-KornitXSandbox -Order $orders

            $sandbox.Orders.ExternalRef | Should -Be 'A-1', $null
            $sandbox.Orders.Status | Should -Be 'New', 'Shipped'
            $sandbox.Orders.Items.Id | Should -Be 11, 12, 21
            $sandbox.Orders.Items.Quantity | Should -Be 2, 3, 1
        }

        It 'accepts orders of another sandbox' {
            $first = Start-KornitXSandbox

            (Start-KornitXSandbox -Order $first.Orders[0]).Orders.Id | Should -Be 45453571
        }

        It 'that is invalid is an error with the reason: <Message>' -ForEach @(
            @{ Order = @{ Id = 1 }; Message = 'order 1 has no Items' }
            @{ Order = @{ Id = 0; Items = @(@{ Id = 11; Quantity = 1 }) }; Message = "an order's Id must be at least 1, not 0" }
            @{ Order = @(@{ Id = 1; Items = @(@{ Id = 11; Quantity = 1 }) }, @{ Id = 1; Items = @(@{ Id = 11; Quantity = 1 }) }); Message = 'There is an order with Id 1 already' }
        ) {
            { Start-KornitXSandbox -Order $Order } |
                Should -Throw -ErrorId 'SandboxNotStarted,*' -ExpectedMessage "The sandbox was not started: $Message*"

            Get-KornitXSandbox | Should -BeNullOrEmpty
        }

        It 'with an unknown property is an error that names it' {
            { Start-KornitXSandbox -Order @{ Id = 1; Itemz = 1 } } |
                Should -Throw -ErrorId 'CannotConvertArgument*' -ExpectedMessage "*'Itemz'*"
        }
    }

    Context 'with rows to rehearse' {
        BeforeAll {
            function ConvertTo-Row([string] $Csv) { $Csv -split ' ' | ConvertFrom-Csv }
        }

        It 'has orders in which exactly these rows can be booked: <Name>' -ForEach @(
            @{ Name = 'IDs'; Csv = 'OrderId,ItemId,Quantity,Reference 5,51,2,R1 5,52,1,R1 6,61,3,R2 5,51,1,R3'; Orders = '5 / (51: 3, 52: 1)', '6 / (61: 3)'; Requests = 3 }
            @{ Name = 'references'; Csv = 'OrderExternalRef,ItemExternalRef,Quantity,Reference A,X,2,R1 B,X,1,R2 A,Y,1,R1'; Orders = '90000001 / A (900000001 X: 2, 900000002 Y: 1)', '90000002 / B (900000003 X: 1)'; Requests = 2 }
            @{ Name = 'both'; Csv = 'OrderId,OrderExternalRef,ItemId,ItemExternalRef,Quantity,Reference 5,A,51,X,2,R1 5,A,52,Y-Z,1,R1'; Orders = @('5 / A (51 X: 2, 52 Y-Z: 1)'); Requests = 1 }
            @{ Name = 'KornitX names'; Csv = 'order_id,order_external_ref,combined,quantity,reference 5,A,X-1-51,2,R1'; Orders = @('5 / A (51 X-1: 2)'); Requests = 1 }
            @{ Name = 'mixed rows of one order'; Csv = 'OrderId,OrderExternalRef,ItemId,ItemExternalRef,Quantity,Reference ,A,,X,1,R1 5,,51,,2,R2 5,A,51,X,4,R3 5,,52,,8,R2'; Orders = @('5 / A (51 X: 7, 52: 8)'); Requests = 3 }
            @{ Name = 'a reference that is only mentioned'; Csv = 'OrderId,OrderExternalRef,ItemId,ItemExternalRef,Quantity,Reference 5,A,51,,2,R1 ,A,,X,1,R2'; Orders = @('5 / A (51: 2, 900000001 X: 1)'); Requests = 2 }
            @{ Name = 'orders and items that share a reference'; Csv = 'OrderId,OrderExternalRef,ItemId,ItemExternalRef,Quantity,Reference 5,A,51,X,1,R1 5,A,52,X,2,R1 6,A,61,X,4,R2'; Orders = '5 / A (51 X: 1, 52 X: 2)', '6 / A (61 X: 4)'; Requests = 2 }
            @{ Name = 'an ID that the sandbox would give out'; Csv = 'OrderId,OrderExternalRef,ItemId,ItemExternalRef,Quantity,Reference ,A,,X,1,R1 90000001,,900000001,,1,R2'; Orders = '90000002 / A (900000002 X: 1)', '90000001 / (900000001: 1)'; Requests = 2 }
        ) {
            foreach ($operation in 'Return', 'Cancellation') {
                $rows = ConvertTo-Row $Csv
                $sandbox = $rows | Start-KornitXSandbox -Operation $operation
                $sandbox | Connect-KornitX

                $sandbox.Orders | ForEach-Object {
                    $items = $_.Items | ForEach-Object { "$("$($_.Id) $($_.ExternalRef)".Trim()): $($_.Quantity)" }
                    "$("$($_.Id) / $($_.ExternalRef)".Trim()) ($($items -join ', '))"
                } | Should -Be $Orders
                $rows | & "New-KornitX$operation" | Should -HaveCount $Requests
                # Not one unit is left.
                $rows | & "New-KornitX$operation" -ErrorAction SilentlyContinue -ErrorVariable failed | Should -BeNullOrEmpty
                $failed | Should -HaveCount $Requests
            }
        }

        It 'accepts rows without a Reference, which -Reference provides later' {
            $rows = ConvertTo-Row 'OrderId,ItemId,Quantity 5,51,2'
            $rows | Start-KornitXSandbox -Operation Return | Connect-KornitX

            ($rows | New-KornitXReturn -Reference R1).Reference | Should -Be 'R1'
        }

        It 'accepts the same input as the cmdlets: <Name>' -ForEach @(
            @{ Name = 'a hashtable'; Get = { @{ OrderId = 5; ItemId = 51; Quantity = 2; Reference = 'R1' } } }
            @{ Name = 'an order with Items'; Get = { @{ OrderId = 5; Reference = 'R1'; Items = @{ Id = 51; Quantity = 1 }, @{ Id = 52; Quantity = 1 } } } }
            @{ Name = 'JSON'; Get = { '[{"order_id":5,"id":51,"quantity":2,"reference":"R1"}]' | ConvertFrom-Json } }
        ) {
            $sandbox = . $Get | Start-KornitXSandbox -Operation Return
            $sandbox | Connect-KornitX

            (. $Get | New-KornitXReturn).Id | Should -Be 752
            ($sandbox.Orders.Items.Quantity | Measure-Object -Sum).Sum | Should -Be 2
        }

        It 'reports a bad row as the cmdlets do, and starts with the others' {
            $rows = ConvertTo-Row 'OrderId,ItemId,Quantity,Reference 5,51,two,R1 5,52,1,R1 6,61,1,R2'

            $sandbox = $rows | Start-KornitXSandbox -Operation Return -ErrorAction SilentlyContinue -ErrorVariable here
            $sandbox | Connect-KornitX
            $booked = $rows | New-KornitXReturn -ErrorAction SilentlyContinue -ErrorVariable there

            $here | Should -HaveCount 1
            "$($here[0])" | Should -BeExactly "$($there[0])"
            $here[0].FullyQualifiedErrorId | Should -Be 'InvalidItem,KornitX.Commands.StartKornitXSandboxCommand'
            $here[0].TargetObject | Should -Be $rows[0]
            $here[0].ErrorDetails.RecommendedAction |
                Should -BeExactly 'The sandbox was started without it. Fix the input, then start another sandbox to rehearse all rows.'
            $booked.OrderId | Should -Be 6
        }

        It 'reports a row with a different reference for the same ID: <Field>' -ForEach @(
            @{ Field = 'OrderExternalRef'; Message = "Row 2 (5, B, 51, X, 1, R2): OrderExternalRef 'B' contradicts row 1, *"; Csv = 'OrderId,OrderExternalRef,ItemId,ItemExternalRef,Quantity,Reference 5,A,51,X,1,R1 5,B,51,X,1,R2' }
            @{ Field = 'ItemExternalRef'; Message = 'Order A (5) with reference R2: item Y (51) has another ItemExternalRef in an earlier row.'; Csv = 'OrderId,OrderExternalRef,ItemId,ItemExternalRef,Quantity,Reference 5,A,51,X,1,R1 5,A,51,Y,1,R2' }
        ) {
            $bad = Get-Failed { ConvertTo-Row $Csv | Start-KornitXSandbox -Operation Return }

            $bad | Should -HaveCount 1
            "$($bad[0])" | Should -BeLike $Message
        }

        It 'reports more units than an order line can have' {
            $sandbox = ConvertTo-Row 'OrderId,ItemId,Quantity,Reference 5,51,2147483647,R1 5,51,1,R2' |
                Start-KornitXSandbox -Operation Return -ErrorAction SilentlyContinue -ErrorVariable bad

            "$bad" | Should -Be 'Order 5 with reference R2: item 51 has more than 2147483647 units in all rows together.'
            $sandbox.Orders[0].Items[0].Quantity | Should -Be 2147483647
        }

        It 'says that no sandbox was started: <Name>' -ForEach @(
            @{ Name = 'all rows are bad'; Csv = 'OrderId,ItemId,Quantity 5,51,two'; Given = @{ ErrorAction = 'SilentlyContinue' } }
            @{ Name = 'with -ErrorAction Stop'; Csv = 'OrderId,ItemId,Quantity 5,51,two 6,61,1'; Given = @{ ErrorAction = 'Stop' } }
        ) {
            $ended = { ConvertTo-Row $Csv | Start-KornitXSandbox -Operation Return @Given -ErrorVariable script:bad } |
                Should -Throw -PassThru

            $row = if ($Given.ErrorAction -eq 'Stop') { $ended } else { $bad[0] }
            $row.ErrorDetails.RecommendedAction | Should -BeExactly 'No sandbox was started. Fix the input, then start the sandbox again.'
            Get-KornitXSandbox | Should -BeNullOrEmpty
        }

        It 'does not start without valid rows: <Name>' -ForEach @(
            @{ Name = 'an empty input'; Rows = @() }
            @{ Name = 'a header alone'; Rows = @('OrderId,ItemId,Quantity' | ConvertFrom-Csv) }
            @{ Name = 'bad rows alone'; Rows = @(@{ OrderId = 1 }) }
            @{ Name = 'nothing'; Rows = @($null) }
        ) {
            { $Rows | Write-Output | Start-KornitXSandbox -Operation Return -ErrorAction SilentlyContinue } |
                Should -Throw -ErrorId 'SandboxNotStarted,*' -ExpectedMessage 'The sandbox was not started: the input has no valid row.*'

            Get-KornitXSandbox | Should -BeNullOrEmpty
        }

        It 'requires the operation' {
            { @{ OrderId = 5; ItemId = 51; Quantity = 2 } | Start-KornitXSandbox } |
                Should -Throw -ErrorId 'SandboxNotStarted,*' -ExpectedMessage '*Specify -Operation Cancellation or -Operation Return.'
        }

        It 'rehearses a file of 10,000 rows' {
            $rows = 1..10000 |
                ForEach-Object { [pscustomobject] @{ OrderExternalRef = "POS-$($_ % 4000)"; ItemExternalRef = "A-$_"; Quantity = 1; Reference = "R-$($_ % 4000)" } }
            $sandbox = $rows | Start-KornitXSandbox -Operation Return
            $sandbox | Connect-KornitX

            $rows | New-KornitXReturn | Should -HaveCount 4000
            $sandbox.Orders | Should -HaveCount 4000
        }
    }

    Context '-Fault' {
        It 'accepts a name' {
            $sandbox = Start-KornitXSandbox -Fault Forbidden

            "$($sandbox.Faults)" | Should -BeExactly 'Forbidden'
        }

        It 'accepts a hashtable' {
            $sandbox = Start-KornitXSandbox -Fault @{ Kind = 'DropAfterBooking'; Order = '45453572'; Count = 2 }

            "$($sandbox.Faults)" | Should -BeExactly 'DropAfterBooking on order 45453572 x2'
        }

        It 'accepts several, of either form' {
            $sandbox = Start-KornitXSandbox -Fault Forbidden, @{ Kind = 'Latency'; LatencyMs = 1 }, ([KornitX.SandboxFault]::new('TruncatedBody'))

            $sandbox.Faults.Kind | Should -Be 'Forbidden', 'Latency', 'TruncatedBody'
        }

        It 'is applied' {
            $sandbox = Start-KornitXSandbox -Fault DropAfterBooking
            $sandbox | Connect-KornitX

            $failed = Get-Failed { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 }

            $failed.FullyQualifiedErrorId -replace ',.*' | Should -BeExactly 'OutcomeUnknown'
            $sandbox.Faults | Should -BeNullOrEmpty
        }

        It 'that is unknown is an error that lists the known ones' {
            { Start-KornitXSandbox -Fault Earthquake } |
                Should -Throw -ErrorId 'CannotConvertArgument*' -ExpectedMessage "*no fault 'Earthquake'; there are: Latency, *ForeignBody*"
        }

        It 'for an order and for tokens at once is an error, and no sandbox is left behind' {
            { Start-KornitXSandbox -Fault @{ Kind = 'Forbidden'; Order = '45453571'; OnToken = $true } } |
                Should -Throw -ErrorId 'SandboxNotStarted,*' -ExpectedMessage '*either Order or OnToken*'

            Get-KornitXSandbox | Should -BeNullOrEmpty
        }
    }

    Context 'other parameters' {
        It '-Operation <Granted> rejects the scope of the other' -ForEach @(
            @{ Granted = 'Cancellation'; Refused = 'Return' }
            @{ Granted = 'Return'; Refused = 'Cancellation' }
        ) {
            $connection = Start-KornitXSandbox -Operation $Granted | Connect-KornitX -PassThru

            $connection.Granted | Should -BeExactly $Granted
            $connection.Refused | Should -BeExactly $Refused
        }

        It '-RequestsPerHour rejects requests over the limit' {
            $sandbox = Start-KornitXSandbox -RequestsPerHour 2
            $sandbox | Connect-KornitX -MaximumRetryCount 0

            $booked = 'OrderId,ItemId,Quantity', '45453571,12345678,1', '45453576,12345688,1', '45453579,12345694,1' | ConvertFrom-Csv |
                New-KornitXCancellation -ThrottleLimit 1 -ErrorAction SilentlyContinue -ErrorVariable failed

            $booked.OrderId | Should -Be 45453571, 45453576
            $failed.FullyQualifiedErrorId -replace ',.*' | Should -BeExactly 'RateLimited'
            $failed[0].TargetObject.OrderId | Should -Be 45453579
            $sandbox.Bookings | Should -HaveCount 2
        }

        It '-TokenLifetimeSec is when tokens expire' {
            $sandbox = Start-KornitXSandbox -TokenLifetimeSec 172800
            $sandbox | Connect-KornitX

            (Test-KornitXConnection)[0].ExpiresAt | Should -BeGreaterThan (Get-Date).AddHours(47)
        }

        It '-Port is the port it listens on' {
            $port = (Start-KornitXSandbox).ApiUri.Port
            Stop-KornitXSandbox

            (Start-KornitXSandbox -Port $port).ApiUri.Port | Should -Be $port
        }

        It '-Port that is in use is an error' {
            $port = (Start-KornitXSandbox).ApiUri.Port

            { Start-KornitXSandbox -Port $port } |
                Should -Throw -ErrorId 'SandboxNotStarted,*' -ExpectedMessage "The sandbox was not started: The sandbox can't listen on port $port of localhost: *"
        }
    }
}
