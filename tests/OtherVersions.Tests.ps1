BeforeAll { . "$PSScriptRoot/common.ps1" }

# Each in a process of its own, where neither module has been loaded yet. The sandbox runs in this process.
Describe 'In a session with a module that has other versions of the same libraries' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
    BeforeAll {
        $sandbox = Start-KornitXSandbox
        $module = (Get-Module KornitX.PowerShell).ModuleBase
        $other = Join-Path $PSScriptRoot '../output/KornitX.OtherVersions/KornitX.OtherVersions.dll'
        $address = @{ ApiUri = $sandbox.ApiUri; TokenUri = $sandbox.TokenUri; ClientId = $sandbox.ClientId; ClientSecret = $sandbox.ClientSecret }

        # The other module's output: KornitX's error for a GET, and the versions that it was read with.
        $inSession = 'Method not allowed, by Microsoft.Extensions.Http 5.0'
        $apart = 'Method not allowed, by Microsoft.Extensions.Http 5.0 and System.Text.Json 9.0'
    }

    AfterAll { $sandbox | Stop-KornitXSandbox }

    It 'loads second, and both work' {
        Start-Job {
            $ErrorActionPreference = 'Stop'
            $address = $using:address
            Import-Module $using:other
            Get-OtherVersion -Uri "$($address.ApiUri)order/45453571/cancellation" | ForEach-Object { "$($_.Message), by $($_.Http)" }
            Get-OtherVersion -Uri "$($address.ApiUri)order/45453571/cancellation" -Apart |
                ForEach-Object { "$($_.Message), by $($_.Http) and $($_.Json)" }

            Import-Module $using:module
            Connect-KornitX @address
            (New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1).OrderId
            Get-OtherVersion -Uri "$($address.ApiUri)order/45453571/cancellation" | ForEach-Object { "$($_.Message), by $($_.Http)" }
        } | Receive-Job -Wait -AutoRemoveJob | Should -Be $inSession, $apart, 45453571, $inSession
    }

    It 'loads first, and both work' {
        Start-Job {
            $ErrorActionPreference = 'Stop'
            $address = $using:address
            Import-Module $using:module
            Connect-KornitX @address
            (New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1).OrderId

            Import-Module $using:other
            Get-OtherVersion -Uri "$($address.ApiUri)order/45453571/cancellation" | ForEach-Object { "$($_.Message), by $($_.Http)" }
            Get-OtherVersion -Uri "$($address.ApiUri)order/45453571/cancellation" -Apart |
                ForEach-Object { "$($_.Message), by $($_.Http) and $($_.Json)" }
            (New-KornitXCancellation -OrderId 45453571 -ItemId 12345679 -Quantity 1).OrderId
        } | Receive-Job -Wait -AutoRemoveJob | Should -Be 45453571, $inSession, $apart, 45453571
    }

    It 'loads its own versions into its own context' {
        Start-Job {
            $ErrorActionPreference = 'Stop'
            $address = $using:address
            Import-Module $using:other, $using:module
            $null = Get-OtherVersion -Uri "$($address.ApiUri)order/45453571/cancellation"
            Connect-KornitX @address
            [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Microsoft.Extensions.Http' } | ForEach-Object {
                "$($_.GetName().Version) in $([System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name)"
            } | Sort-Object
        } | Receive-Job -Wait -AutoRemoveJob | Should -Be '10.0.0.0 in KornitX', '5.0.0.0 in Default'
    }
}
