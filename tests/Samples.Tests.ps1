BeforeDiscovery {
    $samples = @(Get-ChildItem "$PSScriptRoot/../docs/samples" -Filter *.ps1 | ForEach-Object { @{ Name = $_.Name; Path = $_.FullName } })
}

BeforeAll {
    . "$PSScriptRoot/common.ps1"
    . "$PSScriptRoot/help/examples.ps1"
    $samples = Join-Path (Split-Path $PSScriptRoot) 'docs/samples'
}

Describe 'The sample <Name>' -ForEach $samples {
    It 'can be parsed, and calls only what there is' {
        $tokens = $errors = $null
        $ast = [System.Management.Automation.Language.Parser]::ParseFile($Path, [ref] $tokens, [ref] $errors)
        $errors | Should -BeNullOrEmpty

        $called = $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)
        foreach ($call in $called | Where-Object { $_.GetCommandName() -like '*KornitX*' }) {
            $command = Get-Command $call.GetCommandName() -Module KornitX.PowerShell -ErrorAction Stop
            foreach ($parameter in $call.CommandElements | Where-Object { $_ -is [System.Management.Automation.Language.CommandParameterAst] }) {
                $command.Parameters.Keys | Should -Contain $parameter.ParameterName
            }
        }
    }

    It 'says what it is for and what it needs' {
        $help = Get-Help $Path

        $help.Synopsis.Trim() | Should -Match '^\w.*\.$'
        ($help.description.Text -join ' ').Length | Should -BeGreaterThan 100
    }
}

