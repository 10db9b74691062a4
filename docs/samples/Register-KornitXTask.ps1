<#
.SYNOPSIS
Registers a Windows scheduled task that cancels or returns every night what the CSV files in a folder list.
.DESCRIPTION
The task runs Invoke-KornitXRun.ps1, which is in the folder of this script, under an account of its own. The client id and
secret come from that account's default vault of Microsoft.PowerShell.SecretManagement. Store them once, as that account:

    Set-Secret -Name KornitX -Secret (Get-Credential)

The vault must open without a password; for SecretStore that is Set-SecretStoreConfiguration -Authentication None.
The task's last result is the exit code of Invoke-KornitXRun.ps1.
.EXAMPLE
./Register-KornitXTask.ps1 -Operation Return -Path D:\Returns -Credential (Get-Credential CONTOSO\kornitx)
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)]
    [ValidateSet('Cancellation', 'Return')]
    [string] $Operation,

    # The folder with the CSV files and the journal.
    [Parameter(Mandatory)]
    [string] $Path,

    # The account that the task runs as.
    [Parameter(Mandatory)]
    [pscredential] $Credential,

    [datetime] $At = '02:30'
)

$script = [System.IO.Path]::Combine($PSScriptRoot, 'Invoke-KornitXRun.ps1')
$quoted = $script, (Get-Item -LiteralPath $Path -ErrorAction Stop).FullName | ForEach-Object { "'$($_ -replace "'", "''")'" }
# Without the exit, pwsh -Command ends with 0 or 1 alone.
$command = "& $($quoted[0]) -Operation $Operation -Path $($quoted[1]) -Credential (Get-Secret -Name KornitX); exit `$LASTEXITCODE"
$task = @{
    TaskName = "KornitX $($Operation.ToLowerInvariant())s"
    Action   = New-ScheduledTaskAction -Execute 'pwsh.exe' -Argument "-NoLogo -NoProfile -NonInteractive -Command `"$command`""
    Trigger  = New-ScheduledTaskTrigger -Daily -At $At
    # A second run at the same time would end with JournalLocked.
    Settings = New-ScheduledTaskSettingsSet -MultipleInstances IgnoreNew -StartWhenAvailable
    User     = $Credential.UserName
    Password = $Credential.GetNetworkCredential().Password
}
if ($PSCmdlet.ShouldProcess($task.TaskName, 'Register the scheduled task')) {
    Register-ScheduledTask @task
}
