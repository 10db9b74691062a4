<#
.SYNOPSIS
Azure Automation runbook: returns what the CSV files in a folder list.
.DESCRIPTION
Run it on a Hybrid Runbook Worker. A cloud job's disk is gone when the job ends, and Azure may start a job over from its
beginning; without the journal of the first start everything would be sent again.

Import Invoke-ReturnRun.ps1 as a runbook of that name, and KornitX.PowerShell on the worker. The account needs
the credential asset 'KornitX' (user name: client id, password: client secret) and
the variable asset 'KornitXReturnFolder', a folder on the worker's disk.
#>
[CmdletBinding()]
param()

$ErrorActionPreference = 'Stop'
$run = @{
    Path       = Get-AutomationVariable -Name KornitXReturnFolder
    Credential = Get-AutomationPSCredential -Name KornitX
}
./Invoke-ReturnRun.ps1 @run
if ($LASTEXITCODE -ne 0) {
    throw "Somebody must look at $($run.Path): see the files *.problems.csv there."
}
