BeforeAll { . "$PSScriptRoot/sandbox.ps1" }

Describe 'Test-KornitXConnection' {
    BeforeEach { $sandbox = Connect-TestSandbox }

    AfterEach { Disconnect-TestSandbox }

    It 'returns a row per operation' {
        $rows = Test-KornitXConnection

        $rows.Operation | Should -Be 'Cancellation', 'Return'
        $rows.Scope | Should -Be 'api-sl-2-3.order-cancellation.create', 'api-sl-2-3.order-return.create'
        $rows.Granted | Should -Be $true, $true
        $rows.Message | Should -Be $null, $null
    }

    It 'has these columns and no others' {
        (Test-KornitXConnection)[0].PSObject.Properties.Name | Should -Be 'Operation', 'Scope', 'Granted', 'ExpiresAt', 'Message'
    }

    It 'shows when the tokens expire, in local time' {
        $sandbox = Start-KornitXSandbox -TokenLifetimeSec 86400
        $sandbox | Connect-KornitX
        $tomorrow = (Get-Date).AddDays(1)

        foreach ($row in Test-KornitXConnection) {
            $row.ExpiresAt | Should -BeGreaterOrEqual $tomorrow.AddMinutes(-1)
            $row.ExpiresAt | Should -BeLessOrEqual $tomorrow.AddMinutes(10)
        }
    }

    It 'requests new tokens, and nothing else' {
        $null = Test-KornitXConnection

        $sandbox.Requests.Path | Should -Be '/token', '/token'
    }

    It 'reports a rejected operation, and why' {
        Start-KornitXSandbox -Operation Cancellation | Connect-KornitX

        $rows = Test-KornitXConnection

        $rows.Granted | Should -Be $true, $false
        $rows[1].ExpiresAt | Should -BeNullOrEmpty
        $rows[1].Message | Should -BeLike '*The client may not have this scope*'
    }

    It 'skips an operation that the connection was not made for' {
        $sandbox | Connect-KornitX -Operation Return

        (Test-KornitXConnection).Operation | Should -BeExactly 'Return'
    }

    It 'tests the connection of <_>' -ForEach '-Connection', 'the pipeline' {
        $connection = Get-KornitXConnection
        $other = Start-KornitXSandbox
        $other | Connect-KornitX
        $other.ClearRequests()

        $null = if ($_ -eq '-Connection') { Test-KornitXConnection -Connection $connection } else { $connection | Test-KornitXConnection }

        $sandbox.RequestCount | Should -Be 2
        $other.RequestCount | Should -Be 0
    }

    It 'reports an unavailable service' {
        $sandbox | Stop-KornitXSandbox

        $rows = Test-KornitXConnection

        $rows.Granted | Should -Be $false, $false
        $rows[0].Message | Should -BeLike 'localhost: *'
    }

    It 'keeps a connection usable when the service is back' {
        $sandbox.AddFault(@{ Kind = 'ServerErrorBeforeBooking'; OnToken = $true; Count = 2 })
        $null = Test-KornitXConnection

        (Get-KornitXConnection).Granted | Should -Be 'Cancellation', 'Return'
        (New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1).Id | Should -Be 254001
    }

    It 'keeps a valid token while the token endpoint is unavailable: <Name>' -ForEach @(
        @{ Name = 'HTTP 500'; Fault = @{ Kind = 'ServerErrorBeforeBooking' } }
        @{ Name = 'no answer'; Fault = @{ Kind = 'DropBeforeBooking' } }
        @{ Name = 'HTTP 429'; Fault = @{ Kind = 'TooManyRequests' } }
        @{ Name = 'HTTP 401'; Fault = @{ Kind = 'Unauthorized' } }
    ) {
        $sandbox.AddFault(@{ OnToken = $true; Count = 50 } + $Fault)
        (Test-KornitXConnection).Granted | Should -Be $false, $false

        (New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1).Id | Should -Be 254001
    }

    It 'records a scope that is rejected now' {
        $sandbox.AddFault(@{ Kind = 'Forbidden'; OnToken = $true })

        $null = Test-KornitXConnection

        (Get-KornitXConnection).Refused | Should -BeExactly 'Cancellation'
    }

    It 'is NotConnected without a connection' {
        Disconnect-KornitX

        { Test-KornitXConnection } | Should -Throw -ErrorId 'NotConnected,KornitX.Commands.TestKornitXConnectionCommand'
    }

    Context '-Quiet' {
        It 'is true if all is granted' {
            $quiet = Test-KornitXConnection -Quiet

            $quiet | Should -BeOfType ([bool])
            $quiet | Should -BeTrue
        }

        It 'is false if one scope is rejected' {
            Start-KornitXSandbox -Operation Cancellation | Connect-KornitX

            Test-KornitXConnection -Quiet | Should -BeFalse
        }

        It 'is false if the service is unavailable' {
            $sandbox | Stop-KornitXSandbox

            Test-KornitXConnection -Quiet | Should -BeFalse
        }

        It 'is false, and no error, without a connection' {
            Disconnect-KornitX

            Test-KornitXConnection -Quiet -ErrorAction Stop | Should -BeFalse
        }
    }
}
