# A spreadsheet's numbers are read alike wherever the machine stands: where a point separates thousands, and where the
# capital of i has a dot.
BeforeAll {
    . "$PSScriptRoot/sandbox.ps1"
}

Describe 'New-KornitXCancellation and New-KornitXReturn under <Culture>' -ForEach @{ Culture = 'de-DE' }, @{ Culture = 'tr-TR' }, @{ Culture = 'ar-SA' } {
    BeforeEach {
        $before = [cultureinfo]::CurrentCulture, [cultureinfo]::CurrentUICulture, [cultureinfo]::DefaultThreadCurrentCulture
        [cultureinfo]::CurrentCulture = [cultureinfo]::CurrentUICulture = [cultureinfo]::DefaultThreadCurrentCulture = [cultureinfo]::new($Culture, $false)
        $sandbox = Connect-TestSandbox
    }

    AfterEach {
        [cultureinfo]::CurrentCulture, [cultureinfo]::CurrentUICulture, [cultureinfo]::DefaultThreadCurrentCulture = $before
        Disconnect-KornitX
        $sandbox | Stop-KornitXSandbox
    }

    It 'send the rows of a CSV file' {
        $null = 'ORDERID,ITEMID,QUANTITY', '45453571,12345678,1', '45453571,12345679,2' | ConvertFrom-Csv | New-KornitXCancellation

        $request = Get-OrderRequest $sandbox
        $request.Path | Should -BeExactly '/order/45453571/cancellation'
        $request.Body | Should -BeExactly '{"items":[{"id":12345678,"quantity":1},{"id":12345679,"quantity":2}]}'
    }

    It 'send an item from parameters' {
        $null = New-KornitXReturn -OrderId '45453573' -ItemId 12345684 -Quantity '1' -Reference ABC1234

        (Get-OrderRequest $sandbox).Body | Should -BeExactly '{"reference":"ABC1234","items":[{"id":12345684,"quantity":1}]}'
    }

    It 'reject <Value> as a quantity, with the same message' -ForEach @(
        @{ Value = '1.000'; Shown = "'1.000'" }
        @{ Value = '1,000'; Shown = "'1,000'" }
        @{ Value = '1,5'; Shown = "'1,5'" }
        @{ Value = 1.5; Shown = "'1.5' (Double)" }
        @{ Value = -1; Shown = "'-1'" }
        @{ Value = 1234.5d; Shown = "'1234.5' (Decimal)" }
        @{ Value = [datetime]::new(2026, 3, 1, 0, 0, 0, [System.DateTimeKind]::Utc); Shown = "'03/01/2026 00:00:00' (DateTime)" }
        @{ Value = "$([char]0x0663)"; Shown = "'$([char]0x0663)'" }
    ) {
        $failed = Get-Failed { @{ OrderId = 45453571; ItemId = 12345678; Quantity = $Value } | New-KornitXCancellation }

        $failed[0].Exception.Message | Should -BeLike "Row 1 (*): Quantity $Shown is not a whole number from 1 to 2147483647."
        Get-OrderRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'reject <_> on the command line' -ForEach '1.000', '1,5', $true, 1.5 {
        { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity $_ } |
            Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'

        Get-OrderRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'write and read a journal' {
        $journal = New-JournalPath
        $row = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }

        $first = $row | New-KornitXCancellation -JournalPath $journal
        $second = $row | New-KornitXCancellation -JournalPath $journal

        $second.Id | Should -Be $first.Id
        $second.FromJournal | Should -BeTrue
        Get-OrderRequest $sandbox | Should -HaveCount 1
    }
}
