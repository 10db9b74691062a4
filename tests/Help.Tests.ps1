BeforeDiscovery {
    . "$PSScriptRoot/common.ps1"
    $cmdlets = @((Get-Module KornitX.PowerShell).ExportedCmdlets.Keys | Sort-Object)
    $examples = foreach ($name in $cmdlets) {
        foreach ($example in (Get-Help $name -Full).examples.example) {
            @{ Cmdlet = $name; Title = $example.title.Trim('- '); Code = $example.code }
        }
    }
    $topics = 'about_KornitX', 'about_KornitX_Journal', 'about_KornitX_Sandbox'
}

BeforeAll {
    . "$PSScriptRoot/common.ps1"
    . "$PSScriptRoot/help/examples.ps1"
    $module = Get-Module KornitX.PowerShell

    # What a list of names has twice or not at all is seen at once when it is one text.
    function Join-Sorted($Names) { (@($Names) | Sort-Object) -join ', ' }
}

Describe 'The help of <_>' -ForEach $cmdlets {
    BeforeAll {
        $cmdlet = Get-Command $_
        $help = Get-Help $_ -Full
        $common = [System.Management.Automation.Cmdlet]::CommonParameters
        $parameters = @($cmdlet.Parameters.Values | Where-Object Name -NotIn $common)
        # A cmdlet without parameters has none in its help either, where strict mode would not let us look for them.
        $described = @(if ($parameters) { $help.parameters.parameter })
    }

    It 'has a synopsis of one sentence' {
        # Without help of its own PowerShell makes a synopsis of the syntax.
        $help.Synopsis.Trim() | Should -MatchExactly '^[A-Z][a-z]+s [^\[]+\.$'
    }

    It 'has a description' {
        ($help.description.Text -join ' ').Length | Should -BeGreaterThan 100
    }

    It 'describes exactly the parameters of the cmdlet' {
        Join-Sorted ($described | ForEach-Object name) | Should -Be (Join-Sorted ($parameters | ForEach-Object Name))
        foreach ($parameter in $described) {
            ($parameter.description.Text -join ' ').Trim() | Should -Match '\w+ .*\w' -Because "-$($parameter.name) must be described"
        }
    }

    It 'matches the code for each parameter' {
        foreach ($parameter in $described) {
            $real = $cmdlet.Parameters[$parameter.name]
            $sets = @($real.ParameterSets.Values)
            $pipeline = @(
                if ($sets.ValueFromPipelineByPropertyName -contains $true) { 'ByPropertyName' }
                if ($sets.ValueFromPipeline -contains $true) { 'ByValue' }
            ) -join ', '

            $parameter.required | Should -Be "$($sets.IsMandatory -notcontains $false)" -Because $parameter.name
            $parameter.pipelineInput | Should -Be $(if ($pipeline) { "True ($pipeline)" } else { 'False' }) -Because $parameter.name
            $parameter.position | Should -Be $(if ($sets[0].Position -ge 0) { $sets[0].Position } else { 'named' }) -Because $parameter.name
            $parameter.aliases | Should -Be $(if ($real.Aliases) { $real.Aliases -join ', ' } else { 'none' }) -Because $parameter.name
        }
    }

    It 'lists the accepted values of each parameter' {
        foreach ($parameter in $described) {
            $set = $cmdlet.Parameters[$parameter.name].Attributes.Where({ $_ -is [ValidateSet] })
            if ($set) { $parameter.description.Text | Should -Contain "Accepted values: $($set[0].ValidValues -join ', ')" }
        }
    }

    It 'has the syntax of the command' {
        $syntax = ($help.syntax | Out-String -Width 2000).Trim() -split '\r?\n\s*\r?\n' -replace '\s+', ' '
        $real = (Get-Command $_ -Syntax).Trim() -split '\r?\n\s*\r?\n' -replace '\s+', ' '

        ($syntax.Trim() | Sort-Object) -join "`n" | Should -BeExactly (($real.Trim() | Sort-Object) -join "`n")
    }

    It 'describes the input' {
        $piped = @($parameters | Where-Object { $_.ParameterSets.Values.ValueFromPipeline -contains $true })

        @($help.inputTypes.inputType.type.name).Trim() | Select-Object -Unique |
            Should -Be $(if ($piped) { $piped[0].ParameterType.FullName } else { 'None' })
    }

    It 'describes the output' {
        Join-Sorted @($help.returnValues.returnValue.type.name).Trim() | Should -Be $(
            if ($cmdlet.OutputType) { Join-Sorted $cmdlet.OutputType.Name } else { 'None' })
    }

    It 'has examples that fit into a terminal' {
        $wanted = if ($_ -in 'New-KornitXCancellation', 'New-KornitXReturn') { 2 } else { 1 }

        @($help.examples.example).Count | Should -BeGreaterOrEqual $wanted
        # Get-Help indents by 4.
        $help.examples.example.code -split '\r?\n' | Where-Object Length -GT 76 | Should -BeNullOrEmpty
    }

    It 'links to existing commands and topics' {
        $links = @($help.description.Text | ForEach-Object { if ($_ -match '^See also: (.+)') { $Matches[1] -split ', ' } })

        $links.Count | Should -BeGreaterThan 0
        foreach ($link in $links) {
            if ($link -notlike 'about_*') { $module.ExportedCmdlets.Keys | Should -Contain $link }
            else { Join-Path $module.ModuleBase "en-US/$link.help.txt" | Should -Exist }
        }
    }
}

