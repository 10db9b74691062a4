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

    It 'contains only what the module needs' {
        Get-EntryName $zip | Should -BeExactly (@(
                'CHANGELOG.md'
                'en-US/about_KornitX_Journal.help.txt'
                'en-US/about_KornitX_Rows.help.txt'
                'en-US/about_KornitX_Sandbox.help.txt'
                'en-US/about_KornitX.help.txt'
                'en-US/KornitX.PowerShell.dll-Help.xml'
                'KornitX.PowerShell.format.ps1xml'
                'KornitX.PowerShell.psd1'
                'KornitX.PowerShell.psm1'
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
                'bin/Core/lib/System.Diagnostics.DiagnosticSource.dll'
                'bin/Core/lib/System.IO.Hashing.dll'
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
                'bin/Desktop/System.Buffers.dll'
                'bin/Desktop/System.Diagnostics.DiagnosticSource.dll'
                'bin/Desktop/System.IO.Hashing.dll'
                'bin/Desktop/System.Memory.dll'
                'bin/Desktop/System.Numerics.Vectors.dll'
                'bin/Desktop/System.Runtime.CompilerServices.Unsafe.dll'
                'bin/Desktop/System.Text.Encodings.Web.dll'
                'bin/Desktop/System.Text.Json.dll'
                'bin/Desktop/System.Threading.Channels.dll'
                'bin/Desktop/System.Threading.Tasks.Extensions.dll'
            ) -replace '^', 'KornitX.PowerShell/' | Sort-Object)
    }

    It 'contains the same in a .nupkg, and the package metadata' {
        $own = (Get-EntryName $zip) -replace '^KornitX\.PowerShell/'

        Get-EntryName $nupkg | Where-Object { $_ -notin $own } | Should -Be @(
            '_rels/.rels'
            '[Content_Types].xml'
            'KornitX.PowerShell.nuspec'
            'package/services/metadata/core-properties/nuget.psmdcp'
        )
        $own | Where-Object { $_ -notin (Get-EntryName $nupkg) } | Should -BeNullOrEmpty
    }

    It 'has the tags that the Gallery needs' {
        [System.IO.Compression.ZipFile]::ExtractToDirectory($nupkg, "$TestDrive/nuspec")
        $metadata = ([xml] (Get-Content "$TestDrive/nuspec/KornitX.PowerShell.nuspec" -Raw)).package.metadata

        $metadata.id | Should -BeExactly 'KornitX.PowerShell'
        $metadata.version | Should -BeExactly '0.1.0'
        $metadata.licenseUrl | Should -BeExactly 'https://opensource.org/license/mit'
        $metadata.description | Should -BeLike 'Cancels and returns order items on the KornitX platform.*'
        $metadata.releaseNotes | Should -BeLike '*CHANGELOG.md*'
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
                Get-ChildItem $Path -Recurse -File |
                    ForEach-Object { "$($_.FullName) $($_.LastWriteTimeUtc.Ticks) $((Get-FileHash -LiteralPath $_.FullName).Hash)" }
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

        It 'works from the <Kind>' -ForEach @(
            # As Install-PSResource lays it out.
            @{ Kind = '.nupkg'; Folder = "M$([char] 0xF3)dulos f$([char] 0xFC)r 1"; Into = 'KornitX.PowerShell/0.1.0'; Base = 'KornitX.PowerShell/0.1.0' }
            @{ Kind = '.zip'; Folder = "M$([char] 0xF3)dulos f$([char] 0xFC)r 2"; Into = ''; Base = 'KornitX.PowerShell' }
        ) {
            $path = Join-Path $TestDrive $Folder
            [System.IO.Compression.ZipFile]::ExtractToDirectory($(if ($Kind -eq '.zip') { $zip } else { $nupkg }), (Join-Path $path $Into))
            Get-ChildItem $path -Recurse -File | ForEach-Object { $_.IsReadOnly = $true }
            $before = Get-FolderState $path

            $reported = Invoke-Installed $path

            $reported[0] | Should -BeExactly 'Order 45453572, reference RMA-1'
            $reported[1] | Should -BeExactly (Get-Help New-KornitXReturn).Synopsis
            $reported[2] | Should -Be (Join-Path $path $Base)
            Get-FolderState $path | Should -Be $before
        }
    }

    # On Windows it would be installed into the folders of the person who runs the tests.
    Context 'published to a folder and installed as README says' -Skip:($PSVersionTable.PSVersion.Major -lt 7 -or $IsWindows) {
        BeforeAll {
            $pwsh = & "$PSScriptRoot/../tools/Get-PowerShell.ps1"
            $arguments = $pwsh.Arguments
            $readme = Get-Content "$PSScriptRoot/../README.md" -Raw
            $install = [regex]::Matches($readme, '(?m)^(Register|Install)-PSResource.*$').Value
            $update = [regex]::Match($readme, '`(Update-PSResource .*?)`').Groups[1].Value

            # PSResourceGet keeps its list of repositories, and what it installs, in the home folder.
            $folder = "$TestDrive/install"
            # NuGet writes its configuration to the current directory if the home folder has no .config.
            $null = New-Item -ItemType Directory "$folder/output", "$folder/home/.config"
            Copy-Item $module "$folder/old/KornitX.PowerShell" -Recurse
            Update-ModuleManifest "$folder/old/KornitX.PowerShell/KornitX.PowerShell.psd1" -ModuleVersion 0.0.9

            $sandbox = Start-KornitXSandbox
            $environment = @{
                HOME = "$folder/home"; XDG_DATA_HOME = $null; XDG_CONFIG_HOME = $null; PSModulePath = $null
                KORNITX_API_URI = "$($sandbox.ApiUri)"; KORNITX_TOKEN_URI = "$($sandbox.TokenUri)"
                KORNITX_CLIENT_ID = $sandbox.ClientId; KORNITX_CLIENT_SECRET = [System.Net.NetworkCredential]::new('', $sandbox.ClientSecret).Password
            }
            $before = @{}
            foreach ($name in $environment.Keys) {
                $before[$name] = [Environment]::GetEnvironmentVariable($name)
                Set-Item "env:$name" $environment[$name]
            }

            function Invoke-InNewProcess([string[]] $Line) {
                $script = @("`$ErrorActionPreference = 'Stop'; `$ProgressPreference = 'SilentlyContinue'; Set-Location '$folder'") + $Line
                $lines = & $pwsh.Program @arguments -NoLogo -NoProfile -NonInteractive -Command ($script -join "`n") 2>&1 |
                    ForEach-Object { "$_" }
                if ($LASTEXITCODE -ne 0) { throw ($lines -join "`n") }
                $lines
            }

            $work = @(
                'Import-Module KornitX.PowerShell'
                'Connect-KornitX'
                '$booking = New-KornitXReturn -OrderId 45453580 -ItemId 12345695 -Quantity 1 -Reference RMA-1'
                '$module = Get-Module KornitX.PowerShell'
                '"$($module.Version) $($booking.OrderId) $($booking.Reference) $($module.ModuleBase)"'
            )
        }

        AfterAll {
            foreach ($name in $before.Keys) { Set-Item "env:$name" $before[$name] }
            $sandbox | Stop-KornitXSandbox
        }

        It 'works, and the new version works after an upgrade' {
            $install | Should -HaveCount 2

            Invoke-InNewProcess $install[0], 'Publish-PSResource -Path old/KornitX.PowerShell -Repository KornitX', $install[1] |
                Should -BeNullOrEmpty
            Invoke-InNewProcess $work |
                Should -Be "0.0.9 45453580 RMA-1 $folder/home/.local/share/powershell/Modules/KornitX.PowerShell/0.0.9"

            Invoke-InNewProcess "Publish-PSResource -NupkgPath '$nupkg' -Repository KornitX", $update | Should -BeNullOrEmpty
            Invoke-InNewProcess $work |
                Should -Be "0.1.0 45453580 RMA-1 $folder/home/.local/share/powershell/Modules/KornitX.PowerShell/0.1.0"
        }
    }
}
