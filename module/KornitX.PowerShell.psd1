@{
    # Loads the assembly of the edition.
    RootModule           = 'KornitX.PowerShell.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = 'cab69f98-b514-43f1-b788-86c755d8d37f'
    Author               = 'The KornitX.PowerShell contributors'
    CompanyName          = 'Community'
    Copyright            = 'Copyright (c) 2026 the KornitX.PowerShell contributors. MIT License.'
    Description          = 'Cancels and returns order items on the KornitX platform. Never sends an order twice, never loses a row, and reports orders whose outcome is unknown.'
    CompatiblePSEditions = @('Core', 'Desktop')
    PowerShellVersion    = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    FormatsToProcess     = @('KornitX.PowerShell.format.ps1xml', 'KornitX.Sandbox.format.ps1xml')
    TypesToProcess       = @('KornitX.PowerShell.types.ps1xml')
    FunctionsToExport    = @()
    CmdletsToExport      = @(
        'Confirm-KornitXJournal'
        'Connect-KornitX'
        'Disconnect-KornitX'
        'Get-KornitXConnection'
        'Get-KornitXJournal'
        'Get-KornitXSandbox'
        'New-KornitXCancellation'
        'New-KornitXReturn'
        'Start-KornitXSandbox'
        'Stop-KornitXSandbox'
        'Test-KornitXConnection'
    )
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags = @('KornitX', 'Order', 'Cancellation', 'Return', 'Refund', 'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS')
            LicenseUri = 'https://opensource.org/license/mit'
            ReleaseNotes = 'See CHANGELOG.md in the module folder.'
        }
    }
}