Describe 'The help at the prompt' {
    It 'does not offer -Online: <_>' -ForEach $cmdlets {
        Get-Help $_ | Out-String | Should -Not -Match '-Online'
    }

    It 'says what -<_> takes' -ForEach 'OrderId', 'ItemId', 'Quantity' {
        (Get-Help New-KornitXReturn -Parameter $_).description.Text |
            Should -Match 'a number without a fraction, or text that consists of digits'
    }
}

Describe 'The help of defaults' {
    It 'shows <Default> for <Cmdlet> -<Name>' -ForEach @(
        @{ Cmdlet = 'New-KornitXReturn'; Name = 'ThrottleLimit'; Default = '5' }
        @{ Cmdlet = 'New-KornitXReturn'; Name = 'Stream'; Default = 'False' }
        @{ Cmdlet = 'New-KornitXReturn'; Name = 'OrderId'; Default = 'None' }
        @{ Cmdlet = 'New-KornitXReturn'; Name = 'WhatIf'; Default = 'False' }
        @{ Cmdlet = 'Connect-KornitX'; Name = 'TimeoutSec'; Default = '100' }
        @{ Cmdlet = 'Connect-KornitX'; Name = 'RequestsPerHour'; Default = 'None' }
        @{ Cmdlet = 'Connect-KornitX'; Name = 'Operation'; Default = 'Cancellation, Return' }
        @{ Cmdlet = 'Start-KornitXSandbox'; Name = 'Port'; Default = '0' }
    ) {
        (Get-Help $Cmdlet -Parameter $Name).defaultValue | Should -Be $Default
    }
}

Describe 'The examples of the help' {
    BeforeAll { $before = Save-Environment }

    AfterAll { Restore-Environment $before }

    BeforeEach { . "$PSScriptRoot/help/practice.ps1" }

    AfterEach {
        Pop-Location
        Disconnect-KornitX
        Stop-KornitXSandbox
    }

    It 'works: <Cmdlet>, <Title>' -ForEach $examples {
        if ($Code -match '-Parallel' -and $PSVersionTable.PSVersion.Major -lt 7) { Set-ItResult -Skipped -Because 'Windows PowerShell has no -Parallel' }
        if ($Cmdlet -in 'Confirm-KornitXJournal', 'Get-KornitXJournal') { Copy-Item "$PSScriptRoot/help/run.jsonl" . }

        @(Read-Example $Code).Count | Should -BeGreaterThan 0
        # As in a terminal of 80 columns.
        Assert-Example $Code -Width 80
    }

    It 'works: <_>' -ForEach $topics {
        $blocks = Read-Topic (Get-Content "$($module.ModuleBase)/en-US/$_.help.txt" -Raw -Encoding utf8)

        @(Read-Example $blocks).Count | Should -BeGreaterThan 4
        if ($_ -eq 'about_KornitX_Journal') {
            # The night that its morning is about.
            $sandbox.AddFault(@{ Kind = 'DropAfterBooking'; Order = 'POS-584558' })
            $sandbox.AddFault(@{ Kind = 'DropBeforeBooking'; Order = 'POS-584560' })
        }
        Assert-Example $blocks -Width 80
    }
}

Describe 'The topic <_>' -ForEach $topics {
    BeforeAll {
        $path = Join-Path $module.ModuleBase "en-US/$_.help.txt"
        $lines = @(Get-Content $path -Encoding utf8)
    }

    It 'is found by Get-Help' {
        $found = Get-Help $_

        $found | Should -BeLike "*SHORT DESCRIPTION*"
    }

    It 'has a name and a short description that PowerShell can read' {
        $lines[0, 1, 3] | Should -Be 'TOPIC', "    $_", 'SHORT DESCRIPTION'
        (Get-Help "$_*" | Where-Object Name -EQ $_).Synopsis.Trim() | Should -Be $lines[4].Trim()
    }

    It 'fits in 80 columns' {
        $lines | Where-Object Length -GT 80 | Should -BeNullOrEmpty
    }

    It 'links to existing commands and topics' {
        $links = @($lines[([array]::IndexOf($lines, 'SEE ALSO') + 1)..($lines.Count - 1)].Trim())

        $links |
            Should -BeIn (@($module.ExportedCmdlets.Keys) + @(Get-ChildItem (Split-Path $path) -Filter about_* | ForEach-Object { $_.Name -replace '\.help\.txt$' }))
    }
}

