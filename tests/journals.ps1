# For test files that write a journal line by line. They begin with: BeforeAll { . "$PSScriptRoot/journals.ps1" }

. "$PSScriptRoot/sandbox.ps1"
Add-Type -Path (Join-Path (Get-Module KornitX.PowerShell).ModuleBase "bin/$($PSVersionTable.PSEdition)/lib/System.IO.Hashing.dll")

function Set-TestJournal {
    <# Writes a journal of these lines, each a JSON object, with their checksums. #>
    param([Parameter(Mandatory)] [string] $Path, [Parameter(Mandatory)] [string[]] $Line)

    [long] $seed = 0
    $sealed = foreach ($text in $Line) {
        # The checksum is over the object without its closing brace, seeded with that of the line before.
        $open = $text -replace '(,"Checksum":"[0-9a-f]{16}")?\}$'
        $hash = [System.IO.Hashing.XxHash3]::Hash([System.Text.Encoding]::UTF8.GetBytes($open), $seed)
        $digits = -join $hash.ForEach({ $_.ToString('x2') })
        $seed = [Convert]::ToInt64($digits, 16)
        "$open,`"Checksum`":`"$digits`"}`n"
    }
    [System.IO.File]::WriteAllText($ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path), -join $sealed)
}
