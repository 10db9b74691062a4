# What the examples take for granted, in a folder of its own: the files that they name, and that whoever connects with
# whatever credential gets to this sandbox. For a BeforeEach: . "$PSScriptRoot/help/practice.ps1"
$folder = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))
Get-ChildItem $PSScriptRoot, "$PSScriptRoot/../../src/KornitX.Demo" -File -Include *.csv, *.json, *.xml -Recurse |
    Where-Object FullName -NotMatch '[\\/](bin|obj)[\\/]' | Copy-Item -Destination $folder
Copy-Item "$folder/cancellations.csv" "$folder/north.csv"
# Other items, because a session sends the same request only once.
Set-Content "$folder/south.csv" 'OrderId,ItemId,Quantity', '45453571,12345678,1'

$sandbox = Start-KornitXSandbox
$env:KORNITX_API_URI = $sandbox.ApiUri
$env:KORNITX_TOKEN_URI = $sandbox.TokenUri
$env:KORNITX_CLIENT_ID = $sandbox.ClientId
$credential = [pscredential]::new($sandbox.ClientId, $sandbox.ClientSecret)
$env:KORNITX_CLIENT_SECRET = $credential.GetNetworkCredential().Password
function Get-Secret { $credential }
# Objects of the types that the module ImportExcel and SQL Server's module write.
function Import-Excel { [pscustomobject]@{ 'Order Id' = 45453571.0; 'Item Id' = 12345678.0; Quantity = 2.0 } }
function Invoke-Sqlcmd {
    $table = [System.Data.DataTable]::new()
    $null = $table.Columns.Add('order_id', [decimal]), $table.Columns.Add('item_id', [long]), $table.Columns.Add('quantity', [decimal]), $table.Columns.Add('reference', [string])
    $null = $table.Rows.Add(45453576.0d, 12345688L, 1.00d, 'TICKET-78        ')
    $null = $table.Rows.Add(45453571.0d, 12345679L, 1.00d, [dbnull]::Value)
    $table.Rows
}
Set-Alias Get-Credential Get-Secret
Set-Alias Get-AutomationPSCredential Get-Secret
$sandbox | Connect-KornitX
Push-Location $folder
