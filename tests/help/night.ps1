# A folder with two files of returns, and the samples next to it. For a BeforeEach: . "$PSScriptRoot/help/night.ps1"
. "$PSScriptRoot/practice.ps1"
Remove-Item ./*
Copy-Item "$PSScriptRoot/../../docs/samples/*" .
$returns = New-Item -ItemType Directory returns
Set-Content returns/a.csv 'OrderId,ItemId,Quantity,Reference', '45453572,12345680,1,RMA-1', '45453578,12345693,1,RMA-2'
Set-Content returns/b.csv 'OrderId,ItemId,Quantity,Reference', '45453580,12345695,2,RMA-3'

# What a vault and Azure Automation have.
function Get-AutomationVariable { "$returns" }

# A file in the folder, whose name a run may have changed.
function Find-File([string] $Name, [string] $In = "$returns") {
    Get-ChildItem -LiteralPath $In -File | Where-Object { $_.Name -replace '^\d{8}-\d{6}-\d{3}-' -eq $Name }
}

function Get-Problem([string] $File) { Import-Csv -LiteralPath (Find-File "$File.problems.csv").FullName }

# The names of the files in a folder, without what a run put before them.
function Get-DeliveredName([string] $In) {
    Get-ChildItem -LiteralPath $In -File -Filter *.csv | ForEach-Object { $_.Name -replace '^\d{8}-\d{6}-\d{3}-' } | Sort-Object
}

# The lines of a run, for each file: name, created, from journal, problems. The name is without what a run put before it.
function Invoke-Run([hashtable] $With = @{}) {
    $run = @{ Operation = 'Return'; Path = "$returns" }
    foreach ($name in $With.Keys) { $run[$name] = $With[$name] }
    ./Invoke-KornitXRun.ps1 @run 2>$null |
        ForEach-Object { "$($_.File -replace '^\d{8}-\d{6}-\d{3}-') $($_.Created) $($_.FromJournal) $($_.Problems)" }
}
