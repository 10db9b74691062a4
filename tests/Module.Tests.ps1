BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $module = Get-Module KornitX.PowerShell
}

Describe 'The module' {
    It 'exports <_>' -ForEach @(
        'Confirm-KornitXJournal'
        'Connect-KornitX'
        'Disconnect-KornitX'
        'Get-KornitXConnection'
        'Get-KornitXJournal'
        'Get-KornitXSandbox'
        'New-KornitXCancellation'
        'New-KornitXReturn'
        'Start-KornitXSandbox'
        'Stop-KornitXSandbox'
        'Test-KornitXConnection'
    ) {
        (Get-Command $_ -Module KornitX.PowerShell).CommandType | Should -Be 'Cmdlet'
    }

    It 'exports every cmdlet of its assembly' {
        $held = $module.NestedModules + $module | ForEach-Object ImplementingAssembly | Where-Object { $_ } |
            ForEach-Object GetExportedTypes |
            ForEach-Object { $_.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false) } |
            ForEach-Object { "$($_.VerbName)-$($_.NounName)" }

        $module.ExportedCmdlets.Keys | Sort-Object | Should -Be ($held | Sort-Object)
    }

    It 'exports nothing else' {
        $module.ExportedFunctions.Count | Should -Be 0
        $module.ExportedAliases.Count | Should -Be 0
        $module.ExportedVariables.Count | Should -Be 0
    }

    It 'has a valid manifest' {
        $manifest = Test-ModuleManifest (Join-Path $module.ModuleBase 'KornitX.PowerShell.psd1')

        $manifest.PowerShellVersion | Should -Be '5.1'
        $manifest.CompatiblePSEditions | Should -Be 'Core', 'Desktop'
    }

    It 'has a manifest of static data' {
        $data = Import-PowerShellDataFile (Join-Path $module.ModuleBase 'KornitX.PowerShell.psd1')

        $data.RootModule | Should -BeExactly 'KornitX.PowerShell.psm1'
        $data.CompatiblePSEditions | Should -Be 'Core', 'Desktop'
    }

    It 'supports both editions after its manifest is updated' {
        $path = Join-Path $TestDrive 'KornitX.PowerShell'
        Copy-Item $module.ModuleBase $path -Recurse

        Update-ModuleManifest "$path/KornitX.PowerShell.psd1" -ModuleVersion 0.1.1

        $data = Import-PowerShellDataFile "$path/KornitX.PowerShell.psd1"
        $data.ModuleVersion | Should -Be '0.1.1'
        $data.RootModule | Should -BeExactly 'KornitX.PowerShell.psm1'
        $data.CmdletsToExport | Sort-Object | Should -Be ($module.ExportedCmdlets.Keys | Sort-Object)
        "$($data.Values)" | Should -Not -Match 'bin[\\/](Core|Desktop)'
    }

    It 'is built for this edition' {
        (Get-Command Connect-KornitX).ImplementingType.Assembly.Location |
            Should -Be (Join-Path $module.ModuleBase (Join-Path 'bin' (Join-Path $PSEdition 'KornitX.PowerShell.dll')))
    }

    It 'has these public types' {
        (Get-Command Connect-KornitX).ImplementingType.Assembly.GetExportedTypes() | Where-Object Name -NotLike '*Command' |
            ForEach-Object FullName | Sort-Object | Should -BeExactly @(
                'KornitX.BookedItem'
                'KornitX.Cancellation'
                'KornitX.Commands.ModuleLifetime'
                'KornitX.Connection'
                'KornitX.ItemList`1'
                'KornitX.JournaledOrder'
                'KornitX.KornitXException'
                'KornitX.OperationGrant'
                'KornitX.OrderItem'
                'KornitX.OrderItemBooking'
                'KornitX.OrderRequest'
                'KornitX.Return'
                'KornitX.RunSummary'
                'KornitX.WholeNumber'
                'KornitX.WholeNumberConverter'
            )
    }

    It 'has the version of its assemblies' {
        (Get-Command Connect-KornitX).ImplementingType.Assembly.GetName().Version | Should -Be "$($module.Version).0"
    }
}
