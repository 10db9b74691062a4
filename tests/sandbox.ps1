# For test files that use a sandbox. They begin with: BeforeAll { . "$PSScriptRoot/sandbox.ps1" }

. "$PSScriptRoot/common.ps1"

function Connect-TestSandbox {
    <# Starts a sandbox and connects the session to it, without retries. Its request log is empty. #>
    $sandbox = Start-KornitXSandbox
    $sandbox | Connect-KornitX -MaximumRetryCount 0
    $sandbox.ClearRequests()
    $sandbox
}

function Disconnect-TestSandbox {
    <# Ends the session's connection and stops all sandboxes. #>
    Disconnect-KornitX
    Stop-KornitXSandbox
}

function New-TestFolder {
    <# Creates an empty folder for one test. #>
    $folder = Join-Path $TestDrive (New-Guid)
    $null = New-Item $folder -ItemType Directory
    $folder
}

function New-JournalPath {
    <# Returns the path of a journal that does not exist yet. #>
    Join-Path $TestDrive "$(New-Guid).jsonl"
}

function Get-OrderRequest {
    <# Returns the requests for orders that a sandbox received. #>
    param([Parameter(Mandatory)] [KornitX.Sandbox] $Sandbox)

    $Sandbox.Requests | Where-Object Path -NE '/token'
}

function Get-TokenRequest {
    <# Returns the requests for tokens that a sandbox received. #>
    param([Parameter(Mandatory)] [KornitX.Sandbox] $Sandbox)

    $Sandbox.Requests | Where-Object Path -EQ '/token'
}

function Get-Line {
    <# Returns the lines of a view at the given width, without blank lines and colors. #>
    param([Parameter(Mandatory)] $Object, [int] $Width = 80)

    $text = $Object | Out-String -Width $Width
    ($text -replace '\x1b\[[0-9;]*m') -split '\r?\n' | ForEach-Object TrimEnd | Where-Object { $_ }
}
