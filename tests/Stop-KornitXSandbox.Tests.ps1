BeforeAll { . "$PSScriptRoot/sandbox.ps1" }

Describe 'Stop-KornitXSandbox' {
    BeforeEach {
        $first = Start-KornitXSandbox
        $second = Start-KornitXSandbox
    }

    AfterEach { Disconnect-TestSandbox }

    It 'stops the one of <_> and not the others' -ForEach 'the pipeline', '-Sandbox', 'the first argument' {
        switch ($_) {
            'the pipeline' { $first | Stop-KornitXSandbox }
            '-Sandbox' { Stop-KornitXSandbox -Sandbox $first }
            default { Stop-KornitXSandbox $first }
        }

        $first.IsRunning, $second.IsRunning | Should -Be $false, $true
    }

    It 'stops several from the pipeline' {
        $first, $second | Stop-KornitXSandbox

        $first.IsRunning, $second.IsRunning | Should -Be $false, $false
    }

    It 'stops all of the process when none is named' {
        Stop-KornitXSandbox

        $first.IsRunning, $second.IsRunning | Should -Be $false, $false
    }

    It 'shows no error for one that is already stopped' {
        $first | Stop-KornitXSandbox

        $first | Stop-KornitXSandbox -ErrorAction Stop | Should -BeNullOrEmpty
    }

    It 'keeps the bookings of a stopped sandbox' {
        $first | Connect-KornitX
        $null = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1

        $first | Stop-KornitXSandbox

        $first.Bookings | Should -HaveCount 1
        $first.Requests | Should -HaveCount 3
    }

    It 'closes the port' {
        $first | Connect-KornitX -MaximumRetryCount 0
        $first | Stop-KornitXSandbox

        $failed = Get-Failed { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 }

        $failed.FullyQualifiedErrorId -replace ',.*' | Should -BeExactly 'ServiceUnavailable'
        $first.Bookings | Should -BeNullOrEmpty
    }
}