Describe 'A run of the samples' {
    BeforeAll { $before = Save-Environment }

    AfterAll { Restore-Environment $before }

    BeforeEach {
        . "$PSScriptRoot/help/practice.ps1"
        Remove-Item ./*
        Copy-Item "$samples/*" .
        $returns = New-Item -ItemType Directory returns
        Set-Content returns/a.csv 'OrderId,ItemId,Quantity,Reference', '45453572,12345680,1,RMA-1', '45453578,12345693,1,RMA-2'
        Set-Content returns/b.csv 'OrderId,ItemId,Quantity,Reference', '45453580,12345695,2,RMA-3'

        # What a vault and Azure Automation have.
        function Get-AutomationVariable { "$returns" }
    }

    AfterEach {
        Pop-Location
        Remove-Item Env:RETURN_FOLDER -ErrorAction Ignore
        Disconnect-KornitX
        Stop-KornitXSandbox
    }

    It 'returns what the files list, and puts them away' {
        $told = ./Invoke-ReturnRun.ps1 -Path $returns -Credential (Get-Secret)

        $LASTEXITCODE | Should -Be 0
        $told | ForEach-Object { "$($_.File) $($_.Booked) $($_.Earlier) $($_.Problems)" } | Should -Be 'a.csv 2 0 0', 'b.csv 1 0 0'
        $sandbox.Bookings.Reference | Sort-Object | Should -Be 'RMA-1', 'RMA-2', 'RMA-3'
        (Get-ChildItem returns -File).Name | Should -Be 'returns.jsonl'
        (Get-ChildItem returns/done).Name -replace '^\d{8}-\d{6}-' | Sort-Object | Should -Be 'a.csv', 'b.csv'
    }

    It 'books a file that is delivered twice once' {
        Copy-Item returns/a.csv again.csv
        $null = ./Invoke-ReturnRun.ps1 -Path $returns
        Move-Item again.csv returns/c.csv

        $told = ./Invoke-ReturnRun.ps1 -Path $returns

        "$($told.File) $($told.Booked) $($told.Earlier) $($told.Problems)" | Should -Be 'c.csv 0 2 0'
        $sandbox.Bookings | Should -HaveCount 3
    }

    It 'leaves a file with an order that somebody must look at, says so, and does not send that order again' {
        $sandbox.AddFault(@{ Kind = 'DropAfterBooking'; Order = '45453578' })

        $told = foreach ($run in 1, 2) {
            ./Invoke-ReturnRun.ps1 -Path $returns
            $LASTEXITCODE | Should -Be 1
        }

        $told | ForEach-Object { "$($_.File) $($_.Booked) $($_.Earlier) $($_.Problems)" } | Should -Be 'a.csv 1 0 1', 'b.csv 1 0 0', 'a.csv 0 1 1'
        $problem = Import-Csv returns/a.problems.csv
        $problem.Error | Should -Be 'OutcomeUnknown'
        $problem.Message | Should -BeLike 'Order 45453578 with reference RMA-2: it is not known*'
        $problem.Action | Should -Not -BeNullOrEmpty
        $sandbox.Bookings | Should -HaveCount 3
    }

    It 'ends at what is about no one order, and moves nothing' {
        $sandbox.AddFault(@{ Kind = 'Unauthorized'; OnToken = $true; Count = 9 })

        { ./Invoke-ReturnRun.ps1 -Path $returns } | Should -Throw -ErrorId 'AuthenticationFailed*'

        (Get-ChildItem returns -Filter *.csv).Name | Sort-Object | Should -Be 'a.csv', 'b.csv'
    }

    It 'works as a runbook of Azure Automation' {
        $null = ./AzureAutomation.ps1

        $sandbox.Bookings | Should -HaveCount 3
    }

    It 'fails as a runbook of Azure Automation where somebody must look' {
        $sandbox.AddFault('ServerErrorAfterBooking')

        { ./AzureAutomation.ps1 } | Should -Throw 'Somebody must look at *'
    }

    It 'works as a job of GitHub Actions' {
        $env:RETURN_FOLDER = New-Item -ItemType Directory disk
        $step = [regex]::Match((Get-Content github-actions.yml -Raw), '(?ms)^ {6}- name: Return\r?\n {8}shell: pwsh\r?\n {8}run: \|\r?\n((?: {10}[^\n]*\n)+)').Groups[1].Value
        $step | Should -Not -BeNullOrEmpty

        $null = . ([scriptblock]::Create($step))

        $LASTEXITCODE | Should -Be 0
        $sandbox.Bookings | Should -HaveCount 3
    }

    It 'works by cron' -Skip:(-not (Get-Command sh -CommandType Application -ErrorAction Ignore) -or -not (Get-Command pwsh -CommandType Application -ErrorAction Ignore)) {
        Set-Content returns.env "KORNITX_CLIENT_ID='$env:KORNITX_CLIENT_ID'", "KORNITX_CLIENT_SECRET='$env:KORNITX_CLIENT_SECRET'"
        $line = (Get-Content kornitx-returns.cron)[-1]
        $line | Should -Match '^\d+ \d+ \* \* \* kornitx '
        $command = $line -replace '^(\S+ ){6}' -replace '/etc/kornitx/', './' -replace '/opt/kornitx/', './' -replace '/srv/returns', './returns'
        $env:KORNITX_CLIENT_ID = $env:KORNITX_CLIENT_SECRET = ''

        $null = sh -c $command

        $LASTEXITCODE | Should -Be 0
        $sandbox.Bookings | Should -HaveCount 3
    }

    It 'is registered with Task Scheduler as a command that works' {
        # Windows has these; what they are given is looked at here, and run.
        Set-Item Function:New-ScheduledTaskAction { param($Execute, $Argument) "$Execute $Argument" }
        Set-Item Function:New-ScheduledTaskTrigger { param([switch] $Daily, $At) "$Daily $($At.ToString('HH:mm'))" }
        Set-Item Function:New-ScheduledTaskSettingsSet { param($MultipleInstances, [switch] $StartWhenAvailable) "$MultipleInstances $StartWhenAvailable" }
        Set-Item Function:Register-ScheduledTask { param($TaskName, $Action, $Trigger, $Settings, $User) [pscustomobject] @{ Name = $TaskName; Action = $Action; Trigger = $Trigger; Settings = $Settings; User = $User; More = $args } }
        $null = New-Item -ItemType Directory "it's"
        Copy-Item returns/b.csv "it's"

        $task = ./Register-ReturnTask.ps1 -Path "it's" -Credential ([pscredential]::new('me', $sandbox.ClientSecret))

        $task.Name | Should -Be 'KornitX returns'
        $task.Settings | Should -Be 'IgnoreNew True'
        $task.More | Should -Be '-Password:', $credential.GetNetworkCredential().Password
        $task.Trigger | Should -Be 'True 02:30'
        $task.User | Should -Be 'me'
        $task.Action | Should -Match '^pwsh\.exe -NoLogo -NoProfile -NonInteractive -Command "(?<command>[^"]+)"$'
        # In this process, where the vault is; so without the exit that is for Task Scheduler.
        . ([scriptblock]::Create(($task.Action -replace '^.* -Command "|"$' -replace '; exit \$LASTEXITCODE$'))) | Out-Null
        $sandbox.Bookings.Reference | Should -Be 'RMA-3'
    }
}
