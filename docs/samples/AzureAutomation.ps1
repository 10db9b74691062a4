<#
.SYNOPSIS
Azure Automation runbook that cancels or returns the items in the CSV files of a folder.
.DESCRIPTION
Run it on a Hybrid Runbook Worker. The disk of a cloud job is deleted when the job ends, and Azure may restart a job from the
beginning. Without the journal of the first start, everything would be sent again.

Import Invoke-KornitXRun.ps1 as a runbook of that name, and install KornitX.PowerShell on the worker. The account needs
the credential asset 'KornitX' (user name: client ID, password: client secret) and
the variable asset 'KornitXFolder', a folder on the worker's disk.

A runbook has no exit code. If the exit code of Invoke-KornitXRun.ps1 is not 0, the job fails with a message that has it.
#>
[CmdletBinding()]
param(
    [ValidateSet('Cancellation', 'Return')]
    [string] $Operation = 'Return'
)

$ErrorActionPreference = 'Stop'
$run = @{
    Operation  = $Operation
    Path       = Get-AutomationVariable -Name KornitXFolder
    Credential = Get-AutomationPSCredential -Name KornitX
}
./Invoke-KornitXRun.ps1 @run
if ($LASTEXITCODE -ne 0) {
    throw "The run ended with exit code $LASTEXITCODE. See the files *.problems.csv and *.log in $($run.Path)."
}
