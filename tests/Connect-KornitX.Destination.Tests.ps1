BeforeAll { . "$PSScriptRoot/sandbox.ps1" }

Describe 'The destination of a connection' {
    BeforeEach { $sandbox = Start-KornitXSandbox }

    AfterEach { Disconnect-TestSandbox }

    It 'is a sandbox for every way to connect' {
        $piped = $sandbox | Connect-KornitX -PassThru
        $addressed = Connect-KornitX -ClientId $sandbox.ClientId -ClientSecret $sandbox.ClientSecret -ApiUri $sandbox.ApiUri -TokenUri $sandbox.TokenUri -PassThru

        $piped.IsSandbox, $addressed.IsSandbox | Should -Be $true, $true
        "$addressed" | Should -BeExactly "sandbox in the sandbox at localhost:$($sandbox.ApiUri.Port)"
    }

    It 'is not a sandbox if no sandbox of this process has the address' {
        $connection = Connect-KornitX -ClientId $sandbox.ClientId -ClientSecret $sandbox.ClientSecret -ApiUri "http://127.0.0.1:$($sandbox.ApiUri.Port)/" -TokenUri $sandbox.TokenUri -PassThru

        $connection.IsSandbox | Should -BeFalse
        "$connection" | Should -BeExactly "sandbox at 127.0.0.1:$($sandbox.ApiUri.Port)"
    }

    It 'is shown with -Verbose when the connection of the session is replaced' {
        $null = $sandbox | Connect-KornitX -Verbose 4>&1 | Should -Not -BeLike '*Replaced*'
        $reported = Connect-KornitX -ClientId $sandbox.ClientId -ClientSecret $sandbox.ClientSecret -ApiUri "http://127.0.0.1:$($sandbox.ApiUri.Port)/" -TokenUri $sandbox.TokenUri -Verbose 4>&1

        $port = $sandbox.ApiUri.Port
        "$($reported[-1])" |
            Should -BeExactly "Replaced the session's connection, client ID 'sandbox' in the sandbox at localhost:$port, with client ID 'sandbox' at 127.0.0.1:$port."
    }
}
