BeforeDiscovery {
    . "$PSScriptRoot/common.ps1"
    $cmdlets = @((Get-Module KornitX.PowerShell).ExportedCmdlets.Keys | Sort-Object)
}

BeforeAll {
    . "$PSScriptRoot/common.ps1"
    . "$PSScriptRoot/fake-kornitx.ps1"

    # Each form in which a secret could show: as it is, as it goes over the wire, in an Authorization header, and as
    # Export-Clixml writes a secure string where there is no vault of the system's.
    $secret = "Geh&im=+4711 $([char]0xE4)"
    $token = 'to.ken-0815/abc=='
    $forms = foreach ($text in $secret, $token) {
        $text
        [uri]::EscapeDataString($text)
        [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($text))
        -join ([System.Text.Encoding]::Unicode.GetBytes($text) | ForEach-Object { $_.ToString('x2') })
    }
    $forms += [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes("my client:$secret")), 'Geh&amp;im', 'Geh\u0026im'

    function Find-Secret {
        <# The forms of secret and token that a text has. #>
        param([AllowEmptyString()] [string[]] $Text)

        $whole = $Text -join "`n"
        $forms | Where-Object { $whole.Contains($_) }
    }

    function Connect-Fake([string[]] $Answer) {
        $script:server = Open-FakeKornitX $Answer
        Connect-KornitX -ClientId 'my client' -ClientSecret ([System.Net.NetworkCredential]::new('', $secret).SecurePassword) `
            -ApiUri $server.ApiUri -TokenUri $server.TokenUri -Operation Cancellation -MaximumRetryCount 0 -PassThru -Verbose -Debug
    }

    function Get-Everything {
        <# All that a session can see of some objects. #>
        param($Object)

        $Object | Format-List * -Force | Out-String -Width 4000
        $Object | Format-Table * -Force | Out-String -Width 4000
        $Object | ConvertTo-Json -Depth 5 -WarningAction Ignore
        $Object | ForEach-Object { "$_" }
        $Object | Export-Clixml TestDrive:/object.xml
        Get-Content TestDrive:/object.xml
    }

    function Invoke-Watched {
        <# Runs a script in a runspace of its own at full verbosity. Gives what came of it and all streams, progress too, as text. #>
        param([scriptblock] $Script, [object[]] $Argument)

        $shell = [powershell]::Create()
        $null = $shell.AddCommand('Import-Module').AddParameter('Name', (Get-Module KornitX.PowerShell).Path).AddStatement()
        $null = $shell.AddScript('$VerbosePreference = $DebugPreference = $InformationPreference = "Continue"').AddStatement().AddScript($Script)
        foreach ($value in $Argument) { $null = $shell.AddArgument($value) }
        try {
            $output = $shell.Invoke()
            $streams = $shell.Streams
            @(Get-Everything $output
                Get-Everything $streams.Error
                $streams.Error |
                    ForEach-Object { for ($e = $_.Exception; $e; $e = $e.InnerException) { $e | Format-List * -Force | Out-String -Width 4000 } }
                $streams.Verbose + $streams.Debug + $streams.Warning + $streams.Information | Out-String -Width 4000
                $streams.Progress | Format-List * -Force | Out-String -Width 4000) -join "`n"
        }
        finally {
            $shell.Dispose()
        }
    }

    $tokenAnswer = Join-HttpAnswer ('{"token_type":"Bearer","expires_in":3600,"access_token":"' + $token + '"}')
    $booked = Join-HttpAnswer '[{"id":254001,"items":[{"id":12345678,"order_id":45453571,"quantity":5}]}]'
    $refused = Join-HttpAnswer '{"error":{"message":"Invalid order status","code":0}}' -Status '400 Bad Request'
}

