# The manifest is static data and can't select the assembly by edition, Core or Desktop. -Force is required because Import-Module
# -Force does not import nested modules again.
Microsoft.PowerShell.Core\Import-Module -Name "$PSScriptRoot/bin/$PSEdition/KornitX.PowerShell.dll" -Force
