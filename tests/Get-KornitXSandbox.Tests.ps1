BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Get-KornitXSandbox' {
    AfterEach {
        Stop-KornitXSandbox
    }

    It 'returns nothing if none runs' {
        Get-KornitXSandbox | Should -BeNullOrEmpty
    }

    It 'returns running sandboxes in the order they were started' {
        $first = Start-KornitXSandbox
        $second = Start-KornitXSandbox

        (Get-KornitXSandbox).ApiUri | Should -Be $first.ApiUri, $second.ApiUri
    }

    It 'does not give one that was stopped' {
        $first = Start-KornitXSandbox
        $second = Start-KornitXSandbox
        $first | Stop-KornitXSandbox

        (Get-KornitXSandbox).ApiUri | Should -Be $second.ApiUri
    }

    It 'gives one that lost its variable, so that it can be stopped' {
        $null = Start-KornitXSandbox

        Get-KornitXSandbox | Stop-KornitXSandbox

        Get-KornitXSandbox | Should -BeNullOrEmpty
    }
}
