BeforeDiscovery {
    $samples = @(Get-ChildItem "$PSScriptRoot/../docs/samples" -Filter *.ps1 | ForEach-Object { @{ Name = $_.Name; Path = $_.FullName } })
}

BeforeAll {
    . "$PSScriptRoot/common.ps1"
    . "$PSScriptRoot/help/examples.ps1"
    $samples = Join-Path (Split-Path $PSScriptRoot) 'docs/samples'
}

Describe 'The sample <Name>' -ForEach $samples {
    It 'can be parsed, and calls only existing commands' {
        $tokens = $errors = $null
        $ast = [System.Management.Automation.Language.Parser]::ParseFile($Path, [ref] $tokens, [ref] $errors)
        $errors | Should -BeNullOrEmpty

        $called = $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)
        foreach ($call in $called | Where-Object { $_.GetCommandName() -like '*KornitX*' -and $_.GetCommandName() -notlike '*.ps1' }) {
            $command = Get-Command $call.GetCommandName() -Module KornitX.PowerShell -ErrorAction Stop
            foreach ($parameter in $call.CommandElements | Where-Object { $_ -is [System.Management.Automation.Language.CommandParameterAst] }) {
                $command.Parameters.Keys | Should -Contain $parameter.ParameterName
            }
        }
    }

    It 'has a synopsis and its requirements' {
        $help = Get-Help $Path

        $help.Synopsis.Trim() | Should -Match '^\w.*\.$'
        ($help.description.Text -join ' ').Length | Should -BeGreaterThan 100
    }
}

