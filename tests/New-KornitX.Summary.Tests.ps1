BeforeAll { . "$PSScriptRoot/sandbox.ps1" }

Describe 'The summary of a run' {
    BeforeEach {
        $journal = New-JournalPath
        $sandbox = Connect-TestSandbox
    }

    AfterEach { Disconnect-TestSandbox }

    It 'counts each order once' {
        @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 } | New-KornitXCancellation -JournalPath $journal | Out-Null
        $sandbox.AddFault(@{ Kind = 'ServerErrorAfterBooking'; Order = '45453576' })

        $out = @(
            @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }
            @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 }
            @{ OrderId = 45453576; ItemId = 12345688; Quantity = 1 }
            @{ OrderId = 99; ItemId = 1; Quantity = 1 }
            @{ OrderId = 98; ItemId = 1; Quantity = 'two' }
            @{ OrderId = 98; ItemId = 2; Quantity = 1 }
        ) | New-KornitXCancellation -JournalPath $journal -ErrorAction SilentlyContinue -InformationVariable information

        $out | Should -HaveCount 2
        $information | Should -HaveCount 1
        $information[0].Tags | Should -Be 'KornitX.Summary'
        $summary = $information[0].MessageData
        $summary | Should -BeOfType KornitX.RunSummary
        $summary.Operation | Should -Be 'Cancellation'
        $summary.Orders, $summary.Created, $summary.FromJournal, $summary.Rejected, $summary.NotSent, $summary.Unknown, $summary.HeldBack, $summary.BadRows |
            Should -Be 5, 1, 1, 1, 0, 1, 1, 1
        $summary.JournalPath | Should -Be $journal
        $summary.ApiUri | Should -Be $sandbox.ApiUri
        $summary.Duration | Should -BeGreaterThan 0
        "$summary" |
            Should -BeLike '5 orders in the sandbox: 1 created, 1 from journal, 1 rejected, 1 unknown, 1 held back, 1 bad row, in 00:00:*'
    }

    It 'is written if there was nothing to send' {
        @() | New-KornitXCancellation -InformationVariable information

        "$($information[0])" | Should -BeLike '0 orders in the sandbox: 0 created, in 00:00:0*'
    }

    It 'counts what -WhatIf does not send' {
        @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 } | New-KornitXCancellation -WhatIf -InformationVariable information

        $information.MessageData.NotSent | Should -Be 1
    }

    It 'shows how many orders were not started with -ErrorAction Stop' {
        $rows = @{ OrderId = 99; ItemId = 1; Quantity = 1 }, @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }

        { $rows | New-KornitXCancellation -ThrottleLimit 1 -ErrorAction Stop -InformationVariable script:information } | Should -Throw

        "$($information.MessageData)" | Should -BeLike '2 orders in the sandbox: 0 created, 1 rejected, 1 not sent, in *'
    }

    It 'counts all orders if the first one is not sent again with -ErrorAction Stop' {
        $rows = 'OrderId,ItemId,Quantity,Operation,State', '45453571,12345678,1,Cancellation,Unknown', '45453576,12345688,1,,' |
            ConvertFrom-Csv

        { $rows | New-KornitXCancellation -ErrorAction Stop -InformationVariable script:information } |
            Should -Throw -ErrorId 'OutcomeUnknown,*'

        "$($information.MessageData)" | Should -BeLike '2 orders in the sandbox: 0 created, 1 unknown, 1 not sent, in *'
    }

    It 'counts an order of which all rows are invalid with -ErrorAction Stop' {
        $rows = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }, @{ OrderId = 98; ItemId = 1; Quantity = 'two' }

        { $rows | New-KornitXCancellation -ErrorAction Stop -InformationVariable script:information } |
            Should -Throw -ErrorId 'InvalidItem,*'

        "$($information.MessageData)" | Should -BeLike '2 orders in the sandbox: 0 created, 1 not sent, 1 held back, 1 bad row, in *'
    }

    It 'is not in the output' {
        $all = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 } | New-KornitXCancellation -InformationAction Continue 6>$null

        $all | Should -HaveCount 1
        $all | Should -BeOfType KornitX.Cancellation
    }
}

Describe 'An exception while writing output' {
    BeforeEach { $sandbox = Connect-TestSandbox }

    AfterEach { Disconnect-TestSandbox }

    It 'does not lose the outcome of a booked order: <Name>' -ForEach @(
        @{ Name = '$ProgressPreference Stop'; Preference = @{ ProgressPreference = 'Stop' } }
        @{ Name = '$InformationPreference Stop'; Preference = @{ InformationPreference = 'Stop' } }
    ) {
        foreach ($name in $Preference.Keys) { Set-Variable $name $Preference[$name] }
        $out = [System.Collections.Generic.List[object]]::new()

        try {
            @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 } | New-KornitXCancellation | ForEach-Object { $out.Add($_) }
        } catch {
            $null = $_
        }

        $out | Should -HaveCount @($sandbox.Bookings).Count
    }
}
