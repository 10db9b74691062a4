BeforeAll {
    . "$PSScriptRoot/common.ps1"
    . "$PSScriptRoot/sandbox.ps1"

    function Read-WhatIf {
        <# The 'What if:' lines of a command. They go to the host alone, which only a transcript can tell of. #>
        param([Parameter(Mandatory)] [scriptblock] $Command)

        $path = Join-Path $TestDrive "$([guid]::NewGuid()).txt"
        $null = Start-Transcript $path
        try { $null = & $Command } finally { $null = Stop-Transcript }
        Get-Content $path | Where-Object { $_ -like 'What if: *' }
    }
}

Describe 'New-KornitXCancellation -WhatIf' {
    BeforeEach {
        $sandbox = Start-KornitXSandbox
        $sandbox | Connect-KornitX -MaximumRetryCount 0
        $sandbox.ClearRequests()
    }

    AfterEach {
        Disconnect-KornitX
        $sandbox | Stop-KornitXSandbox
    }

    It 'sends nothing, not even a request for a token' {
        $sandbox.ExpireTokens()

        New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -WhatIf | Should -BeNullOrEmpty

        $sandbox.RequestCount | Should -Be 0
    }

    It 'sends nothing when the preference variable says it' {
        $WhatIfPreference = $true

        New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1

        $sandbox.RequestCount | Should -Be 0
        $null = $WhatIfPreference
    }

    It 'sends when the parameter says otherwise than the preference variable' {
        $WhatIfPreference = $true

        $null = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -WhatIf:$false

        Get-OrderRequest $sandbox | Should -HaveCount 1
        $null = $WhatIfPreference
    }

    It 'works without a connection' {
        Disconnect-KornitX

        { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -WhatIf } | Should -Not -Throw
    }

    It 'says <Text>' -ForEach @(
        @{ Text = 'What if: Performing the operation "Cancel 1 unit of 1 item" on target "order 45453571".'; Do = { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -WhatIf } }
        @{ Text = 'What if: Performing the operation "Cancel 3 units of 2 items" on target "order 45453571".'; Do = { New-KornitXCancellation -OrderId 45453571 -Item @{ Id = 12345678; Quantity = 1 }, @{ Id = 12345679; Quantity = 2 } -WhatIf } }
        @{ Text = 'What if: Performing the operation "Cancel 1 unit of 1 item" on target "order POS-584551".'; Do = { New-KornitXCancellation -OrderExternalRef POS-584551 -ItemExternalRef ABCD -Quantity 1 -WhatIf } }
        @{ Text = 'What if: Performing the operation "Cancel 1 unit of 1 item" on target "order POS-584551 (45453571)".'; Do = { New-KornitXCancellation -OrderExternalRef POS-584551 -OrderId 45453571 -ItemExternalRef ABCD -ItemId 12345678 -Quantity 1 -WhatIf } }
        @{ Text = 'What if: Performing the operation "Return 2 units of 1 item" on target "order 45453572 with reference R1".'; Do = { New-KornitXReturn -OrderId 45453572 -ItemId 12345680 -Quantity 2 -Reference R1 -WhatIf } }
    ) {
        Read-WhatIf $Do | Should -BeExactly $Text
    }

    It 'says it of each order once' {
        $rows = 'OrderId,ItemId,Quantity', '45453571,12345678,1', '45453576,12345688,1', '45453571,12345679,1' | ConvertFrom-Csv

        Read-WhatIf { $rows | New-KornitXCancellation -WhatIf } | Should -Be @(
            'What if: Performing the operation "Cancel 2 units of 2 items" on target "order 45453571".'
            'What if: Performing the operation "Cancel 1 unit of 1 item" on target "order 45453576".'
        )
    }

    It 'does the whole check' {
        'OrderId,ItemId,Quantity', '45453571,12345678,1', '45453571,12345678,x', '45453576,12345688,1', '45453576,12345688,1' | ConvertFrom-Csv |
            New-KornitXCancellation -WhatIf -ErrorAction SilentlyContinue -ErrorVariable failed -WarningAction SilentlyContinue -WarningVariable warned

        $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be 'InvalidItem', 'OrderHeldBack'
        $warned.Message | Should -BeExactly 'Item 12345688 appears more than once in order 45453576. It is sent as given.'
    }
}

Describe 'New-KornitXCancellation -Confirm' {
    BeforeEach {
        $sandbox = Start-KornitXSandbox
        $sandbox | Connect-KornitX -MaximumRetryCount 0
    }

    AfterEach {
        Disconnect-KornitX
        $sandbox | Stop-KornitXSandbox
    }

    It 'does not ask by default' {
        $null = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1

        $sandbox.Bookings | Should -HaveCount 1
    }

    It 'does not ask with -Confirm:$false, whatever the preference variable says' {
        $ConfirmPreference = 'Low'

        $null = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -Confirm:$false

        $sandbox.Bookings | Should -HaveCount 1
        $null = $ConfirmPreference
    }

    It 'asks with -Confirm, and where nobody can be asked nothing is sent' {
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddCommand('Import-Module').AddArgument((Get-Module KornitX.PowerShell).ModuleBase).AddStatement()
            $null = $shell.AddCommand('New-KornitXCancellation').AddParameters(@{
                    OrderId = 45453571; ItemId = 12345678; Quantity = 1; Confirm = $true; Connection = Get-KornitXConnection
                })

            $shell.Invoke() | Should -BeNullOrEmpty

            $shell.HadErrors | Should -BeTrue
        }
        finally {
            $shell.Dispose()
        }

        Get-OrderRequest $sandbox | Should -BeNullOrEmpty
    }
}
