BeforeAll {
    . "$PSScriptRoot/common.ps1"
    . "$PSScriptRoot/help/examples.ps1"
    $samples = Join-Path (Split-Path $PSScriptRoot) 'docs/samples'
}

Describe 'A scheduled run of the samples' {
    BeforeAll {
        $before = Save-Environment
        # The PowerShell that runs the tests, as a command and its first arguments.
        $pwsh = & "$PSScriptRoot/../tools/Get-PowerShell.ps1"
        $shell = @($pwsh.Program) + $pwsh.Arguments
        $path = $env:PATH
    }

    AfterAll { Restore-Environment $before }

    BeforeEach {
        . "$PSScriptRoot/help/night.ps1"
    }

    AfterEach {
        Pop-Location
        $env:PATH = $path
        Disconnect-KornitX
        Stop-KornitXSandbox
    }

    Context 'by cron' -Skip:($PSVersionTable.PSVersion.Major -lt 7 -or $IsWindows) {
        BeforeEach {
            # The line asks for the pwsh on PATH, which may be another PowerShell than this one, or none.
            $program = $shell -replace '^|$', "'"
            $null = New-Item -ItemType Directory bin
            Set-Content bin/pwsh '#!/bin/sh', "exec $program `"`$@`""
            chmod +x bin/pwsh
            $env:PATH = "$PWD/bin:$env:PATH"
            $addresses = @("KORNITX_API_URI='$env:KORNITX_API_URI'", "KORNITX_TOKEN_URI='$env:KORNITX_TOKEN_URI'", "PSModulePath='$env:PSModulePath'")
            Set-Content kornitx.env ($addresses + "KORNITX_CLIENT_ID='$env:KORNITX_CLIENT_ID'", "KORNITX_CLIENT_SECRET='$env:KORNITX_CLIENT_SECRET'")
            $variables = Get-Content kornitx.cron | Where-Object { $_ -match '^(?!PATH)[A-Z_]+=' }
            $line = (Get-Content kornitx.cron)[-1]
            $line | Should -Match '^\d+ [\d,]+ \* \* \* kornitx '
            $command = $line -replace '^(\S+ ){6}' -replace '/etc/kornitx/', './' -replace '/opt/kornitx/', './' -replace '/srv/returns', './returns'

            # What cron would mail, with the environment that cron has.
            function Get-Mail { env -i "HOME=$env:HOME" "PATH=$env:PATH" "DOTNET_ROOT=$env:DOTNET_ROOT" @variables sh -c $command 2>&1 }
        }

        It 'passes the exit code on, and writes what its comment promises: <Code>' -ForEach @(
            @{ Code = 0; Fault = $null }
            @{ Code = 3; Fault = 'DropAfterBooking' }
        ) {
            if ($Fault) { $sandbox.AddFault(@{ Kind = $Fault; Order = '45453578' }) }

            $mail = Get-Mail

            $LASTEXITCODE | Should -Be $Code -Because "$mail"
            $sandbox.Bookings | Should -HaveCount 3
            $mail[0] | Should -BeLike "KornitX Return run in *returns: exit code $Code. *"
            $mail | Where-Object { $_ -match '^a\.csv: 2 orders: .*, in ' } | Should -HaveCount 1
            $mail | Where-Object { $_ -match '^b\.csv: 1 order: 1 created' } | Should -HaveCount 1
            @($mail | Where-Object { $_ -match '^a\.csv: OutcomeUnknown: Order 45453578 with reference RMA-2' }).Count |
                Should -Be ([int] ($Code -eq 3))
        }

        It 'sends no mail if there is no file' {
            Remove-Item returns/*

            Get-Mail | Should -BeNullOrEmpty

            $LASTEXITCODE | Should -Be 0
        }

        It 'writes why nothing was sent after a wrong secret, without color codes: exit code 5' {
            Set-Content kornitx.env ($addresses + "KORNITX_CLIENT_ID='sandbox'", "KORNITX_CLIENT_SECRET='wrong'")

            $mail = Get-Mail

            $LASTEXITCODE | Should -Be 5
            "$mail" | Should -BeLike "*exit code 5.*KornitX rejected client ID 'sandbox' or its secret*"
            "$mail" | Should -Not -Match "`e"
        }
    }

    Context 'with Task Scheduler' {
        BeforeEach {
            # Windows has these; what they are given is looked at here, and run.
            Set-Item Function:New-ScheduledTaskAction { param($Execute, $Argument) "$Execute $Argument" }
            Set-Item Function:New-ScheduledTaskTrigger { param([switch] $Daily, $At) "$Daily $($At.ToString('HH:mm'))" }
            Set-Item Function:New-ScheduledTaskSettingsSet { param($MultipleInstances, [switch] $StartWhenAvailable) "$MultipleInstances $StartWhenAvailable" }
            Set-Item Function:Register-ScheduledTask { param($TaskName, $Action, $Trigger, $Settings, $User) [pscustomobject] @{ Name = $TaskName; Action = $Action; Trigger = $Trigger; Settings = $Settings; User = $User; More = $args } }
            $null = New-Item -ItemType Directory "it's"
            Copy-Item returns/b.csv "it's"
            $task = ./Register-KornitXTask.ps1 -Operation Return -Path "it's" -Credential ([pscredential]::new('me', $sandbox.ClientSecret))
        }

        It 'is registered with a command that works' {
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

        It 'passes the exit code on' {
            $sandbox.AddFault('DropAfterBooking')
            $command = $task.Action -replace '^.* -Command "|"$' -replace ' -Credential \(Get-Secret -Name KornitX\)'

            $null = & $shell[0] @($shell | Select-Object -Skip 1) -NoLogo -NoProfile -NonInteractive -Command $command

            $LASTEXITCODE | Should -Be 3
        }
    }

    Context 'that sends the summary' {
        BeforeEach {
            $summary = [pscustomobject] @{
                PSTypeName = 'KornitX.RunSummary'; Operation = 'Return'; Orders = 3; Created = 1; FromJournal = 0; Rejected = 1; NotSent = 0
                Unknown = 1; HeldBack = 0; BadRows = 0; Duration = [timespan] '00:00:02'; JournalPath = '/srv/returns/returns.jsonl'; ApiUri = $sandbox.ApiUri
            } | Add-Member ScriptMethod ToString { '3 orders: 1 created, 1 rejected, 1 unknown, in 00:00:02' } -Force -PassThru
            $record = [System.Management.Automation.InformationRecord]::new($summary, 'run')
            Set-Item Function:Invoke-RestMethod { param($Uri, $Method, $ContentType, $Body) "$Method $Uri $Body" | Add-Content sent.txt }
            Set-Item Function:Send-MailMessage { param($To, $From, $Subject, $Body, $Attachments) "$To $Subject $Body $Attachments" | Add-Content sent.txt }
        }

        It 'posts it to a chat' {
            $record, 'other output', $null | ./Send-KornitXSummary.ps1 -ChatUri https://chat.example.com/hook

            Get-Content sent.txt -Raw |
                Should -BeLike 'Post https://chat.example.com/hook *"Error: KornitX Return run: 3 orders: 1 created, 1 rejected, 1 unknown, in 00:00:02. Journal: /srv/returns/returns.jsonl"*'
        }

        It 'mails it' {
            $summary.Unknown = 0

            $summary | ./Send-KornitXSummary.ps1 -To ops@example.com

            Get-Content sent.txt | Should -BeLike 'ops@example.com KornitX Return run: Warning KornitX Return run: 3 orders*'
        }

        It 'writes it as text by default' {
            $summary | ./Send-KornitXSummary.ps1 |
                Should -Be 'KornitX Return run: 3 orders: 1 created, 1 rejected, 1 unknown, in 00:00:02. Journal: /srv/returns/returns.jsonl'
        }

        It 'sends one message about a run of several files' {
            $null = ./Invoke-KornitXRun.ps1 -Operation Return -Path "$returns" 6>&1 |
                ./Send-KornitXSummary.ps1 -ChatUri https://chat.example.com/hook

            Get-Content sent.txt | Where-Object { $_ -like 'Post *' } | Should -HaveCount 1
            Get-Content sent.txt -Raw |
                Should -BeLike '*"Information: KornitX Return run in *returns: exit code 0. *a.csv: 2 orders*b.csv: 1 order*"*'
        }

        It 'sends why the run could not connect' {
            $sandbox.AddFault(@{ Kind = 'Unauthorized'; OnToken = $true; Count = 9 })

            $null = ./Invoke-KornitXRun.ps1 -Operation Return -Path "$returns" 2>$null 6>&1 |
                ./Send-KornitXSummary.ps1 -ChatUri https://chat.example.com/hook

            $LASTEXITCODE | Should -Be 5
            Get-Content sent.txt -Raw | Should -BeLike "*`"Error: KornitX Return run in *: exit code 5. *'sandbox'*`"*"
        }

        It 'sends that the folder is missing' {
            $null = ./Invoke-KornitXRun.ps1 -Operation Return -Path ./missing 2>$null 6>&1 |
                ./Send-KornitXSummary.ps1 -ChatUri https://chat.example.com/hook

            $LASTEXITCODE | Should -Be 1
            Get-Content sent.txt -Raw | Should -BeLike "*`"Error: *exit code 1. *missing' does not exist*`"*"
        }

        It 'attaches the report of the run to a mail' {
            $null = ./Invoke-KornitXRun.ps1 -Operation Return -Path "$returns" -Report 6>&1 | ./Send-KornitXSummary.ps1 -To ops@example.com

            (Get-Content sent.txt)[-1] | Should -BeLike '*returns.html'
            'returns/returns.html' | Should -Exist
        }
    }
}
