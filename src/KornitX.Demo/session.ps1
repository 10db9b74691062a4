# The demo's session, run at the root of the checkout: each command, followed by its output.
# It ends with exit code 1 as soon as a command does not have the expected effect.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseDeclaredVarsMoreThanAssignments', '', Justification = 'Each command is a separate script block that runs in this scope.')]
param()

trap {
    [Console]::Error.WriteLine("$_")
    exit 1
}
$ProgressPreference = 'SilentlyContinue'
Set-Location (Join-Path $PSScriptRoot '../..')

$colour = -not [Console]::IsOutputRedirected -and -not $env:NO_COLOR
if ($PSVersionTable.PSVersion.Major -ge 7) { $PSStyle.OutputRendering = if ($colour) { 'Ansi' } else { 'PlainText' } }

function Write-Line([string] $Text, [int] $Ansi) {
    $Host.UI.WriteLine($(if ($colour) { "$([char]27)[${Ansi}m$Text$([char]27)[0m" } else { $Text }))
}

function Write-Heading([string] $Text) {
    $Host.UI.WriteLine()
    Write-Line "# $Text" 90
}

# Shows a command, and returns it as a script block without a script file, so that its errors look as they do at the prompt.
function Read-Command([scriptblock] $Command) {
    $text = $Command.ToString().Trim()
    Write-Line "PS> $text" 36
    [scriptblock]::Create($text)
}

# Output and errors arrive in one stream, formatted as at the prompt, so that they stay in order wherever the output goes.
function Write-Result {
    $text = ($input | Out-String).Trim("`r`n")
    if ($text) { $Host.UI.WriteLine($text) }
}

function Assert-That($Condition, [string] $Expectation) {
    if (-not $Condition) { throw "The demo expected that $Expectation." }
}

function Assert-Booked([int] $Count) {
    Assert-That ($sandbox.Bookings.Count -eq $Count) "the sandbox has $Count bookings, not $($sandbox.Bookings.Count)"
}

. (Read-Command { Import-Module ./output/KornitX.PowerShell }) 2>&1 | Write-Result
Assert-That (Get-Module KornitX.PowerShell) 'the module is imported'
. (Read-Command { $sandbox = Start-KornitXSandbox }) 2>&1 | Write-Result
. (Read-Command { $sandbox | Connect-KornitX -PassThru }) 2>&1 | Write-Result
Assert-That ($null -ne (Get-KornitXConnection)) 'the session is connected'

Write-Heading 'One item of an order'
. (Read-Command { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 }) 2>&1 | Write-Result
Assert-Booked 1

Write-Heading 'Several items, in one request'
. (Read-Command { New-KornitXReturn -OrderId 45453572 -Reference RMA-1001 -Item @{ Id = 12345680; Quantity = 1 }, @{ Id = 12345681; Quantity = 2 } }) 2>&1 | Write-Result
Assert-Booked 2

Write-Heading 'A CSV file: one request per order'
. (Read-Command { Get-Content src/KornitX.Demo/cancellations.csv }) 2>&1 | Write-Result
. (Read-Command { Import-Csv src/KornitX.Demo/cancellations.csv | New-KornitXCancellation }) 2>&1 | Write-Result
Assert-Booked 4

Write-Heading 'An invalid row holds back its order; the other orders are sent'
. (Read-Command { Get-Content src/KornitX.Demo/bad-row.csv }) 2>&1 | Write-Result
$Error.Clear()
. (Read-Command { Import-Csv src/KornitX.Demo/bad-row.csv | New-KornitXCancellation }) 2>&1 | Write-Result
$ids = @($Error.FullyQualifiedErrorId)
Assert-That ($ids -like 'InvalidItem*' -and $ids -like 'OrderHeldBack*') 'the invalid row and its order are reported'
Assert-Booked 5

Write-Heading '-WhatIf checks the order and sends nothing'
$requests = $sandbox.RequestCount
. (Read-Command { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 3 -WhatIf }) 2>&1 | Write-Result
Assert-That ($sandbox.RequestCount -eq $requests) '-WhatIf sends nothing'

Write-Heading 'KornitX books a return, and the connection is lost before the response arrives'
. (Read-Command { $sandbox.AddFault(@{ Kind = 'DropAfterBooking'; Order = '45453578' }) }) 2>&1 | Write-Result
$Error.Clear()
. (Read-Command { New-KornitXReturn -OrderId 45453578 -Reference RMA-1002 -ItemId 12345693 -Quantity 1 }) 2>&1 | Write-Result
Assert-That (@($Error.FullyQualifiedErrorId) -like 'OutcomeUnknown*') 'a lost response is reported as OutcomeUnknown'

Write-Heading 'It was sent once, and booked once'
. (Read-Command { $sandbox.Requests | Where-Object Path -like '*45453578*' | Format-Table Number, Method, Path, BookingId, Fault }) 2>&1 | Write-Result
Assert-That (@($sandbox.Requests | Where-Object Path -Like '*45453578*').Count -eq 1) 'the lost return was sent once'
. (Read-Command { $sandbox.Bookings | Format-Table Id, Operation, OrderId, Reference }) 2>&1 | Write-Result
Assert-That (@($sandbox.Bookings | Where-Object OrderId -EQ 45453578).Count -eq 1) 'the lost return was booked once'
Assert-Booked 6

Write-Heading 'Disconnect and stop the sandbox'
. (Read-Command { Disconnect-KornitX }) 2>&1 | Write-Result
. (Read-Command { $sandbox | Stop-KornitXSandbox }) 2>&1 | Write-Result
Assert-That ($null -eq (Get-KornitXConnection)) 'the session is disconnected'
