BeforeAll { . "$PSScriptRoot/sandbox.ps1" }

Describe 'Disconnect-KornitX' {
    BeforeEach {
        $sandbox = Start-KornitXSandbox
    }

    AfterEach { Disconnect-TestSandbox }

    It 'ends the session''s connection' {
        $connection = $sandbox | Connect-KornitX -PassThru

        Disconnect-KornitX

        Get-KornitXConnection | Should -BeNullOrEmpty
        $connection.IsConnected | Should -BeFalse
    }

    It 'ends the connection of -Connection and keeps the session''s' {
        $first = $sandbox | Connect-KornitX -PassThru
        $second = $sandbox | Connect-KornitX -PassThru

        Disconnect-KornitX -Connection $first

        $first.IsConnected | Should -BeFalse
        [object]::ReferenceEquals($second, (Get-KornitXConnection)) | Should -BeTrue
    }

    It 'ends the connections of the pipeline' {
        $first = $sandbox | Connect-KornitX -PassThru
        $second = $sandbox | Connect-KornitX -PassThru

        $first, $second | Disconnect-KornitX

        $first.IsConnected, $second.IsConnected | Should -Be $false, $false
        Get-KornitXConnection | Should -BeNullOrEmpty
    }

    It 'shows no error without a connection' {
        Disconnect-KornitX -ErrorAction Stop | Should -BeNullOrEmpty
    }

    It 'shows no error the second time' {
        $sandbox | Connect-KornitX

        { Disconnect-KornitX -ErrorAction Stop; Disconnect-KornitX -ErrorAction Stop } | Should -Not -Throw
    }

    It 'sends nothing' {
        $sandbox | Connect-KornitX
        $sandbox.ClearRequests()

        Disconnect-KornitX

        $sandbox.RequestCount | Should -Be 0
    }

    It 'does not change the properties of a connection' {
        $connection = $sandbox | Connect-KornitX -PassThru

        Disconnect-KornitX

        $connection.ClientId | Should -BeExactly 'sandbox'
        $connection.Granted | Should -Be 'Cancellation', 'Return'
    }
}
