BeforeAll {
    . "$PSScriptRoot/common.ps1"
    . "$PSScriptRoot/fake-kornitx.ps1"

    function Connect-Fake([string[]] $Answer = @(), [string] $Operation = 'Cancellation') {
        $script:server = Open-FakeKornitX @((Join-HttpAnswer '{"token_type":"Bearer","expires_in":3600,"access_token":"abc.def-123"}'); $Answer)
        $secret = [System.Net.NetworkCredential]::new('', "s&cret=1 +$([char]0xE4)").SecurePassword
        Connect-KornitX -ClientId 'my client' -ClientSecret $secret -ApiUri $server.ApiUri -TokenUri $server.TokenUri -Operation $Operation -MaximumRetryCount 0
    }

    function Get-Received {
        $server.Received.ToArray() | ForEach-Object { Split-HttpRequest $_ }
    }
}

Describe 'HTTP requests of New-KornitXCancellation and New-KornitXReturn, with a server that responds as in KornitX''s documentation' {
    AfterEach {
        Disconnect-KornitX
        Close-FakeKornitX $server
    }

    It 'requests a token as documented' {
        Connect-Fake

        $asked = @(Get-Received)[0]
        $asked.Line | Should -BeExactly 'POST /token HTTP/1.1'
        $asked.Headers | Should -Contain "Host: 127.0.0.1:$($server.Port)"
        $asked.Headers | Should -Contain 'Content-Type: application/x-www-form-urlencoded'
        $asked.Headers -like 'Authorization:*' | Should -BeNullOrEmpty
        $asked.Body |
            Should -BeExactly 'grant_type=client_credentials&client_id=my%20client&client_secret=s%26cret%3D1%20%2B%C3%A4&scope=api-sl-2-3.order-cancellation.create'
    }

    It 'requests the other scope for returns' {
        Connect-Fake -Operation Return

        @(Get-Received)[0].Body | Should -BeLike '*&scope=api-sl-2-3.order-return.create'
    }

    It 'sends a cancellation by <By> as documented' -ForEach @(
        @{ By = 'KornitX ID'; Given = @{ OrderId = 45453571; ItemId = 12345678 }; Path = '/order/45453571/cancellation'; Body = '{"items":[{"id":12345678,"quantity":1}]}' }
        @{ By = 'external reference'; Given = @{ OrderExternalRef = 'POS-584551'; ItemExternalRef = 'ABCD' }; Path = '/order/by-external-ref/POS-584551/cancellation'; Body = '{"items":[{"external_ref":"ABCD","quantity":1}]}' }
        @{ By = 'both'; Given = @{ OrderExternalRef = 'POS-584551'; OrderId = 45453571; ItemExternalRef = 'ABCD'; ItemId = 12345678; Reference = 'ABC1234' }; Path = '/order/by-combined/POS-584551-45453571/cancellation'; Body = '{"reference":"ABC1234","items":[{"combined":"ABCD-12345678","quantity":1}]}' }
    ) {
        Connect-Fake (Join-HttpAnswer '[{"id":254001,"items":[{"id":12345678,"order_id":45453571,"quantity":5}]}]')

        $null = New-KornitXCancellation @Given -Quantity 1

        $sent = @(Get-Received)[1]
        $sent.Line | Should -BeExactly "POST $Path HTTP/1.1"
        $sent.Headers | Should -Contain "Host: 127.0.0.1:$($server.Port)"
        $sent.Headers | Should -Contain 'Content-Type: application/json'
        $sent.Headers | Should -Contain 'Authorization: Bearer abc.def-123'
        $sent.Headers | Should -Contain "Content-Length: $($Body.Length)"
        $sent.Body | Should -BeExactly $Body
    }

    It 'sends a return by <By> as documented' -ForEach @(
        @{ By = 'KornitX ID'; Given = @{ OrderId = 45453571; ItemId = 12345678 }; Path = '/order/45453571/return'; Body = '{"reference":"ABC1234","items":[{"id":12345678,"quantity":1}]}' }
        @{ By = 'external reference'; Given = @{ OrderExternalRef = 'POS-584551'; ItemExternalRef = 'ABCD' }; Path = '/order/by-external-ref/POS-584551/return'; Body = '{"reference":"ABC1234","items":[{"external_ref":"ABCD","quantity":1}]}' }
        @{ By = 'both'; Given = @{ OrderExternalRef = 'POS-584551'; OrderId = 45453571; ItemExternalRef = 'ABCD'; ItemId = 12345678 }; Path = '/order/by-combined/POS-584551-45453571/return'; Body = '{"reference":"ABC1234","items":[{"combined":"ABCD-12345678","quantity":1}]}' }
    ) {
        Connect-Fake (Join-HttpAnswer '[{"id":752,"items":[{"id":12345678,"order_id":45453571,"quantity":5}]}]') -Operation Return

        $null = New-KornitXReturn @Given -Quantity 1 -Reference ABC1234

        $sent = @(Get-Received)[1]
        $sent.Line | Should -BeExactly "POST $Path HTTP/1.1"
        $sent.Headers | Should -Contain 'Content-Type: application/json'
        $sent.Headers | Should -Contain 'Authorization: Bearer abc.def-123'
        $sent.Body | Should -BeExactly $Body
    }

    It 'reads the documented response to a cancellation' {
        $answer = @'
[
    {
        "id": 254001,
        "items": [
            {
                "id": 89483772,
                "order_id": 50713062,
                "quantity": 5
            }
        ]
    }
]
'@
        Connect-Fake (Join-HttpAnswer $answer)

        $cancellation = New-KornitXCancellation -OrderExternalRef POS-584551 -ItemExternalRef ABCD -Quantity 1

        $cancellation | Should -BeOfType ([KornitX.Cancellation])
        $cancellation.Id | Should -Be 254001
        $cancellation.OrderId | Should -Be 50713062
        $cancellation.Items.ItemId | Should -Be 89483772
        $cancellation.Items.OrderId | Should -Be 50713062
        $cancellation.Items.LineQuantity | Should -Be 5
    }

    It 'reads the documented response to a return' {
        Connect-Fake (Join-HttpAnswer '[{"id":752,"items":[{"id":89485120,"order_id":50713796,"quantity":5}]}]') -Operation Return

        $return = New-KornitXReturn -OrderExternalRef POS-584551 -ItemExternalRef ABCD -Quantity 1 -Reference ABC1234

        $return | Should -BeOfType ([KornitX.Return])
        $return.Id | Should -Be 752
        $return.OrderId | Should -Be 50713796
        $return.Items.ItemId | Should -Be 89485120
    }

    It 'returns a result for each element of the response' {
        Connect-Fake (Join-HttpAnswer '[{"id":254001,"items":[{"id":1,"order_id":9,"quantity":5}]},{"id":254002,"items":[{"id":2,"order_id":9,"quantity":6},{"id":3,"order_id":9,"quantity":7}]}]')

        $cancellations = New-KornitXCancellation -OrderId 9 -Item @{ Id = 1; Quantity = 1 }, @{ Id = 2; Quantity = 1 }, @{ Id = 3; Quantity = 1 }

        $cancellations.Id | Should -Be 254001, 254002
        $cancellations[1].Items.ItemId | Should -Be 2, 3
        $cancellations[1].Items.LineQuantity | Should -Be 6, 7
    }

    It 'reports KornitX''s message: HTTP <Status>' -ForEach @(
        @{ Status = '400 Bad Request'; Code = 400; Body = '{"error":{"message":"Invalid order status","code":0}}'; Id = 'RequestRejected'; Words = 'HTTP 400: Invalid order status' }
        @{ Status = '403 Forbidden'; Code = 403; Body = '{"error":{"message":"Permission denied (api-sl-2-3.order-cancellation.create)","code":0}}'; Id = 'PermissionDenied'; Words = 'HTTP 403: Permission denied (api-sl-2-3.order-cancellation.create)' }
        @{ Status = '422 Unprocessable Entity'; Code = 422; Body = '{"error":{"message":"Invalid item specified, index 0","code":0}}'; Id = 'RequestRejected'; Words = 'HTTP 422: Invalid item specified, index 0 (item 12345678, quantity 1)' }
    ) {
        Connect-Fake (Join-HttpAnswer $Body -Status $Status)

        $failed = Get-Failed { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 }

        $failed.FullyQualifiedErrorId -replace ',.*' | Should -BeExactly $Id
        $failed[0].Exception.Message | Should -BeLike "*($Words)*"
    }

    It 'does not follow a redirect: HTTP <Status>' -ForEach @{ Status = '301 Moved Permanently' }, @{ Status = '303 See Other' }, @{ Status = '307 Temporary Redirect' } {
        $redirect = (Join-HttpAnswer 'x' -Status $Status) -replace 'Connection: close', "Connection: close`r`nLocation: /order/1/cancellation"
        Connect-Fake $redirect, (Join-HttpAnswer '[{"id":254001,"items":[]}]')

        $failed = Get-Failed { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 }

        $failed.FullyQualifiedErrorId -replace ',.*' | Should -BeExactly 'OutcomeUnknown'
        Get-Received | Should -HaveCount 2
    }

    It 'sends once to a server that disconnects without a response' {
        Connect-Fake '', (Join-HttpAnswer '[{"id":254001,"items":[]}]')

        $failed = Get-Failed { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 }

        $failed.FullyQualifiedErrorId -replace ',.*' | Should -BeExactly 'OutcomeUnknown'
        Get-Received | Should -HaveCount 2
    }
}
