BeforeDiscovery {
    $web = "WEB 1001/$([char] 0xE4)#1"
}

BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $web = "WEB 1001/$([char] 0xE4)#1"

    # What Tab offers at the end of a line.
    function Get-Offer([string] $Line) {
        @((TabExpansion2 $Line $Line.Length).CompletionMatches | ForEach-Object CompletionText)
    }
}

Describe 'Tab completion with a connection to a sandbox' {
    BeforeAll {
        $sandbox = Start-KornitXSandbox -Order @(
            @{ Id = 1001; ExternalRef = 'POS-1'; Status = 'InProduction'; Items = @{ Id = 11; ExternalRef = 'MUG'; Quantity = 2 }, @{ Id = 12; ExternalRef = "Tom's mug"; Quantity = 1 } }
            @{ Id = 1002; ExternalRef = $web; Status = 'Shipped'; Items = @{ Id = 21; ExternalRef = 'MUG'; Quantity = 3 } }
            @{ Id = 2001; Items = @{ Id = 31; Quantity = 1 } }
        )
        $sandbox | Connect-KornitX
    }

    AfterAll {
        Disconnect-KornitX
        $sandbox | Stop-KornitXSandbox
    }

    It 'offers <Offer> after: <Line>' -ForEach @(
        @{ Line = 'New-KornitXCancellation -OrderId '; Offer = '1001', '2001' }
        @{ Line = 'New-KornitXCancellation -OrderExternalRef '; Offer = @('POS-1') }
        @{ Line = 'New-KornitXReturn -OrderId '; Offer = @('1002') }
        @{ Line = 'New-KornitXReturn -OrderExternalRef '; Offer = @("'$web'") }
        @{ Line = 'KornitX.PowerShell\New-KornitXReturn -OrderId '; Offer = @('1002') }
        @{ Line = 'New-KornitXReturn -OrderExternalRef web'; Offer = @("'$web'") }
        @{ Line = "New-KornitXReturn -OrderExternalRef 'WEB 10"; Offer = @("'$web'") }
        @{ Line = 'New-KornitXReturn -OrderExternalRef "WEB 10'; Offer = @("'$web'") }
        @{ Line = 'New-KornitXReturn -OrderId 1002 -OrderExternalRef '; Offer = @("'$web'") }
        @{ Line = "New-KornitXReturn -OrderExternalRef '$web' -OrderId "; Offer = @('1002') }
        @{ Line = 'New-KornitXCancellation -OrderId 1001 -ItemId '; Offer = '11', '12' }
        @{ Line = 'New-KornitXCancellation -OrderExternalRef POS-1 -ItemId '; Offer = '11', '12' }
        @{ Line = 'New-KornitXCancellation -OrderExternalRef POS-1 -ItemExternalRef '; Offer = 'MUG', "'Tom''s mug'" }
        @{ Line = 'New-KornitXCancellation -OrderExternalRef POS-1 -ItemExternalRef tom'; Offer = @("'Tom''s mug'") }
        @{ Line = 'New-KornitXReturn -ItemExternalRef MUG -OrderId '; Offer = @('1002') }
        @{ Line = 'New-KornitXCancellation -ItemExternalRef MUG -OrderId '; Offer = @('1001') }
        @{ Line = 'New-KornitXReturn -ItemExternalRef m'; Offer = @('MUG') }
    ) {
        Get-Offer $Line | Should -Be $Offer
    }

    It 'shows the status of an order' {
        (TabExpansion2 'New-KornitXReturn -OrderId 1002' 31).CompletionMatches[0].ToolTip | Should -Be "1002 / $web (Shipped)"
    }

    It 'shows the order of an item' {
        (TabExpansion2 'New-KornitXReturn -ItemId 21' 28).CompletionMatches[0].ToolTip |
            Should -Be "21 / MUG x3 of order 1002 / $web (Shipped)"
    }

    It 'uses the sandbox of -Connection instead of the session''s' {
        $other = Start-KornitXSandbox -Order @{ Id = 7007; Status = 'Shipped'; Items = @{ Id = 1; Quantity = 1 } }
        $otherConnection = [KornitX.Connection] ($other | Connect-KornitX -PassThru)
        $sandbox | Connect-KornitX

        Get-Offer 'New-KornitXReturn -Connection $otherConnection -OrderId ' | Should -Be '7007'
        $otherConnection | Disconnect-KornitX
        $other | Stop-KornitXSandbox
    }

    It 'stops offering an order when all of it is booked' {
        $small = Start-KornitXSandbox -Order @{ Id = 1; Status = 'Shipped'; Items = @{ Id = 1; Quantity = 1 }, @{ Id = 2; Quantity = 1 } }
        $small | Connect-KornitX
        $offers = foreach ($item in 1, 2) {
            $null = New-KornitXReturn -OrderId 1 -ItemId $item -Quantity 1 -Reference "R$item"
            "$(Get-Offer 'New-KornitXReturn -OrderId '): $(Get-Offer 'New-KornitXReturn -OrderId 1 -ItemId ')"
        }

        $offers[0] | Should -Be '1: 2'
        Get-Offer 'New-KornitXReturn -OrderId ' | Should -Not -Contain '1'
        $sandbox | Connect-KornitX
        $small | Stop-KornitXSandbox
    }

    It 'offers the variables that hold a connection, after -Connection of <_>' -ForEach 'New-KornitXReturn', 'New-KornitXCancellation', 'Test-KornitXConnection', 'Disconnect-KornitX' {
        $north = Get-KornitXConnection
        Set-Variable 'the south' $north
        $gone = $sandbox | Connect-KornitX -PassThru
        $gone | Disconnect-KornitX
        $sandbox | Connect-KornitX
        $null = $north, $gone

        $offers = Get-Offer "$_ -Connection "

        $offers | Should -Contain '$north'
        $offers | Should -Contain '${the south}'
        $offers | Should -Not -Contain '$gone'
        $offers | Should -Not -Contain '$sandbox'
    }

    It 'sends nothing' {
        $before = $sandbox.RequestCount

        $null = Get-Offer 'New-KornitXReturn -OrderId '

        $sandbox.RequestCount | Should -Be $before
    }
}

