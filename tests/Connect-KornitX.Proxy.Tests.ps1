BeforeAll {
    . "$PSScriptRoot/sandbox.ps1"
    . "$PSScriptRoot/fake-kornitx.ps1"
    $password = [System.Net.NetworkCredential]::new('', 'pr0xyw0rd').SecurePassword
    $proxyCredential = [pscredential]::new('pr0xyus3r', $password)
    $denied = "HTTP/1.1 407 Proxy Authentication Required`r`nProxy-Authenticate: Basic realm=`"x`"`r`nContent-Length: 0`r`nConnection: close`r`n`r`n"
}

Describe 'Connect-KornitX through a proxy' {
    BeforeEach {
        $sandbox = Start-KornitXSandbox
        $proxy = $null
        $Error.Clear()
    }

    AfterEach {
        Disconnect-KornitX
        Stop-KornitXSandbox
        if ($proxy) { Close-FakeKornitX $proxy }
    }

    It 'has the parameters of Invoke-RestMethod: <Name>' -ForEach @(
        @{ Name = 'Proxy' }, @{ Name = 'ProxyCredential' }, @{ Name = 'ProxyUseDefaultCredentials' }
    ) {
        (Get-Command Connect-KornitX).Parameters[$Name].ParameterType |
            Should -Be (Get-Command Invoke-RestMethod).Parameters[$Name].ParameterType
    }

    It 'has -NoProxy' {
        (Get-Command Connect-KornitX).Parameters['NoProxy'].ParameterType | Should -Be ([switch])
    }

    # .NET Framework never uses a proxy for an address of this machine.
    It 'sends the token request to the proxy, with its credential, and shows the proxy without it' -Skip:($PSEdition -ne 'Core') -ForEach @(
        @{ How = '-ProxyCredential'; User = '' }
        @{ How = 'a user in the address'; User = 'pr0xyus3r:pr0xyw0rd@' }
    ) {
        $proxy = Open-FakeKornitX (Join-HttpAnswer '{"token_type":"Bearer","access_token":"abc.def-123"}')
        $parameters = if ($User) { @{} } else { @{ ProxyCredential = $proxyCredential } }

        $connection = $sandbox | Connect-KornitX -Operation Return -Proxy "http://$($User)127.0.0.1:$($proxy.Port)" @parameters -PassThru

        $proxy.Received | Should -HaveCount 1
        $request = Split-HttpRequest $proxy.Received.ToArray()[0]
        $request.Line | Should -BeExactly "POST $($sandbox.TokenUri) HTTP/1.1"
        $request.Headers | Should -Contain 'Proxy-Authorization: Basic cHIweHl1czNyOnByMHh5dzByZA=='
        $connection.Proxy | Should -Be "http://127.0.0.1:$($proxy.Port)/"
        ($connection | Format-List * -Force | Out-String) | Should -Not -Match 'pr0xy'
        $sandbox.RequestCount | Should -Be 0
    }

    It 'reports a 407 as ServiceUnavailable with the proxy and the parameters, and without the credential' -Skip:($PSEdition -ne 'Core') {
        $proxy = Open-FakeKornitX $denied, $denied

        { $sandbox | Connect-KornitX -Proxy "http://127.0.0.1:$($proxy.Port)" -ProxyCredential $proxyCredential } |
            Should -Throw -ErrorId 'ServiceUnavailable,*' -ExpectedMessage "*the proxy http://127.0.0.1:$($proxy.Port)/ did not accept the credentials (HTTP 407); connect with -ProxyCredential or -ProxyUseDefaultCredentials*-NoProxy*"

        $proxy.Received | Should -HaveCount 1
        ($Error | Format-List * -Force | Out-String -Width 4000) | Should -Not -Match 'pr0xy|cHIweHl1'
    }

    It 'reports a 407 for an order as ServiceUnavailable, and sends nothing twice' -Skip:($PSEdition -ne 'Core') {
        $proxy = Open-FakeKornitX (Join-HttpAnswer '{"token_type":"Bearer","access_token":"abc.def-123"}'), $denied, $denied
        $sandbox | Connect-KornitX -Operation Cancellation -Proxy "http://127.0.0.1:$($proxy.Port)"

        $failed = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -ErrorAction Continue 2>&1

        $failed[0].FullyQualifiedErrorId | Should -BeLike 'ServiceUnavailable,*'
        $failed[0].Exception.Message | Should -BeLike "*127.0.0.1:$($proxy.Port)*-ProxyCredential*"
        $proxy.Received | Should -HaveCount 2
        $sandbox.RequestCount | Should -Be 0
    }

    It 'connects directly with -NoProxy' {
        $connection = $sandbox | Connect-KornitX -NoProxy -PassThru

        $connection.Proxy | Should -BeNullOrEmpty
        $connection.Granted | Should -Be 'Cancellation', 'Return'
    }

    It 'rejects <What>' -ForEach @(
        @{ What = '-Proxy with -NoProxy'; Parameters = @{ Proxy = 'http://127.0.0.1:1'; NoProxy = $true }; Id = 'ProxyConflict,*' }
        @{ What = '-ProxyCredential without -Proxy'; Parameters = @{ ProxyCredential = [pscredential]::new('me', [System.Net.NetworkCredential]::new('', 'x').SecurePassword) }; Id = 'ProxyConflict,*' }
        @{ What = '-ProxyUseDefaultCredentials without -Proxy'; Parameters = @{ ProxyUseDefaultCredentials = $true }; Id = 'ProxyConflict,*' }
        @{ What = '-ProxyCredential with -ProxyUseDefaultCredentials'; Parameters = @{ Proxy = 'http://127.0.0.1:1'; ProxyUseDefaultCredentials = $true; ProxyCredential = [pscredential]::new('me', [System.Net.NetworkCredential]::new('', 'x').SecurePassword) }; Id = 'ProxyConflict,*' }
        @{ What = 'a proxy without a scheme'; Parameters = @{ Proxy = '127.0.0.1:3128' }; Id = 'InvalidAddress,*' }
        @{ What = 'a host name and port alone'; Parameters = @{ Proxy = 'proxy.example:3128' }; Id = 'InvalidAddress,*' }
        @{ What = 'another scheme'; Parameters = @{ Proxy = 'ftp://127.0.0.1:3128' }; Id = 'InvalidAddress,*' }
        @{ What = 'a text as -ProxyCredential'; Parameters = @{ Proxy = 'http://127.0.0.1:1'; ProxyCredential = 'Pa55w0rdX' }; Id = 'ParameterArgumentTransformationError,*' }
    ) {
        { $sandbox | Connect-KornitX @Parameters } | Should -Throw -ErrorId $Id

        ($Error | Format-List * -Force | Out-String -Width 4000) | Should -Not -Match 'Pa55w0rdX'
        $sandbox.RequestCount | Should -Be 0
    }
}
