BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'The package' {
    BeforeAll {
        Add-Type -AssemblyName System.IO.Compression, System.IO.Compression.FileSystem
        $module = (Get-Module KornitX.PowerShell).ModuleBase
        $packed = foreach ($folder in 'first', 'second') {
            & "$PSScriptRoot/../tools/pack.ps1" -Module $module -Destination "TestDrive:/$folder"
        }
        $nupkg, $zip, $secondNupkg, $secondZip = $packed.FullName

        function Get-EntryName([string] $Path) {
            $archive = [System.IO.Compression.ZipFile]::OpenRead($Path)
            $archive.Entries.FullName | Sort-Object
            $archive.Dispose()
        }
    }

    It 'is <Name>' -ForEach @(
        @{ Name = 'KornitX.PowerShell.0.1.0.nupkg'; Index = 0 }
        @{ Name = 'KornitX.PowerShell.0.1.0.zip'; Index = 1 }
    ) {
        Split-Path $packed[$Index] -Leaf | Should -BeExactly $Name
    }

    It 'has the same bytes when the same module is packed again' {
        (Get-FileHash $secondZip).Hash | Should -Be (Get-FileHash $zip).Hash
        # Older ones put the date of the day into it.
        if ([version] ((dotnet --version) -replace '-.*') -ge '10.0.400') {
            (Get-FileHash $secondNupkg).Hash | Should -Be (Get-FileHash $nupkg).Hash
        }
    }

    It 'holds what the module needs, and nothing else' {
        Get-EntryName $zip | Should -BeExactly (@(
                'CHANGELOG.md'
                'en-US/about_KornitX_Journal.help.txt'
                'en-US/about_KornitX_Sandbox.help.txt'
                'en-US/about_KornitX.help.txt'
                'en-US/KornitX.PowerShell.dll-Help.xml'
                'KornitX.PowerShell.format.ps1xml'
                'KornitX.PowerShell.psd1'
                'KornitX.PowerShell.types.ps1xml'
                'KornitX.Sandbox.format.ps1xml'
                'LICENSE'
                'README.md'
                'THIRD-PARTY-NOTICES.txt'
                'bin/Core/KornitX.PowerShell.dll'
                'bin/Core/KornitX.Sandbox.dll'
                'bin/Core/lib/KornitX.Client.dll'
                'bin/Core/lib/Microsoft.Extensions.Configuration.Abstractions.dll'
                'bin/Core/lib/Microsoft.Extensions.Configuration.Binder.dll'
                'bin/Core/lib/Microsoft.Extensions.Configuration.dll'
                'bin/Core/lib/Microsoft.Extensions.DependencyInjection.Abstractions.dll'
                'bin/Core/lib/Microsoft.Extensions.DependencyInjection.dll'
                'bin/Core/lib/Microsoft.Extensions.Diagnostics.Abstractions.dll'
                'bin/Core/lib/Microsoft.Extensions.Diagnostics.dll'
                'bin/Core/lib/Microsoft.Extensions.Http.dll'
                'bin/Core/lib/Microsoft.Extensions.Logging.Abstractions.dll'
                'bin/Core/lib/Microsoft.Extensions.Logging.dll'
                'bin/Core/lib/Microsoft.Extensions.Options.ConfigurationExtensions.dll'
                'bin/Core/lib/Microsoft.Extensions.Options.dll'
                'bin/Core/lib/Microsoft.Extensions.Primitives.dll'
                'bin/Core/lib/Polly.Core.dll'
                'bin/Core/lib/System.Diagnostics.DiagnosticSource.dll'
                'bin/Core/lib/System.Threading.RateLimiting.dll'
                'bin/Desktop/KornitX.Client.dll'
                'bin/Desktop/KornitX.PowerShell.dll'
                'bin/Desktop/KornitX.Sandbox.dll'
                'bin/Desktop/Microsoft.Bcl.AsyncInterfaces.dll'
                'bin/Desktop/Microsoft.Bcl.TimeProvider.dll'
                'bin/Desktop/Microsoft.Extensions.Configuration.Abstractions.dll'
                'bin/Desktop/Microsoft.Extensions.DependencyInjection.Abstractions.dll'
                'bin/Desktop/Microsoft.Extensions.DependencyInjection.dll'
                'bin/Desktop/Microsoft.Extensions.Http.dll'
                'bin/Desktop/Microsoft.Extensions.Logging.Abstractions.dll'
                'bin/Desktop/Microsoft.Extensions.Logging.dll'
                'bin/Desktop/Microsoft.Extensions.Options.dll'
                'bin/Desktop/Microsoft.Extensions.Primitives.dll'
                'bin/Desktop/Polly.Core.dll'
                'bin/Desktop/System.Buffers.dll'
                'bin/Desktop/System.ComponentModel.Annotations.dll'
                'bin/Desktop/System.Diagnostics.DiagnosticSource.dll'
                'bin/Desktop/System.Memory.dll'
                'bin/Desktop/System.Numerics.Vectors.dll'
                'bin/Desktop/System.Runtime.CompilerServices.Unsafe.dll'
                'bin/Desktop/System.Text.Encodings.Web.dll'
                'bin/Desktop/System.Text.Json.dll'
                'bin/Desktop/System.Threading.RateLimiting.dll'
                'bin/Desktop/System.Threading.Tasks.Extensions.dll'
            ) -replace '^', 'KornitX.PowerShell/' | Sort-Object)
    }

    It 'holds the same as a .nupkg, and what makes it one' {
        $own = (Get-EntryName $zip) -replace '^KornitX\.PowerShell/'

        Get-EntryName $nupkg | Where-Object { $_ -notin $own } | Should -Be @(
            '_rels/.rels'
            '[Content_Types].xml'
            'KornitX.PowerShell.nuspec'
            'package/services/metadata/core-properties/nuget.psmdcp'
        )
        $own | Where-Object { $_ -notin (Get-EntryName $nupkg) } | Should -BeNullOrEmpty
    }

    It 'tells the Gallery that it is a module, for which editions, and which commands it has' {
        [System.IO.Compression.ZipFile]::ExtractToDirectory($nupkg, "$TestDrive/nuspec")
        $metadata = ([xml] (Get-Content "$TestDrive/nuspec/KornitX.PowerShell.nuspec" -Raw)).package.metadata

        $metadata.id | Should -BeExactly 'KornitX.PowerShell'
        $metadata.version | Should -BeExactly '0.1.0'
        $metadata.licenseUrl | Should -BeExactly 'https://opensource.org/license/mit'
        $metadata.description | Should -BeLike 'Cancel and return order items on the KornitX platform.*'
        $metadata.releaseNotes | Should -BeLike 'CHANGELOG.md*'
        $tags = $metadata.tags -split ' '
        $tags | Should -Contain 'PSModule'
        $tags | Should -Contain 'PSEdition_Core'
        $tags | Should -Contain 'PSEdition_Desktop'
        $tags | Should -Contain 'PSCmdlet_New-KornitXReturn'
        $tags | Should -Contain 'PSCommand_New-KornitXReturn'
    }

    Context 'unpacked into a folder of PSModulePath, read-only, with a space and letters beyond ASCII in its name' {
        BeforeAll {
            $sandbox = Start-KornitXSandbox

            function Get-FolderState([string] $Path) {
                Get-ChildItem $Path -Recurse -File | ForEach-Object { "$($_.FullName) $($_.LastWriteTimeUtc.Ticks) $((Get-FileHash -LiteralPath $_.FullName).Hash)" }
            }

            function Invoke-Installed([string] $ModulePath) {
                $address = @{ ApiUri = $sandbox.ApiUri; TokenUri = $sandbox.TokenUri; ClientId = $sandbox.ClientId; ClientSecret = $sandbox.ClientSecret }
                Start-Job {
                    $ErrorActionPreference = 'Stop'
                    $env:PSModulePath = $using:ModulePath + [System.IO.Path]::PathSeparator + $env:PSModulePath
                    $address = $using:address
                    Import-Module KornitX.PowerShell
                    Connect-KornitX @address
                    $booking = New-KornitXReturn -OrderId 45453572 -ItemId 12345680 -Quantity 1 -Reference RMA-1
                    "Order $($booking.OrderId), reference $($booking.Reference)"
                    (Get-Help New-KornitXReturn).Synopsis
                    (Get-Module KornitX.PowerShell).ModuleBase
                } | Receive-Job -Wait -AutoRemoveJob
            }
        }

        AfterAll { $sandbox | Stop-KornitXSandbox }

        It 'does its work from the <Kind>' -ForEach @(
            # As Install-PSResource lays it out.
            @{ Kind = '.nupkg'; Folder = "M$([char] 0xF3)dulos f$([char] 0xFC)r 1"; Into = 'KornitX.PowerShell/0.1.0'; Base = 'KornitX.PowerShell/0.1.0' }
            @{ Kind = '.zip'; Folder = "M$([char] 0xF3)dulos f$([char] 0xFC)r 2"; Into = ''; Base = 'KornitX.PowerShell' }
        ) {
            $path = Join-Path $TestDrive $Folder
            [System.IO.Compression.ZipFile]::ExtractToDirectory($(if ($Kind -eq '.zip') { $zip } else { $nupkg }), (Join-Path $path $Into))
            Get-ChildItem $path -Recurse -File | ForEach-Object { $_.IsReadOnly = $true }
            $before = Get-FolderState $path

            $told = Invoke-Installed $path

            $told[0] | Should -BeExactly 'Order 45453572, reference RMA-1'
            $told[1] | Should -BeExactly (Get-Help New-KornitXReturn).Synopsis
            $told[2] | Should -Be (Join-Path $path $Base)
            Get-FolderState $path | Should -Be $before
        }
    }
}
