BeforeAll {
    . "$PSScriptRoot/journals.ps1"
    . "$PSScriptRoot/fake-kornitx.ps1"
}

Describe 'The views of objects' {
    # The view of a sandbox counts the requests for tokens, so its log is not cleared.
    BeforeEach {
        $sandbox = Start-KornitXSandbox
        $sandbox | Connect-KornitX -MaximumRetryCount 0
    }

    AfterEach { Disconnect-TestSandbox }

    It 'shows a cancellation as a line of 80 columns' {
        $cancellation = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1

        Get-Line $cancellation | Should -Be @(
            '     Id   OrderId OrderExternalRef Reference        FromJournal Sandbox request'
            '     --   ------- ---------------- ---------        ----------- ---------------'
            ' 254001  45453571                                   False       1 x 12345678'
        )
    }

    It 'shows a return in 80 columns' {
        $return = New-KornitXReturn -OrderExternalRef POS-584552 -Item @{ ItemExternalRef = 'ABCD'; Quantity = 1 }, @{ ItemExternalRef = 'EFGH'; Quantity = 2 } -Reference RMA-1001

        Get-Line $return | Should -Be @(
            '     Id   OrderId OrderExternalRef Reference        FromJournal Sandbox request'
            '     --   ------- ---------------- ---------        ----------- ---------------'
            '    752  45453572 POS-584552       RMA-1001         False       1 x ABCD,'
            '                                                                2 x EFGH'
        )
    }

    It 'never truncates Id and OrderId' {
        $rows = 1..40 | ForEach-Object { @{ ItemId = 12345694; Quantity = 1 } }
        $cancellation = $rows | New-KornitXCancellation -OrderId 45453579 -Reference ('R' * 200) -WarningAction SilentlyContinue

        $lines = Get-Line $cancellation
        $lines[2] | Should -BeLike ' 254001  45453579 *'
        $lines | Where-Object Length -GT 80 | Should -BeNullOrEmpty
        ($lines | Select-Object -Skip 2 | ForEach-Object { $_.PadRight(60).Substring(35, 16).Trim() }) -join '' | Should -Be ('R' * 200)
        ($lines | Select-Object -Skip 2 | Where-Object Length -GT 64 | ForEach-Object { $_.Substring(64) }) -join ' ' |
            Should -Be ("$('1 x 12345694, ' * 10)and 30 more")
    }

    It 'has a line per item, at <_> columns' -ForEach 80, 120, 200 {
        $items = 12345688, 12345689, 12345690 | ForEach-Object { @{ ItemId = $_; Quantity = 1 } }

        $lines = Get-Line ($items | New-KornitXCancellation -OrderId 45453576) -Width $_ | Select-Object -Skip 2
        $lines[0] | Should -MatchExactly '^ 254001  45453576 +False +1 x 12345688,$'
        $lines.Trim() | Select-Object -Last 2 | Should -Be '1 x 12345689,', '1 x 12345690'
    }

    It 'does not break references of 25 characters at 200 columns' {
        $own = Start-KornitXSandbox -Order @{ Id = 1; ExternalRef = 'SHOP-2026-11-22-000012345'; Status = 'Shipped'; Items = @{ Id = 2; ExternalRef = 'MUG-11oz-blue-left-handed'; Quantity = 1 } } -WarningAction Ignore
        $own | Connect-KornitX
        $return = New-KornitXReturn -OrderExternalRef SHOP-2026-11-22-000012345 -ItemExternalRef MUG-11oz-blue-left-handed -Quantity 1 -Reference RMA-2026-11-22-0000123456

        Get-Line $return -Width 200 | Select-Object -Last 1 |
            Should -MatchExactly '^    752         1 SHOP-2026-11-22-000012345 +RMA-2026-11-22-0000123456 +False +1 x MUG-11oz-blue-left-handed$'
        (Get-Line $return.Request -Width 200)[2] |
            Should -MatchExactly '^ +SHOP-2026-11-22-000012345 +RMA-2026-11-22-0000123456 +1 x MUG-11oz-blue-left-handed$'
    }

    It 'shows results of KornitX without the word sandbox' {
        # A server on loopback that is no sandbox of this process.
        $server = Open-FakeKornitX -Answer @(
            Join-HttpAnswer '{"access_token":"t","token_type":"Bearer","expires_in":3600}'
            Join-HttpAnswer '[{"id":254001,"items":[{"id":12345678,"order_id":45453571,"quantity":5}]}]'
        )
        try {
            Connect-FakeKornitX $server
            $lines = Get-Line (New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1)
        }
        finally { Close-FakeKornitX $server }

        $lines[0] | Should -BeExactly '     Id   OrderId OrderExternalRef Reference        FromJournal Request'
    }

    It 'says in the table of a journal that the orders went to a sandbox' {
        $journal = New-JournalPath
        $null = New-KornitXReturn -OrderId 45453572 -ItemId 12345680 -Quantity 1 -Reference R1 -JournalPath $journal

        $lines = Get-Line (Get-KornitXJournal $journal)
        $lines[2] | Should -BeLike 'Created *R1 *Sandbox return'
        $lines[3].Trim() | Should -BeExactly '1 x 12345680'
    }

    It 'says in a summary as a table that the orders went to a sandbox' {
        $null = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -InformationVariable information

        (Get-Line $information.MessageData)[2] |
            Should -MatchExactly "^Cancellation 1 order in the sandbox: 1 created localhost:$($sandbox.ApiUri.Port)$"
    }

    It 'shows which results came from the journal' {
        $journal = New-JournalPath
        $again = foreach ($run in 1, 2) { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -JournalPath $journal }

        (Get-Line $again)[2, 3] | Should -Be @(
            ' 254001  45453571                                   False       1 x 12345678'
            ' 254001  45453571                                   True        1 x 12345678'
        )
    }

    It 'shows cancellations and returns in one table' {
        $cancellation = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1
        $return = New-KornitXReturn -OrderId 45453572 -ItemId 12345680 -Quantity 1 -Reference R1

        Get-Line ($cancellation, $return) | Should -HaveCount 4
    }

    It 'shows a connection as a line' {
        Get-Line (Get-KornitXConnection) | Should -Be @(
            'ClientId       Granted              Refused      Destination'
            '--------       -------              -------      -----------'
            "sandbox        Cancellation, Return              sandbox at localhost:$($sandbox.ApiUri.Port)"
        )
    }

    It 'shows the rejected operations of a connection' {
        $half = Start-KornitXSandbox -Operation Return

        (Get-Line ($half | Connect-KornitX -PassThru))[2] |
            Should -BeExactly "sandbox        Return               Cancellation sandbox at localhost:$($half.ApiUri.Port)"
    }

    It 'shows a test of the connection as a line per operation' {
        $lines = Get-Line (Test-KornitXConnection)

        $lines[0] | Should -BeExactly 'Operation    Granted ExpiresAt           Message'
        $lines[2] | Should -Match '^Cancellation True    \d{4}-\d\d-\d\d \d\d:\d\d:\d\d$'
        $lines[3] | Should -Match '^Return       True    \d{4}-\d\d-\d\d \d\d:\d\d:\d\d$'
    }

    It 'shows which permission a refused operation lacks' {
        $half = Start-KornitXSandbox -Operation Cancellation

        $lines = Get-Line (Test-KornitXConnection -Connection ($half | Connect-KornitX -PassThru)) -Width 160

        $lines[3] |
            Should -BeExactly 'Return       False                       api-sl-2-3.order-return.create: localhost returned HTTP 400: The client may not have this scope (invalid_scope)'
    }

    It 'shows a sandbox as a line' {
        Get-Line $sandbox |
            Should -Match '^(ApiUri +Running +Orders +Requests +Bookings|------ +------- +------ +-------- +--------|http://localhost:\d+/ +True +10 +2 +0)$'
    }

    It 'shows items, lines and requests in separate columns' {
        $cancellation = New-KornitXCancellation -OrderExternalRef POS-584551 -Item @{ ItemExternalRef = 'ABCD'; Quantity = 1 }, @{ ItemExternalRef = 'EFGH'; Quantity = 3 } -Reference T-1

        Get-Line $cancellation.Items[0] | Should -Be @(
            '    ItemId    OrderId LineQuantity'
            '    ------    ------- ------------'
            '  12345678   45453571            5'
        )
        Get-Line $cancellation.Request | Should -Be @(
            '   OrderId OrderExternalRef        Reference              Items'
            '   ------- ----------------        ---------              -----'
            '           POS-584551              T-1                    1 x ABCD,'
            '                                                          3 x EFGH'
        )
        Get-Line $cancellation.Request.Items | Should -Be @(
            '    ItemId ItemExternalRef                  Quantity'
            '    ------ ---------------                  --------'
            '           ABCD                                    1'
            '           EFGH                                    3'
        )
    }

    It 'shows request and items as text' {
        $cancellation = New-KornitXCancellation -OrderId 45453571 -Item @{ Id = 12345678; Quantity = 1 }, @{ Id = 12345679; Quantity = 2 }

        "$($cancellation.Request)" | Should -BeExactly 'order 45453571: 1 x 12345678, 2 x 12345679'
        $cancellation.Request.Items | ForEach-Object { "$_" } | Should -Be '1 x 12345678', '2 x 12345679'
    }

    It 'has these properties in this order: <Type>' -ForEach @(
        @{ Type = 'KornitX.Cancellation'; Names = 'Id, OrderId, OrderExternalRef, Reference, Items, Request, FromJournal' }
        @{ Type = 'KornitX.Return'; Names = 'Id, OrderId, OrderExternalRef, Reference, Items, Request, FromJournal' }
        @{ Type = 'KornitX.BookedItem'; Names = 'ItemId, OrderId, LineQuantity' }
        @{ Type = 'KornitX.OrderRequest'; Names = 'Operation, State, Addressing, OrderId, OrderExternalRef, Reference, Items, Path, Number' }
        @{ Type = 'KornitX.OrderItem'; Names = 'OrderId, OrderExternalRef, ItemId, ItemExternalRef, Quantity, Reference, Addressing, Operation, State, Path, Number' }
        @{ Type = 'KornitX.Connection'; Names = 'ApiUri, TokenUri, ClientId, Granted, Refused, TimeoutSec, MaximumRetryCount, RequestsPerHour, Proxy, ConnectedAt, IsConnected, IsSandbox' }
        @{ Type = 'KornitX.OperationGrant'; Names = 'Operation, Scope, Granted, ExpiresAt, Message' }
        @{ Type = 'KornitX.JournaledOrder'; Names = 'Operation, State, Addressing, OrderId, OrderExternalRef, Reference, Items, Occurrence, Result, Message, StartedAt, EndedAt, SentAt, Address, StatusCode, RequestIds, Settlements, SettledBy, SettledAt, Reason, Path, Number' }
        @{ Type = 'KornitX.Sandbox'; Names = 'ApiUri, TokenUri, ClientId, ClientSecret, StartedAt, IsRunning, Orders, Bookings, Requests, RequestCount, Faults' }
    ) {
        ($Type -as [type]).GetProperties().Name -join ', ' | Should -BeExactly $Names
    }

    It 'shows all properties of <Name> with Format-List' -ForEach @(
        @{ Name = 'a result'; Get = { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 } }
        @{ Name = 'its request'; Get = { (New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1).Request } }
        @{ Name = 'a connection'; Get = { Get-KornitXConnection } }
        @{ Name = 'a test of it'; Get = { Test-KornitXConnection | Select-Object -First 1 } }
        @{ Name = 'a sandbox'; Get = { $sandbox } }
        @{ Name = 'a journaled order'; Get = { Get-KornitXJournal "$PSScriptRoot/help/run.jsonl" | Select-Object -First 1 } }
    ) {
        $object = . $Get

        $shown = Get-Line ($object | Format-List) | ForEach-Object { if ($_ -match '^(\w+) +:') { $Matches[1] } }
        $shown | Should -Be $object.GetType().GetProperties().Name
    }

    Context 'a journal' {
        BeforeAll {
            function New-Line($Number, $Reference, $Item = '{"ItemId":12345693,"Quantity":1}') {
                "{`"State`":`"Sending`",`"Number`":$Number,`"Time`":`"2026-11-22T02:46:19Z`",`"Operation`":`"Return`",`"Addressing`":`"Id`",`"OrderId`":45453578,`"Reference`":`"$Reference`",`"Occurrence`":1,`"Items`":[$Item]}"
            }
            Set-TestJournal "$TestDrive/run.jsonl" @(
                '{"Journal":"KornitX.PowerShell","Version":2,"Time":"2026-11-22T02:46:18Z","ApiUri":"https://api.example/","ClientId":"me"}'
                New-Line 1 RMA-1004
                New-Line 2 'RMA-2026-11-22-0000123456' '{"ItemId":12345693,"Quantity":1},{"ItemId":12345692,"Quantity":2}'
                '{"State":"Unknown","Number":1,"Time":"2026-11-22T02:46:20Z","Message":"the answer took longer than 100 s"}'
                '{"State":"Rejected","Number":2,"Time":"2026-11-22T02:46:20Z","Status":400,"Message":"Invalid quantity specified, index 0"}'
                '{"State":"Settled","Number":1,"Time":"2026-11-22T08:00:00Z","IsBooked":true,"BookingId":752,"SettledBy":"CORP\\anna","Reason":"in the history"}'
            )
            $orders = Get-KornitXJournal "$TestDrive/run.jsonl"
        }

        It 'has the time, the reference and the message at 80 columns' {
            Get-Line $orders[0] | Should -Be @(
                'State    Sent        Order          Reference      Request        Message'
                '-----    ----        -----          ---------      -------        -------'
                "Created  $($orders[0].StartedAt.ToString('MM-dd HH:mm')) 45453578       RMA-1004       Return         settled as boo"
                '                                                   1 x 12345693   ked by CORP\an'
                '                                                                  na: in the his'
                '                                                                  tory'
            )
        }

        It 'breaks no reference of 25 characters at 200 columns' {
            (Get-Line $orders[1] -Width 200)[2] |
                Should -MatchExactly '^Rejected \d\d-\d\d \d\d:\d\d 45453578 +RMA-2026-11-22-0000123456 +Return +HTTP 400: Invalid quantity specified, index'
        }
    }

    It 'converts a result to JSON with its request and response' {
        $json = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 | ConvertTo-Json -Depth 4 -Compress

        $json |
            Should -BeExactly '{"Id":254001,"OrderId":45453571,"OrderExternalRef":null,"Reference":null,"Items":[{"ItemId":12345678,"OrderId":45453571,"LineQuantity":5}],"Request":{"Operation":"Cancellation","State":"Created","Addressing":"Id","OrderId":45453571,"OrderExternalRef":null,"Reference":null,"Items":[{"OrderId":45453571,"OrderExternalRef":null,"ItemId":12345678,"ItemExternalRef":null,"Quantity":1,"Reference":null,"Addressing":"Id","Operation":"Cancellation","State":"Created","Path":null,"Number":null}],"Path":null,"Number":null},"FromJournal":false}'
    }
}
