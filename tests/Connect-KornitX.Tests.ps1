BeforeAll {
    . "$PSScriptRoot/sandbox.ps1"

    function Get-Secret([string] $Text) {
        [System.Net.NetworkCredential]::new('', $Text).SecurePassword
    }
}

Describe 'Connect-KornitX' {
    BeforeEach {
        $variables = 'KORNITX_CLIENT_ID', 'KORNITX_CLIENT_SECRET', 'KORNITX_API_URI', 'KORNITX_TOKEN_URI'
        $before = @{}
        foreach ($variable in $variables) {
            $before[$variable] = [Environment]::GetEnvironmentVariable($variable)
            [Environment]::SetEnvironmentVariable($variable, $null)
        }

        $sandbox = Start-KornitXSandbox
        $address = @{ ApiUri = $sandbox.ApiUri; TokenUri = $sandbox.TokenUri }
    }

    AfterEach {
        Disconnect-KornitX
        Stop-KornitXSandbox
        foreach ($variable in $variables) {
            [Environment]::SetEnvironmentVariable($variable, $before[$variable])
        }
    }

    Context 'the credential' {
        It 'rejects <Kind> for -Credential without a prompt' -ForEach @(
            @{ Kind = 'a text'; Value = 'sandbox'; Message = '*A string is not a credential. Pass a PSCredential, *-ClientId and -ClientSecret, which takes a SecureString.' }
            @{ Kind = 'a SecureString'; Value = [System.Net.NetworkCredential]::new('', 'x').SecurePassword; Message = '*A SecureString contains only the client secret. Pass a PSCredential, *-ClientId and -ClientSecret, which takes a SecureString.' }
            @{ Kind = 'nothing'; Value = $null; Message = '*The credential is empty. Pass a PSCredential, *' }
            @{ Kind = 'an empty text'; Value = ''; Message = '*The credential is empty. Pass a PSCredential, *' }
            @{ Kind = 'an empty credential'; Value = [pscredential]::Empty; Message = '*The credential has no user name or no password. Pass a PSCredential, *' }
            @{ Kind = 'a credential without a password'; Value = [pscredential]::new('x', [securestring]::new()); Message = '*The credential has no user name or no password. Pass a PSCredential, *' }
            @{ Kind = 'a hashtable'; Value = @{ UserName = 'x' }; Message = '*A Hashtable is not a credential. Pass a PSCredential, *' }
        ) {
            { Connect-KornitX -Credential $Value @address } | Should -Throw -ExpectedMessage $Message
            { Connect-KornitX $Value @address } | Should -Throw
        }

        It 'is -Credential' {
            Connect-KornitX -Credential ([pscredential]::new('sandbox', $sandbox.ClientSecret)) @address

            (Get-KornitXConnection).ClientId | Should -BeExactly 'sandbox'
        }

        It 'is the first argument' {
            Connect-KornitX ([pscredential]::new('sandbox', $sandbox.ClientSecret)) @address

            (Get-KornitXConnection).ClientId | Should -BeExactly 'sandbox'
        }

        It 'is -ClientId and -ClientSecret' {
            Connect-KornitX -ClientId sandbox -ClientSecret $sandbox.ClientSecret @address

            (Get-KornitXConnection).ClientId | Should -BeExactly 'sandbox'
        }

        It 'is -ClientId and the first argument' {
            Connect-KornitX -ClientId sandbox $sandbox.ClientSecret @address

            (Get-KornitXConnection).ClientId | Should -BeExactly 'sandbox'
        }

        It 'is in the environment' {
            $env:KORNITX_CLIENT_ID = 'sandbox'
            $env:KORNITX_CLIENT_SECRET = [System.Net.NetworkCredential]::new('', $sandbox.ClientSecret).Password

            Connect-KornitX @address

            (Get-KornitXConnection).ClientId | Should -BeExactly 'sandbox'
        }

        It 'is that of -Sandbox' {
            Connect-KornitX -Sandbox $sandbox

            (Get-KornitXConnection).ApiUri | Should -Be $sandbox.ApiUri
        }

        It 'is that of a sandbox in the pipeline' {
            $sandbox | Connect-KornitX

            (Get-KornitXConnection).ApiUri | Should -Be $sandbox.ApiUri
        }

        It 'of a sandbox overrides the environment' {
            $env:KORNITX_CLIENT_ID = 'other'
            $env:KORNITX_CLIENT_SECRET = 'wrong'
            $env:KORNITX_API_URI = 'https://api.example/'

            $sandbox | Connect-KornitX

            (Get-KornitXConnection).ClientId | Should -BeExactly 'sandbox'
            (Get-KornitXConnection).ApiUri | Should -Be $sandbox.ApiUri
        }

        It 'that is missing is AuthenticationFailed, without a prompt: <State>' -ForEach @(
            @{ State = 'no variable'; Id = $null; Secret = $null }
            @{ State = 'an id alone'; Id = 'sandbox'; Secret = $null }
            @{ State = 'a secret alone'; Id = $null; Secret = 'x' }
        ) {
            [Environment]::SetEnvironmentVariable('KORNITX_CLIENT_ID', $Id)
            [Environment]::SetEnvironmentVariable('KORNITX_CLIENT_SECRET', $Secret)

            { Connect-KornitX @address } |
                Should -Throw -ErrorId 'AuthenticationFailed,KornitX.Commands.ConnectKornitXCommand' -ExpectedMessage '*-Credential*KORNITX_CLIENT_ID*KORNITX_CLIENT_SECRET*'

            $sandbox.RequestCount | Should -Be 0
        }

        It 'needs both -ClientId and -ClientSecret' {
            $set = (Get-Command Connect-KornitX).ParameterSets | Where-Object Name -EQ 'ClientSecret'

            $set.Parameters | Where-Object IsMandatory | ForEach-Object Name | Should -Be 'ClientId', 'ClientSecret'
        }

        It 'does not accept a secret as plain text' {
            { Connect-KornitX -ClientId sandbox -ClientSecret 'plain' @address } |
                Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
        }

        It 'never repeats a -ClientSecret of a wrong type: <Kind>' -ForEach @(
            @{ Kind = 'a string'; Value = 'Pa55w0rdX'; Message = '*A string is not a SecureString. Pass a SecureString, *' }
            @{ Kind = 'an object'; Value = [pscustomobject]@{ secret = 'Pa55w0rdX' }; Message = '*A PSCustomObject is not a SecureString. Pass a SecureString, *' }
            @{ Kind = 'a hashtable'; Value = @{ secret = 'Pa55w0rdX' }; Message = '*A Hashtable is not a SecureString. *' }
            @{ Kind = 'a credential'; Value = [pscredential]::new('me', [System.Net.NetworkCredential]::new('', 'Pa55w0rdX').SecurePassword); Message = '*A PSCredential is not a SecureString. Pass it as -Credential*' }
            @{ Kind = 'an empty SecureString'; Value = [securestring]::new(); Message = '*The client secret is empty.*' }
            @{ Kind = 'nothing'; Value = $null; Message = '*The client secret is empty.*' }
        ) {
            $Error.Clear()
            { Connect-KornitX -ClientId sandbox -ClientSecret $Value @address } | Should -Throw -ExpectedMessage $Message
            { Connect-KornitX -ClientId sandbox $Value @address } | Should -Throw -ExpectedMessage $Message

            ($Error | Format-List * -Force | Out-String -Width 4000) | Should -Not -Match 'Pa55w0rdX'
        }

        It 'is read without the white space around it' {
            $env:KORNITX_CLIENT_ID = " sandbox`r`n"
            $env:KORNITX_CLIENT_SECRET = "$([System.Net.NetworkCredential]::new('', $sandbox.ClientSecret).Password)`n"
            $env:KORNITX_API_URI = " $($sandbox.ApiUri)`r`n"
            $env:KORNITX_TOKEN_URI = "$($sandbox.TokenUri)`n"

            Connect-KornitX

            (Get-KornitXConnection).ClientId | Should -BeExactly 'sandbox'
            (Get-KornitXConnection).ApiUri | Should -Be $sandbox.ApiUri
        }
    }

    Context 'the addresses' {
        It 'of the API is KornitX''s own by default' {
            # Connecting asks for tokens alone, so nothing goes to the API here.
            Connect-KornitX -ClientId sandbox -ClientSecret $sandbox.ClientSecret -TokenUri $sandbox.TokenUri

            (Get-KornitXConnection).ApiUri | Should -Be 'https://api-sl-2-3.kornitx.net/'
        }

        It 'are in the environment' {
            $env:KORNITX_API_URI = $sandbox.ApiUri
            $env:KORNITX_TOKEN_URI = $sandbox.TokenUri

            Connect-KornitX -ClientId sandbox -ClientSecret $sandbox.ClientSecret

            (Get-KornitXConnection).ApiUri | Should -Be $sandbox.ApiUri
            (Get-KornitXConnection).TokenUri | Should -Be $sandbox.TokenUri
        }

        It 'on the command line override the environment''s' {
            $env:KORNITX_API_URI = 'https://api.example/'
            $env:KORNITX_TOKEN_URI = 'https://oauth.example/token'

            Connect-KornitX -ClientId sandbox -ClientSecret $sandbox.ClientSecret @address

            (Get-KornitXConnection).ApiUri | Should -Be $sandbox.ApiUri
        }

        It 'are rejected if a secret would be sent unencrypted: <Name>' -ForEach @(
            @{ Name = 'ApiUri' }
            @{ Name = 'TokenUri' }
        ) {
            $address[$Name] = [uri]'http://kornitx.example/token'

            { Connect-KornitX -ClientId sandbox -ClientSecret $sandbox.ClientSecret @address } |
                Should -Throw -ErrorId 'InvalidAddress,*' -ExpectedMessage "$Name 'http://kornitx.example/token' would send the secret and the tokens unencrypted*"

            $sandbox.RequestCount | Should -Be 0
        }

        It 'are rejected: <Uri>' -ForEach @(
            @{ Uri = 'kornitx'; Message = "ApiUri 'kornitx' is not an absolute http or https address." }
            @{ Uri = 'ftp://localhost/'; Message = "ApiUri 'ftp://localhost/' is not an absolute http or https address." }
            @{ Uri = 'https://localhost/?a=1'; Message = "ApiUri 'https://localhost/' has a query or fragment." }
            @{ Uri = 'https://me:Geheim123@localhost/'; Message = "ApiUri 'https://localhost/' contains a user name or password*" }
        ) {
            { Connect-KornitX -ClientId sandbox -ClientSecret $sandbox.ClientSecret -ApiUri $Uri -TokenUri $sandbox.TokenUri } |
                Should -Throw -ErrorId 'InvalidAddress,*' -ExpectedMessage $Message

            "$($Error[0].TargetObject)" | Should -Not -Match 'Geheim123|a=1'
        }

        It 'are not repeated if they may contain a password: <_>' -ForEach @(
            'api:Pa55w0rdX@host/', 'api:Pa55w0rdX', '//api:Pa55w0rdX@host/', 'https://api:Pa55w0rdX/x@host/', 'https://api:Pa55w0rdX@host/', 'ftp://api:Pa55w0rdX@host/'
        ) {
            $Error.Clear()
            foreach ($variable in 'KORNITX_API_URI', 'KORNITX_TOKEN_URI') {
                [Environment]::SetEnvironmentVariable($variable, $_)
                { Connect-KornitX -ClientId sandbox -ClientSecret $sandbox.ClientSecret } |
                    Should -Throw -ErrorId 'InvalidAddress,*' -ExpectedMessage "$variable *"
                [Environment]::SetEnvironmentVariable($variable, $null)
            }

            $value = $_
            foreach ($parameters in @{ ApiUri = $value }, @{ TokenUri = $value }) {
                { Connect-KornitX -ClientId sandbox -ClientSecret $sandbox.ClientSecret @parameters } | Should -Throw
            }

            if ($value -notmatch '://api:Pa55w0rdX@') {
                # A proxy's address may have a user.
                { Connect-KornitX -ClientId sandbox -ClientSecret $sandbox.ClientSecret -Proxy $value } | Should -Throw
            }

            ($Error | Format-List * -Force | Out-String -Width 4000) | Should -Not -Match 'Pa55w0rdX'
        }

        It 'are rejected from the environment, too' {
            $env:KORNITX_API_URI = 'http://kornitx.example/'

            { Connect-KornitX -ClientId sandbox -ClientSecret $sandbox.ClientSecret -TokenUri $sandbox.TokenUri } |
                Should -Throw -ErrorId 'InvalidAddress,*' -ExpectedMessage '*unencrypted*'
        }
    }

    Context 'the tokens' {
        It 'are requested immediately, one per scope' {
            $sandbox | Connect-KornitX

            $sandbox.Requests.Path | Should -Be '/token', '/token'
            $sandbox.Requests.Body | Should -Be @(
                'grant_type=client_credentials&client_id=sandbox&client_secret=***&scope=api-sl-2-3.order-cancellation.create'
                'grant_type=client_credentials&client_id=sandbox&client_secret=***&scope=api-sl-2-3.order-return.create'
            )
            $sandbox.Requests.ContentType | Should -Be 'application/x-www-form-urlencoded', 'application/x-www-form-urlencoded'
        }

        It 'are requested only for -Operation <_>' -ForEach 'Cancellation', 'Return' {
            $sandbox | Connect-KornitX -Operation $_

            $sandbox.Requests.Body | Should -BeLike "*&scope=api-sl-2-3.order-$($_.ToLower()).create"
            $sandbox.RequestCount | Should -Be 1
            (Get-KornitXConnection).Granted | Should -BeExactly $_
        }

        It 'are requested once if -Operation repeats a value' {
            $sandbox | Connect-KornitX -Operation Return, return

            $sandbox.RequestCount | Should -Be 1
        }

        It 'exist for no other operation' {
            { $sandbox | Connect-KornitX -Operation Shipment } | Should -Throw -ErrorId 'ParameterArgumentValidationError*'
        }

        It 'of which one is rejected: the connection shows which' -ForEach @(
            @{ Granted = 'Cancellation'; Refused = 'Return' }
            @{ Granted = 'Return'; Refused = 'Cancellation' }
        ) {
            Start-KornitXSandbox -Operation $Granted | Connect-KornitX -ErrorAction Stop

            (Get-KornitXConnection).Granted | Should -BeExactly $Granted
            (Get-KornitXConnection).Refused | Should -BeExactly $Refused
        }

        It 'that are all rejected are PermissionDenied' {
            $strict = Start-KornitXSandbox -Operation Cancellation

            { $strict | Connect-KornitX -Operation Return } |
                Should -Throw -ErrorId 'PermissionDenied,*' -ExpectedMessage '*api-sl-2-3.order-return.create*The client may not have this scope*'

            Get-KornitXConnection | Should -BeNullOrEmpty
        }

        It 'that are both rejected are PermissionDenied' {
            $sandbox.AddFault(@{ Kind = 'Forbidden'; OnToken = $true; Count = 2 })

            { $sandbox | Connect-KornitX } | Should -Throw -ErrorId 'PermissionDenied,*'

            $sandbox.RequestCount | Should -Be 2
            Get-KornitXConnection | Should -BeNullOrEmpty
        }
    }

    Context 'an unavailable token endpoint' {
        It 'is ServiceUnavailable: connection refused' {
            $sandbox | Stop-KornitXSandbox

            { $sandbox | Connect-KornitX -MaximumRetryCount 0 } |
                Should -Throw -ErrorId 'ServiceUnavailable,*' -ExpectedMessage 'Could not get a token: localhost: *'
        }

        It 'is ServiceUnavailable: <Kind>' -ForEach @(
            @{ Kind = 'ServerErrorBeforeBooking' }
            @{ Kind = 'DropBeforeBooking' }
            @{ Kind = 'ForeignBody' }
            @{ Kind = 'TruncatedBody' }
        ) {
            $sandbox.AddFault(@{ Kind = $Kind; OnToken = $true })

            { $sandbox | Connect-KornitX -MaximumRetryCount 0 } | Should -Throw -ErrorId 'ServiceUnavailable,*'

            $sandbox.RequestCount | Should -Be 1
        }

        It 'is RateLimited when it says so' {
            $sandbox.AddFault(@{ Kind = 'TooManyRequests'; OnToken = $true })

            { $sandbox | Connect-KornitX -MaximumRetryCount 0 } |
                Should -Throw -ErrorId 'RateLimited,*' -ExpectedMessage '*Too many requests*'
        }

        It 'is retried up to -MaximumRetryCount' {
            $sandbox.AddFault(@{ Kind = 'ServiceUnavailable'; OnToken = $true; RetryAfterSec = 0; Count = 3 })

            $sandbox | Connect-KornitX -MaximumRetryCount 3

            $sandbox.Requests.StatusCode | Should -Be 503, 503, 503, 200, 200
        }
    }

    Context 'output' {
        It 'is nothing' {
            $sandbox | Connect-KornitX | Should -BeNullOrEmpty
        }

        It 'is the connection with -PassThru' {
            $connection = $sandbox | Connect-KornitX -PassThru -TimeoutSec 7 -MaximumRetryCount 2

            $connection | Should -BeOfType ([KornitX.Connection])
            $connection.TimeoutSec | Should -Be 7
            $connection.MaximumRetryCount | Should -Be 2
            $connection.Granted | Should -Be 'Cancellation', 'Return'
            $connection.IsConnected | Should -BeTrue
            [object]::ReferenceEquals($connection, (Get-KornitXConnection)) | Should -BeTrue
        }

        It 'waits 100 s and retries 3 times by default' {
            $connection = $sandbox | Connect-KornitX -PassThru

            $connection.TimeoutSec | Should -Be 100
            $connection.MaximumRetryCount | Should -Be 3
        }

        It 'replaces the previous connection, which still works' {
            $first = $sandbox | Connect-KornitX -PassThru
            $second = Start-KornitXSandbox | Connect-KornitX -PassThru

            [object]::ReferenceEquals($second, (Get-KornitXConnection)) | Should -BeTrue
            (New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -Connection $first).Id | Should -Be 254001
        }

        It 'keeps the previous connection if it fails' {
            $first = $sandbox | Connect-KornitX -PassThru

            { Connect-KornitX -ClientId sandbox -ClientSecret (Get-Secret wrong) @address } | Should -Throw

            [object]::ReferenceEquals($first, (Get-KornitXConnection)) | Should -BeTrue
        }
    }
}
