BeforeAll {
    . "$PSScriptRoot/common.ps1"
    . "$PSScriptRoot/help/examples.ps1"
    $before = Save-Environment
}

AfterAll { Restore-Environment $before }

Describe 'New-KornitXReport.ps1' {
    BeforeEach {
        . "$PSScriptRoot/help/night.ps1"

        # A journal with these rows, and the page about it.
        function New-Page([string[]] $Row, [string] $Journal = "$PWD/run.1.jsonl") {
            $Row | ConvertFrom-Csv -Header OrderId, ItemId, Quantity, Reference |
                New-KornitXReturn -JournalPath $Journal -ErrorAction SilentlyContinue -WarningAction SilentlyContinue | Out-Null
            ./New-KornitXReport.ps1 -LiteralPath $Journal -Destination page.html
            Get-Content page.html -Raw -Encoding utf8
        }

        # The lines to paste.
        function Get-PastedLine([string] $Page) {
            [regex]::Matches($Page, '(?s)<pre>(.*?)</pre>').ForEach({ [System.Net.WebUtility]::HtmlDecode(($_.Groups[1].Value -replace '</?b>')) })
        }
    }

    AfterEach {
        Pop-Location
        Disconnect-KornitX
        Stop-KornitXSandbox
    }

    It 'begins with the unknown orders: time, items, reference, what came back' {
        $sandbox.AddFault(@{ Kind = 'ServerErrorAfterBooking'; StatusCode = 504; Order = '45453572' })
        $sandbox.AddFault(@{ Kind = 'DropAfterBooking'; Order = '45453578' })

        $page = New-Page '45453572,12345680,1,RMA-1', '45453572,12345681,2,RMA-1', '45453578,12345693,1,RMA-2', '45453580,12345695,1,RMA-3', '45453580,12345695,500,RMA-4'

        $page |
            Should -BeLike '*<h1>2 orders to look up</h1>*2 orders may be booked*1 order rejected*Outcomes of 4 orders*Orders per minute*<details><summary>All orders*'
        $started = (Get-KornitXJournal run.1.jsonl)[0].StartedAt.ToString('yyyy-MM-dd HH:mm:ss', [cultureinfo]::InvariantCulture)
        $page |
            Should -BeLike "*order <bdi>45453572</bdi>*<dt>Sent<dd>$started*<dt>Reference<dd><bdi>RMA-1</bdi>*<dt>Items<dd><bdi>1 x 12345680</bdi><br><bdi>2 x 12345681</bdi>*<dt>What came back<dd>*504*"
        $page | Should -BeLike '*<b>2</b> unknown*<b>1</b> rejected*<b>1</b> booked*'
    }

    It 'has lines that settle an order as they stand' {
        $null = New-Item -ItemType Directory "it's [1]"
        'DropAfterBooking', 'DropBeforeBooking' | ForEach-Object { $sandbox.AddFault(@{ Kind = $_ }) }
        $PSDefaultParameterValues = @{ 'New-KornitXReturn:ThrottleLimit' = 1 }

        $lines = Get-PastedLine (New-Page "45453578,12345693,1,it's", '45453580,12345695,1,RMA 3' -Journal "$PWD/it's [1]/run.jsonl")

        $lines | Should -HaveCount 4
        $ConfirmPreference = 'None'
        . ([scriptblock]::Create($lines[0]))
        . ([scriptblock]::Create($lines[3]))
        (Get-KornitXJournal -LiteralPath "$PWD/it's [1]/run.jsonl").State | Should -Be 'Created', 'NotSent'
    }

    It 'has the time of a settlement, and asks for nothing more' {
        $sandbox.AddFault('DropAfterBooking')
        $null = New-Page '45453578,12345693,1,RMA-2'
        Get-KornitXJournal run.1.jsonl | Confirm-KornitXJournal -Booked -Confirm:$false

        $page = New-Page '45453578,12345693,1,RMA-2'

        $page | Should -BeLike '*<h1>Everything is booked</h1>*settled as booked by *'
        Get-PastedLine $page | Should -BeNullOrEmpty
    }

    It 'groups rejected orders by reason' {
        $page = New-Page '45453572,12345680,500,RMA-1', '45453578,12345693,600,RMA-2', '1,2,1,RMA-3'

        $page | Should -BeLike '*<h1>3 orders not booked</h1>*3 orders rejected*<summary><b>2</b>*<summary><b>1</b>*'
    }

    It 'escapes every value: <Name>' -ForEach @(
        @{ Name = 'a script'; Reference = '<script>alert(1)</script>' }
        @{ Name = 'quotation marks and an entity'; Reference = 'a"b''c&lt;d' }
        @{ Name = '1,000 characters'; Reference = 'R' * 1000 }
        @{ Name = 'right-to-left text'; Reference = -join [char[]] (0x645, 0x631, 0x62A, 0x62C, 0x639) }
    ) {
        $sandbox.AddFault(@{ Kind = 'ServerErrorAfterBooking'; Body = '{"error":{"message":"<img src=x onerror=alert(1)>"}}' })

        $null = New-KornitXReturn -OrderId 45453578 -ItemId 12345693 -Quantity 1 -Reference $Reference -JournalPath run.1.jsonl -ErrorAction SilentlyContinue
        ./New-KornitXReport.ps1 run.1.jsonl -Destination page.html
        $page = Get-Content page.html -Raw -Encoding utf8

        $page | Should -Not -Match '<(script|img)'
        [System.Net.WebUtility]::HtmlDecode($page) | Should -Match ([regex]::Escape("<dt>Reference<dd><bdi>$Reference</bdi>"))
    }

    It 'is one file that loads nothing' {
        $page = New-Page '45453580,12345695,1,RMA-3'

        $page | Should -Not -Match '<script|<link|<img|<iframe|src=|href=|url\(|@import'
        $page | Should -BeLike "*Content-Security-Policy* content=`"default-src 'none'*"
    }

    It 'marks the journal of a sandbox, and only that' {
        New-Page '45453580,12345695,1,RMA-3' | Should -BeLike "*<header>*class='badge'>sandbox</span>*</header>*"

        ./New-KornitXReport.ps1 -LiteralPath "$PSScriptRoot/help/run.jsonl" -Destination live.html
        Get-Content live.html -Raw | Should -Not -BeLike '*sandbox</span>*'
    }

    It 'reads several journals' {
        $null = New-Page '45453580,12345695,1,RMA-3'
        $null = New-Page '45453578,12345693,1,RMA-4' -Journal "$PWD/run.2.jsonl"

        ./New-KornitXReport.ps1 run.*.jsonl -Destination page.html

        Get-Content page.html -Raw |
            Should -BeLike '*run.1.jsonl*run.2.jsonl*Outcomes of 2 orders*All orders in*run.1.jsonl*All orders in*run.2.jsonl*'
    }

    Context 'with many orders' {
        BeforeEach {
            $null = New-Page '45453580,12345695,1,RMA-3'
            $orders = foreach ($i in 1..10000) {
                [pscustomobject] @{
                    State = if ($i % 100) { 'Created' } else { 'Rejected' }; Operation = 'Return'; Addressing = 'Combined'; OrderId = 45453000 + $i; OrderExternalRef = "POS-$(584000 + $i)"
                    Reference = "RMA-2026-$i"; Items = "1 x MUG-11OZ-$i", '2 x TSHIRT-M-BLACK'; Result = [pscustomobject] @{ Id = 750 + $i }
                    Message = if ($i % 100) { $null } else { "HTTP 400: Invalid quantity specified, index $($i % 3)" }
                    # 25 minutes of waiting after half of the orders.
                    StartedAt = ([datetime] '2026-11-29T02:30:00').AddSeconds($i / 2 + 1500 * [int] ($i -gt 5000)); EndedAt = $null
                    SettledBy = $null; Path = "$PWD/run.1.jsonl"; Number = $i
                }
            }
            Set-Item Function:Get-KornitXJournal { $orders }.GetNewClosure()
            ./New-KornitXReport.ps1 run.1.jsonl -Destination page.html
        }

        It 'stays under 5 MB with 10,000 orders' {
            (Get-Item page.html).Length | Should -BeLessThan 5MB
            (Get-Content page.html -Raw).Contains('RMA-2026-1<') | Should -BeTrue
        }

        It 'marks waits' {
            Get-Content page.html -Raw | Should -BeLike "*<rect class='wait'*a wait of 2? minutes*waited 2? minutes*"
        }
    }

    It 'opens in a browser, at the width of a phone and of a desktop' {
        $browser = 'chromium', 'chromium-browser', 'google-chrome', 'chrome' |
            Where-Object { Get-Command $_ -CommandType Application -ErrorAction Ignore } | Select-Object -First 1
        if (-not $browser) {
            Set-ItResult -Skipped -Because 'Chromium is not installed'
            return
        }
        $sandbox.AddFault(@{ Kind = 'DropAfterBooking'; Order = '45453578' })
        $null = New-Page '45453578,12345693,1,RMA-2', '45453580,12345695,1,RMA-3'
        $options = '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
        "--user-data-dir=$PWD/browser", '--hide-scrollbars'
        $uri = "file://$((Convert-Path page.html) -replace '^(?=\w)', '/' -replace '\\', '/')"

        foreach ($width in 390, 1280) {
            & $Browser @options "--window-size=$width,1600" "--screenshot=$PWD/$width.png" $uri 2>$null
            (Get-Item "$width.png").Length | Should -BeGreaterThan 20kb
        }
        $document = (& $Browser @options --dump-dom $uri 2>$null) -join "`n"
        $document |
            Should -BeLike '*<h1>1 order to look up</h1>*<article>*RMA-2*</article>*<svg class="bar"*<svg class="rate"*<details>*<table>*RMA-3*'
    }
}