Describe 'The tables of the topics' {
    It 'list all errors' {
        # Each error is made, and named, in one file.
        $named = [regex]::Matches((Get-Content "$PSScriptRoot/../src/KornitX.PowerShell/Errors/*Errors.cs" -Raw), '"([A-Z][a-z]+[A-Z]\w+)"') |
            ForEach-Object { $_.Groups[1].Value } | Sort-Object -Unique
        $reported = Select-String '^    ([A-Z][a-z]+[A-Z]\w+)( \*)? {2,}\S' "$($module.ModuleBase)/en-US/about_KornitX.help.txt" |
            ForEach-Object { $_.Matches[0].Groups[1].Value }

        $reported | Where-Object { $_ -in $named } | Sort-Object -Unique | Should -Be $named
    }

    It 'list all fields and their names' {
        $client = [KornitX.Commands.NewKornitXReturnCommand].Assembly.GetReferencedAssemblies() | Where-Object Name -EQ KornitX.Client
        $context = [System.AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.FullName -eq $client.FullName } |
            Select-Object -First 1
        $fields = $context.GetType('KornitX.Client.Fields')
        $names = foreach ($field in $fields::All) { "$field $($fields::Names($field) -join ', ')" }
        $text = Get-Content "$($module.ModuleBase)/en-US/about_KornitX_Rows.help.txt"
        $reported = $text | Select-String '^    (\w+) {2,}(\1, .*)$' |
            ForEach-Object { "$($_.Matches[0].Groups[1].Value) $($_.Matches[0].Groups[2].Value)" }
        Join-Sorted $reported | Should -BeExactly (Join-Sorted $names)

        # A line has several columns of the same field.
        $nearMisses = @(foreach ($line in (($text -join "`n") -split 'May mean')[1] -split "`n" | Select-String '^    (\S.{25,27}) (\w+)$') {
                $column, $field = $line.Matches[0].Groups[1, 2].Value
                if ($field -in $fields::All) { $column -split ',' | ForEach-Object { , @($_.Trim(), $field) } }
            })
        $nearMisses.Count | Should -BeGreaterThan 8
        $type = $context.GetType('KornitX.Client.Column')
        foreach ($pair in $nearMisses) { "$($type::Parse($pair[0]).MayMean)" | Should -BeExactly $pair[1] -Because $pair[0] }
    }

    It 'list all faults, and whether they book' {
        $reported = Select-String '^    (\w+) {2,}.* (yes|no)$' "$($module.ModuleBase)/en-US/about_KornitX_Sandbox.help.txt" |
            ForEach-Object { "$($_.Matches[0].Groups[1].Value) $($_.Matches[0].Groups[2].Value)" }
        $real = foreach ($kind in [Enum]::GetNames([KornitX.SandboxFaultKind])) {
            $sandbox = Start-KornitXSandbox -Fault $kind
            $connection = Connect-KornitX -Sandbox $sandbox -MaximumRetryCount 0 -PassThru
            $null = New-KornitXCancellation -OrderId 45453579 -ItemId 12345694 -Quantity 1 -Connection $connection -ErrorAction Ignore
            $struck = @($sandbox.Requests | Where-Object Fault)[0]
            "$kind $(if ($struck.BookingId) { 'yes' } else { 'no' })"
            $sandbox | Stop-KornitXSandbox
        }

        Join-Sorted $reported | Should -Be (Join-Sorted $real)
    }
}

Describe 'A module that is not imported' {
    It 'has help in the module path' {
        $before = $env:PSModulePath
        $env:PSModulePath = Split-Path $module.ModuleBase
        try {
            $command = "'{0} {1}' -f ((Get-Help about_KornitX_Journal) -match 'THE MORNING AFTER'), (Get-Help New-KornitXReturn).Synopsis.Trim()"
            $pwsh = & "$PSScriptRoot/../tools/Get-PowerShell.ps1"
            $arguments = $pwsh.Arguments
            $stdout = & $pwsh.Program @arguments -NoLogo -NoProfile -NonInteractive -Command $command
        }
        finally {
            $env:PSModulePath = $before
        }

        $stdout | Should -Be 'True Returns order items on KornitX that have been shipped.'
    }
}
