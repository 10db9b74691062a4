BeforeAll {
    . "$PSScriptRoot/sandbox.ps1"
    . "$PSScriptRoot/runs.ps1"

    function Get-Row {
        <# A row of one of the sandbox's two orders with many of an item, or of a third one. #>
        param([string] $Name, [object] $Quantity = 1)

        switch ($Name) {
            'A' { [pscustomobject]@{ OrderId = 45453579; ItemId = 12345694; Quantity = $Quantity } }
            'B' { [pscustomobject]@{ OrderId = 45453576; ItemId = 12345688; Quantity = $Quantity } }
            'C' { [pscustomobject]@{ OrderId = 45453571; ItemId = 12345678; Quantity = $Quantity } }
        }
    }
}

Describe 'A run with -Stream' {
    BeforeEach {
        $journal = New-JournalPath
        $sandbox = Connect-TestSandbox
    }

    AfterEach { Disconnect-TestSandbox }

    Context 'when an order is sent' {
        It 'sends an order at the first row of the next one, and the last one at the end' {
            $sent = [System.Collections.Generic.List[int]]::new()
            & {
                Get-Row A
                $sent.Add(@(Get-OrderRequest $sandbox).Count)
                Get-Row A
                $sent.Add(@(Get-OrderRequest $sandbox).Count)
                Get-Row B
                Wait-OrderRequest $sandbox 1
                $sent.Add(@(Get-OrderRequest $sandbox).Count)
                Get-Row C
                Wait-OrderRequest $sandbox 2
                $sent.Add(@(Get-OrderRequest $sandbox).Count)
            } | New-KornitXCancellation -Stream -WarningAction SilentlyContinue | Out-Null

            $sent | Should -Be 0, 0, 1, 2
            Get-OrderRequest $sandbox | Should -HaveCount 3
        }

        It 'sends nothing before the end without -Stream' {
            $sent = [System.Collections.Generic.List[int]]::new()
            & {
                Get-Row A
                Get-Row B
                Get-Row C
                $sent.Add(@(Get-OrderRequest $sandbox).Count)
            } | New-KornitXCancellation | Out-Null

            $sent | Should -Be 0
            Get-OrderRequest $sandbox | Should -HaveCount 3
        }

        It 'sends adjacent rows of an order as one request, and separated rows as two' {
            $out = (Get-Row A), (Get-Row A 2), (Get-Row B), (Get-Row A 3) |
                New-KornitXCancellation -Stream -ThrottleLimit 1 -WarningAction SilentlyContinue

            $out.OrderId | Should -Be 45453579, 45453576, 45453579
            $sandbox.Bookings[0].Items.Quantity | Should -Be 1, 2
            $sandbox.Bookings[2].Items.Quantity | Should -Be 3
        }

        It 'treats another reference as another order' {
            $out = 'R1', 'R1', 'R2' | ForEach-Object { @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1; Reference = $_ } } |
                New-KornitXCancellation -Stream -WarningAction SilentlyContinue

            $out.Reference | Should -Be 'R1', 'R2'
            $out[0].Request.Items | Should -HaveCount 2
        }
    }

    Context 'output' {
        It 'is in the order of the input, even if a response is late' {
            $sandbox.AddFault(@{ Kind = 'Latency'; LatencyMs = 500; Order = '45453579' })

            $out = (Get-Row A), (Get-Row B), (Get-Row C) | New-KornitXCancellation -Stream

            $out.OrderId | Should -Be 45453579, 45453576, 45453571
        }

        It 'is written during the input' {
            $seen = [System.Collections.Generic.List[long]]::new()
            & {
                Get-Row A
                Get-Row B
                Get-Row C
                # One at a time: when the second is sent, the first has been reported, and the third waits.
                Wait-OrderRequest $sandbox 2
                $script:soFar = @($seen)
            } | New-KornitXCancellation -Stream -ThrottleLimit 1 | ForEach-Object { $seen.Add($_.OrderId) }

            $script:soFar | Should -Contain 45453579
            $script:soFar | Should -Not -Contain 45453571
            $seen | Should -Be 45453579, 45453576, 45453571
        }

        It 'is complete, with progress of at most 100%, if responses are slow' {
            $sandbox.AddFault(@{ Kind = 'Latency'; LatencyMs = 250; Count = 3 })

            $out = (Get-Row A), (Get-Row B), (Get-Row C) |
                New-KornitXCancellation -Stream -ThrottleLimit 1 -ErrorAction SilentlyContinue -ErrorVariable failed

            $failed | Should -BeNullOrEmpty
            $out.OrderId | Should -Be 45453579, 45453576, 45453571
        }
    }

    Context 'bad rows' {
        It 'hold back adjacent rows, not later rows of the same order' {
            $out = (Get-Row A), (Get-Row A 'two'), (Get-Row B), (Get-Row A 3) |
                New-KornitXCancellation -Stream -ErrorAction SilentlyContinue -ErrorVariable failed

            $out.OrderId | Should -Be 45453576, 45453579
            $sandbox.Bookings.Items.Quantity | Sort-Object | Should -Be 1, 3
            $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be 'InvalidItem', 'OrderHeldBack'
        }

        It 'without an order end it, and the current order is held back' {
            $nameless = [pscustomobject]@{ ItemId = 12345694; Quantity = 1 }

            { (Get-Row A), (Get-Row B), $nameless, (Get-Row A) | New-KornitXCancellation -Stream -ErrorAction SilentlyContinue -ErrorVariable script:failed -OutVariable script:out } |
                Should -Throw -ErrorId 'InputHeldBack,*'

            $out.OrderId | Should -Be 45453579
            $failed[0].FullyQualifiedErrorId | Should -BeLike 'OrderHeldBack,*'
        }

        It 'that identify no order end it with InputHeldBack with -ErrorAction Stop too' {
            $nameless = [pscustomobject]@{ ItemId = 12345694; Quantity = 1 }

            { (Get-Row A), (Get-Row B), $nameless | New-KornitXCancellation -Stream -ErrorAction Stop -OutVariable script:out -WarningVariable script:warned 3>$null } |
                Should -Throw -ErrorId 'InputHeldBack,*'

            $out.OrderId | Should -Be 45453579
            $warned[0].Message | Should -BeLike 'Order 45453576 was not sent:*'
            $Error[0].TargetObject.Items.ItemId | Should -Be 12345694
        }

        It 'with -ErrorAction Stop end it after requests in flight are reported' {
            $sandbox.AddFault(@{ Kind = 'Latency'; LatencyMs = 500 })
            $reported = [System.Collections.Generic.List[long]]::new()

            { (Get-Row A), (Get-Row B), (Get-Row C 'two'), (Get-Row A) | New-KornitXCancellation -Stream -ErrorAction Stop | ForEach-Object { $reported.Add($_.OrderId) } } |
                Should -Throw -ErrorId 'InvalidItem,*'

            $reported | Should -Be 45453579
            $sandbox.Bookings.OrderId | Should -Be 45453579
        }

        It 'that hold back the last order end it with -ErrorAction Stop after requests in flight are reported' {
            $sandbox.AddFault(@{ Kind = 'Latency'; LatencyMs = 500 })
            $reported = [System.Collections.Generic.List[long]]::new()
            $rows = (Get-Row A), (Get-Row B), (Get-Row B 'two')

            { $rows | New-KornitXCancellation -Stream -ErrorAction Stop | ForEach-Object { $reported.Add($_.OrderId) } } |
                Should -Throw -ErrorId 'InvalidItem,*'

            $reported | Should -Be 45453579
            $sandbox.Bookings.OrderId | Should -Be 45453579
        }
    }

    Context 'the same order again and again, with a journal' {
        It 'is resumed where it ended' {
            $sandbox.AddFault(@{ Kind = 'ServerErrorBeforeBooking'; Order = '45453576' })
            $rows = (Get-Row A 1), (Get-Row B), (Get-Row A 1), (Get-Row C), (Get-Row A 2)
            $null = $rows[0..2] | New-KornitXCancellation -Stream -JournalPath $journal -Force -ErrorAction SilentlyContinue

            $out = $rows | New-KornitXCancellation -Stream -JournalPath $journal -ErrorAction SilentlyContinue -ErrorVariable failed

            $out.OrderId | Should -Be 45453579, 45453579, 45453571, 45453579
            $out.FromJournal | Should -Be $true, $true, $false, $false
            $failed.FullyQualifiedErrorId | Should -BeLike 'OutcomeUnknown,*'
            $sandbox.Bookings.Where({ $_.OrderId -eq 45453579 }).Items.Quantity | Sort-Object | Should -Be 1, 1, 2
            (Get-KornitXJournal $journal).Occurrence | Should -Be 1, 1, 2, 1, 3
        }

        It 'books nothing twice if a fixed row comes first' {
            $bad = (Get-Row A 'nine'), (Get-Row B), (Get-Row A 2), (Get-Row C), (Get-Row A 3)
            $null = $bad | New-KornitXCancellation -Stream -JournalPath $journal -ErrorAction SilentlyContinue
            $mended = @(Get-Row A 9) + $bad[1..4]

            $out = $mended | New-KornitXCancellation -Stream -JournalPath $journal -ErrorAction SilentlyContinue -ErrorVariable failed

            $sandbox.Bookings.Where({ $_.OrderId -eq 45453579 }).Items.Quantity | Sort-Object | Should -Be 2, 3
            $out.OrderId | Should -Be 45453576, 45453571
            $out.FromJournal | Should -Be $true, $true
            $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be 'JournalConflict', 'JournalConflict', 'JournalConflict'
            $failed.TargetObject.Items.Quantity | Should -Be 9, 2, 3
        }

        It 'sends the fixed row if it is the same as the others' {
            $null = (Get-Row A 'nine'), (Get-Row B), (Get-Row A 2) |
                New-KornitXCancellation -Stream -JournalPath $journal -ErrorAction SilentlyContinue

            $out = (Get-Row A 2), (Get-Row B), (Get-Row A 2) | New-KornitXCancellation -Stream -JournalPath $journal -Force

            $out.FromJournal | Should -Be $true, $true, $false
            $sandbox.Bookings.Where({ $_.OrderId -eq 45453579 }).Items.Quantity | Sort-Object | Should -Be 2, 2
        }
    }

    Context 'a pipeline that ends early' {
        It 'sends what came before an upstream Select-Object -First' {
            $out = (Get-Row A), (Get-Row B), (Get-Row C) | Select-Object -First 2 | New-KornitXCancellation -Stream

            $out.OrderId | Should -Be 45453579, 45453576
            $sandbox.Bookings | Should -HaveCount 2
        }

        It 'records requests in flight at a downstream Select-Object -First, and starts no more' {
            $sandbox.AddFault(@{ Kind = 'Latency'; LatencyMs = 500; Order = '45453576' })
            $rows = (Get-Row A), (Get-Row B), (Get-Row C), (Get-Row A 2)

            $out = $rows | New-KornitXCancellation -Stream -JournalPath $journal | Select-Object -First 1

            $out.OrderId | Should -Be 45453579
            $orders = Get-KornitXJournal $journal
            $orders.State | Should -Not -Contain 'Sending'
            $orders.State | Should -Not -Contain 'Unknown'
            $orders.Where({ $_.State -eq 'Created' }) | Should -HaveCount @($sandbox.Bookings).Count
        }

        It 'records requests in flight when an upstream command throws' {
            $sandbox.AddFault(@{ Kind = 'Latency'; LatencyMs = 500; Count = 2 })

            { & {
                    Get-Row A
                    Get-Row B
                    Get-Row C
                    Wait-OrderRequest $sandbox 2
                    throw 'no more rows'
                } | New-KornitXCancellation -Stream -JournalPath $journal } | Should -Throw 'no more rows'

            $orders = Get-KornitXJournal $journal
            $orders.OrderId | Should -Be 45453579, 45453576
            $orders.State | Should -Be 'Created', 'Created'
            $sandbox.Bookings | Should -HaveCount 2
        }

        It 'sends nothing without -Stream when an upstream command throws' {
            { & {
                    Get-Row A
                    Get-Row B
                    throw 'no more rows'
                } | New-KornitXCancellation -JournalPath $journal } | Should -Throw 'no more rows'

            $sandbox.RequestCount | Should -Be 0
        }

        It 'starts no order after a stop, and records those in flight' {
            $sandbox.AddFault(@{ Kind = 'Latency'; LatencyMs = 60000; Count = 2 })
            $run = Invoke-InBackground -Argument $journal {
                param($Connection, $Journal)
                1..9 | ForEach-Object { @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1; Reference = "R$_" } } |
                    New-KornitXCancellation -Connection $Connection -JournalPath $Journal -ThrottleLimit 2 -Stream
            }
            Wait-OrderRequest $sandbox 2

            # What the console does on Ctrl+C.
            $run.Shell.Stop()

            Get-OrderRequest $sandbox | Should -HaveCount 2
            $orders = Get-KornitXJournal $journal
            $orders.Reference | Should -Be 'R1', 'R2'
            $orders.State | Should -Be 'Unknown', 'Unknown'
            $orders.Message | Should -Be 'the run was stopped', 'the run was stopped'
        }

        It 'sends no retry after a stop' {
            $sandbox.AddFault(@{ Kind = 'TooManyRequests'; RetryAfterSec = 600 })
            $sandbox | Connect-KornitX -MaximumRetryCount 3
            $sandbox.ClearRequests()
            $run = Invoke-InBackground -Argument $journal {
                param($Connection, $Journal)
                New-KornitXCancellation -OrderId 45453579 -ItemId 12345694 -Quantity 1 -Connection $Connection -JournalPath $Journal
            }
            Wait-OrderRequest $sandbox 1

            $run.Shell.Stop()

            Get-OrderRequest $sandbox | Should -HaveCount 1
            (Get-KornitXJournal $journal).State | Should -Be 'NotSent'
        }

        It 'can be stopped before Select-Object -First' {
            $sandbox.AddFault(@{ Kind = 'TooManyRequests'; RetryAfterSec = 600 })
            $sandbox | Connect-KornitX -MaximumRetryCount 3
            $sandbox.ClearRequests()
            $run = Invoke-InBackground -Argument $journal {
                param($Connection, $Journal)
                1..9 | ForEach-Object { @{ OrderId = 45453579; ItemId = 12345694; Quantity = 1; Reference = "R$_" } } |
                    Select-Object -First 1 |
                    New-KornitXCancellation -Connection $Connection -JournalPath $Journal
            }
            Wait-OrderRequest $sandbox 1

            $run.Shell.BeginStop($null, $null).AsyncWaitHandle.WaitOne([timespan]::FromSeconds(60)) | Should -BeTrue

            Get-OrderRequest $sandbox | Should -HaveCount 1
            (Get-KornitXJournal $journal).State | Should -Be 'NotSent'
        }
    }
}
