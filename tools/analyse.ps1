# Analyses all scripts if PSScriptAnalyzer is installed. The exit code is 1 if there are findings.
if (-not (Get-Module -ListAvailable PSScriptAnalyzer)) {
    'PSScriptAnalyzer is not installed: the scripts are not analysed.'
    exit 0
}

$root = Split-Path $PSScriptRoot
$scripts = Get-ChildItem $root -Recurse -File -Force -Include *.ps1, *.psd1 |
    Where-Object { $_.FullName.Substring($root.Length) -notmatch '[\\/](\.git|output|bin|obj)[\\/]' }
$findings = @($scripts | ForEach-Object {
        $settings = if ($_.Name -like '*.Tests.ps1') { @{ Settings = "$root/tests/PSScriptAnalyzerSettings.psd1" } } else { @{} }
        Invoke-ScriptAnalyzer $_.FullName @settings
    })
"$($scripts.Count) scripts analysed, $($findings.Count) findings"
$findings | Format-Table RuleName, Severity, ScriptName, Line, Message -Wrap
exit [int]($findings.Count -gt 0)