Describe 'Tab completion without a sandbox' {
    It 'offers no order and shows no error' {
        $Error.Clear()
        Push-Location (New-Item -ItemType Directory (Join-Path $TestDrive empty))

        Get-Offer 'New-KornitXReturn -OrderId ' | Should -BeNullOrEmpty
        Pop-Location
        $Error | Should -BeNullOrEmpty
    }
}

Describe 'Tab completion for a list of values' {
    It 'offers <Offer> after: <Line>' -ForEach @(
        @{ Line = 'Connect-KornitX -Operation '; Offer = 'Cancellation', 'Return' }
        @{ Line = 'Start-KornitXSandbox -Operation r'; Offer = @('Return') }
        @{ Line = 'Get-KornitXJournal run.jsonl -State '; Offer = 'Created', 'NotSent', 'Rejected', 'Sending', 'Unknown' }
        @{ Line = 'Start-KornitXSandbox -Fault Drop'; Offer = 'DropAfterBooking', 'DropBeforeBooking' }
        @{ Line = 'Start-KornitXSandbox -Fault Latency, Trunc'; Offer = @('TruncatedBody') }
    ) {
        Get-Offer $Line | Sort-Object | Should -Be $Offer
    }

    It 'offers every fault' {
        Get-Offer 'Start-KornitXSandbox -Fault ' | Should -Be ([Enum]::GetNames([KornitX.SandboxFaultKind]))
    }
}

Describe 'Tab completion for a file' {
    It 'offers files after: <_>' -ForEach @(
        'New-KornitXReturn -JournalPath '
        'Get-KornitXJournal -Path '
        'Get-KornitXJournal '
    ) {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))
        $null = New-Item (Join-Path $folder run.jsonl)
        Push-Location $folder

        Get-Offer $_ | Should -Match 'run\.jsonl$'
        Pop-Location
    }
}
