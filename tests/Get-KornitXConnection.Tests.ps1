BeforeAll { . "$PSScriptRoot/sandbox.ps1" }

Describe 'Get-KornitXConnection' {
    BeforeEach {
        $sandbox = Start-KornitXSandbox
    }

    AfterEach { Disconnect-TestSandbox }

    It 'returns nothing without a connection' {
        Get-KornitXConnection | Should -BeNullOrEmpty
    }

    It 'returns the session''s connection' {
        $sandbox | Connect-KornitX

        Get-KornitXConnection | Should -BeOfType ([KornitX.Connection])
    }

    It 'shows addresses, client and operations, and neither secret nor token' {
        $sandbox | Connect-KornitX

        (Get-KornitXConnection).PSObject.Properties.Name | Should -Be @(
            'ApiUri', 'TokenUri', 'ClientId', 'Granted', 'Refused', 'TimeoutSec', 'MaximumRetryCount', 'RequestsPerHour', 'Proxy', 'ConnectedAt', 'IsConnected', 'IsSandbox'
        )
    }

    Context 'runspaces' {
        BeforeEach {
            $sandbox | Connect-KornitX -MaximumRetryCount 0
            $module = (Get-Module KornitX.PowerShell).ModuleBase
        }

        It 'have a connection each' {
            $shell = [powershell]::Create()
            try {
                $null = $shell.AddScript('param($Module) Import-Module $Module; @(Get-KornitXConnection).Count').AddArgument($module)
                $shell.Invoke() | Should -Be 0
            }
            finally {
                $shell.Dispose()
            }
        }

        It 'do not replace each other''s connection' {
            $other = Start-KornitXSandbox
            $shell = [powershell]::Create()
            try {
                $null = $shell.AddScript('param($Module, $Sandbox) Import-Module $Module; $Sandbox | Connect-KornitX -PassThru').AddArgument($module).AddArgument($other)
                $shell.Invoke().ApiUri | Should -Be $other.ApiUri
            }
            finally {
                $shell.Dispose()
                $other | Stop-KornitXSandbox
            }

            (Get-KornitXConnection).ApiUri | Should -Be $sandbox.ApiUri
        }

        It 'can close without stopping the sandbox of another' {
            $runspace = [runspacefactory]::CreateRunspace()
            $runspace.Open()
            $shell = [powershell]::Create()
            $shell.Runspace = $runspace
            $null = $shell.AddScript('param($Module) Import-Module $Module; Get-KornitXSandbox').AddArgument($module).Invoke()
            $shell.Dispose()
            $runspace.Dispose()

            $sandbox.IsRunning | Should -BeTrue
        }

        It 'can share a connection' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
            $connection = Get-KornitXConnection
            $rows = 1..20 | ForEach-Object { [pscustomobject]@{ OrderId = 45453579; ItemId = 12345694; Quantity = 1; Reference = "R$_" } }

            $booked = $rows | ForEach-Object -Parallel {
                Import-Module $using:module
                $_ | New-KornitXCancellation -Connection $using:connection
            } -ThrottleLimit 4

            $booked.Reference | Sort-Object | Should -Be ($rows.Reference | Sort-Object)
            $sandbox.Bookings | Should -HaveCount 20
            Get-TokenRequest $sandbox | Should -HaveCount 2
        }

        It 'lose a shared connection that one of them ends' {
            $connection = Get-KornitXConnection
            $shell = [powershell]::Create()
            try {
                $null = $shell.AddScript('param($Module, $Connection) Import-Module $Module; Disconnect-KornitX -Connection $Connection').AddArgument($module).AddArgument($connection)
                $null = $shell.Invoke()
            }
            finally {
                $shell.Dispose()
            }

            Get-KornitXConnection | Should -BeNullOrEmpty
            { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -Connection $connection } |
                Should -Throw -ErrorId 'NotConnected,*'
        }
    }
}

Describe '-Connection' {
    BeforeEach {
        $sandbox = Start-KornitXSandbox
        $other = Start-KornitXSandbox
        $connection = $sandbox | Connect-KornitX -PassThru
        $other | Connect-KornitX
    }

    AfterEach { Disconnect-TestSandbox }

    It 'overrides the session''s in New-KornitXCancellation' {
        $null = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -Connection $connection

        $sandbox.Bookings | Should -HaveCount 1
        $other.Bookings | Should -BeNullOrEmpty
    }

    It 'overrides the session''s in New-KornitXReturn' {
        $null = New-KornitXReturn -OrderId 45453572 -ItemId 12345680 -Quantity 1 -Reference R1 -Connection $connection

        $sandbox.Bookings | Should -HaveCount 1
        $other.Bookings | Should -BeNullOrEmpty
    }

    It 'works without a connection of the session' {
        Disconnect-KornitX

        $null = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -Connection $connection

        $sandbox.Bookings | Should -HaveCount 1
    }

    It 'must not be $null, so that a mistake does not send orders elsewhere' {
        { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -Connection $null } |
            Should -Throw -ErrorId 'ParameterArgumentValidationError*'

        $other.Bookings | Should -BeNullOrEmpty
    }
}