Describe 'Secret and token' {
    BeforeEach {
        $Error.Clear()
        $transcript = Join-Path $TestDrive "$([guid]::NewGuid()).txt"
        $null = Start-Transcript $transcript
    }

    AfterEach {
        if ($transcript) { $null = Stop-Transcript }
        Disconnect-KornitX
        Close-FakeKornitX $server
    }

    It 'reach the server, so that this file can test for them' {
        $reported = Connect-Fake $tokenAnswer, $booked *>&1
        $reported += New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1

        Find-Secret $server.Received.ToArray() | Should -Be ([uri]::EscapeDataString($secret)), $token
    }

    It 'appear in no stream and no transcript without an error' {
        $reported = @(Connect-Fake $tokenAnswer, $booked *>&1)
        $reported += New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -Verbose -Debug *>&1
        $null = Stop-Transcript

        # What was said is what is searched: the exchange, the body sent and the answer are there.
        $whole = $reported | Out-String -Width 4000
        $whole | Should -BeLike '*POST *?/order/45453571/cancellation 200*{"items":[[]{"id":12345678*"order_id":45453571*'
        Find-Secret $whole, (Get-Content $transcript -Raw) | Should -BeNullOrEmpty
        $whole, (Get-Content $transcript -Raw) | Should -Not -BeLike '*Bearer *'
        $transcript = $null
    }

    It 'appear in no stream, error or transcript when <What>' -ForEach @(
        @{ What = 'the order is refused'; Status = '400 Bad Request'; Body = '{"error":{"message":"Invalid order status","code":0}}' }
        @{ What = 'the outcome is unknown'; Status = '500 Internal Server Error'; Body = 'x' }
        @{ What = 'the rate limit is reached'; Status = '429 Too Many Requests'; Body = '{"error":{"message":"Too many requests","code":0}}' }
    ) {
        $reported = @(Connect-Fake $tokenAnswer, (Join-HttpAnswer $Body -Status $Status) *>&1)
        $reported += New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -Verbose -Debug -ErrorAction Continue *>&1
        $null = Stop-Transcript

        $Error | Should -HaveCount 1
        $all = Get-Everything $Error
        Find-Secret ($reported | Out-String -Width 4000), $all, (Get-Content $transcript -Raw) | Should -BeNullOrEmpty
        $transcript = $null
    }

    It 'appear in no stream, error or transcript when the token endpoint responds with <Status>' -ForEach @(
        @{ Status = '401 Unauthorized'; Body = '{"error":"invalid_client"}' }
        @{ Status = '403 Forbidden'; Body = '{"error":{"message":"Permission denied","code":0}}' }
        @{ Status = '500 Internal Server Error'; Body = 'x' }
        @{ Status = '200 OK'; Body = 'x' }
    ) {
        $reported = @(try { Connect-Fake (Join-HttpAnswer $Body -Status $Status) *>&1 } catch { $_ })
        $null = Stop-Transcript

        # The first is the whole of it: PowerShell keeps what was caught underneath a second time.
        $all = Get-Everything $Error[0]
        Find-Secret ($reported | Out-String -Width 4000), $all, (Get-Content $transcript -Raw) | Should -BeNullOrEmpty
        $transcript = $null
    }

    It 'appear in no stream, progress or journal when a server repeats the request, <How>' -ForEach @(
        @{ How = 'as it is'; Write = { $_ } }
        @{ How = 'as PHP writes JSON'; Write = { $_ -replace '/', '\/' } }
        @{ How = 'as .NET writes JSON'; Write = { ConvertTo-Json $_ -EscapeHandling EscapeNonAscii | ForEach-Object { $_.Trim('"') -replace '&', '\u0026' } } }
        @{ How = 'as a URL'; Write = { [uri]::EscapeDataString($_) } }
        @{ How = 'as HTML'; Write = { [System.Net.WebUtility]::HtmlEncode($_) } }
        @{ How = 'as XML with numbers'; Write = { -join ($_.ToCharArray() | ForEach-Object { if ($_ -match '[a-zA-Z0-9]') { $_ } else { "&#x{0:X};" -f [int]$_ } }) } }
        @{ How = 'as a URL in a URL'; Write = { [uri]::EscapeDataString([uri]::EscapeDataString($_)) } }
        @{ How = 'in hex'; Write = { -join ([System.Text.Encoding]::UTF8.GetBytes($_) | ForEach-Object { $_.ToString('X2') }) } }
        @{ How = 'with a zero-width space'; Write = { $_.Insert(3, [char]0x200B) } }
        @{ How = 'in base64'; Write = { [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes("my client:$_")) } }
    ) {
        if ($PSEdition -ne 'Core' -and $How -eq 'as .NET writes JSON') { Set-ItResult -Skipped -Because 'ConvertTo-Json has no -EscapeHandling' }
        # The fake writes one octet for a character, and a server would write UTF-8.
        $wire = [System.Text.Encoding]::GetEncoding('iso-8859-1')
        $sentSecret, $sentToken = $secret, $token | ForEach-Object $Write |
            ForEach-Object { $wire.GetString([System.Text.Encoding]::UTF8.GetBytes($_)) }
        $script:server = Open-FakeKornitX @(
            $tokenAnswer
            Join-HttpAnswer "{`"error`":{`"message`":`"You sent $sentSecret`",`"code`":0}}" -Status '403 Forbidden'
            (Join-HttpAnswer "You sent $sentToken" -Status '429 Too Many Requests') -replace 'Connection: close', "Connection: close`r`nRetry-After: 0"
            Join-HttpAnswer "{`"sent`":`"$sentToken`"}" -Status '500 Internal Server Error'
        )
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"

        $reported = Invoke-Watched {
            param($Server, $Secret, $Journal)
            $clientSecret = [System.Net.NetworkCredential]::new('', $Secret).SecurePassword
            Connect-KornitX -ClientId 'my client' -ClientSecret $clientSecret -ApiUri $Server.ApiUri -TokenUri $Server.TokenUri -MaximumRetryCount 1 -PassThru
            New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -JournalPath $Journal
            Get-KornitXJournal $Journal
            Get-Content $Journal
        } $server, $secret, $journal

        $server.Received | Should -HaveCount 4
        # The words around it are there: the refused scope's, the wait's in the progress, the unknown outcome's and the journal's.
        $reported | Should -Match 'HTTP 403: the server''s message is not shown because it repeats a secret'
        $reported | Should -Match 'HTTP 429: the server''s message is not shown because it repeats a secret'
        $reported | Should -Match '"Message":"HTTP 500: the server''s message is not shown because it repeats a secret"'
        Find-Secret $reported | Should -BeNullOrEmpty
        Find-Secret ($sentSecret, $sentToken | ForEach-Object { if ($reported.Contains($_)) { $token } }) | Should -BeNullOrEmpty
    }

    It 'appear in no stream when the secret comes from the environment' {
        $script:server = Open-FakeKornitX (Join-HttpAnswer "{`"error`":`"invalid_client`",`"error_description`":`"$([uri]::EscapeDataString($secret))`"}" -Status '401 Unauthorized')
        $env:KORNITX_CLIENT_ID = 'my client'
        $env:KORNITX_CLIENT_SECRET = $secret
        try {
            $reported = Invoke-Watched { param($Server) Connect-KornitX -ApiUri $Server.ApiUri -TokenUri $Server.TokenUri } $server
        }
        catch {
            $reported = (Get-Everything $_) -join "`n"
        }
        finally {
            $env:KORNITX_CLIENT_ID = $env:KORNITX_CLIENT_SECRET = $null
        }

        $reported | Should -BeLike '*AuthenticationFailed*'
        Find-Secret $reported | Should -BeNullOrEmpty
    }

    It 'appear in no representation of the connection' {
        $null = Connect-Fake $tokenAnswer *>&1

        Find-Secret (Get-Everything (Get-KornitXConnection)) | Should -BeNullOrEmpty
    }

    It 'appear in no representation of a result' {
        $null = Connect-Fake $tokenAnswer, $booked *>&1
        $cancellation = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1

        Find-Secret (Get-Everything $cancellation) | Should -BeNullOrEmpty
    }

    It 'appear in no representation of a connection test' {
        $null = Connect-Fake $tokenAnswer, $tokenAnswer *>&1
        $reported = Test-KornitXConnection -Verbose -Debug *>&1

        $server.Received | Should -HaveCount 2
        Find-Secret (Get-Everything $reported) | Should -BeNullOrEmpty
    }
}

