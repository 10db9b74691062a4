BeforeAll { . "$PSScriptRoot/sandbox.ps1" }

Describe 'Confirmation before an order is sent' {
    BeforeEach {
        $journal = New-JournalPath
        $sandbox = Start-KornitXSandbox
        $sandbox | Connect-KornitX
        $sandbox.ClearRequests()
        $one = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }
    }

    AfterEach { Disconnect-TestSandbox }

    It 'has medium impact' {
        (Get-Command New-KornitXCancellation).ImplementingType.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false).ConfirmImpact | Should -Be 'Medium'
        (Get-Command New-KornitXReturn).ImplementingType.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false).ConfirmImpact | Should -Be 'Medium'
    }

    It 'is not requested by default' {
        $one | New-KornitXCancellation | Should -HaveCount 1
    }

    It 'is not requested with -Confirm:$false, for any $ConfirmPreference' {
        $ConfirmPreference = 'Low'

        $one | New-KornitXCancellation -Confirm:$false | Should -HaveCount 1
    }

    # Nobody can be asked here, which PowerShell says; so it is seen that it wanted to ask, and that nothing is sent.
    It 'is requested with -Confirm, and with $ConfirmPreference Medium: <Name>' -ForEach @(
        @{ Name = '-Confirm'; Preference = 'High'; Confirm = @{ Confirm = $true } }
        @{ Name = '$ConfirmPreference Medium'; Preference = 'Medium'; Confirm = @{} }
        @{ Name = '$ConfirmPreference Low'; Preference = 'Low'; Confirm = @{} }
    ) {
        $shell = [powershell]::Create()
        $null = $shell.AddScript({
                param($Module, $Connection, $Preference, $Confirm, $Journal, $Item)
                Import-Module $Module
                $ConfirmPreference = $Preference
                $Item | New-KornitXCancellation -Connection $Connection -JournalPath $Journal @Confirm
            }).AddArgument((Get-Module KornitX.PowerShell).Path).AddArgument((Get-KornitXConnection)).AddArgument($Preference).AddArgument($Confirm).AddArgument($journal).AddArgument($one)

        $out = $shell.Invoke()

        $out | Should -BeNullOrEmpty
        $shell.Streams.Error | Should -HaveCount 1
        $shell.Streams.Error[0].Exception.Message | Should -BeLike '*prompt*'
        $sandbox.RequestCount | Should -Be 0
        Get-KornitXJournal $journal | Should -BeNullOrEmpty
    }

    It 'is not requested for an order that the journal has booked' {
        $first = $one | New-KornitXCancellation -JournalPath $journal

        $again = $one | New-KornitXCancellation -JournalPath $journal -Confirm

        $again.Id | Should -Be $first.Id
        $again.FromJournal | Should -BeTrue
    }
}
