<#
.SYNOPSIS
Registers a Windows scheduled task that cancels or returns the items in the CSV files of a folder every night.
.DESCRIPTION
The task runs Invoke-KornitXRun.ps1 from the folder of this script with its own account. The client ID and the client secret
are read from that account's default vault of Microsoft.PowerShell.SecretManagement. Store them once, as that account:

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
# Without exit, the exit code of pwsh -Command is only 0 or 1.
$command = "& $($quoted[0]) -Operation $Operation -Path $($quoted[1]) -Credential (Get-Secret -Name KornitX); exit `$LASTEXITCODE"
$task = @{
    TaskName = "KornitX $($Operation.ToLowerInvariant())s"
    Action   = New-ScheduledTaskAction -Execute 'pwsh.exe' -Argument "-NoLogo -NoProfile -NonInteractive -Command `"$command`""
    Trigger  = New-ScheduledTaskTrigger -Daily -At $At
    # A second run at the same time would end with exit code 5.
    Settings = New-ScheduledTaskSettingsSet -MultipleInstances IgnoreNew -StartWhenAvailable
    User     = $Credential.UserName
    Password = $Credential.GetNetworkCredential().Password
}
if ($PSCmdlet.ShouldProcess($task.TaskName, 'Register the scheduled task')) {
    Register-ScheduledTask @task
}
