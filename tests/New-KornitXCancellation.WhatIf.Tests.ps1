BeforeAll {
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
    BeforeEach { $sandbox = Connect-TestSandbox }

    AfterEach { Disconnect-TestSandbox }

    It 'sends nothing, not even a request for a token' {
        $sandbox.ExpireTokens()

        New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -WhatIf | Should -BeNullOrEmpty

        $sandbox.RequestCount | Should -Be 0
    }

    It 'sends nothing with the preference variable' {
        $WhatIfPreference = $true

        New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1

        $sandbox.RequestCount | Should -Be 0
        $null = $WhatIfPreference
    }

    It 'sends if the parameter overrides the preference variable' {
        $WhatIfPreference = $true

        $null = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -WhatIf:$false

        Get-OrderRequest $sandbox | Should -HaveCount 1
        $null = $WhatIfPreference
    }

    It 'works without a connection' {
        Disconnect-KornitX

        { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -WhatIf } | Should -Not -Throw
    }

    It 'is PermissionDenied for a connection without the permission: <Kind>' -ForEach @(
        @{ Kind = 'the scope was refused'; Granted = 'Return'; Parameters = @{}; Message = 'KornitX refused the scope api-sl-2-3.order-cancellation.create *' }
        @{ Kind = 'the operation was not requested'; Granted = 'Cancellation', 'Return'; Parameters = @{ Operation = 'Return' }; Message = 'This connection does not include Cancellation. *' }
    ) {
        $other = Start-KornitXSandbox -Operation $Granted
        $connection = $other | Connect-KornitX @Parameters -PassThru
        $sandbox | Connect-KornitX
        $other.ClearRequests()

        { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -WhatIf -Connection $connection } |
            Should -Throw -ErrorId 'PermissionDenied,KornitX.Commands.NewKornitXCancellationCommand' -ExpectedMessage $Message

        $other.RequestCount | Should -Be 0
        $connection | Disconnect-KornitX
        { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -WhatIf -Connection $connection } | Should -Not -Throw
    }

    It 'shows <Text>' -ForEach @(
        @{ Text = 'Cancel 1 x 12345678" on target "order 45453571'; Do = { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -WhatIf } }
        @{ Text = 'Cancel 2 x 12345678, 1 x 12345679" on target "order 45453571'; Do = { New-KornitXCancellation -OrderId 45453571 -Item @{ Id = 12345678; Quantity = 2 }, @{ Id = 12345679; Quantity = 1 } -WhatIf } }
        @{ Text = 'Cancel 1 x ABCD" on target "order POS-584551'; Do = { New-KornitXCancellation -OrderExternalRef POS-584551 -ItemExternalRef ABCD -Quantity 1 -WhatIf } }
        @{ Text = 'Cancel 1 x ABCD (12345678)" on target "order POS-584551 (45453571)'; Do = { New-KornitXCancellation -OrderExternalRef POS-584551 -OrderId 45453571 -ItemExternalRef ABCD -ItemId 12345678 -Quantity 1 -WhatIf } }
        @{ Text = 'Return 2 x 12345680" on target "order 45453572 with reference R1'; Do = { New-KornitXReturn -OrderId 45453572 -ItemId 12345680 -Quantity 2 -Reference R1 -WhatIf } }
    ) {
        Read-WhatIf $Do |
            Should -BeExactly "What if: Performing the operation ""$Text in the sandbox at localhost:$($sandbox.ApiUri.Port)""."
    }

    It 'shows no destination without a connection' {
        Disconnect-KornitX

        Read-WhatIf { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -WhatIf } |
            Should -BeExactly 'What if: Performing the operation "Cancel 1 x 12345678" on target "order 45453571".'
    }

    It 'shows the host of KornitX, and that of -Connection instead of the session''s' {
        $env:KORNITX_API_URI = "http://127.0.0.1:$($sandbox.ApiUri.Port)/v3/"
        try {
            $other = Connect-KornitX -ClientId $sandbox.ClientId -ClientSecret $sandbox.ClientSecret -TokenUri $sandbox.TokenUri -PassThru
        }
        finally {
            Remove-Item Env:KORNITX_API_URI
        }

        $sandbox | Connect-KornitX

        Read-WhatIf { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -WhatIf -Connection $other } |
            Should -BeLike "*on target ""order 45453571 at 127.0.0.1:$($sandbox.ApiUri.Port)""."
    }

    It 'names items up to the length of a line, and how many more there are' {
        $items = 1..10 | ForEach-Object { @{ Id = 12345600 + $_; Quantity = 1 } }

        Read-WhatIf { $items | New-KornitXCancellation -OrderId 1 -WhatIf } |
            Should -BeLike '*"Cancel 1 x 12345601, 1 x 12345602, 1 x 12345603, 1 x 12345604, 1 x 12345605, 1 x 12345606, and 4 more" on target *'
    }

    It 'truncates a reference to one line' {
        $reference = 'R' * 300 + [char] 0x202E

        Read-WhatIf { New-KornitXCancellation -OrderId 1 -ItemId 1 -Quantity 1 -Reference $reference -WhatIf } |
            Should -BeLike "*""order 1 with reference R$('R' * 79)$([char] 0x2026) in the sandbox at *"
    }

    It 'shows each order once, and that nothing is sent for one that the journal has booked' {
        $journal = New-JournalPath
        $rows = 'OrderId,ItemId,Quantity', '45453571,12345678,1', '45453576,12345688,1', '45453571,12345679,1' | ConvertFrom-Csv
        $null = $rows | Where-Object OrderId -EQ 45453576 | New-KornitXCancellation -JournalPath $journal

        Read-WhatIf { $rows | New-KornitXCancellation -JournalPath $journal -WhatIf } | Sort-Object | Should -Be @(
            'What if: Nothing is sent for order 45453576: according to the journal it is booked, as cancellation 254001.'
            "What if: Performing the operation ""Cancel 1 x 12345678, 1 x 12345679"" on target ""order 45453571 in the sandbox at localhost:$($sandbox.ApiUri.Port)""."
        )
        $sandbox.Bookings | Should -HaveCount 1
    }

    It 'validates all rows' {
        'OrderId,ItemId,Quantity', '45453571,12345678,1', '45453571,12345678,x', '45453576,12345688,1', '45453576,12345688,1' | ConvertFrom-Csv |
            New-KornitXCancellation -WhatIf -ErrorAction SilentlyContinue -ErrorVariable failed -WarningAction SilentlyContinue -WarningVariable warned

        $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be 'InvalidItem', 'OrderHeldBack'
        $warned.Message | Should -BeExactly 'Item 12345688 appears more than once in order 45453576. It is sent as given.'
    }
}

Describe 'New-KornitXCancellation -Confirm' {
    BeforeEach { $sandbox = Connect-TestSandbox }

    AfterEach { Disconnect-TestSandbox }

    It 'does not ask by default' {
        $null = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1

        $sandbox.Bookings | Should -HaveCount 1
    }

    It 'does not ask with -Confirm:$false, for any preference variable' {
        $ConfirmPreference = 'Low'

        $null = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -Confirm:$false

        $sandbox.Bookings | Should -HaveCount 1
        $null = $ConfirmPreference
    }

    It 'asks with -Confirm, and sends nothing if the host can''t ask' {
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
