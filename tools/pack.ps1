<#
.SYNOPSIS
Creates a .nupkg for the PowerShell Gallery and a .zip from a built module, and returns both files.
.DESCRIPTION
The packages are reproducible: entries are sorted and have a fixed date. For the .nupkg this requires .NET SDK 10.0.400 or later;
older versions write the current date.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Module,

    [Parameter(Mandatory)]
    [string] $Destination
)

$ErrorActionPreference = 'Stop'
$folder = (Resolve-Path $Module).ProviderPath.TrimEnd('\', '/')
$target = (New-Item $Destination -ItemType Directory -Force).FullName
$manifest = Test-ModuleManifest (Join-Path $folder 'KornitX.PowerShell.psd1')
$file = Join-Path $target "$($manifest.Name).$($manifest.Version)"

# Writes the same tags as Publish-PSResource. The Gallery uses them to recognize and find modules.
function ConvertTo-Nuspec($Manifest) {
    $commands = $Manifest.ExportedCmdlets.Keys | Sort-Object
    $tags = @('PSModule') + $Manifest.Tags + 'PSIncludes_Cmdlet' + ($commands -replace '^', 'PSCmdlet_') + ($commands -replace '^', 'PSCommand_')
    $nuspec = [xml] @'
<package xmlns="http://schemas.microsoft.com/packaging/2011/08/nuspec.xsd">
  <metadata>
    <id/><version/><authors/><owners/><requireLicenseAcceptance>false</requireLicenseAcceptance>
    <licenseUrl/><description/><releaseNotes/><copyright/><tags/>
  </metadata>
  <files><file src="**" target=""/></files>
</package>
'@
    $metadata = $nuspec.package.metadata
    $metadata.id = $Manifest.Name
    $metadata.version = "$($Manifest.Version)"
    $metadata.authors = $Manifest.Author
    $metadata.owners = $Manifest.Author
    $metadata.licenseUrl = "$($Manifest.LicenseUri)"
    $metadata.description = $Manifest.Description
    $metadata.releaseNotes = $Manifest.ReleaseNotes
    $metadata.copyright = $Manifest.Copyright
    $metadata.tags = $tags -join ' '
    $nuspec
}

function Compress-Nupkg {
    $nuspec = "$file.nuspec"
    (ConvertTo-Nuspec $manifest).Save($nuspec)
    try {
        $lines = & dotnet pack (Join-Path $PSScriptRoot '../src/KornitX.PowerShell') --no-build --nologo --output $target `
            -p:NuspecFile=$nuspec -p:NuspecBasePath=$folder -p:NoPackageAnalysis=true -p:DeterministicTimestamp=1980-01-01T00:00:00Z
        if ($LASTEXITCODE -ne 0) { throw "dotnet pack ended with exit code $LASTEXITCODE.`n$($lines -join "`n")" }
    }
    finally {
        Remove-Item $nuspec
    }
    Get-Item "$file.nupkg"
}

function Compress-Zip {
    Add-Type -AssemblyName System.IO.Compression
    $names = [string[]] @(Get-ChildItem $folder -Recurse -File | ForEach-Object { $_.FullName.Substring($folder.Length + 1) -replace '\\', '/' })
    [Array]::Sort($names, [StringComparer]::Ordinal)
    $stream = [System.IO.File]::Create("$file.zip")
    $archive = [System.IO.Compression.ZipArchive]::new($stream, [System.IO.Compression.ZipArchiveMode]::Create)
    try {
        foreach ($name in $names) {
            $entry = $archive.CreateEntry("$($manifest.Name)/$name")
            $entry.LastWriteTime = [DateTimeOffset]::new(1980, 1, 1, 0, 0, 0, [TimeSpan]::Zero)
            $bytes = [System.IO.File]::ReadAllBytes((Join-Path $folder $name))
            $content = $entry.Open()
            $content.Write($bytes, 0, $bytes.Length)
            $content.Dispose()
        }
    }
    finally {
        $archive.Dispose()
        $stream.Dispose()
    }
    Get-Item "$file.zip"
}

Compress-Nupkg
Compress-Zip
