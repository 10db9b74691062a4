BeforeAll { . "$PSScriptRoot/journals.ps1" }

Describe 'The view of a journal' {
    It 'has the time an order was sent, and its message' {
        (Get-Line (Get-KornitXJournal "$PSScriptRoot/help/run.jsonl") -Width 120) -replace '\d\d-\d\d \d\d:\d\d', 'MM-dd HH:mm' | Should -Be @(
            'State    Sent        Order                    Reference                Request                  Message'
            '-----    ----        -----                    ---------                -------                  -------'
            'Created  MM-dd HH:mm 45453572                 RMA-1002                 Return'
            '                                                                       1 x 12345680'
            '                                                                       and 1 more'
            'Rejected MM-dd HH:mm POS-584558               RMA-1003                 Return                   HTTP 400: Invalid quanti'
            '                                                                       9 x ABCD                 ty specified, index 0'
            'Unknown  MM-dd HH:mm 45453578                 RMA-1004                 Return                   The response ended prema'
            '                                                                       1 x 12345693             turely'
        )
    }

    It 'colors the state if the host supports it' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        $before = $PSStyle.OutputRendering
        $PSStyle.OutputRendering = 'Ansi'
        try { $text = Get-KornitXJournal "$PSScriptRoot/help/run.jsonl" | Out-String -Width 120 }
        finally { $PSStyle.OutputRendering = $before }

        $text | Should -Match ([regex]::Escape("$([char]27)[93mUnknown$([char]27)[0m "))
    }

    It 'has no colors in a file' {
        Get-KornitXJournal "$PSScriptRoot/help/run.jsonl" | Out-File "$TestDrive/run.txt"

        Get-Content "$TestDrive/run.txt" -Raw | Should -Not -Match ([char]27)
    }

    It 'keeps the whole message in 80 columns, with a reference of 25 characters' {
        $lines = Get-Content "$PSScriptRoot/help/run.jsonl" | ForEach-Object { $_.Replace('RMA-1003', 'RMA-2026-11-22-0000123456') }
        Set-TestJournal "$TestDrive/long.jsonl" $lines

        $lines = Get-Line (Get-KornitXJournal "$TestDrive/long.jsonl" -State Rejected)
        ($lines | Select-Object -Skip 2 | ForEach-Object { $_.PadRight(80).Substring(66).TrimEnd() }) -join '' |
            Should -BeExactly 'HTTP 400: Invalid quantity specified, index 0'
        ($lines | Select-Object -Skip 2 | ForEach-Object { $_.PadRight(80).Substring(36, 14).Trim() }) -join '' |
            Should -BeExactly 'RMA-2026-11-22-0000123456'
        $lines | Where-Object Length -GT 80 | Should -BeNullOrEmpty
    }
}

Describe 'The views of a sandbox' {
    BeforeAll {
        $sandbox = Start-KornitXSandbox -Order @(
            @{ Id = 1001; ExternalRef = 'POS-1'; Items = @{ Id = 11; ExternalRef = 'MUG'; Quantity = 5 }, @{ Id = 12; ExternalRef = 'CUP'; Quantity = 100 } }
            @{ Id = 1002; Status = 'PartlyShipped'; Items = @{ Id = 21; Quantity = 2; Shipped = 1 } }
        )
        $sandbox | Connect-KornitX -MaximumRetryCount 0
        $null = New-KornitXCancellation -OrderId 1001 -ItemId 11 -Quantity 2 -Reference T-1
        $sandbox.AddFault(@{ Kind = 'DropAfterBooking'; Order = '1001' })
        $null = New-KornitXCancellation -OrderId 1001 -Item @{ Id = 11; Quantity = 1 }, @{ Id = 12; Quantity = 1 } -ErrorAction Ignore
        $sandbox.AddFault(@{ Kind = 'ServerErrorAfterBooking'; Order = 'POS-1'; StatusCode = 502; Count = 3; LatencyMs = 50 })
        $sandbox.AddFault('RateLimited')
    }

    AfterAll {
        Disconnect-KornitX
        $sandbox | Stop-KornitXSandbox
    }

    It 'shows an order with a line per item and its booked quantities' {
        Get-Line $sandbox.Orders | Should -Be @(
            '      Id ExternalRef    Status        Items'
            '      -- -----------    ------        -----'
            '    1001 POS-1          New             5 x 11 MUG: 3 cancelled'
            '                                      100 x 12 CUP: 1 cancelled'
            '    1002                PartlyShipped   2 x 21: 1 shipped'
        )
    }

    It 'shows the items of an order in columns of numbers' {
        Get-Line $sandbox.Orders[0].Items | Should -Be @(
            '      Id ExternalRef              Quantity  Shipped Cancelled Returned'
            '      -- -----------              --------  ------- --------- --------'
            '      11 MUG                             5        0         3        0'
            '      12 CUP                           100        0         1        0'
        )
    }

    It 'shows bookings' {
        (Get-Line $sandbox.Bookings) -replace '\d\d:\d\d:\d\d', 'hh:mm:ss' | Should -Be @(
            '      Id Operation       OrderId Reference      Time     Items'
            '      -- ---------       ------- ---------      ----     -----'
            '  254001 Cancellation       1001 T-1            hh:mm:ss 2 x 11'
            '  254002 Cancellation       1001                hh:mm:ss 1 x 11,'
            '                                                         1 x 12'
        )
    }

    It 'shows requests with their bookings and faults' {
        Get-Line $sandbox.Requests | Should -Be @(
            'Number Status BookingId Fault                    Path'
            '------ ------ --------- -----                    ----'
            '     1    200                                    /token'
            '     2    200                                    /token'
            '     3    200    254001                          /order/1001/cancellation'
            '     4      0    254002 DropAfterBooking         /order/1001/cancellation'
        )
    }

    It 'shows faults' {
        Get-Line $sandbox.Faults | Should -Be @(
            'Kind                     Order            OnToken Count StatusCode LatencyMs'
            '----                     -----            ------- ----- ---------- ---------'
            'ServerErrorAfterBooking  POS-1            False       3        502        50'
            'RateLimited                               False       1                    0'
        )
    }
}
