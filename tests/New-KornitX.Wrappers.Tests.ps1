BeforeAll {
    . "$PSScriptRoot/common.ps1"

    # Functions with the parameters of the command, as ProxyCommand writes them, and a body of their own.
    $parameters = [System.Management.Automation.ProxyCommand]::GetParamBlock((Get-Command New-KornitXCancellation))
    Set-Item function:Get-Quantity ([scriptblock]::Create("[CmdletBinding(DefaultParameterSetName = 'Id')] param($parameters) . `$script:body"))

    function Invoke-WithQuantity([object] $Value, [scriptblock] $Body) {
        $script:body = $Body
        Get-Quantity -OrderId 45453571 -ItemId 12345678 -Quantity $Value
    }
}

Describe 'A number in a wrapper of New-KornitXCancellation' {
    It '<Script> is <Expected> for 10 as a number, as text and as a double' -ForEach @(
        @{ Script = { $Quantity -gt 5 }; Expected = $true }
        @{ Script = { $Quantity -lt 5 }; Expected = $false }
        @{ Script = { 5 -lt $Quantity }; Expected = $true }
        @{ Script = { $Quantity -ge 10 -and $Quantity -le 10 }; Expected = $true }
        @{ Script = { $Quantity -eq 10 }; Expected = $true }
        @{ Script = { 10 -eq $Quantity }; Expected = $true }
        @{ Script = { 2 -ne $Quantity }; Expected = $true }
        @{ Script = { 9, 10 -contains $Quantity }; Expected = $true }
        @{ Script = { '9', '10' -contains $Quantity }; Expected = $true }
        @{ Script = { $Quantity -in 9, 10 }; Expected = $true }
        @{ Script = { $Quantity -notin 9, 11 }; Expected = $true }
        @{ Script = { $Quantity -match '^10$' }; Expected = $true }
        @{ Script = { switch ($Quantity) { 10 { 'ten' } default { 'another' } } }; Expected = 'ten' }
        @{ Script = { [int] $Quantity }; Expected = 10 }
        @{ Script = { [long] $Quantity }; Expected = 10 }
        @{ Script = { [double] $Quantity }; Expected = 10 }
        @{ Script = { [string] $Quantity }; Expected = '10' }
        @{ Script = { $Quantity + 1 }; Expected = 11 }
        @{ Script = { 1 + $Quantity }; Expected = 11 }
        @{ Script = { $Quantity - 1 }; Expected = 9 }
        @{ Script = { $Quantity * 2 }; Expected = 20 }
        @{ Script = { $Quantity / 4 }; Expected = 2.5 }
        @{ Script = { (8..$Quantity) -join ' ' }; Expected = '8 9 10' }
        @{ Script = { ($Quantity..12) -join ' ' }; Expected = '10 11 12' }
        @{ Script = { (0..20)[$Quantity] }; Expected = 10 }
        @{ Script = { "$Quantity" }; Expected = '10' }
        @{ Script = { '{0:D4}' -f $Quantity }; Expected = '0010' }
        @{ Script = { [math]::Max($Quantity, 3) }; Expected = 10 }
        @{ Script = { @{ [long] 10 = 'found' }[$Quantity] }; Expected = 'found' }
        @{ Script = { $table = @{}; $table[$Quantity] = 'kept'; $table[[long] 10] }; Expected = 'kept' }
        @{ Script = { @{ $Quantity = 'kept' }[[long] 10] }; Expected = 'kept' }
        @{ Script = { [System.Collections.Generic.HashSet[long]]::new([long[]] 10).Contains($Quantity) }; Expected = $true }
        @{ Script = { (3, $Quantity, 20 | Sort-Object) -join ' ' }; Expected = '3 10 20' }
        @{ Script = { (10, 7 | Where-Object { $_ -eq $Quantity }) }; Expected = 10 }
        @{ Script = { $Quantity | Should -Be 10 }; Expected = $null }
        @{ Script = { $Quantity -is [long] }; Expected = $true }
        @{ Script = { [pscustomobject] @{ Quantity = $Quantity } | ConvertTo-Json -Compress }; Expected = '{"Quantity":10}' }
    ) {
        foreach ($value in 10, ' 10 ', 10.0) {
            Invoke-WithQuantity $value $Script | Should -BeExactly $Expected
        }
    }

    It 'stops what a guard should stop' {
        Set-Item function:Invoke-Guarded ([scriptblock]::Create(@"
            [CmdletBinding(DefaultParameterSetName = 'Id')] param($parameters)
            if (45453571, 45453572 -contains `$OrderId) { throw "Order `$OrderId is blocked." }
"@))

        { Invoke-Guarded -OrderId '45453572' -ItemId 12345678 -Quantity 1 } | Should -Throw 'Order 45453572 is blocked.'
    }

    It 'is an error for <Text>' -ForEach @(
        @{ Text = '1.5'; Value = 1.5 }
        @{ Text = "'0x10'"; Value = '0x10' }
        @{ Text = '$true'; Value = $true }
    ) {
        { Invoke-WithQuantity $Value { 'reached' } } | Should -Throw "*'Quantity'*is not a whole number.*"
    }
}

Describe 'A number in a mock of New-KornitXCancellation' {
    BeforeAll {
        Mock New-KornitXCancellation { $Quantity + 1 }
    }

    It 'is compared by -ParameterFilter, and calculated with' {
        New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity '10' | Should -Be 11

        Should -Invoke New-KornitXCancellation -Times 1 -Exactly -ParameterFilter {
            $Quantity -gt 5 -and 10 -eq $Quantity -and $OrderId -eq 45453571 -and 45453571 -eq $OrderId -and $ItemId -in 12345678, 12345679
        }
        Should -Invoke New-KornitXCancellation -Times 0 -Exactly -ParameterFilter { $Quantity -lt 5 }
    }

    It 'is still checked' {
        { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1.5 } | Should -Throw '*is not a whole number.*'
    }
}
