# What the examples take for granted, in a folder of its own: the files that they name, and that whoever connects with
# whatever credential gets to this sandbox. For a BeforeEach: . "$PSScriptRoot/help/practice.ps1"
$folder = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))
Get-ChildItem $PSScriptRoot, "$PSScriptRoot/../../src/KornitX.Demo" -File -Include *.csv, *.json -Recurse |
    Where-Object FullName -NotMatch '[\\/](bin|obj)[\\/]' | Copy-Item -Destination $folder
foreach ($place in 'north', 'south') { Copy-Item "$folder/cancellations.csv" "$folder/$place.csv" }

$sandbox = Start-KornitXSandbox
$env:KORNITX_API_URI = $sandbox.ApiUri
$env:KORNITX_TOKEN_URI = $sandbox.TokenUri
$env:KORNITX_CLIENT_ID = $sandbox.ClientId
$credential = [pscredential]::new($sandbox.ClientId, $sandbox.ClientSecret)
$env:KORNITX_CLIENT_SECRET = $credential.GetNetworkCredential().Password
function Get-Secret { $credential }
Set-Alias Get-Credential Get-Secret
Set-Alias Get-AutomationPSCredential Get-Secret
$sandbox | Connect-KornitX
Push-Location $folder
