BeforeAll {
    . "$PSScriptRoot/common.ps1"
    . "$PSScriptRoot/fake-kornitx.ps1"
}

Describe 'New-KornitXCancellation with each response of a server' {
    AfterEach {
        Disconnect-KornitX
        Close-FakeKornitX $server
    }

    It 'reports <Id> for <What>' -ForEach @(
        @{ Id = 'OutcomeUnknown'; What = 'nothing'; Answer = '' }
        @{ Id = 'OutcomeUnknown'; What = 'what is no HTTP'; Answer = "SSH-2.0-OpenSSH_9.6`r`n" }
        @{ Id = 'OutcomeUnknown'; What = 'what is no JSON'; Body = 'booked' }
        @{ Id = 'OutcomeUnknown'; What = 'depth'; Body = '[' * 100000 }
        @{ Id = 'OutcomeUnknown'; What = 'an answer that breaks off'; Answer = "HTTP/1.1 200 OK`r`nContent-Length: 99`r`n`r`n[{`"id`":254001" }
        @{ Id = 'OutcomeUnknown'; What = 'an answer that is not compressed as it says'; Answer = "HTTP/1.1 200 OK`r`nContent-Encoding: gzip`r`nContent-Length: 15`r`n`r`n[{`"id`":254001}]" }
        @{ Id = 'OutcomeUnknown'; What = 'a redirect'; Answer = "HTTP/1.1 308 Permanent Redirect`r`nLocation: https://kornitx.invalid/`r`nContent-Length: 0`r`n`r`n" }
        @{ Id = 'OutcomeUnknown'; What = 'a name with half a surrogate pair'; Status = '502 Bad Gateway'; Body = '{"error":{"\ud83dmessage":"x"}}' }
        @{ Id = 'OutcomeUnknown'; What = 'Varnish''s 503'; Answer = "HTTP/1.1 503 Backend fetch failed`r`nRetry-After: 5`r`nContent-Length: 0`r`n`r`n" }
        @{ Id = 'RequestRejected'; What = 'a refusal of 100 kB with escape sequences'; Status = '400 Bad Request'; Body = "No$([char]27)[2J$([char]27)]0;title$([char]7)`r`nOrder 1 was cancelled.`n" + 'x' * 100000 }
        @{ Id = 'PermissionDenied'; What = 'HTTP 403'; Status = '403 Forbidden'; Body = '' }
        @{ Id = 'RateLimited'; What = 'HTTP 429'; Status = '429 Too Many Requests'; Body = '' }
        @{ Id = 'AuthenticationFailed'; What = 'HTTP 401, twice'; Status = '401 Unauthorized'; Body = ''; Requests = 4 }
    ) {
        $status, $requests = $_['Status'], $_['Requests']
        $reply = if ($_.ContainsKey('Body')) {
            Join-HttpAnswer $(if ($Body) { $Body } else { ' ' }) -Status $(if ($status) { $status } else { '200 OK' })
        }
        else { $Answer }
        $token = Join-HttpAnswer '{"token_type":"Bearer","expires_in":3600,"access_token":"abc.def-123"}'
        $script:server = Open-FakeKornitX $(if ($requests) { $token, $reply, $token, $reply } else { $token, $reply, $reply })
        Connect-FakeKornitX $server

        $failed = Get-Failed { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 }

        $failed.FullyQualifiedErrorId -replace ',.*' | Should -BeExactly $Id
        $failed[0].Exception | Should -BeOfType KornitX.KornitXException
        $failed[0].Exception.InnerException | Should -BeNullOrEmpty
        if ($status) { $failed[0].Exception.StatusCode | Should -Be $status.Substring(0, 3) }
        $failed[0].Exception.Message | Should -Not -Match '[\x00-\x1F\x7F-\x9F]'
        $failed[0].Exception.Message.Length | Should -BeLessThan 1500
        $server.Received.Count | Should -Be $(if ($requests) { $requests } else { 2 })
    }
}

Describe 'New-KornitXCancellation with a response that has different items' {
    It 'returns the result and a warning' {
        $script:server = Open-FakeKornitX @(
            Join-HttpAnswer '{"token_type":"Bearer","expires_in":3600,"access_token":"abc.def-123"}'
            Join-HttpAnswer '[{"id":254001,"items":[{"id":12345679,"order_id":45453571,"quantity":5}]}]'
        )
        Connect-FakeKornitX $server

        $out = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -WarningVariable warned -WarningAction SilentlyContinue
        Disconnect-KornitX
        Close-FakeKornitX $server

        $out.Id | Should -Be 254001
        $warned.Message |
            Should -BeExactly 'Order 45453571 was cancelled, but KornitX''s response omits 12345678 and adds 12345679. Look the order up in KornitX.'
    }
}

Describe 'Connect-KornitX with each response of a token endpoint' {
    AfterEach {
        Disconnect-KornitX
        Close-FakeKornitX $server
    }

    It 'reports <Id> for <What>' -ForEach @(
        @{ Id = 'ServiceUnavailable'; What = 'nothing'; Answer = '' }
        @{ Id = 'ServiceUnavailable'; What = 'what is no HTTP'; Answer = "SSH-2.0-OpenSSH_9.6`r`n" }
        @{ Id = 'ServiceUnavailable'; What = 'a token that breaks off'; Answer = "HTTP/1.1 200 OK`r`nContent-Length: 99`r`n`r`n{`"access_token`":`"T`"" }
        @{ Id = 'ServiceUnavailable'; What = 'a redirect'; Answer = "HTTP/1.1 307 Temporary Redirect`r`nLocation: https://kornitx.invalid/`r`nContent-Length: 0`r`n`r`n" }
        @{ Id = 'ServiceUnavailable'; What = 'a name with half a surrogate pair'; Answer = "HTTP/1.1 502 Bad Gateway`r`nContent-Length: 31`r`n`r`n{`"error`":{`"\ud83dmessage`":`"x`"}}" }
        @{ Id = 'RateLimited'; What = 'HTTP 429'; Answer = "HTTP/1.1 429 Too Many Requests`r`nContent-Length: 0`r`n`r`n" }
        @{ Id = 'AuthenticationFailed'; What = 'HTTP 401'; Answer = "HTTP/1.1 401 Unauthorized`r`nContent-Length: 0`r`n`r`n" }
        @{ Id = 'PermissionDenied'; What = 'a refused scope'; Answer = "HTTP/1.1 400 Bad Request`r`nContent-Length: 25`r`n`r`n{`"error`":`"invalid_scope`"}" }
    ) {
        $script:server = Open-FakeKornitX $Answer, $Answer

        $failed = Get-Failed { Connect-FakeKornitX $server }

        $failed.FullyQualifiedErrorId -replace ',.*' | Should -BeExactly $Id
        $failed[0].Exception | Should -BeOfType KornitX.KornitXException
        $failed[0].Exception.Message | Should -Not -Match '[\x00-\x1F\x7F-\x9F]'
        $server.Received.Count | Should -Be 1
        Get-KornitXConnection | Should -BeNullOrEmpty
    }
}
