# For test files that talk to a sandbox: . "$PSScriptRoot/sandbox.ps1"

function Get-OrderRequest {
    <# The requests that a sandbox got for orders: all but those for tokens. #>
    param([Parameter(Mandatory)] [KornitX.Sandbox] $Sandbox)

    $Sandbox.Requests | Where-Object Path -NE '/token'
}

function Get-TokenRequest {
    <# The requests that a sandbox got for tokens. #>
    param([Parameter(Mandatory)] [KornitX.Sandbox] $Sandbox)

    $Sandbox.Requests | Where-Object Path -EQ '/token'
}
