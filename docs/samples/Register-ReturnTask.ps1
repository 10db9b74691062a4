<#
.SYNOPSIS
Has Windows Task Scheduler return every night what the CSV files in a folder list.
.DESCRIPTION
The task runs Invoke-ReturnRun.ps1, which lies beside this script, under an account of its own. The client id and secret
come from that account's default vault of Microsoft.PowerShell.SecretManagement, where they are stored once, as it:

    Set-Secret -Name KornitX -Secret (Get-Credential)

The vault must open without a password; for SecretStore that is Set-SecretStoreConfiguration -Authentication None.
The task's last result is 1 when somebody must look at the folder.
.EXAMPLE
./Register-ReturnTask.ps1 -Path D:\Returns -Credential (Get-Credential CONTOSO\kornitx)
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    # The folder with the CSV files and the journal.
    [Parameter(Mandatory)]
    [string] $Path,

    # The account that the task runs as.
    [Parameter(Mandatory)]
    [pscredential] $Credential,

    [datetime] $At = '02:30'
)

$script = Join-Path $PSScriptRoot 'Invoke-ReturnRun.ps1'
$quoted = $script, $Path | ForEach-Object { "'$($_ -replace "'", "''")'" }
$command = "& $($quoted[0]) -Path $($quoted[1]) -Credential (Get-Secret -Name KornitX); exit `$LASTEXITCODE"
$task = @{
    TaskName = 'KornitX returns'
    Action   = New-ScheduledTaskAction -Execute 'pwsh.exe' -Argument "-NoLogo -NoProfile -NonInteractive -Command `"$command`""
    Trigger  = New-ScheduledTaskTrigger -Daily -At $At
    # A second run would only be told that the journal is locked.
    Settings = New-ScheduledTaskSettingsSet -MultipleInstances IgnoreNew -StartWhenAvailable
    User     = $Credential.UserName
    Password = $Credential.GetNetworkCredential().Password
}
if ($PSCmdlet.ShouldProcess($task.TaskName, 'Register the scheduled task')) {
    Register-ScheduledTask @task
}
