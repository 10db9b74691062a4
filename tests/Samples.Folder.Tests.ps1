# What can go wrong in a folder of Invoke-KornitXRun.ps1 at night.
BeforeAll {
    . "$PSScriptRoot/common.ps1"
    . "$PSScriptRoot/help/examples.ps1"
    $before = Save-Environment
    $pwsh = & "$PSScriptRoot/../tools/Get-PowerShell.ps1"

    # The files with this name, delivered or renamed by a run, in the folder and in done.
    function Find-Copy([string] $Name) {
        @(Get-ChildItem returns -File -Recurse | Where-Object { $_.Name -replace '^\d{8}-\d{6}-\d{3}-' -eq $Name })
    }
}

AfterAll { Restore-Environment $before }

Describe 'Invoke-KornitXRun.ps1' {
    BeforeEach { . "$PSScriptRoot/help/night.ps1" }

    AfterEach {
        Pop-Location
        Disconnect-KornitX
        Stop-KornitXSandbox
    }

    Context 'while a file of the same name is delivered' {
        It 'leaves the new file for the next run, and archives the one that it read' {
            Set-Item Function:Import-Csv {
                param($LiteralPath)
                $rows = Microsoft.PowerShell.Utility\Import-Csv -LiteralPath $LiteralPath
                if (-not (Test-Path returns/new)) {
                    # As the help advises: another extension, then the name.
                    Set-Content returns/new 'OrderId,ItemId,Quantity,Reference', '45453572,12345681,1,RMA-9'
                    Copy-Item returns/new returns/a.tmp
                    Move-Item returns/a.tmp returns/a.csv -Force
                }
                $rows
            }

            Invoke-Run | Should -Be 'a.csv 2 0 0', 'b.csv 1 0 0'

            Get-Content returns/a.csv | Should -Contain '45453572,12345681,1,RMA-9'
            Get-Content (Find-File a.csv returns/done).FullName | Should -Contain '45453578,12345693,1,RMA-2'

            Invoke-Run | Should -Be 'a.csv 1 0 0'

            $sandbox.Bookings.Reference | Sort-Object | Should -Be 'RMA-1', 'RMA-2', 'RMA-3', 'RMA-9'
            Get-DeliveredName returns/done | Should -Be 'a.csv', 'a.csv', 'b.csv'
        }

        It 'does not lose the rows of a file with problems when the next one has its name' {
            Set-Content returns/b.csv 'OrderId,ItemId,Quantity,Reference', '45453580,12345695,500,RMA-3'
            $null = Invoke-Run
            Set-Content returns/b.csv 'OrderId,ItemId,Quantity,Reference', '45453572,12345681,1,RMA-9'

            Invoke-Run | Should -Be 'b.csv 0 0 1', 'b.csv 1 0 0'

            Get-Content (Find-File b.csv).FullName | Should -Contain '45453580,12345695,500,RMA-3'
        }
    }

    Context 'while a file is still being written' {
        It 'keeps it, and books the rest in the next run: <Name>, exit code 2, then 0' -ForEach @(
            @{ Name = 'a row more'; Write = { Add-Content -LiteralPath $args[0] '45453572,12345681,1,RMA-9' }; Booked = 'RMA-1', 'RMA-2', 'RMA-3', 'RMA-9' }
            @{ Name = 'as long as before'; Write = { (Get-Content -LiteralPath $args[0]) -replace 'RMA-2', 'RMA-8' | Set-Content -LiteralPath $args[0] }; Booked = 'RMA-1', 'RMA-2', 'RMA-3', 'RMA-8' }
        ) {
            $sandbox.Orders | Where-Object Id -EQ 45453578 | ForEach-Object { $_.Items } | ForEach-Object { $_.Quantity = $_.Shipped = 9 }
            Set-Item Function:Import-Csv {
                param($LiteralPath)
                Microsoft.PowerShell.Utility\Import-Csv -LiteralPath $LiteralPath
                if ($LiteralPath -like '*-a.csv' -and -not (Test-Path returns/written)) {
                    Set-Content returns/written ''
                    & $Write $LiteralPath
                }
            }

            Invoke-Run | Should -Be 'a.csv 2 0 1', 'b.csv 1 0 0'

            $LASTEXITCODE | Should -Be 2
            (Get-Problem a).Error | Should -Be 'FileChanged'
            (Get-Problem a).Message | Should -BeExactly 'a.csv was written to while it was read, so rows may be missing.'
            Get-DeliveredName returns/done | Should -Be 'b.csv'

            $null = Invoke-Run

            $LASTEXITCODE | Should -Be 0
            $sandbox.Bookings.Reference | Sort-Object | Should -Be $Booked
            Get-DeliveredName returns/done | Should -Be 'a.csv', 'b.csv'
            Get-DeliveredName returns | Should -BeNullOrEmpty
        }
    }

    Context 'with a file that can''t be read' {
        It 'books the other files and reports that one: <Name>, exit code 2' -ForEach @(
            @{ Name = 'a column twice'; Hold = $false; Content = 'OrderId,ItemId,Quantity,Quantity', '45453580,12345695,1,1' }
            @{ Name = 'held open by another program'; Hold = $true; Content = 'OrderId,ItemId,Quantity,Reference', '45453572,12345681,1,RMA-9' }
        ) {
            Set-Content returns/a0.csv $Content
            $held = if ($Hold) { [System.IO.File]::Open("$returns/a0.csv", 'Open', 'ReadWrite', 'None') }
            try { Invoke-Run | Should -Be 'a.csv 2 0 0', 'a0.csv 0 0 1', 'b.csv 1 0 0' }
            finally { if ($held) { $held.Dispose() } }

            $LASTEXITCODE | Should -Be 2
            $problem = Get-Problem a0
            $problem.Error | Should -BeIn 'FileNotRead', 'FileNotClaimed'
            $problem.Message | Should -BeLike "a0.csv can't be read: *"
            $problem.Action | Should -Not -BeNullOrEmpty
            Find-Copy a0.csv | Should -HaveCount 1

            Set-Content -LiteralPath (Find-File a0.csv).FullName 'OrderId,ItemId,Quantity,Reference', '45453572,12345681,1,RMA-9'
            Invoke-Run | Should -Be 'a0.csv 1 0 0'
            $LASTEXITCODE | Should -Be 0
            Find-Copy a0.problems.csv | Should -BeNullOrEmpty
        }
    }

    Context 'with warnings' {
        It 'has them in the log and the problems file: <Name>' -ForEach @(
            @{ Name = 'a column that resembles a field'; Content = 'OrderId,ItemId,Quantity,Reference,Refrence', '45453580,12345695,1,RMA-3,x'; Warning = "Column 'Refrence' *" }
            @{ Name = 'an item twice'; Content = 'OrderId,ItemId,Quantity,Reference', '45453580,12345695,1,RMA-3', '45453580,12345695,1,RMA-3'; Warning = 'Item 12345695 appears more than once *' }
        ) {
            Set-Content returns/b.csv $Content

            Invoke-Run | Should -Be 'a.csv 2 0 0', 'b.csv 1 0 0'

            $LASTEXITCODE | Should -Be 0
            $warnings = @(Get-Problem b)
            $warnings.Error | Should -Be 'Warning'
            $warnings.Message | Should -BeLike $Warning
            Get-Content returns/returns.log | Where-Object { $_ -like "* b.csv: Warning: $Warning" } | Should -HaveCount 1
            Get-DeliveredName returns/done | Should -Be 'a.csv', 'b.csv'
        }

        It 'reports a response that differs from the request: <Name>, exit code 6' -ForEach @(
            @{ Name = 'an item less'; Rows = '45453572,12345680,1,RMA-1', '45453572,12345681,1,RMA-1'; Items = '[{"id":12345680,"order_id":45453572,"quantity":2}]' }
            @{ Name = 'another item'; Rows = @('45453572,12345680,1,RMA-1'); Items = '[{"id":12345699,"order_id":45453572,"quantity":2}]' }
        ) {
            Set-Content returns/a.csv (@('OrderId,ItemId,Quantity,Reference') + $Rows)
            $sandbox.AddFault(@{ Kind = 'ForeignBody'; Order = '45453572'; ContentType = 'application/json'; Body = "[{`"id`":752,`"items`":$Items}]" })

            Invoke-Run | Should -Be 'a.csv 1 0 1', 'b.csv 1 0 0'

            $LASTEXITCODE | Should -Be 6
            $problem = Get-Problem a | Where-Object Error -EQ ResponseDiffers
            $problem.Order, $problem.Reference | Should -Be '45453572', 'RMA-1'
            $problem.Message | Should -BeLike 'KornitX booked order 45453572 as 752, but its response has other items than the request: *'
            Get-DeliveredName returns/done | Should -Be 'a.csv', 'b.csv'
        }
    }

    Context 'with -WhatIf' {
        It 'shows the destination that the run would have, not that of the session' {
            $old = "localhost:$($sandbox.ApiUri.Port)"
            $new = Start-KornitXSandbox
            $env:KORNITX_API_URI = $new.ApiUri
            $env:KORNITX_TOKEN_URI = $new.TokenUri
            $env:KORNITX_CLIENT_SECRET = [System.Net.NetworkCredential]::new('', $new.ClientSecret).Password
            $transcript = "$PWD/transcript.txt"
            $null = Start-Transcript $transcript
            try { $null = Invoke-Run @{ WhatIf = $true } } finally { $null = Stop-Transcript }

            $text = (Get-Content $transcript) -join ' '
            $text | Should -BeLike "*order 45453572 with reference RMA-1 in the sandbox at localhost:$($new.ApiUri.Port)*"
            $text | Should -Not -BeLike "*$old*"
            $new.Bookings | Should -BeNullOrEmpty
        }

        It 'shows the problems and the warnings with their text' {
            Set-Content returns/b.csv 'OrderId,ItemId,Quantity,Reference,Refrence', '45453580,12345695,two,RMA-3,x'

            $shown = ./Invoke-KornitXRun.ps1 -Operation Return -Path returns -WhatIf 3>&1 |
                Where-Object { $_ -is [System.Management.Automation.WarningRecord] }

            "$shown" | Should -BeLike "*b.csv: InvalidItem: Row 1*'two'*b.csv: Warning: Column 'Refrence' *"
        }
    }

    Context 'with a second run at the same folder' {
        It 'lets the first one finish, and ends the second with exit code 5' {
            $sandbox.AddFault(@{ Kind = 'Latency'; LatencyMs = 4000; Order = '45453572' })
            $arguments = $pwsh.Arguments + '-NoProfile', '-NonInteractive', '-Command', "./Invoke-KornitXRun.ps1 -Operation Return -Path '$returns' | Out-Null; exit `$LASTEXITCODE"
            $start = [System.Diagnostics.ProcessStartInfo]::new($pwsh.Program, ($arguments.ForEach({ '"' + $_ + '"' }) -join ' '))
            $start.UseShellExecute = $false
            $start.WorkingDirectory = $PWD
            $first = [System.Diagnostics.Process]::Start($start)
            while (-not ($sandbox.Requests | Where-Object Path -Like '*45453572*') -and -not $first.HasExited) {
                if (Test-Path returns/returns.jsonl) { break }
                Start-Sleep -Milliseconds 50
            }

            Invoke-Run | Should -BeNullOrEmpty

            $LASTEXITCODE | Should -Be 5
            $first.WaitForExit()
            $first.ExitCode | Should -Be 0
            $sandbox.Bookings.Reference | Sort-Object | Should -Be 'RMA-1', 'RMA-2', 'RMA-3'
            Get-DeliveredName returns/done | Should -Be 'a.csv', 'b.csv'
            Invoke-Run | Should -BeNullOrEmpty
            $LASTEXITCODE | Should -Be 0
        }
    }

    Context 'with a disk that fails' {
        It 'leaves booked files where they are if done can''t be used, and moves them in the next run: exit code 5, then 0' {
            Set-Content returns/done 'This is not a folder.'

            Invoke-Run | Should -Be 'a.csv 2 0 1', 'b.csv 1 0 1'

            $LASTEXITCODE | Should -Be 5
            (Get-Problem a).Error | Should -Be 'FileNotMoved'
            'a.csv', 'b.csv' | ForEach-Object { Find-Copy $_ | Should -HaveCount 1 }

            Remove-Item returns/done
            Invoke-Run | Should -Be 'a.csv 0 2 0', 'b.csv 0 1 0'

            $LASTEXITCODE | Should -Be 0
            Get-DeliveredName returns/done | Should -Be 'a.csv', 'b.csv'
            Get-DeliveredName returns | Should -BeNullOrEmpty
            $sandbox.Bookings | Should -HaveCount 3
        }

        It 'moves files to a done on another drive, over what a crash left there' {
            if (-not $IsLinux -or -not (Test-Path /dev/shm)) { Set-ItResult -Skipped -Because 'only Linux has /dev/shm as another drive' }
            $drive = New-Item -ItemType Directory "/dev/shm/$([guid]::NewGuid())"
            try {
                $null = New-Item -ItemType SymbolicLink returns/done -Target $drive.FullName
                $null = Invoke-Run
                # A crash while a file is copied: it's still in the folder, and a part of it is on the other drive.
                $copy = Find-File a.csv $drive.FullName
                Copy-Item $copy.FullName returns
                Set-Content $copy.FullName 'Order'

                Invoke-Run | Should -Be 'a.csv 0 2 0'

                $LASTEXITCODE | Should -Be 0
                Get-DeliveredName $drive.FullName | Should -Be 'a.csv', 'b.csv'
                Get-Content $copy.FullName | Should -Contain '45453578,12345693,1,RMA-2'
                Get-DeliveredName returns | Should -BeNullOrEmpty
            }
            finally { Remove-Item $drive.FullName -Recurse }
        }

        It 'books no more on a full disk, and goes on in the next run: exit code 5, then 0' {
            if (-not $IsLinux -or (id -u) -ne 0) { Set-ItResult -Skipped -Because 'only root can mount a small disk' }
            Remove-Item returns -Recurse
            $null = New-Item -ItemType Directory returns
            mount -t tmpfs -o size=16k tmpfs "$PWD/returns" 2>$null
            if ($LASTEXITCODE) { Set-ItResult -Skipped -Because 'no disk can be mounted here' }
            try {
                $rows = foreach ($id in 1..200) {
                    $sandbox.AddOrder(@{ Id = $id; Status = 'Shipped'; Items = @{ Id = 1000 + $id; Quantity = 9; Shipped = 9 } })
                    "$id,$(1000 + $id),1,RMA-$id"
                }
                Set-Content returns/a.csv (@('OrderId,ItemId,Quantity,Reference') + $rows[0..99])
                Set-Content returns/b.csv (@('OrderId,ItemId,Quantity,Reference') + $rows[100..199])

                $null = Invoke-Run
                $LASTEXITCODE | Should -Be 5
                $atFirst = $sandbox.Bookings.Count
                $atFirst | Should -BeLessThan 200
                'a.csv', 'b.csv' | ForEach-Object { Find-Copy $_ | Should -HaveCount 1 }

                mount -o remount,size=1m "$PWD/returns"
                $null = Invoke-Run

                $LASTEXITCODE | Should -BeIn 0, 3
                # What was in flight when the disk was full may be unknown; it's settled by what is booked.
                foreach ($order in Get-KornitXJournal returns/returns.jsonl -State Unknown) {
                    if ($sandbox.Bookings.Reference -contains $order.Reference) { $order | Confirm-KornitXJournal -Booked -Confirm:$false }
                    else { $order | Confirm-KornitXJournal -NotBooked -Confirm:$false }
                }
                $null = Invoke-Run
                $LASTEXITCODE | Should -Be 0
                $sandbox.Bookings.Reference | Sort-Object -Unique | Should -HaveCount 200
                $sandbox.Bookings | Should -HaveCount 200
                Get-DeliveredName returns/done | Should -Be 'a.csv', 'b.csv'
            }
            finally { umount -l "$PWD/returns" }
        }
    }

    Context 'that is killed' {
        It '<When> <Command>: each file is in one place, each order is booked once, and the next run goes on' -ForEach @(
            foreach ($command in 'Rename-Item', 'Import-Csv', 'New-KornitXReturn', 'Move-Item') { foreach ($when in 'before', 'after') { @{ Command = $command; When = $when } } }
            @{ Command = 'Export-Csv'; When = 'before' }
            @{ Command = 'Export-Csv'; When = 'after' }
        ) {
            # A warning, so that there is a problems file.
            Set-Content returns/b.csv 'OrderId,ItemId,Quantity,Reference,Refrence', '45453580,12345695,2,RMA-3,x'
            Set-Content killed.ps1 @"
`$original = Get-Command $Command -CommandType Cmdlet
function global:$Command {
    if ('$When' -eq 'before') { [System.Diagnostics.Process]::GetCurrentProcess().Kill() }
    if (`$MyInvocation.ExpectingInput) { `$input | & `$original @args } else { & `$original @args }
    [System.Diagnostics.Process]::GetCurrentProcess().Kill()
}
./Invoke-KornitXRun.ps1 -Operation Return -Path returns
"@
            if ($Command -eq 'New-KornitXReturn') { Set-Content killed.ps1 (@('Import-Module KornitX.PowerShell') + (Get-Content killed.ps1)) }

            $null = & $pwsh.Program @($pwsh.Arguments) -NoProfile -NonInteractive -File ./killed.ps1 2>&1

            $LASTEXITCODE | Should -BeIn 137, -1
            'a.csv', 'b.csv' | ForEach-Object { Find-Copy $_ | Should -HaveCount 1 }

            $null = Invoke-Run

            $LASTEXITCODE | Should -Be 0
            'a.csv', 'b.csv' | ForEach-Object { Find-Copy $_ | Should -HaveCount 1 }
            Get-DeliveredName returns/done | Should -Be 'a.csv', 'b.csv'
            $sandbox.Bookings.Reference | Sort-Object | Should -Be 'RMA-1', 'RMA-2', 'RMA-3'
            (Get-Problem b).Error | Should -Be 'Warning'
        }
    }
}
