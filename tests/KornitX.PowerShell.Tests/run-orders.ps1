# One bulk run with a journal, as a scheduled script would do it: connects from the environment, cancels the rows of a
# file and, if it reaches the end, writes the outcome of each order. A test may kill it at any moment.
param(
    [Parameter(Mandatory)] [string] $Module,
    [Parameter(Mandatory)] [string] $Row,
    [Parameter(Mandatory)] [string] $Journal,
    [Parameter(Mandatory)] [string] $Result,
    [switch] $RetryUnknown
)

$ProgressPreference = 'SilentlyContinue'
$created = @()
$outcomes = [System.Collections.Generic.List[string]]::new()
try {
    Import-Module $Module -ErrorAction Stop
    # Longer than anything that a test makes it wait for, however slow the machine is.
    Connect-KornitX -TimeoutSec 900 -ErrorAction Stop
    $run = @{ JournalPath = $Journal; ThrottleLimit = 4; RetryUnknown = $RetryUnknown }
    # Last in its pipeline, so that each outcome starts the next order.
    $null = Import-Csv $Row | New-KornitXCancellation @run -OutVariable created -ErrorAction SilentlyContinue -ErrorVariable failed
    foreach ($record in $failed) {
        $outcomes.Add("$($record.FullyQualifiedErrorId -replace ',.*') $($record.TargetObject.OrderId)")
    }
} catch {
    $outcomes.Add("Ended $($_.FullyQualifiedErrorId -replace ',.*')")
    foreach ($order in $_.TargetObject | Where-Object { $_ -isnot [string] }) {
        $outcomes.Add("NotSent $($order.OrderId)")
    }
}

foreach ($cancellation in $created) {
    $outcomes.Add("Created $($cancellation.OrderId) $($cancellation.Id)")
}

[System.IO.File]::WriteAllLines($Result, $outcomes)
