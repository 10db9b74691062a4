BeforeDiscovery {
    # What README shows of PowerShell is in blocks of that name; builds and the like are in others.
    $text = Get-Content "$PSScriptRoot/../README.md" -Raw -Encoding utf8
    $sections = foreach ($section in $text -split '(?m)^## ') {
        $blocks = @([regex]::Matches($section, '(?ms)^```powershell\r?\n(.*?)^```').ForEach({ $_.Groups[1].Value }))
        if ($blocks) { @{ Heading = ($section -split '\r?\n')[0]; Blocks = $blocks } }
    }
}

BeforeAll {
    . "$PSScriptRoot/common.ps1"
    . "$PSScriptRoot/help/examples.ps1"
    $root = Split-Path $PSScriptRoot
}

Describe 'The picture of README' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
    It 'shows what the session prints' {
        function Read-Picture($Path) {
            [xml] $svg = Get-Content $Path -Raw -Encoding utf8
            $svg.svg.text.ForEach({ $_.InnerText.TrimEnd() })
        }

        & "$root/docs/session.ps1" -Path "$TestDrive/session.svg"

        Read-Picture "$root/docs/session.svg" |
            Should -Be (Read-Picture "$TestDrive/session.svg") -Because './build.ps1 -Task Picture draws it anew'
    }

    It 'has lines of at most 80 columns, and wraps at words' {
        $sandbox = Start-KornitXSandbox -Fault DropAfterBooking
        try {
            $connection = Connect-KornitX -Sandbox $sandbox -PassThru
            $null = Import-Csv "$root/docs/session.csv" | Where-Object OrderId -EQ 45453578 |
                New-KornitXReturn -Connection $connection -JournalPath "$TestDrive/run.jsonl" -ErrorVariable lost -ErrorAction SilentlyContinue
        }
        finally {
            $sandbox | Stop-KornitXSandbox
        }
        [xml] $svg = Get-Content "$root/docs/session.svg" -Raw -Encoding utf8
        $lines = @($svg.svg.text.ForEach({ $_.InnerText }))

        $lines | Where-Object Length -GT 80 | Should -BeNullOrEmpty
        # A word broken at the end of a line would have a blank in it here.
        ($lines -join ' ') -replace ' +', ' ' | Should -BeLike "*New-KornitXReturn: $($lost[0])*"
    }
}

Describe 'The examples of README' {
    BeforeAll { $before = Save-Environment }

    AfterAll { Restore-Environment $before }

    BeforeEach {
        . "$PSScriptRoot/help/practice.ps1"
        # The file of the picture.
        'returns.csv', 'tonight.csv' | ForEach-Object { Copy-Item "$root/docs/session.csv" $_ }
    }

    AfterEach {
        Pop-Location
        Disconnect-KornitX
        Get-KornitXSandbox | Stop-KornitXSandbox
    }

    It 'works: <Heading>' -ForEach $sections {
        # A block without a prompt is a script, one command of many lines.
        $played = foreach ($block in $Blocks) { if ($block -match '(?m)^PS> ') { $block } else { 'PS> ' + ($block -replace '\n(?=.)', "`n>> ") } }

        Assert-Example ($played -join "`n") -Width 80
    }

    It 'has sections with examples' {
        @(Get-Content "$root/README.md" | Select-String '^PS> ').Count | Should -BeGreaterThan 5
    }

    It 'has commands for a run that went wrong that work: <_>' -ForEach @(
        # A pipe in a table is escaped.
        [regex]::Matches(($text -split '(?m)^## ' -match '^When a run went wrong')[0], '`((?:[^`]*\| )?\S+-KornitX\w+ [^`]*)`').ForEach({ $_.Groups[1].Value -replace '\\\|', '|' })
    ) {
        Copy-Item "$PSScriptRoot/help/run.jsonl" . -Force
        New-KornitXReturn -OrderId 45453572 -ItemId 12345681 -Quantity 999 -Reference RMA-9 -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed.TargetObject.Items[0].Quantity | Should -Be 999
        $ErrorActionPreference = 'Continue'
        $ConfirmPreference = 'None'
        $command = [scriptblock]::Create($_)
        $errors = @(try { . $command 2>&1 | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } } catch { $_ })

        # KornitX rejects it once more, and nobody can be asked in a test.
        $errors | Where-Object FullyQualifiedErrorId -NotMatch '^(RequestRejected|NotInteractive),' | Should -BeNullOrEmpty
    }

    It 'shows that Invoke-RestMethod books an order four times' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        $sandbox.AddFault(@{ Kind = 'ServerErrorAfterBooking'; Count = 4 })
        $form = @{
            grant_type = 'client_credentials'; scope = 'api-sl-2-3.order-return.create'
            client_id = $env:KORNITX_CLIENT_ID; client_secret = $env:KORNITX_CLIENT_SECRET
        }
        $token = (Invoke-RestMethod $sandbox.TokenUri -Method Post -Body $form).access_token

        $call = @{
            Uri = "$($sandbox.ApiUri)order/45453580/return"; Method = 'Post'; ContentType = 'application/json'
            Headers = @{ Authorization = "Bearer $token" }
            Body = '{"reference":"RMA-1","items":[{"id":12345695,"quantity":1}]}'
        }
        { Invoke-RestMethod @call -MaximumRetryCount 3 -RetryIntervalSec 1 } | Should -Throw

        $sandbox.Bookings.Count | Should -Be 4
    }

    It 'links to existing files: <_>' -ForEach @(
        [regex]::Matches($text, '\]\(([^)#:]+)\)').ForEach({ $_.Groups[1].Value }) | Sort-Object -Unique
    ) {
        Join-Path $root $_ | Should -Exist
    }
}
