BeforeAll {
    . "$PSScriptRoot/common.ps1"
    . "$PSScriptRoot/sandbox.ps1"
}

Describe 'Start-KornitXSandbox' {
    AfterEach {
        Disconnect-KornitX
        Stop-KornitXSandbox
    }

    Context 'without parameters' {
        BeforeEach {
            $sandbox = Start-KornitXSandbox
        }

        It 'gives a sandbox that runs' {
            $sandbox | Should -BeOfType ([KornitX.Sandbox])
            $sandbox.IsRunning | Should -BeTrue
        }

        It 'listens on loopback' {
            $sandbox.ApiUri.IsLoopback | Should -BeTrue
            $sandbox.TokenUri.IsLoopback | Should -BeTrue
        }

        It 'knows ten orders' {
            $sandbox.Orders.Id | Should -Be (45453571..45453580)
        }

        It 'has a secret of its own at each start' {
            $secrets = $sandbox, (Start-KornitXSandbox) | ForEach-Object { [System.Net.NetworkCredential]::new('', $_.ClientSecret).Password }

            $secrets[0] | Should -Not -BeExactly $secrets[1]
        }

        It 'is another one each time' {
            (Start-KornitXSandbox).ApiUri | Should -Not -Be $sandbox.ApiUri
        }

        It 'can be cancelled at' {
            $sandbox | Connect-KornitX

            (New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1).Id | Should -Be 254001
        }
    }

    Context '-Path' {
        It 'reads orders from <_>' -ForEach 'orders.json', 'orders.csv' {
            Set-Content TestDrive:/orders.json -Value '[{"id":1,"external_ref":"A-1","status":"New","items":[{"id":11,"external_ref":"X","quantity":2},{"id":12,"external_ref":"Y","quantity":3}]},{"id":2,"status":"Shipped","items":[{"id":21,"quantity":1,"shipped":1}]}]'
            Set-Content TestDrive:/orders.csv -Value @(
                'OrderId,OrderExternalRef,Status,ItemId,ItemExternalRef,Quantity,Shipped'
                '1,A-1,New,11,X,2,'
                '1,A-1,New,12,Y,3,'
                '2,,Shipped,21,,1,1'
            )

            $sandbox = Start-KornitXSandbox -Path "TestDrive:/$_"

            $sandbox.Orders.Id | Should -Be 1, 2
            $sandbox.Orders.ExternalRef | Should -Be 'A-1', $null
            $sandbox.Orders.Status | Should -Be 'New', 'Shipped'
            $sandbox.Orders.Items.Id | Should -Be 11, 12, 21
            $sandbox.Orders.Items.Quantity | Should -Be 2, 3, 1
        }

        It 'is the first argument, and relative to where the session is' {
            Set-Content TestDrive:/orders.json -Value '[{"id":7,"items":[{"id":71,"quantity":1}]}]'
            Push-Location TestDrive:/
            try {
                (Start-KornitXSandbox orders.json).Orders.Id | Should -Be 7
            }
            finally {
                Pop-Location
            }
        }

        It 'of a file that can''t be used is an error that says why: <Name>' -ForEach @(
            @{ Name = 'no-such.json'; Content = $null; Message = 'The sandbox could not be started: Could not find file *no-such.json*' }
            @{ Name = 'orders.txt'; Content = 'x'; Message = 'The sandbox could not be started: orders.txt: orders are read from a .json or a .csv file.' }
            @{ Name = 'broken.json'; Content = '[{'; Message = 'The sandbox could not be started: broken.json: line * is not JSON.' }
            @{ Name = 'object.json'; Content = '{"id":1}'; Message = 'The sandbox could not be started: object.json: an array of orders is expected.' }
            @{ Name = 'no-items.json'; Content = '[{"id":1,"items":[]}]'; Message = 'The sandbox could not be started: no-items.json: order 1 has no Items.' }
            @{ Name = 'no-quantity.csv'; Content = "OrderId,ItemId`n1,11"; Message = 'The sandbox could not be started: no-quantity.csv: column Quantity is missing.' }
            @{ Name = 'bad-quantity.csv'; Content = "OrderId,ItemId,Quantity`n1,11,many"; Message = 'The sandbox could not be started: bad-quantity.csv: row 1: Quantity must be a whole number, not many.' }
        ) {
            if ($Content) { Set-Content "TestDrive:/$Name" -Value $Content }

            { Start-KornitXSandbox -Path "TestDrive:/$Name" } |
                Should -Throw -ErrorId 'SandboxNotStarted,KornitX.Commands.StartKornitXSandboxCommand' -ExpectedMessage $Message

            Get-KornitXSandbox | Should -BeNullOrEmpty
        }
    }

    Context '-Order' {
        It 'takes hashtables' {
            $sandbox = Start-KornitXSandbox -Order @{ Id = 1; ExternalRef = 'A-1'; Status = 'Shipped'; Items = @(@{ Id = 11; ExternalRef = 'X'; Quantity = 2 }) }

            $sandbox.Orders.Id | Should -Be 1
            $sandbox.Orders.Status | Should -Be 'Shipped'
            $sandbox.Orders.Items.Shipped | Should -Be 2
        }

        It 'takes orders as the sandbox has them' {
            $first = Start-KornitXSandbox

            (Start-KornitXSandbox -Order $first.Orders[0]).Orders.Id | Should -Be 45453571
        }

        It 'that makes no sense is an error that says why: <Message>' -ForEach @(
            @{ Order = @{ Id = 1 }; Message = 'order 1 has no Items' }
            @{ Order = @{ Id = 0; Items = @(@{ Id = 11; Quantity = 1 }) }; Message = "an order's Id must be at least 1, not 0" }
            @{ Order = @(@{ Id = 1; Items = @(@{ Id = 11; Quantity = 1 }) }, @{ Id = 1; Items = @(@{ Id = 11; Quantity = 1 }) }); Message = 'There is an order with the Id or ExternalRef of 1' }
        ) {
            { Start-KornitXSandbox -Order $Order } | Should -Throw -ErrorId 'SandboxNotStarted,*' -ExpectedMessage "The sandbox could not be started: $Message*"

            Get-KornitXSandbox | Should -BeNullOrEmpty
        }

        It 'with a name that an order does not have is an error that names it' {
            { Start-KornitXSandbox -Order @{ Id = 1; Itemz = 1 } } | Should -Throw -ErrorId 'CannotConvertArgument*' -ExpectedMessage "*'Itemz'*"
        }
    }

    Context '-Fault' {
        It 'takes a name' {
            $sandbox = Start-KornitXSandbox -Fault Forbidden

            "$($sandbox.Faults)" | Should -BeExactly 'Forbidden'
        }

        It 'takes a hashtable' {
            $sandbox = Start-KornitXSandbox -Fault @{ Kind = 'DropAfterBooking'; Order = '45453572'; Count = 2 }

            "$($sandbox.Faults)" | Should -BeExactly 'DropAfterBooking on order 45453572 x2'
        }

        It 'takes several, of either form' {
            $sandbox = Start-KornitXSandbox -Fault Forbidden, @{ Kind = 'Latency'; LatencyMs = 1 }, ([KornitX.SandboxFault]::new('TruncatedBody'))

            $sandbox.Faults.Kind | Should -Be 'Forbidden', 'Latency', 'TruncatedBody'
        }

        It 'strikes' {
            $sandbox = Start-KornitXSandbox -Fault DropAfterBooking
            $sandbox | Connect-KornitX

            New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -ErrorAction SilentlyContinue -ErrorVariable failed

            $failed.FullyQualifiedErrorId -replace ',.*' | Should -BeExactly 'OutcomeUnknown'
            $sandbox.Faults | Should -BeNullOrEmpty
        }

        It 'that is unknown is an error that lists the known ones' {
            { Start-KornitXSandbox -Fault Earthquake } | Should -Throw -ErrorId 'CannotConvertArgument*' -ExpectedMessage "*no fault 'Earthquake'; there are: Latency, *ForeignBody*"
        }

        It 'for an order and for tokens at once is an error, and no sandbox is left behind' {
            { Start-KornitXSandbox -Fault @{ Kind = 'Forbidden'; Order = '45453571'; OnToken = $true } } |
                Should -Throw -ErrorId 'SandboxNotStarted,*' -ExpectedMessage '*either Order or OnToken*'

            Get-KornitXSandbox | Should -BeNullOrEmpty
        }
    }

    Context 'other parameters' {
        It '-Operation <Granted> refuses the scope of the other' -ForEach @(
            @{ Granted = 'Cancellation'; Refused = 'Return' }
            @{ Granted = 'Return'; Refused = 'Cancellation' }
        ) {
            $connection = Start-KornitXSandbox -Operation $Granted | Connect-KornitX -PassThru

            $connection.Granted | Should -BeExactly $Granted
            $connection.Refused | Should -BeExactly $Refused
        }

        It '-RequestsPerHour refuses what is over it' {
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

        It '-Port that is taken is an error that says so' {
            $port = (Start-KornitXSandbox).ApiUri.Port

            { Start-KornitXSandbox -Port $port } |
                Should -Throw -ErrorId 'SandboxNotStarted,*' -ExpectedMessage "The sandbox could not be started: The sandbox can't listen on port $port of localhost: *"
        }
    }
}
