# A journal that is changed by another process during a run. Windows denies other writers while the run has the file open.
BeforeAll {
    . "$PSScriptRoot/sandbox.ps1"

    function Get-CreatedCount([string] $Journal) {
        @(Get-Content -LiteralPath $Journal | Where-Object { $_ -like '*"State":"Created"*' }).Count
    }
}

Describe 'A journal that is changed during a run' -Skip:([Environment]::OSVersion.Platform -eq 'Win32NT') {
    BeforeEach {
        $sandbox = Connect-TestSandbox
        $journal = New-JournalPath
    }

    AfterEach { Disconnect-TestSandbox }

    It 'ends the run, and nothing more is sent: <Change>' -ForEach @(
        @{ Change = 'deleted'; Do = { Remove-Item -LiteralPath $args[0] } }
        @{ Change = 'renamed'; Do = { Move-Item -LiteralPath $args[0] -Destination "$($args[0]).old" } }
        @{ Change = 'replaced by a copy'; Do = { Copy-Item -LiteralPath $args[0] -Destination "$($args[0]).old"; Move-Item -LiteralPath "$($args[0]).old" -Destination $args[0] -Force } }
        @{ Change = 'truncated'; Do = { [System.IO.File]::Open($args[0], 'Truncate', 'Write', 'ReadWrite').Dispose() } }
        @{ Change = 'appended to'; Do = { $file = [System.IO.File]::Open($args[0], 'Append', 'Write', 'ReadWrite'); $file.WriteByte(10); $file.Dispose() } }
        @{ Change = 'written to through a hard link'; Do = { $null = New-Item -ItemType HardLink -Path "$($args[0]).link" -Target $args[0]; $file = [System.IO.File]::Open("$($args[0]).link", 'Append', 'Write', 'ReadWrite'); $file.WriteByte(10); $file.Dispose() } }
    ) {
        # An order is sent when the next row arrives, so two are booked and recorded when the journal is changed.
        $rows = {
            foreach ($order in 45453571, 45453574, 45453576, 45453579, 45453571) {
                if ($order -eq 45453579) {
                    $until = [datetime]::UtcNow.AddSeconds(60)
                    while ((Get-CreatedCount $journal) -lt 2 -and [datetime]::UtcNow -lt $until) { Start-Sleep -Milliseconds 5 }
                    & $Do $journal
                }

                @{ OrderId = $order; ItemId = $sandbox.Orders.Where({ $_.Id -eq $order })[0].Items[0].Id; Quantity = 1 }
            }
        }

        { & $rows | New-KornitXCancellation -Stream -ThrottleLimit 1 -JournalPath $journal -ErrorAction Stop } |
            Should -Throw -ErrorId 'JournalFailed,KornitX.Commands.NewKornitXCancellationCommand'

        $sandbox.Bookings.OrderId | Should -Be 45453571, 45453574
    }

    # The last row is that of the booked order: whether a further one is still read depends on when the failure is noticed.
    It 'ends the run, and what the journal has as booked is not left to send' {
        $null = @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 } | New-KornitXCancellation -JournalPath $journal
        $rows = {
            @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }
            @{ OrderId = 45453576; ItemId = 12345688; Quantity = 1 }
            $until = [datetime]::UtcNow.AddSeconds(60)
            while ((Get-CreatedCount $journal) -lt 2 -and [datetime]::UtcNow -lt $until) { Start-Sleep -Milliseconds 5 }
            Move-Item -LiteralPath $journal -Destination "$journal.old"
            @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1 }
        }

        $results = [System.Collections.Generic.List[object]]::new()
        $failed = Get-Failed {
            & $rows | New-KornitXCancellation -Stream -ThrottleLimit 1 -JournalPath $journal -WarningVariable script:warned 3>$null |
                ForEach-Object { $results.Add($_) }
        }

        $failed[0].FullyQualifiedErrorId | Should -BeLike 'JournalFailed,*'
        $results | ForEach-Object { "$($_.OrderId) $($_.FromJournal)" } | Should -Be '45453571 False', '45453579 True'
        $failed[0].TargetObject.OrderId | Should -Be 45453576
        "$($failed[0])" | Should -BeLike ('* Check the journal: if it was deleted, moved, replaced, or emptied, restore it first. ' +
            'A new one does not know what is booked. Then run the same command again.')
        $lines = $script:warned[-1].Message -split "`n"
        $lines[1] | Should -Be ('Journal: if it was deleted, moved, replaced, or emptied, restore it first. ' +
            'A new one does not know what is booked.')
        $lines[-1] | Should -Be 'Not sent: run the same command again.'
    }
}
