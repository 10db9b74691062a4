BeforeAll { . "$PSScriptRoot/sandbox.ps1" }

Describe 'New-KornitXCancellation' {
    BeforeEach { $sandbox = Connect-TestSandbox }

    AfterEach { Disconnect-TestSandbox }

    Context 'one item from parameters' {
        It 'cancels by KornitX ID' {
            $null = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1

            $request = Get-OrderRequest $sandbox
            $request.Path | Should -BeExactly '/order/45453571/cancellation'
            $request.Body | Should -BeExactly '{"items":[{"id":12345678,"quantity":1}]}'
        }

        It 'cancels by external reference' {
            $null = New-KornitXCancellation -OrderExternalRef POS-584551 -ItemExternalRef ABCD -Quantity 1

            $request = Get-OrderRequest $sandbox
            $request.Path | Should -BeExactly '/order/by-external-ref/POS-584551/cancellation'
            $request.Body | Should -BeExactly '{"items":[{"external_ref":"ABCD","quantity":1}]}'
        }

        It 'cancels by both' {
            $null = New-KornitXCancellation -OrderExternalRef POS-584551 -OrderId 45453571 -ItemExternalRef ABCD -ItemId 12345678 -Quantity 1

            $request = Get-OrderRequest $sandbox
            $request.Path | Should -BeExactly '/order/by-combined/POS-584551-45453571/cancellation'
            $request.Body | Should -BeExactly '{"items":[{"combined":"ABCD-12345678","quantity":1}]}'
        }

        It 'sends a reference when one is given' {
            $null = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -Reference ABC1234

            (Get-OrderRequest $sandbox).Body |
                Should -BeExactly '{"reference":"ABC1234","items":[{"id":12345678,"quantity":1}]}'
        }

        It 'posts JSON' {
            $null = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1

            $request = Get-OrderRequest $sandbox
            $request.Method | Should -BeExactly 'POST'
            $request.ContentType | Should -BeExactly 'application/json'
        }

        It 'escapes a reference in the path' {
            $null = New-KornitXCancellation -OrderExternalRef "WEB 1001/$([char]0xE4)#1" -ItemExternalRef ABCD -Quantity 1

            (Get-OrderRequest $sandbox).Path | Should -BeExactly '/order/by-external-ref/WEB%201001%2F%C3%A4%231/cancellation'
            $sandbox.Bookings.OrderId | Should -Be 45453574
        }

        It 'is one request and one booking' {
            $null = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1

            Get-OrderRequest $sandbox | Should -HaveCount 1
            $sandbox.Bookings | Should -HaveCount 1
        }
    }

    Context 'items on the command line' {
        It 'cancels several items of an order in one request' {
            $null = New-KornitXCancellation -OrderId 45453571 -Item @{ Id = 12345678; Quantity = 1 }, @{ Id = 12345679; Quantity = 2 }

            (Get-OrderRequest $sandbox).Body |
                Should -BeExactly '{"items":[{"id":12345678,"quantity":1},{"id":12345679,"quantity":2}]}'
        }

        It 'accepts items of several orders' {
            $null = New-KornitXCancellation -ThrottleLimit 1 -Item @{ OrderId = 45453571; Id = 12345678; Quantity = 1 }, @{ OrderId = 45453579; Id = 12345694; Quantity = 2 }

            (Get-OrderRequest $sandbox).Path | Should -Be '/order/45453571/cancellation', '/order/45453579/cancellation'
        }

        It 'does nothing for an empty list' {
            New-KornitXCancellation -OrderId 45453571 -Item @() | Should -BeNullOrEmpty

            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }
    }

    Context 'output' {
        BeforeEach {
            $cancellation = New-KornitXCancellation -OrderExternalRef POS-584551 -ItemExternalRef ABCD -Quantity 2 -Reference ABC1234
        }

        It 'is a KornitX.Cancellation' {
            $cancellation | Should -BeOfType ([KornitX.Cancellation])
        }

        It 'has <_.Name>' -ForEach @(
            @{ Name = 'Id'; Value = 254001 }
            @{ Name = 'OrderId'; Value = 45453571 }
            @{ Name = 'OrderExternalRef'; Value = 'POS-584551' }
            @{ Name = 'Reference'; Value = 'ABC1234' }
        ) {
            $cancellation.($_.Name) | Should -BeExactly $_.Value
        }

        It 'has the order lines from the response, with the line''s whole quantity' {
            $cancellation.Items.ItemId | Should -Be 12345678
            $cancellation.Items.OrderId | Should -Be 45453571
            $cancellation.Items.LineQuantity | Should -Be 5
        }

        It 'has the request' {
            $cancellation.Request.Addressing | Should -Be 'ExternalRef'
            $cancellation.Request.OrderExternalRef | Should -Be 'POS-584551'
            $cancellation.Request.Reference | Should -Be 'ABC1234'
            $cancellation.Request.Items.ItemExternalRef | Should -Be 'ABCD'
            $cancellation.Request.Items.Quantity | Should -Be 2
        }

        It 'has no property whose name could be misread as the quantity cancelled' {
            $cancellation.Items[0].PSObject.Properties.Name | Should -Be 'ItemId', 'OrderId', 'LineQuantity'
        }
    }

    Context 'parameter sets' {
        It 'include <_>' -ForEach 'Id', 'ExternalRef', 'Combined', 'Item' {
            (Get-Command New-KornitXCancellation).ParameterSets.Name | Should -HaveCount 4
            (Get-Command New-KornitXCancellation).ParameterSets.Name | Should -Contain $_
        }

        It 'require <Mandatory> in the set <Set>' -ForEach @(
            @{ Set = 'Id'; Mandatory = 'ItemId, OrderId, Quantity' }
            @{ Set = 'ExternalRef'; Mandatory = 'ItemExternalRef, OrderExternalRef, Quantity' }
            @{ Set = 'Combined'; Mandatory = 'ItemExternalRef, ItemId, OrderExternalRef, OrderId, Quantity' }
            @{ Set = 'Item'; Mandatory = 'Item' }
        ) {
            $parameters = (Get-Command New-KornitXCancellation).ParameterSets | Where-Object Name -EQ $Set | ForEach-Object Parameters

            ($parameters | Where-Object IsMandatory | ForEach-Object Name | Sort-Object) -join ', ' | Should -Be $Mandatory
        }

        It 'bind the pipeline only to -Item, as a whole object' {
            $parameters = (Get-Command New-KornitXCancellation).ParameterSets.Parameters

            $parameters | Where-Object ValueFromPipeline | ForEach-Object Name | Should -Be 'Item'
            $parameters | Where-Object ValueFromPipelineByPropertyName | Should -BeNullOrEmpty
        }

        It 'do not accept item parameters together with -Item' {
            { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -Item @{ Id = 12345679; Quantity = 1 } } |
                Should -Throw -ErrorId 'AmbiguousParameterSet*'

            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }

        It 'have medium impact' {
            [System.Management.Automation.CommandMetadata]::new((Get-Command New-KornitXCancellation)).ConfirmImpact | Should -Be 'Medium'
        }

        It 'have an output type' {
            (Get-Command New-KornitXCancellation).OutputType.Name | Should -Be 'KornitX.Cancellation'
        }
    }

    Context 'command line and object' {
        It 'the command line provides a missing <Field>' -ForEach @(
            @{ Field = '-OrderId'; Given = @{ OrderId = 45453571 }; Item = @{ ItemId = 12345678; Quantity = 1 }; Path = '/order/45453571/cancellation' }
            @{ Field = '-OrderExternalRef'; Given = @{ OrderExternalRef = 'POS-584551' }; Item = @{ ItemExternalRef = 'ABCD'; Quantity = 1 }; Path = '/order/by-external-ref/POS-584551/cancellation' }
            @{ Field = 'both'; Given = @{ OrderId = 45453571; OrderExternalRef = 'POS-584551' }; Item = @{ Combined = 'ABCD-12345678'; Quantity = 1 }; Path = '/order/by-combined/POS-584551-45453571/cancellation' }
        ) {
            $null = $Item | New-KornitXCancellation @Given

            (Get-OrderRequest $sandbox).Path | Should -BeExactly $Path
        }

        It 'the command line overrides the object''s <Name>' -ForEach @(
            @{ Name = 'OrderId'; Given = 45453571; Own = 45453579; Rest = @{ ItemId = 12345678; Quantity = 1 } }
            @{ Name = 'OrderExternalRef'; Given = 'POS-584551'; Own = 'POS-584559'; Rest = @{ ItemExternalRef = 'ABCD'; Quantity = 1 } }
        ) {
            $given = @{ $Name = $Given }

            $null = @{ $Name = $Own } + $Rest | New-KornitXCancellation @given

            $sandbox.Bookings.OrderId | Should -Be 45453571
        }

        It 'the command line overrides the object''s reference' {
            $null = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1; Reference = 'ROW' } | New-KornitXCancellation -Reference LINE

            $sandbox.Bookings.Reference | Should -BeExactly 'LINE'
        }

        It 'the command line overrides an invalid field of the object' {
            $null = @{ OrderId = '45.453.571'; ItemId = 12345678; Quantity = 1 } | New-KornitXCancellation -OrderId 45453571

            $sandbox.Bookings.OrderId | Should -Be 45453571
        }
    }

    Context 'numbers that PowerShell would convert' {
        It 'rejects -Quantity <Text>' -ForEach @(
            @{ Text = '1.5'; Value = 1.5 }
            @{ Text = "'1.5'"; Value = '1.5' }
            @{ Text = "'0x10'"; Value = '0x10' }
            @{ Text = "'1,000'"; Value = '1,000' }
            @{ Text = "'1e3'"; Value = '1e3' }
            @{ Text = '1e300'; Value = 1e300 }
            @{ Text = '$true'; Value = $true }
            @{ Text = '$null'; Value = $null }
            @{ Text = "''"; Value = '' }
            @{ Text = "'1kb'"; Value = '1kb' }
            @{ Text = "'+1'"; Value = '+1' }
            @{ Text = '-1'; Value = '-1' }
            @{ Text = '[char]1'; Value = [char]'1' }
        ) {
            { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity $Value } |
                Should -Throw -ErrorId 'ParameterArgumentTransformationError*' -ExpectedMessage '*Quantity*whole number*'

            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }

        It 'rejects -<Name> 1.5' -ForEach @{ Name = 'OrderId' }, @{ Name = 'ItemId' } {
            $given = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }
            $given[$Name] = 1.5

            { New-KornitXCancellation @given } |
                Should -Throw -ErrorId 'ParameterArgumentTransformationError*' -ExpectedMessage "*'$Name'*'1.5' (Double)*"

            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }

        It 'points to -<Other> for -<Name> <Value>' -ForEach @(
            @{ Name = 'OrderId'; Value = 'POS-584551'; Other = 'OrderExternalRef' }
            @{ Name = 'ItemId'; Value = 'ABCD'; Other = 'ItemExternalRef' }
        ) {
            $given = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }
            $given[$Name] = $Value

            { New-KornitXCancellation @given } |
                Should -Throw -ExpectedMessage "*The value '$Value' is not a whole number. A reference goes to -$Other."
        }

        It 'rejects -OrderId $null with -Item' {
            { New-KornitXCancellation -OrderId $null -Item @{ ItemId = 12345678; Quantity = 1 } } |
                Should -Throw -ErrorId 'ParameterArgumentTransformationError*' -ExpectedMessage '*OrderId*whole number*'
        }

        It 'rejects -<Name> <Value>' -ForEach @(
            @{ Name = 'Quantity'; Value = 0 }
            @{ Name = 'Quantity'; Value = -1 }
            @{ Name = 'Quantity'; Value = 2147483648 }
            @{ Name = 'OrderId'; Value = 0 }
            @{ Name = 'OrderId'; Value = -45453571 }
            @{ Name = 'ItemId'; Value = 0 }
        ) {
            $given = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }
            $given[$Name] = $Value

            $failed = Get-Failed { New-KornitXCancellation @given }

            $failed.FullyQualifiedErrorId -replace ',.*' | Should -BeExactly 'InvalidItem'
            $failed[0].Exception.Message | Should -BeLike "$Name '$Value' is not a whole number from 1 to *"
            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }

        It 'rejects <Text> through a proxy function, too' -ForEach @(
            @{ Text = '1.5'; Value = 1.5 }
            @{ Text = "'0x10'"; Value = '0x10' }
            @{ Text = "'1,000'"; Value = '1,000' }
            @{ Text = "'1e3'"; Value = '1e3' }
            @{ Text = '$true'; Value = $true }
            @{ Text = '$null'; Value = $null }
            @{ Text = '[datetime]'; Value = [datetime]'2026-03-01' }
        ) {
            $proxy = [System.Management.Automation.ProxyCommand]::Create((Get-Command New-KornitXCancellation))
            Set-Item function:Invoke-Proxy ([scriptblock]::Create($proxy))

            foreach ($name in 'OrderId', 'ItemId', 'Quantity') {
                $given = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }
                $given[$name] = $Value
                { Invoke-Proxy @given } | Should -Throw -ExpectedMessage "*$name*"
            }

            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }

        It 'accepts whole numbers through a proxy function' {
            $proxy = [System.Management.Automation.ProxyCommand]::Create((Get-Command New-KornitXCancellation))
            Set-Item function:Invoke-Proxy ([scriptblock]::Create($proxy))

            $null = Invoke-Proxy -OrderId 45453571 -ItemId ' 12345678 ' -Quantity 2.0

            (Get-OrderRequest $sandbox).Body | Should -BeExactly '{"items":[{"id":12345678,"quantity":2}]}'
        }

        It 'accepts digits as text' {
            $null = New-KornitXCancellation -OrderId '45453571' -ItemId '12345678' -Quantity '1'

            (Get-OrderRequest $sandbox).Body | Should -BeExactly '{"items":[{"id":12345678,"quantity":1}]}'
        }

        It 'accepts the largest 64-bit ID' {
            New-KornitXCancellation -OrderId 9223372036854775807 -ItemId 1 -Quantity 1 -ErrorAction SilentlyContinue

            (Get-OrderRequest $sandbox).Path | Should -BeExactly '/order/9223372036854775807/cancellation'
        }
    }
}
