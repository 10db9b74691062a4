# Runs one Pester file in this process and writes the results as JSON.
param(
    [Parameter(Mandatory)] [string] $File,
    [Parameter(Mandatory)] [string] $Pester,
    [Parameter(Mandatory)] [string] $Result
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module $Pester

$configuration = New-PesterConfiguration
$configuration.Run.Path = $File
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Normal'
$configuration.Output.RenderMode = 'Plaintext'
$run = Invoke-Pester -Configuration $configuration

# A block, or the file as a whole, that failed is reported like a test.
$failures = foreach ($part in @($run.Failed) + @($run.FailedBlocks) + @($run.FailedContainers)) {
    $name = if ($part.PSObject.Properties['ExpandedPath']) { $part.ExpandedPath } else { Split-Path $File -Leaf }
    foreach ($record in $part.ErrorRecord) {
        # Only the lines of the stack that are in the file; the others are Pester's own.
        $place = @($record.ScriptStackTrace -split "`n") -match [regex]::Escape($File)
        [ordered]@{ Name = $name; Message = (@($record.Exception.Message) + $place) -join "`n" }
    }
}

$results = @($run.Tests | ForEach-Object { "$($_.Result)" })
$counts = [ordered]@{
    Passed   = @($results -eq 'Passed').Count
    Failed   = @($results -eq 'Failed').Count
    Skipped  = @($results -eq 'Skipped').Count + @($results -eq 'Inconclusive').Count
    Failures = @($failures)
}
# Not Set-Content: the utf8 of Windows PowerShell begins with a byte order mark.
[System.IO.File]::WriteAllText($Result, ($counts | ConvertTo-Json -Depth 4))
