<#
.SYNOPSIS
Draws the picture of the README: runs a session against the sandbox and draws its output.
.DESCRIPTION
The same build draws the same picture. ./build.ps1 -Task Picture imports the build and runs this script.
.EXAMPLE
Import-Module ./output/KornitX.PowerShell; ./docs/session.ps1
#>
[CmdletBinding()]
param([string] $Path = "$PSScriptRoot/session.svg")

$ErrorActionPreference = 'Stop'
$columns = 80
$esc = [char]27

# The session. Its output comes from the module and the sandbox.
$commands = @(
    '$sandbox = Start-KornitXSandbox'
    '$sandbox | Connect-KornitX'
    '$sandbox.AddFault(@{ Kind = ''DropAfterBooking''; Order = ''45453578'' })'
    'Import-Csv returns.csv | New-KornitXReturn -JournalPath run.jsonl'
    'Get-KornitXJournal run.jsonl'
    '$sandbox.Bookings | Select-Object Id, Operation, OrderId, Reference'
)

# The command as PSReadLine colors it: commands, variables, parameters, strings, numbers.
function Format-Command([string] $Text) {
    $tokens = $errors = $null
    $null = [System.Management.Automation.Language.Parser]::ParseInput($Text, [ref] $tokens, [ref] $errors)
    $colored = $Text
    foreach ($token in $tokens | Sort-Object { -$_.Extent.StartOffset }) {
        $color = switch ($token) {
            { $_.TokenFlags -band 'CommandName' } { 93; break }
            { $_.Kind -eq 'Variable' } { 92; break }
            { $_.Kind -eq 'Parameter' } { 90; break }
            { $_.Kind -like 'String*' } { 36; break }
            { $_.Kind -eq 'Number' } { 97; break }
        }
        if ($color) {
            $colored = $colored.Remove($token.Extent.StartOffset, $token.Text.Length).Insert($token.Extent.StartOffset, "$esc[${color}m$($token.Text)$esc[39m")
        }
    }
    "$esc[90mPS>$esc[39m $colored"
}

# Each character of the text with its color, in lines of at most 80 columns that break between words.
function Read-Screen([string] $Text) {
    $color = 'default'
    foreach ($line in $Text -split '\r?\n') {
        $row = [System.Collections.Generic.List[object]]::new()
        foreach ($part in [regex]::Matches($line, "$esc\[([\d;]*)m|.")) {
            if ($part.Groups[1].Success) {
                foreach ($code in "0$($part.Groups[1].Value)" -split ';') {
                    $color = switch ([int] $code) { 0 { 'default' } 39 { 'default' } { $_ -ge 30 -and $_ -le 37 -or $_ -ge 90 } { "c$_" } default { $color } }
                }
                continue
            }
            if ($row.Count -eq $columns) {
                # The word that does not fit, if any, starts the next line. A blank at the break is dropped.
                $break = if ($part.Value -eq ' ') { $columns } else { $row.FindLastIndex({ $args[0].Text -eq ' ' }) + 1 }
                if ($break -eq 0) { $break = $columns }
                , $row.GetRange(0, $break)
                $row.RemoveRange(0, $break)
                if ($part.Value -eq ' ') { continue }
            }
            $row.Add(@{ Text = $part.Value; Color = $color })
        }
        , $row
    }
}

function ConvertTo-Svg([object[]] $Rows) {
    $rowHeight = 18
    $charWidth = 8.4
    $width = [int] ($columns * $charWidth + 32)
    $height = $Rows.Count * $rowHeight + 32
    @"
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 $width $height" width="$width" height="$height" role="img">
<title>A PowerShell session with KornitX.PowerShell</title>
<style>
rect { fill: #16181d } text { font: 14px Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: #d6d9de; white-space: pre }
.c31, .c91 { fill: #ff6f6a } .c32 { fill: #6cc070 } .c92 { fill: #8be08f } .c33, .c93 { fill: #f3d06b }
.c36, .c96 { fill: #5fc4cf } .c90 { fill: #8b93a1 } .c97 { fill: #ffffff }
</style>
<rect width="$width" height="$height" rx="8"/>
"@
    for ($y = 0; $y -lt $Rows.Count; $y++) {
        $row = $Rows[$y]
        if (-not $row.Count) { continue }
        $spans = for ($x = 0; $x -lt $row.Count) {
            $start = $x
            while ($x -lt $row.Count -and $row[$x].Color -eq $row[$start].Color) { $x++ }
            $text = [System.Security.SecurityElement]::Escape(-join $row[$start..($x - 1)].Text)
            if ($row[$start].Color -eq 'default') { $text } else { "<tspan class=`"$($row[$start].Color)`">$text</tspan>" }
        }
        $length = [math]::Round($row.Count * $charWidth, 1).ToString([cultureinfo]::InvariantCulture)
        "<text x=`"16`" y=`"$($y * $rowHeight + 30)`" xml:space=`"preserve`" textLength=`"$length`">$(-join $spans)</text>"
    }
    '</svg>'
}

$rendering = $PSStyle.OutputRendering
$folder = New-Item -ItemType Directory (Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid()))
Copy-Item "$PSScriptRoot/session.csv" "$folder/returns.csv"
Push-Location $folder
# One order at a time, because the sandbox numbers bookings in order of arrival.
$PSDefaultParameterValues = @{ 'New-KornitXReturn:ThrottleLimit' = 1 }
try {
    $PSStyle.OutputRendering = 'Ansi'
    $ErrorActionPreference = 'Continue'
    $text = foreach ($command in $commands) {
        Format-Command $command
        $records = . ([scriptblock]::Create($command)) 2>&1 3>&1 | ForEach-Object {
            # The journal's path is the same in every drawing, too.
            if ($_ -is [System.Management.Automation.WarningRecord]) { "$esc[33;1mWARNING: $($_.Message.Replace("$folder", '/srv/returns'))$esc[0m" }
            else { $_ }
        }
        $output = ($records | Out-String -Width $columns).Trim("`r", "`n")
        # The same time in every drawing.
        $output = $output -replace '\d\d-\d\d \d\d:\d\d', '11-22 02:46'
        if ($output) { "$output`n" }
    }
}
finally {
    $ErrorActionPreference = 'Stop'
    $PSStyle.OutputRendering = $rendering
    Disconnect-KornitX
    if ($sandbox) { $sandbox | Stop-KornitXSandbox }
    Pop-Location
    Remove-Item $folder -Recurse
}

$svg = ConvertTo-Svg (Read-Screen ($text -join "`n").TrimEnd())
[System.IO.File]::WriteAllText($ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path), ($svg -join "`n") + "`n")
