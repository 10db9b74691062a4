<#
.SYNOPSIS
Writes one HTML page about one or more journals: what needs a person first, then what was rejected, then everything else.
.DESCRIPTION
The page is one file without scripts that loads nothing from a network, so you can mail it, open it from the mail, and print
it. It follows the light or dark mode of the system.

At the top are the orders whose outcome is unknown, each with the time it was sent, its items, its reference, what came back,
and the lines that settle it. Rejected orders and orders that were not sent follow, by reason. A journal of the sandbox is
marked as such. The list of all orders is folded, and has the last 10,000 of each journal.
.PARAMETER Path
The path of one or more journals. Wildcard characters are supported.
.PARAMETER LiteralPath
The path of one or more journals, used exactly as specified.
.PARAMETER Destination
The path of the page. An existing file is overwritten.
.OUTPUTS
None.
.EXAMPLE
./New-KornitXReport.ps1 /srv/returns/returns.jsonl -Destination morning.html
.EXAMPLE
./New-KornitXReport.ps1 /srv/*/*.jsonl -Destination morning.html
#>
[CmdletBinding(DefaultParameterSetName = 'Path')]
param(
    [Parameter(Mandatory, Position = 0, ParameterSetName = 'Path')]
    [string[]] $Path,

    [Parameter(Mandatory, ParameterSetName = 'LiteralPath')]
    [string[]] $LiteralPath,

    [Parameter(Mandatory)]
    [string] $Destination
)

$ErrorActionPreference = 'Stop'
Import-Module KornitX.PowerShell
$invariant = [cultureinfo]::InvariantCulture
$states = 'Unknown', 'Sending', 'Rejected', 'NotSent', 'Created'
$names = @{ Unknown = 'unknown'; Sending = 'being sent'; Rejected = 'rejected'; NotSent = 'not sent'; Created = 'booked' }
$shown = 10000

# Escapes a value. Characters that HTML doesn't allow become U+FFFD.
function Format-Value($Value) {
    [System.Net.WebUtility]::HtmlEncode(("$Value" -replace '[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\uFFFE\uFFFF]', [char] 0xFFFD))
}

# A value from outside in an element of its own, so that right-to-left text doesn't reorder what is next to it.
function Format-Isolated($Value) { "<bdi>$(Format-Value $Value)</bdi>" }

function Format-Time($Time) { if ($Time) { ([datetime] $Time).ToString('yyyy-MM-dd HH:mm:ss', $invariant) } }

function Format-Number($Number) { $Number.ToString('N0', $invariant) }

function Format-Length($Number) { $Number.ToString('0.##', $invariant) }

function Format-Count($Number, [string] $Noun) { "$(Format-Number $Number) $Noun$(if ($Number -ne 1) { 's' })" }

function Format-Order($Order) { Format-Isolated (($Order.OrderExternalRef, $Order.OrderId | Where-Object { $_ }) -join ' / ') }

function Format-Items($Order) { Format-Isolated ($Order.Items -join ', ') }

function Format-Sandbox($Journal) { if ($Journal.IsSandbox) { "<span class='badge'>sandbox</span> " } }

# A string that PowerShell reads as it is. Typographic quotation marks count as quotation marks, too.
function Format-Quoted($Value) { "'$([System.Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent("$Value"))'" }

# A command as HTML, which doesn't break within the name of a parameter.
function Format-Command([string] $Command) { "<pre>$((Format-Value $Command) -replace ' (-\w+)', ' <b>$1</b>')</pre>" }

function Get-Key($Order) { $Order.Path, $Order.Operation, $Order.OrderId, $Order.OrderExternalRef, $Order.Reference -join '|' }

# The command that settles an order, without -Booked or -NotBooked.
function Get-SettlingCommand($Order, [bool] $IsUnique) {
    $path = Format-Quoted $Order.Path
    if (-not $IsUnique) {
        return "Get-KornitXJournal -LiteralPath $path -State Unknown | Where-Object Number -EQ $($Order.Number) | Confirm-KornitXJournal"
    }
    $command = "Confirm-KornitXJournal $path"
    if ($Order.OrderId -and $Order.Addressing -ne 'ExternalRef') { $command += " -OrderId $($Order.OrderId)" }
    else { $command += " -OrderExternalRef $(Format-Quoted $Order.OrderExternalRef)" }
    if ($Order.Reference) { $command += " -Reference $(Format-Quoted $Order.Reference)" }
    $command
}

# The address in the first line of the journal. That of a sandbox is on loopback.
function Get-ApiUri([string] $Journal) {
    try { [uri] (Get-Content -LiteralPath $Journal -TotalCount 1 -Encoding utf8 | ConvertFrom-Json).ApiUri } catch { $null }
}

function Format-Shape([string] $Class, $X, $Y, $Width, $Height, [string] $Title) {
    "<rect class='$Class' x='$(Format-Length $X)' y='$(Format-Length $Y)' width='$(Format-Length $Width)' " +
    "height='$(Format-Length $Height)'><title>$Title</title></rect>"
}

# The outcomes as one bar.
function Format-Outcomes($Counts, $Total) {
    $present = $states | Where-Object { $Counts[$_] }
    $x = 0.0
    $parts = foreach ($state in $present) {
        # A single order stays visible among thousands.
        $width = [math]::Max(4, 1000.0 * $Counts[$state] / $Total)
        Format-Shape $state $x 0 $width 28 "$(Format-Number $Counts[$state]) $($names[$state])"
        $x += $width
    }
    "<svg class='bar' viewBox='0 0 $([math]::Ceiling($x)) 28' preserveAspectRatio='none' role='img' aria-label='Outcomes'>"
    $parts
    '</svg><ul class="legend">'
    foreach ($state in $present) { "<li><i class='$state'></i><b>$(Format-Number $Counts[$state])</b> $($names[$state])</li>" }
    '</ul>'
}

# The orders per minute of one run. Minutes in which no order was sent are marked as a wait.
function Format-Rate([object[]] $Orders) {
    $first = $Orders[0].StartedAt
    $minutes = [int] [math]::Floor(($Orders[-1].StartedAt - $first).TotalMinutes) + 1
    # At most 240 bars, each of one or more minutes.
    $step = [int] [math]::Ceiling($minutes / 240)
    $bars = [int] [math]::Ceiling($minutes / $step)
    $sent = [int[]]::new($bars)
    foreach ($order in $Orders) { $sent[[int] [math]::Floor(($order.StartedAt - $first).TotalMinutes / $step)]++ }
    $most = ($sent | Measure-Object -Maximum).Maximum
    $width = 1000.0 / [math]::Max($bars, 10)

    "<svg class='rate' viewBox='0 0 1000 120' preserveAspectRatio='none' role='img' aria-label='Orders per minute'>"
    for ($i = 0; $i -lt $bars; $i++) {
        $from = $i
        $at = $first.AddMinutes($i * $step).ToString('HH:mm', $invariant)
        if ($sent[$i]) {
            $height = [math]::Max(2, 118.0 * $sent[$i] / $most)
            Format-Shape 'Created' ($i * $width) (120 - $height) ($width * 0.86) $height "$($at): $(Format-Count $sent[$i] 'order')"
            continue
        }
        while ($i + 1 -lt $bars -and -not $sent[$i + 1]) { $i++ }
        $waited = $i - $from + 1
        Format-Shape 'wait' ($from * $width) 0 ($waited * $width) 120 "$($at): a wait of $(Format-Count ($waited * $step) 'minute')"
    }
    $wait = @($sent | Where-Object { -not $_ }).Count * $step
    $per = if ($step -eq 1) { 'a minute' } else { "$step minutes" }
    "</svg><p class='axis'><span>$($first.ToString('yyyy-MM-dd HH:mm', $invariant))</span>"
    "<span>at most $(Format-Count $most 'order') in $per$(if ($wait) { ", <i class='wait'></i>waited $(Format-Count $wait 'minute')" })</span>"
    "<span>$($Orders[-1].StartedAt.ToString('HH:mm', $invariant))</span></p>"
}

# The orders with the same state, by reason.
function Format-Reasons([object[]] $Orders, [string] $Heading, [string] $Advice) {
    if (-not $Orders) { return }
    "<section><h2>$(Format-Count $Orders.Count 'order') $Heading</h2><p>$Advice</p>"
    foreach ($reason in $Orders | Group-Object { "$($_.Message)" -replace '\d+', '#' } | Sort-Object Count -Descending) {
        "<details><summary><b>$(Format-Number $reason.Count)</b> $(Format-Isolated $reason.Group[0].Message)</summary>"
        '<div class="scroll"><table><tr><th>Order<th>Reference<th>Items<th>Message'
        foreach ($order in $reason.Group) {
            "<tr><td>$(Format-Order $order)<td>$(Format-Isolated $order.Reference)<td>$(Format-Items $order)" +
            "<td>$(Format-Isolated $order.Message)"
        }
        '</table></div></details>'
    }
    '</section>'
}

# One order that a person has to look up, with all that is known of it.
function Format-Unknown($Order, $Journal, [bool] $IsUnique) {
    "<article><h3>$(Format-Value $Order.Operation) of order $(Format-Order $Order) $(Format-Sandbox $Journal)</h3>"
    "<dl><dt>Sent<dd>$(Format-Time $Order.StartedAt)"
    if ($Order.EndedAt) { "<span class='soft'>until $($Order.EndedAt.ToString('HH:mm:ss', $invariant))</span>" }
    if ($Order.Reference) { "<dt>Reference<dd>$(Format-Isolated $Order.Reference)" }
    "<dt>Items<dd>$(($Order.Items | ForEach-Object { Format-Isolated $_ }) -join '<br>')"
    '<dt>What came back<dd>'
    if ($Order.Message) { Format-Isolated $Order.Message } else { 'Nothing: the run ended before there was a response.' }
    # What KornitX support needs to find the request.
    $trace = foreach ($name in 'SentAt', 'Address', 'StatusCode', 'RequestIds') {
        $property = $Order.psobject.Properties[$name]
        if ($property -and $property.Value) {
            if ($property.Value -is [datetime]) { "$(Format-Time $property.Value) UTC" } else { "$($property.Value)" }
        }
    }
    if ($trace) { "<dt>For support<dd>$(($trace | ForEach-Object { Format-Isolated $_ }) -join '<br>')" }
    '</dl>If History shows it, add <code>-Id</code> with the ID if you see one:'
    $command = Get-SettlingCommand $Order $IsUnique
    Format-Command "$command -Booked"
    'If it does not:'
    Format-Command "$command -NotBooked"
    '</article>'
}

function Format-AllOrders($Journal) {
    "<section><details><summary>All orders in $(Format-Sandbox $Journal)$(Format-Isolated $Journal.Path)</summary>"
    $count = $Journal.Orders.Count
    if ($count -gt $shown) { "<p>The last $(Format-Number $shown) of $(Format-Number $count).</p>" }
    '<div class="scroll"><table><tr><th>Sent<th>State<th>Order<th>Reference<th>Items<th>Result'
    foreach ($order in $Journal.Orders | Select-Object -Last $shown) {
        $result = if ($order.Message) { $order.Message } else { ($order.Result | ForEach-Object { $_.Id }) -join ', ' }
        if ($order.SettledBy -and $result -notlike 'settled*') { $result = "$result (settled by $($order.SettledBy))" }
        "<tr><td>$(Format-Time $order.StartedAt)<td>$($names["$($order.State)"])<td>$(Format-Order $order)" +
        "<td>$(Format-Isolated $order.Reference)<td>$(Format-Items $order)<td>$(Format-Isolated $result)"
    }
    '</table></div></details></section>'
}

$source = if ($LiteralPath) { @{ LiteralPath = $LiteralPath } } else { @{ Path = $Path } }
$orders = @(Get-KornitXJournal @source | Sort-Object StartedAt)
$journals = @(foreach ($group in $orders | Group-Object Path) {
        $uri = Get-ApiUri $group.Name
        [pscustomobject] @{ Path = $group.Name; Orders = $group.Group; ApiUri = $uri; IsSandbox = $uri -and $uri.IsLoopback }
    })
$counts = @{}
foreach ($group in $orders | Group-Object { "$($_.State)" }) { $counts[$group.Name] = $group.Count }
$unknown = @($orders | Where-Object State -EQ Unknown)
$unbooked = $counts['Rejected'] + $counts['NotSent']
$title = if ($unknown) { "$(Format-Count $unknown.Count 'order') to look up" }
elseif ($unbooked) { "$(Format-Count $unbooked 'order') not booked" }
elseif ($orders) { 'Everything is booked' }
else { 'No orders' }

$style = @'
:root { color-scheme: light dark; --page: #f6f7f9; --card: #fff; --text: #1c2430; --soft: #5a6675; --line: #dde2e8; --code: #f0f3f6;
  --booked: #2f8f5b; --rejected: #c77c11; --notsent: #8c97a5; --unknown: #c8323c; --sending: #3b76c4; --sandbox: #6a4fb3; --wait: #c9d0d8 }
@media (prefers-color-scheme: dark) {
  :root { --page: #12161c; --card: #1b2129; --text: #e6eaf0; --soft: #9aa7b6; --line: #303945; --code: #11151a; --booked: #49b87c;
    --rejected: #e0a03c; --notsent: #7b8795; --unknown: #f0656e; --sending: #6aa5ee; --sandbox: #a48cf0; --wait: #3d4855 }
}
* { box-sizing: border-box }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 60rem; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; overflow-wrap: anywhere }
h1 { margin: 0; font-size: 1.9rem; line-height: 1.2 } h2 { margin: 0 0 .25rem; font-size: 1.2rem } h3 { margin: 0; font-size: 1.05rem }
p { margin: .25rem 0 .75rem } header { margin-bottom: 1.25rem } header p, .soft, dt, .axis, .legend, th { color: var(--soft) }
section { margin: 0 0 1rem; padding: 1.1rem 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: .6rem }
section.person { border-left: .35rem solid var(--unknown) } article { margin-top: 1rem; padding-top: 1rem; border-top: 1px solid var(--line) }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: .4rem 0 .8rem }
dd { margin: 0; max-height: 9rem; overflow-y: auto }
pre { margin: .2rem 0 .7rem; padding: .55rem .75rem; max-height: 11rem; overflow-y: auto; background: var(--code); border-radius: .4rem;
  white-space: pre-wrap; font: .85rem/1.45 ui-monospace, Menlo, Consolas, monospace }
pre b { font-weight: inherit; white-space: nowrap }
.badge { display: inline-block; padding: 0 .5rem; border-radius: 1rem; background: var(--sandbox); color: var(--card);
  font-size: .8rem; font-weight: 600 }
svg { display: block; width: 100% } .bar { height: 1.75rem; border-radius: .35rem }
.rate { height: 7.5rem; border-bottom: 1px solid var(--line) }
.Created { fill: var(--booked); background: var(--booked) } .Rejected { fill: var(--rejected); background: var(--rejected) }
.NotSent { fill: var(--notsent); background: var(--notsent) } .Unknown { fill: var(--unknown); background: var(--unknown) }
.Sending { fill: var(--sending); background: var(--sending) }
.wait { fill: var(--wait); background: var(--wait) } rect.wait { opacity: .55 }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: .6rem 0 0; padding: 0; list-style: none }
.legend b { color: var(--text) }
i { display: inline-block; width: .75rem; height: .75rem; margin-right: .4rem; border-radius: .2rem; vertical-align: -.05rem }
.axis { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; margin: .3rem 0 0; font-size: .85rem }
details { margin-top: .5rem } summary { cursor: pointer } .scroll { overflow-x: auto }
table { width: 100%; margin-top: .5rem; border-collapse: collapse; font-size: .85rem } th { text-align: left; font-weight: 600 }
th, td { padding: .3rem .9rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; min-width: 5.5rem }
td:first-child { white-space: nowrap }
@media (max-width: 34rem) { dl { grid-template-columns: 1fr; gap: 0 } dd { margin-bottom: .35rem } td:first-child { white-space: normal } }
@media print { dd, pre { max-height: none } body { max-width: none; padding: 0; background: none }
  section { break-inside: avoid-page; border-color: #999 } * { -webkit-print-color-adjust: exact; print-color-adjust: exact } }
'@

$page = @(
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    # Nothing is loaded and no script runs, even if a value could become an element.
    '<meta http-equiv="Content-Security-Policy" content="default-src ''none''; style-src ''unsafe-inline''">'
    "<meta name='color-scheme' content='light dark'><title>KornitX: $title</title><style>$style</style></head><body><header><h1>$title</h1>"
    foreach ($journal in $journals) {
        "<p>$(Format-Sandbox $journal)$(Format-Isolated $journal.Path)<br>$(Format-Count $journal.Orders.Count 'order'),"
        if ($journal.ApiUri) { "at $(Format-Value $journal.ApiUri.Authority)," }
        "last sent $(Format-Time $journal.Orders[-1].StartedAt)</p>"
    }
    '</header>'

    if ($unknown) {
        "<section class='person'><h2>$(Format-Count $unknown.Count 'order') may be booked</h2>"
        "<p>Look each order up in Order Manager, KornitX's web app, under the order's <b>History</b>. Then paste one of its two lines into"
        'PowerShell. No run sends these orders again until you do.</p>'
        $same = @{}
        foreach ($order in $unknown) { $same[(Get-Key $order)] += 1 }
        foreach ($order in $unknown) {
            Format-Unknown $order ($journals | Where-Object Path -EQ $order.Path) ($same[(Get-Key $order)] -eq 1)
        }
        '</section>'
    }
    Format-Reasons @($orders | Where-Object State -EQ Rejected) 'rejected' 'Nothing was booked. Fix the rows; the next run sends them again.'
    Format-Reasons @($orders | Where-Object State -EQ NotSent) 'not sent' 'Nothing was booked. The next run sends them.'

    if ($orders) {
        "<section><h2>Outcomes of $(Format-Count $orders.Count 'order')</h2>"
        Format-Outcomes $counts $orders.Count
        # A new run begins after 90 minutes without an order; a wait for the rate limit is shorter.
        $runs = [System.Collections.Generic.List[object]]::new()
        foreach ($order in $orders) {
            if (-not $runs.Count -or ($order.StartedAt - $runs[-1][-1].StartedAt).TotalMinutes -gt 90) {
                $runs.Add([System.Collections.Generic.List[object]]::new())
            }
            $runs[-1].Add($order)
        }
        '</section><section><h2>Orders per minute in the last run</h2>'
        Format-Rate $runs[-1]
        if ($runs.Count -gt 1) {
            '<details><summary>Earlier runs</summary>'
            for ($i = $runs.Count - 2; $i -ge [math]::Max(0, $runs.Count - 8); $i--) { Format-Rate $runs[$i] }
            '</details>'
        }
        '</section>'
    }
    foreach ($journal in $journals) { Format-AllOrders $journal }
    "<p class='soft'>Written $(Format-Time (Get-Date)) on $(Format-Value ([Environment]::MachineName)). Times are local.</p></body></html>"
)

$file = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Destination)
[System.IO.File]::WriteAllLines($file, [string[]] $page, [System.Text.UTF8Encoding]::new($false))
