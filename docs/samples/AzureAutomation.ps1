<#
.SYNOPSIS
Azure Automation runbook: cancels or returns what the CSV files in a folder list.
.DESCRIPTION
Run it on a Hybrid Runbook Worker. A cloud job's disk is gone when the job ends, and Azure may restart a job from its
beginning; without the journal of the first start everything would be sent again.

Import Invoke-KornitXRun.ps1 as a runbook of that name, and install KornitX.PowerShell on the worker. The account needs
the credential asset 'KornitX' (user name: client id, password: client secret) and
the variable asset 'KornitXFolder', a folder on the worker's disk.

A runbook has no exit code of its own. Where that of Invoke-KornitXRun.ps1 is not 0, the job fails with it in its message.
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
