# For test files that look at a run while it is in progress: . "$PSScriptRoot/runs.ps1"

function Invoke-InBackground {
    <# Runs a script in a new runspace, with the session's connection and the given arguments. #>
    param(
        [Parameter(Mandatory)] [scriptblock] $Script,
        [object[]] $Argument = @()
    )

    $shell = [powershell]::Create()
    $null = $shell.AddCommand('Import-Module').AddParameter('Name', (Get-Module KornitX.PowerShell).Path)
    $null = $shell.AddStatement().AddScript($Script.ToString()).AddArgument((Get-KornitXConnection))
    foreach ($value in $Argument) {
        $null = $shell.AddArgument($value)
    }

    $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
    $nothing = [System.Management.Automation.PSDataCollection[psobject]]::new()
    $nothing.Complete()
    [pscustomobject]@{ Shell = $shell; Output = $output; Handle = $shell.BeginInvoke($nothing, $output) }
}

function Wait-OrderRequest {
    <# Waits until a sandbox has received the number of requests for orders since its log was cleared. #>
    param(
        [Parameter(Mandatory)] [KornitX.Sandbox] $Sandbox,
        [Parameter(Mandatory)] [int] $Count
    )

    $until = [datetime]::UtcNow.AddSeconds(60)
    while (@($Sandbox.Requests | Where-Object Path -NE '/token').Count -lt $Count) {
        if ([datetime]::UtcNow -gt $until) {
            throw "The sandbox did not get $Count requests for orders."
        }

        Start-Sleep -Milliseconds 5
    }
}