Describe 'A run of the samples' {
    BeforeAll {
        $before = Save-Environment
        # The PowerShell that runs the tests, as a command and its first arguments.
        $pwsh = & "$PSScriptRoot/../tools/Get-PowerShell.ps1"
        $shell = @($pwsh.Program) + $pwsh.Arguments
    }

    AfterAll { Restore-Environment $before }

    BeforeEach {
        . "$PSScriptRoot/help/night.ps1"
    }

    AfterEach {
        Pop-Location
        Remove-Item Env:RETURN_FOLDER -ErrorAction Ignore
        Disconnect-KornitX
        Stop-KornitXSandbox
    }

    It 'books what the files list and moves them to done: exit code 0' {
        $reported = Invoke-Run @{ Credential = Get-Secret }

        $LASTEXITCODE | Should -Be 0
        $reported | Should -Be 'a.csv 2 0 0', 'b.csv 1 0 0'
        $sandbox.Bookings.Reference | Sort-Object | Should -Be 'RMA-1', 'RMA-2', 'RMA-3'
        Get-ChildItem returns -Filter *.csv | Should -BeNullOrEmpty
        Get-DeliveredName returns/done | Should -Be 'a.csv', 'b.csv'
        (Get-Content returns/returns.log)[1] |
            Should -Match '^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d a\.csv: 2 orders in the sandbox: 2 created, in \d\d:\d\d:\d\d$'
        (Get-Content returns/returns.log)[-1] | Should -BeLike '* Run ended with exit code 0.'
    }

    It 'cancels with -Operation Cancellation' {
        Remove-Item returns/*
        Set-Content returns/a.csv 'OrderExternalRef,ItemExternalRef,Quantity', 'POS-584551,ABCD,1'

        Invoke-Run @{ Operation = 'Cancellation' } | Should -Be 'a.csv 1 0 0'

        $LASTEXITCODE | Should -Be 0
        $sandbox.Bookings.Operation | Should -Be 'Cancellation'
        'returns/cancellations.jsonl' | Should -Exist
    }

    It 'ends with 0 if there is no file' {
        Remove-Item returns/*

        Invoke-Run | Should -BeNullOrEmpty

        $LASTEXITCODE | Should -Be 0
    }

    It 'books a file that is delivered twice once' {
        Copy-Item returns/a.csv again.csv
        $null = Invoke-Run
        Move-Item again.csv returns/c.csv

        Invoke-Run | Should -Be 'c.csv 0 2 0'

        $LASTEXITCODE | Should -Be 0
        $sandbox.Bookings | Should -HaveCount 3
    }

    It 'treats file and folder names literally' {
        $odd = New-Item -ItemType Directory -Path 'odd [1]'
        Set-Content -LiteralPath "$odd/returns[1].csv" 'OrderId,ItemId,Quantity,Reference', '45453572,12345680,1,RMA-1'
        Set-Content -LiteralPath "$odd/returns1.csv" 'OrderId,ItemId,Quantity,Reference', '45453578,12345693,9,RMA-2'

        Invoke-Run @{ Path = "$odd" } | Sort-Object | Should -Be 'returns[1].csv 1 0 0', 'returns1.csv 0 0 1'

        $LASTEXITCODE | Should -Be 2
        Get-DeliveredName $odd | Should -Be 'returns1.csv', 'returns1.problems.csv'
        Get-DeliveredName "$odd/done" | Should -BeExactly 'returns[1].csv'
    }

    It 'reports rejected orders and bad rows: exit code 2' {
        Set-Content returns/b.csv 'OrderId,ItemId,Quantity,Reference', '45453580,12345695,500,RMA-3', '45453571,12345678,two,RMA-4'

        Invoke-Run | Should -Be 'a.csv 2 0 0', 'b.csv 0 0 2'

        $LASTEXITCODE | Should -Be 2
        $bad, $rejected = Get-Problem b
        $bad.Error, $bad.Order, $bad.Reference, $bad.Items | Should -Be 'InvalidItem', '45453571', 'RMA-4', 'ItemId=12345678, Quantity=two'
        $rejected.Error, $rejected.Order, $rejected.Reference, $rejected.Items |
            Should -Be 'RequestRejected', '45453580', 'RMA-3', '500 x 12345695'
        $bad.Message | Should -BeLike "Row 2 (*): Quantity 'two' *"
        $bad.Action | Should -Not -BeNullOrEmpty
        Find-File b.csv | Should -Not -BeNullOrEmpty
    }

    It 'reports a file without rows: <Name>, exit code 2' -ForEach @(
        @{ Name = 'empty'; Content = '' }
        @{ Name = 'header only'; Content = 'OrderId,ItemId,Quantity,Reference' }
    ) {
        Set-Content returns/b.csv $Content -NoNewline

        Invoke-Run | Should -Be 'a.csv 2 0 0', 'b.csv 0 0 1'

        $LASTEXITCODE | Should -Be 2
        $problem = Get-Problem b
        $problem.Error, $problem.Message | Should -Be 'NoRows', 'b.csv has no rows.'
        Find-File b.csv | Should -Not -BeNullOrEmpty
    }

    It 'reports an unknown outcome and does not send that order again: exit code 3' {
        $sandbox.AddFault(@{ Kind = 'DropAfterBooking'; Order = '45453578' })
        Set-Content returns/b.csv 'OrderId,ItemId,Quantity,Reference', '45453580,12345695,500,RMA-3'

        $reported = foreach ($run in 1, 2) {
            Invoke-Run
            $LASTEXITCODE | Should -Be 3
        }

        $reported | Should -Be 'a.csv 1 0 1', 'b.csv 0 0 1', 'a.csv 0 1 1', 'b.csv 0 0 1'
        $problem = Get-Problem a
        $problem.Error, $problem.Order, $problem.Reference, $problem.Items |
            Should -Be 'OutcomeUnknown', '45453578', 'RMA-2', '1 x 12345693'
        $problem.Message | Should -BeLike 'Order 45453578 with reference RMA-2*'
        $problem.Action | Should -Not -BeNullOrEmpty
        $sandbox.Bookings | Should -HaveCount 2
    }

    It 'reports that nothing was sent: exit code 4' {
        Set-Content returns/a.csv 'OrderId,ItemId,Quantity,Reference', '45453572,12345680,none,RMA-1', '45453572,12345681,1,RMA-1'
        Remove-Item returns/b.csv

        Invoke-Run | Should -Be 'a.csv 0 0 2'

        $LASTEXITCODE | Should -Be 4
        (Get-Problem a).Error | Should -Be 'InvalidItem', 'OrderHeldBack'
        $sandbox.Bookings | Should -BeNullOrEmpty
    }

    It 'ends with a rejected secret and moves nothing: exit code 5' {
        $sandbox.AddFault(@{ Kind = 'Unauthorized'; OnToken = $true; Count = 9 })

        Invoke-Run | Should -BeNullOrEmpty

        $LASTEXITCODE | Should -Be 5
        (Get-ChildItem returns -Filter *.csv).Name | Sort-Object | Should -Be 'a.csv', 'b.csv'
        Get-Content returns/returns.log | Where-Object { $_ -like "*'sandbox'*" } | Should -Not -BeNullOrEmpty
    }

    It 'ends with a file that is not a journal: exit code 5' {
        Set-Content returns/returns.jsonl 'This is not a journal.'

        Invoke-Run | Should -Be 'a.csv 0 0 1'

        $LASTEXITCODE | Should -Be 5
        (Get-Problem a).Error | Should -BeLike 'Journal*'
        $sandbox.Bookings | Should -BeNullOrEmpty
    }

    It 'ends with an unavailable service: exit code 5' {
        Get-ChildItem returns -Filter b.csv | Remove-Item
        $sandbox.AddFault(@{ Kind = 'TooManyRequests'; Count = 99; RetryAfterSec = 0 })

        Invoke-Run | Should -Be 'a.csv 0 0 2'

        $LASTEXITCODE | Should -Be 5
        (Get-Problem a).Error | Should -Be 'RateLimited', 'RateLimited'
    }

    Context 'during an outage' {
        BeforeEach {
            # More orders than failures in a row end a run; b.csv comes after them.
            $rows = foreach ($id in 1..30) {
                $sandbox.AddOrder(@{ Id = $id; Status = 'Shipped'; Items = @{ Id = 1000 + $id; Quantity = 9; Shipped = 9 } })
                "$id,$(1000 + $id),1,RMA-$id"
            }
            Set-Content returns/a.csv (@('OrderId,ItemId,Quantity,Reference') + $rows)
        }

        It 'ends the run where nothing was booked, reports every order, and books them all in the next run: exit code 5, then 0' {
            $sandbox.AddFault(@{ Kind = 'TooManyRequests'; Count = 999; RetryAfterSec = 0 })

            Invoke-Run | Should -Be 'a.csv 0 0 30'

            $LASTEXITCODE | Should -Be 5
            $problems = Get-Problem a
            $problems.Order | Sort-Object { [int] $_ } | Should -Be (1..30)
            $problems.Error | Sort-Object -Unique | Should -Be 'RateLimited', 'ServiceUnavailable'
            Get-Content returns/returns.log | Where-Object { $_ -match ' a\.csv: 30 orders in the sandbox: 0 created, 30 not sent, in ' } |
                Should -HaveCount 1
            $sandbox.Bookings | Should -BeNullOrEmpty

            $sandbox.ClearFaults()
            Invoke-Run | Should -Be 'a.csv 30 0 0', 'b.csv 1 0 0'

            $LASTEXITCODE | Should -Be 0
        }

        It 'ends the run where orders may be booked, and says so first: exit code 3' {
            $sandbox.AddFault(@{ Kind = 'ServerErrorAfterBooking'; StatusCode = 504; Count = 999 })

            Invoke-Run | Should -Be 'a.csv 0 0 30'

            $LASTEXITCODE | Should -Be 3
            $problems = Get-Problem a | Group-Object Error -AsHashTable -AsString
            $problems.Keys | Sort-Object | Should -Be 'OutcomeUnknown', 'ServiceUnavailable'
            $problems.OutcomeUnknown.Count | Should -Be $sandbox.Bookings.Count
            $problems.OutcomeUnknown.Count + $problems.ServiceUnavailable.Count | Should -Be 30
        }

        It 'ends where nothing can be reached: exit code 5' {
            $sandbox | Stop-KornitXSandbox

            Invoke-Run | Should -BeNullOrEmpty

            $LASTEXITCODE | Should -Be 5
            (Get-ChildItem returns -Filter *.csv).Name | Sort-Object | Should -Be 'a.csv', 'b.csv'
        }
    }

    It 'fails with 1 if the folder is missing' {
        $null = & $shell[0] @($shell | Select-Object -Skip 1) -NoLogo -NoProfile -NonInteractive -File ./Invoke-KornitXRun.ps1 -Operation Return -Path ./missing 2>&1

        $LASTEXITCODE | Should -Be 1
    }

    It 'rehearses with -WhatIf: checks all, sends nothing, and changes no file' {
        Set-Content returns/b.csv 'OrderId,ItemId,Quantity,Reference', '45453580,12345695,two,RMA-3'
        $files = Get-ChildItem returns -Recurse | ForEach-Object { "$($_.Name) $($_.Length) $($_.LastWriteTimeUtc.Ticks)" }

        Invoke-Run @{ WhatIf = $true } | Should -Be 'a.csv 0 0 0', 'b.csv 0 0 1'

        $LASTEXITCODE | Should -Be 2
        $sandbox.Requests.Path | Sort-Object -Unique | Should -Be '/token'
        Get-ChildItem returns -Recurse | ForEach-Object { "$($_.Name) $($_.Length) $($_.LastWriteTimeUtc.Ticks)" } | Should -Be $files
    }

    It 'runs in a process against the sandbox as about_KornitX_Sandbox says' {
        $topic = Get-Content "$PSScriptRoot/../module/en-US/about_KornitX_Sandbox.help.txt" -Raw
        $section = [regex]::Match($topic, '(?ms)^  IN TESTS\r?\n(.*?)^  \S').Groups[1].Value
        $command = [regex]::Match($section, '(?m)^ +(pwsh .*?)\r?$').Groups[1].Value -replace '^pwsh', '& $shell[0] @($shell | Select-Object -Skip 1)'
        'API_URI', 'TOKEN_URI', 'CLIENT_ID', 'CLIENT_SECRET' | ForEach-Object { Remove-Item "Env:KORNITX_$_" }

        Assert-Example (Read-Topic $section) -Width 80
        $output = . ([scriptblock]::Create($command)) 2>&1

        $LASTEXITCODE | Should -Be 0 -Because "$output"
        $sandbox.Bookings | Should -HaveCount 3
    }

    It 'does as the examples of its help: <Sample>, <Code>' -ForEach @(
        foreach ($sample in Get-ChildItem "$PSScriptRoot/../docs/samples" -Filter *.ps1 | Where-Object Name -Match '^(Invoke|Send|New)-') {
            # Only Windows has an event log.
            (Get-Help $sample.FullName -Examples).examples.example | ForEach-Object {
                # Get-Help takes a text before the first > for a prompt.
                $code = ((@($_.introduction.Text) -join '' -replace '^PS\s*>\s*') + $_.code), ($_.remarks.Text -join "`n") -join "`n"
                if ($code -notmatch 'EventSource' -or $IsWindows) { @{ Sample = $sample.Name; Code = $code.Trim() } }
            }
        }
    ) {
        $null = New-Item -ItemType Directory srv
        Move-Item returns srv
        $webhook = 'https://chat.example.com/hook'
        Set-Item Function:Invoke-RestMethod { param($Uri, $Body) "$Uri $Body" | Set-Content sent.txt }
        if ($Sample -eq 'New-KornitXReport.ps1') { $null = ./Invoke-KornitXRun.ps1 -Operation Return -Path srv/returns }

        . ([scriptblock]::Create(($Code -replace '/srv/', "$PWD/srv/"))) | Out-Null

        $files = switch -Regex ($Code) { 'Report' { 'morning.html' } 'webhook' { 'sent.txt' } '-WhatIf' { 'srv/returns/a.csv' } default { 'srv/returns/done' } }
        $files | ForEach-Object { $_ | Should -Exist }
    }

    It 'works as a runbook of Azure Automation' {
        $null = ./AzureAutomation.ps1

        $sandbox.Bookings | Should -HaveCount 3
    }

    It 'fails as a runbook of Azure Automation, with the exit code' {
        $sandbox.AddFault('ServerErrorAfterBooking')

        { ./AzureAutomation.ps1 } | Should -Throw "The run ended with exit code 3. See the files * in $returns."
    }

    It 'passes the exit code on as a job of GitHub Actions: <Code>' -ForEach @(
        @{ Code = 0; Fault = $null }
        @{ Code = 3; Fault = 'DropAfterBooking' }
    ) {
        if ($Fault) { $sandbox.AddFault($Fault) }
        $env:RETURN_FOLDER = New-Item -ItemType Directory disk
        $step = [regex]::Match((Get-Content github-actions.yml -Raw), '(?ms)^ {6}- name: Return\r?\n {8}shell: pwsh\r?\n {8}run: \|\r?\n((?: {10}[^\n]*\n)+)').Groups[1].Value
        $step | Should -Not -BeNullOrEmpty
        Set-Content step.ps1 $step

        $null = ./step.ps1

        $LASTEXITCODE | Should -Be $Code
        $sandbox.Bookings | Should -HaveCount 3
    }
}
