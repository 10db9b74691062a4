BeforeAll {
    . "$PSScriptRoot/common.ps1"

    function Invoke-InNewSession {
        <# What a script gives in a session of its own, that has not loaded the module yet; an error in it is thrown. #>
        param([Parameter(Mandatory)] [string] $Script, [KornitX.Sandbox] $Sandbox)

        $shell = [powershell]::Create()
        try {
            $shell.Runspace.SessionStateProxy.SetVariable('sandbox', $Sandbox)
            $null = $shell.AddScript("`$ErrorActionPreference = 'Stop'; `$module = '$((Get-Module KornitX.PowerShell).ModuleBase)'; $Script")
            $shell.Invoke()
        }
        finally {
            $shell.Dispose()
        }
    }
}

Describe 'The module in a session' {
    It 'is imported, removed and imported again' {
        Invoke-InNewSession 'Import-Module $module; Remove-Module KornitX.PowerShell; Import-Module $module; (Get-Command -Module KornitX.PowerShell).Count' |
            Should -Be (Get-Command -Module KornitX.PowerShell).Count
    }

    It 'is imported with -Force, and again, and works' {
        Invoke-InNewSession @'
            Import-Module $module -Force
            Import-Module $module -Force
            Start-KornitXSandbox | Connect-KornitX
            (New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1).Id
            Get-KornitXSandbox | Stop-KornitXSandbox
'@ | Should -Be 254001
    }

    It 'is removed and imported, and imported with -Force, twice each, and an earlier connection still works' {
        $sandbox = Start-KornitXSandbox
        try {
            Invoke-InNewSession -Sandbox $sandbox @'
                Import-Module $module
                $connection = $sandbox | Connect-KornitX -PassThru
                foreach ($time in 1..2) {
                    Remove-Module KornitX.PowerShell
                    Import-Module $module
                    Import-Module $module -Force
                    (New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity $time -Connection $connection).Id
                    $connection -is [KornitX.Connection]
                }
'@ | Should -Be 254001, $true, 254002, $true
        }
        finally {
            $sandbox | Stop-KornitXSandbox
        }
    }

    It 'removes its commands when it is removed' {
        Invoke-InNewSession 'Import-Module $module; Remove-Module KornitX.PowerShell; @(Get-Command *-KornitX* -ListImported).Count' |
            Should -Be 0
    }

    It 'forgets the connection when it is removed' {
        Invoke-InNewSession @'
            Import-Module $module
            $sandbox = Start-KornitXSandbox
            $sandbox | Connect-KornitX
            Remove-Module KornitX.PowerShell
            Import-Module $module
            @(Get-KornitXConnection).Count
'@ | Should -Be 0
    }

    It 'forgets the connection and stops its sandboxes when it is imported with -Force' {
        Invoke-InNewSession @'
            Import-Module $module
            $sandbox = Start-KornitXSandbox
            $sandbox | Connect-KornitX
            Import-Module $module -Force
            @(Get-KornitXConnection).Count
            @(Get-KornitXSandbox).Count
'@ | Should -Be 0, 0
    }

    It 'has its types available before any command has run' {
        $module = (Get-Module KornitX.PowerShell).ModuleBase
        $names = Start-Job {
            Import-Module $using:module
            [KornitX.Cancellation], [KornitX.Return], [KornitX.OrderRequest], [KornitX.Connection], [KornitX.Sandbox], [KornitX.SandboxFault] | ForEach-Object Name
        } | Receive-Job -Wait -AutoRemoveJob

        $names | Should -Be 'Cancellation', 'Return', 'OrderRequest', 'Connection', 'Sandbox', 'SandboxFault'
    }

    It 'loads only public assemblies on import' {
        $module = (Get-Module KornitX.PowerShell).ModuleBase
        $loaded = Start-Job {
            $before = [AppDomain]::CurrentDomain.GetAssemblies().FullName
            Import-Module $using:module
            [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object FullName -NotIn $before | ForEach-Object { $_.GetName().Name }
        } | Receive-Job -Wait -AutoRemoveJob

        $loaded | Where-Object { $_ -notlike 'System.*' } | Sort-Object | Should -Be 'KornitX.PowerShell', 'KornitX.Sandbox'
    }

    It 'works under Set-StrictMode -Version Latest' {
        Invoke-InNewSession @'
            Set-StrictMode -Version Latest
            Import-Module $module
            $sandbox = Start-KornitXSandbox
            $sandbox | Connect-KornitX -MaximumRetryCount 0
            $out = [pscustomobject]@{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }, @{ OrderId = 1; ItemId = 1; Quantity = 'x' } |
                New-KornitXCancellation -ErrorAction SilentlyContinue
            $null = $out, $sandbox, (Get-KornitXConnection), (Test-KornitXConnection) | ForEach-Object { $_ | Out-String }
            $out.Id
            $sandbox | Stop-KornitXSandbox
'@ | Should -Be 254001
    }

    It 'keeps its dependencies out of the session''s load context' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        Invoke-InNewSession @'
            Import-Module $module
            $sandbox = Start-KornitXSandbox
            $sandbox | Connect-KornitX
            $sandbox | Stop-KornitXSandbox
            [System.Runtime.Loader.AssemblyLoadContext]::Default.Assemblies | ForEach-Object { $_.GetName().Name } | Where-Object { $_ -like 'Microsoft.Extensions.*' -or $_ -eq 'KornitX.Client' }
'@ | Should -BeNullOrEmpty
    }
}
