BeforeAll {
    . "$PSScriptRoot/sandbox.ps1"
    . "$PSScriptRoot/fake-kornitx.ps1"
}

Describe 'A credential that KornitX rejects' {
    AfterEach {
        Disconnect-KornitX
        Stop-KornitXSandbox
    }

    It 'is AuthenticationFailed: <What>' -ForEach @(
        @{ What = 'the secret'; ClientId = 'sandbox' }
        @{ What = 'the client ID'; ClientId = 'nobody' }
    ) {
        $sandbox = Start-KornitXSandbox
        $secret = [System.Net.NetworkCredential]::new('', 'wrong').SecurePassword

        { Connect-KornitX -ClientId $ClientId -ClientSecret $secret -ApiUri $sandbox.ApiUri -TokenUri $sandbox.TokenUri } |
            Should -Throw -ErrorId 'AuthenticationFailed,*' -ExpectedMessage "*client ID '$ClientId'*Client authentication failed (invalid_client)*"

        $sandbox.RequestCount | Should -Be 1
        Get-KornitXConnection | Should -BeNullOrEmpty
    }

    It 'is reported with the server''s message: <Status>, <Words>' -ForEach @(
        @{ Status = 401; Words = 'Client authentication failed'; Code = 'invalid_client'; Message = "KornitX rejected client ID 'me' or its secret, and did not say which" }
        @{ Status = 401; Words = 'Invalid client secret'; Code = 'invalid_client'; Message = "KornitX rejected the secret of client ID 'me'" }
        @{ Status = 401; Words = 'Unknown client'; Code = 'invalid_client'; Message = "KornitX does not know client ID 'me'" }
        @{ Status = 401; Words = 'client_id not registered'; Code = 'invalid_client'; Message = "KornitX does not know client ID 'me'" }
        @{ Status = 401; Words = 'client_id or client_secret is wrong'; Code = 'invalid_client'; Message = "KornitX rejected client ID 'me' or its secret, and did not say which" }
        @{ Status = 400; Words = 'Invalid client secret'; Code = 'invalid_client'; Message = "KornitX rejected the secret of client ID 'me'" }
        @{ Status = 400; Words = 'No'; Code = 'invalid_grant'; Message = "KornitX rejected client ID 'me' or its secret, and did not say which" }
        @{ Status = 400; Words = 'Unsupported'; Code = 'unsupported_grant_type'; Message = "KornitX rejected the token request of client ID 'me'" }
        @{ Status = 400; Words = 'client_secret is missing'; Code = 'invalid_request'; Message = "KornitX rejected the token request of client ID 'me'" }
        @{ Status = 400; Words = 'Come back tomorrow'; Code = 'closed'; Message = "KornitX rejected the token request of client ID 'me'" }
        @{ Status = 401; Words = 'no reason given'; Code = ''; Message = "KornitX rejected client ID 'me' or its secret, and did not say which" }
    ) {
        $body = if ($Code) { "{`"error`":`"$Code`",`"error_description`":`"$Words`"}" } else { '' }
        $server = Open-FakeKornitX "HTTP/1.1 $Status Rejected`r`nContent-Length: $($body.Length)`r`n`r`n$body"

        try {
            { Connect-FakeKornitX $server } | Should -Throw -ErrorId 'AuthenticationFailed,*' -ExpectedMessage (
                "${Message}: 127.0.0.1 returned HTTP ${Status}: $Words$(if ($Code) { " ($Code)" }).")
        }
        finally {
            Close-FakeKornitX $server
        }
    }
}