Describe 'A proxy''s user and password' {
    # .NET reads the environment once in a process, and Windows PowerShell not at all.
    It 'appear in no stream, error or journal: <Variable>=<Proxy>, CONNECT answered <Status>' -Skip:($PSEdition -ne 'Core') -ForEach @(
        foreach ($status in '407 Proxy Authentication Required', '502 Bad Gateway', '503 Service Unavailable', '302 Found') {
            @{ Variable = 'HTTPS_PROXY'; Proxy = 'http://pr0xyus3r:pr0xyw0rd@{0}'; Status = $status }
        }
        @{ Variable = 'HTTPS_PROXY'; Proxy = 'http://u:p@{0}'; Status = '407 Proxy Authentication Required' }
        @{ Variable = 'ALL_PROXY'; Proxy = 'pr0xyus3r:pr0xyw0rd@{0}'; Status = '407 Proxy Authentication Required' }
        @{ Variable = 'ALL_PROXY'; Proxy = 'socks5://pr0xyus3r:pr0xyw0rd@{0}'; Status = '407 Proxy Authentication Required' }
        @{ Variable = 'HTTPS_PROXY'; Proxy = 'http://pr0xyus3r:pr0xyw0rd@{0}'; Status = "pr0xyus3r:pr0xyw0rd cHIweHl1czNyOnByMHh5dzByZA==" }
    ) {
        $answer = if ($Status -match '^\d') { "HTTP/1.1 $Status`r`nLocation: https://kornitx.invalid/`r`nProxy-Authenticate: Basic realm=`"x`"`r`nContent-Length: 0`r`nConnection: close`r`n`r`n" } else { "$Status`r`n`r`n" }
        $pwsh = & "$PSScriptRoot/../tools/Get-PowerShell.ps1"
        $proxyServer = Open-FakeKornitX (@($answer) * 12)
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        try {
            $start = [System.Diagnostics.ProcessStartInfo]::new($pwsh.Program)
            $start.RedirectStandardOutput = $start.RedirectStandardError = $true
            $start.Environment[$Variable] = $Proxy -f "127.0.0.1:$($proxyServer.Port)"
            $script = @"
Import-Module '$((Get-Module KornitX.PowerShell).Path)'
`$VerbosePreference = `$DebugPreference = 'Continue'
`$secret = [System.Net.NetworkCredential]::new('', 'Geheim-Wort').SecurePassword
try { Connect-KornitX -ClientId me -ClientSecret `$secret -ApiUri https://kornitx.invalid/ -TokenUri https://kornitx.invalid/token -MaximumRetryCount 0 -TimeoutSec 5 } catch { `$_ | Format-List * -Force | Out-String -Width 4000 }
`$sandbox = Start-KornitXSandbox
Connect-KornitX -ClientId `$sandbox.ClientId -ClientSecret `$sandbox.ClientSecret -ApiUri https://kornitx.invalid/ -TokenUri `$sandbox.TokenUri -MaximumRetryCount 0 -TimeoutSec 5
New-KornitXCancellation -OrderId 1 -ItemId 2 -Quantity 1 -JournalPath '$journal' -ErrorAction Continue
`$Error | Format-List * -Force | Out-String -Width 4000
Get-Content '$journal'
"@
            $before = -join ($pwsh.Arguments | ForEach-Object { '"{0}" ' -f $_ })
            $start.Arguments = "$before-NoProfile -NonInteractive -EncodedCommand $([Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes($script)))"
            $process = [System.Diagnostics.Process]::Start($start)
            $errors = $process.StandardError.ReadToEndAsync()
            $reported = $process.StandardOutput.ReadToEnd() + $errors.Result
            $process.WaitForExit()
        }
        finally {
            Close-FakeKornitX $proxyServer
        }

        # Both went through the proxy and were told of.
        $proxyServer.Received.Count | Should -BeGreaterOrEqual 2
        $reported | Should -Match 'Could not get a token: '
        $reported | Should -Match '"State":"NotSent"'
        $reported | Should -Match '(?s)ServiceUnavailable.*ServiceUnavailable'
        $reported | Should -Not -Match 'pr0xy|u:p@|cHIweHl1'
    }
}

Describe 'A command line, which Get-History and logs keep' {
    It 'has only SecureString parameters for a secret: <_>' -ForEach $cmdlets {
        $secretive = (Get-Command $_).Parameters.Values | Where-Object Name -Match 'secret|password|token|credential|key'

        $secretive | Where-Object ParameterType -In ([string], [string[]], [object]) | Should -BeNullOrEmpty
    }
}

Describe 'A sandbox''s secret' {
    AfterEach {
        Disconnect-KornitX
        Stop-KornitXSandbox
    }

    It 'appears in no representation of the sandbox and its requests' {
        $sandbox = Start-KornitXSandbox
        $sandbox | Connect-KornitX
        $null = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1
        $plain = [System.Net.NetworkCredential]::new('', $sandbox.ClientSecret).Password

        $plain.Length | Should -BeGreaterThan 15
        foreach ($object in $sandbox, $sandbox.Requests, (Get-KornitXConnection)) {
            $everything = (Get-Everything $object) -join "`n"
            $everything.Contains($plain) | Should -BeFalse
            $everything.Contains('sandbox-token-') | Should -BeFalse
        }
    }
}
