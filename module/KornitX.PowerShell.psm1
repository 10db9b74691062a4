# The manifest is static data and can't name the assembly of this edition, Core or Desktop. -Force, because Import-Module -Force
# on this module leaves its nested modules as they are, and their cleanup undone.
Microsoft.PowerShell.Core\Import-Module -Name "$PSScriptRoot/bin/$PSEdition/KornitX.PowerShell.dll" -Force
