# Analyses the scripts that people run, where PSScriptAnalyzer is installed. Exit code 1 if it finds anything.
if (-not (Get-Module -ListAvailable PSScriptAnalyzer)) {
    'PSScriptAnalyzer is not installed: the scripts are not analysed.'
    exit 0
}

$root = Split-Path $PSScriptRoot
$scripts = @(
    # Variables of a BeforeAll are used in other blocks, which the analyzer does not see: so no *.Tests.ps1.
    Get-ChildItem $root, "$root/.ci", "$root/docs", "$root/docs/samples", "$root/src/KornitX.Demo", "$root/tests" -File -Filter *.ps1 -Exclude *.Tests.ps1
    Get-ChildItem "$root/module", "$root/tests/help", "$root/tests/KornitX.PowerShell.Tests" -File -Filter *.ps*1
    Get-ChildItem "$root/tests/KornitX.Bench" -File -Filter *.ps1 -Recurse
)
$findings = @($scripts.FullName | ForEach-Object { Invoke-ScriptAnalyzer $_ })
$findings | Format-Table RuleName, Severity, ScriptName, Line, Message -Wrap
exit [int]($findings.Count -gt 0)
