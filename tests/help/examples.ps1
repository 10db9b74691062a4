# Runs the examples of the help and of the README, as if they were copied to a prompt, and returns what they print.

# The commands of a text, each with what is shown to come out: a line that begins with PS> is a command, the lines after
# it that begin with >> go on with it, and all else is output.
function Read-Example([string] $Text) {
    $examples = [System.Collections.Generic.List[object]]::new()
    foreach ($line in $Text -split '\r?\n') {
        if ($line -match '^PS> (?<code>.*)') { $examples.Add([pscustomobject] @{ Code = $Matches.code; Shown = '' }) }
        elseif ($line -match '^>> (?<code>.*)') { $examples[-1].Code += "`n" + $Matches.code }
        elseif ($examples.Count) { $examples[-1].Shown += "$line`n" }
    }
    $examples
}

# The indented blocks of an about topic that begin with a command.
function Read-Topic([string] $Text) {
    $blocks = [regex]::Matches($Text, '(?m)^ {8}PS> .*\r?\n((^ {8}.*|^\s*)\r?\n)*')
    ($blocks.Value -replace '(?m)^ {8}', '') -join "`n"
}

# What comes out of a command at a prompt of that width; an error as PowerShell 7 shows it there.
function Invoke-Shown([scriptblock] $Command, [int] $Width) {
    $transcript = Join-Path ([System.IO.Path]::GetTempPath()) "$([guid]::NewGuid()).txt"
    $null = Start-Transcript $transcript
    try {
        $output = @(. $Command 2>&1 3>$null)
    }
    finally {
        $null = Stop-Transcript
        # What -WhatIf says goes past all streams.
        $whatIf = (Get-Content $transcript) -match '^What if: '
        Remove-Item $transcript
    }
    $errors, $objects = $output.Where({ $_ -is [System.Management.Automation.ErrorRecord] }, 'Split')
    [pscustomobject] @{
        Errors = $errors
        Text   = @(
            $whatIf
            foreach ($record in $errors) {
                "$($record.InvocationInfo.MyCommand.Name): $record"
                if ($record.ErrorDetails.RecommendedAction) { "  Recommendation: $($record.ErrorDetails.RecommendedAction)" }
            }
            $objects | Out-String -Width $Width
        ) -join "`n"
    }
}

# A text without what differs from one run, or one PowerShell, to the next: times, ports, how it is broken into lines, and
# where in a word a column ends.
function Format-Comparable([string] $Text) {
    $text = $Text -replace '\d{4}-\d\d-\d\d \d\d:\d\d:\d\d', '<time>' -replace '\d\d-\d\d \d\d:\d\d', '<time>' -replace 'localhost:\d+', 'localhost:<port>'
    ($text -replace "\S*($([char] 0x2026)|\.\.\.)", '<cut>' -replace '\s+', ' ').Trim()
}

# Runs all commands of a text one after the other, in one scope. Throws at the first that does not do as shown.
function Assert-Example([string] $Text, [int] $Width) {
    # As at a prompt, whatever the tests themselves prefer.
    Set-StrictMode -Off
    $ErrorActionPreference = 'Continue'
    # The sandbox numbers bookings as they come in, which is the order shown only if one order follows another.
    $PSDefaultParameterValues = @{ 'New-KornitX*:ThrottleLimit' = 1 }
    foreach ($example in Read-Example $Text) {
        $result = . Invoke-Shown ([scriptblock]::Create($example.Code)) $Width
        if ($example.Shown.Trim()) {
            Format-Comparable $result.Text | Should -BeExactly (Format-Comparable $example.Shown) -Because "that is shown for: $($example.Code)"
        }
        else {
            $result.Errors | Should -BeNullOrEmpty -Because "this must not fail: $($example.Code)"
        }
    }
}

# The environment that the examples change, and makes it fit for them: runspaces and processes that an example starts find
# the module by themselves, as an installed one.
function Save-Environment {
    $before = @{ Rendering = if ($PSVersionTable.PSVersion.Major -ge 7) { $PSStyle.OutputRendering } }
    foreach ($name in 'KORNITX_API_URI', 'KORNITX_TOKEN_URI', 'KORNITX_CLIENT_ID', 'KORNITX_CLIENT_SECRET', 'PSModulePath', 'PATH') {
        $before[$name] = [Environment]::GetEnvironmentVariable($name)
    }
    $env:PSModulePath = (Split-Path (Get-Module KornitX.PowerShell).ModuleBase) + [System.IO.Path]::PathSeparator + $env:PSModulePath
    if ($before.Rendering) { $PSStyle.OutputRendering = 'PlainText' }
    $before
}

function Restore-Environment([hashtable] $Before) {
    if ($Before.Rendering) { $PSStyle.OutputRendering = $Before.Rendering }
    foreach ($name in $Before.Keys -ne 'Rendering') { [Environment]::SetEnvironmentVariable($name, $Before[$name]) }
}
