BeforeAll {
    . "$PSScriptRoot/common.ps1"
}

Describe 'Where a connection leads' {
    BeforeEach { $sandbox = Start-KornitXSandbox }

    AfterEach {
        Disconnect-KornitX
        Stop-KornitXSandbox
    }

    It 'is a sandbox, however it was connected to' {
        $piped = $sandbox | Connect-KornitX -PassThru
        $addressed = Connect-KornitX -ClientId $sandbox.ClientId -ClientSecret $sandbox.ClientSecret -ApiUri $sandbox.ApiUri -TokenUri $sandbox.TokenUri -PassThru

        $piped.IsSandbox, $addressed.IsSandbox | Should -Be $true, $true
        "$addressed" | Should -BeExactly "sandbox in the sandbox at localhost:$($sandbox.ApiUri.Port)"
    }

    It 'is not a sandbox where none of this process has the address' {
        $connection = Connect-KornitX -ClientId $sandbox.ClientId -ClientSecret $sandbox.ClientSecret -ApiUri "http://127.0.0.1:$($sandbox.ApiUri.Port)/" -TokenUri $sandbox.TokenUri -PassThru

        $connection.IsSandbox | Should -BeFalse
        "$connection" | Should -BeExactly "sandbox at 127.0.0.1:$($sandbox.ApiUri.Port)"
    }

    It 'is said with -Verbose where it replaces the connection of the session' {
        $null = $sandbox | Connect-KornitX -Verbose 4>&1 | Should -Not -BeLike '*Replaced*'
        $told = Connect-KornitX -ClientId $sandbox.ClientId -ClientSecret $sandbox.ClientSecret -ApiUri "http://127.0.0.1:$($sandbox.ApiUri.Port)/" -TokenUri $sandbox.TokenUri -Verbose 4>&1

        $port = $sandbox.ApiUri.Port
        "$($told[-1])" | Should -BeExactly "Replaced the session's connection, client id 'sandbox' in the sandbox at localhost:$port, with client id 'sandbox' at 127.0.0.1:$port."
    }
}
