# A server that knows nothing of KornitX and says word for word what a test gives it. The sandbox and the cmdlets come
# from the same hands and could be wrong together; this one can't be wrong at all.

function Open-FakeKornitX {
    <# Listens on loopback, answers each connection's one request with the next text, and keeps what it received. #>
    param([Parameter(Mandatory)] [AllowEmptyString()] [string[]] $Answer)

    $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
    $listener.Start()
    $received = [System.Collections.Concurrent.ConcurrentQueue[string]]::new()
    $shell = [powershell]::Create().AddScript({
            param($Listener, $Answer, $Received)
            # One character for one octet, so that lengths are lengths on the wire.
            $octets = [System.Text.Encoding]::GetEncoding('iso-8859-1')
            $buffer = [byte[]]::new(65536)
            foreach ($text in $Answer) {
                $client = $Listener.AcceptTcpClient()
                $stream = $client.GetStream()
                $request = ''
                do {
                    $count = $stream.Read($buffer, 0, $buffer.Length)
                    $request += $octets.GetString($buffer, 0, $count)
                    $headEnd = $request.IndexOf("`r`n`r`n")
                    $bodyLength = if ($request -match '(?im)^Content-Length: (\d+)') { [int]$Matches[1] } else { 0 }
                } until ($count -eq 0 -or ($headEnd -ge 0 -and $request.Length -ge $headEnd + 4 + $bodyLength))
                $Received.Enqueue($request)
                $reply = $octets.GetBytes($text)
                $stream.Write($reply, 0, $reply.Length)
                $client.Close()
            }
        }).AddArgument($listener).AddArgument($Answer).AddArgument($received)
    $null = $shell.BeginInvoke()

    $root = "http://127.0.0.1:$($listener.LocalEndpoint.Port)"
    [pscustomobject]@{ ApiUri = "$root/"; TokenUri = "$root/token"; Port = $listener.LocalEndpoint.Port; Received = $received; Listener = $listener; Shell = $shell }
}

function Connect-FakeKornitX {
    <# Connects the session to it, for cancellations and without retries. #>
    param([Parameter(Mandatory)] $Server)

    $connection = @{
        ApiUri = $Server.ApiUri
        TokenUri = $Server.TokenUri
        ClientId = 'me'
        ClientSecret = [System.Net.NetworkCredential]::new('', 'Geheim-Wort').SecurePassword
    }
    Connect-KornitX @connection -Operation Cancellation -MaximumRetryCount 0
}

function Close-FakeKornitX {
    <# Ends it. #>
    param([Parameter(Mandatory)] $Server)

    $Server.Listener.Stop()
    $Server.Shell.Dispose()
}

function Join-HttpAnswer {
    <# An answer as it goes over the wire. #>
    param(
        [Parameter(Mandatory)] [string] $Body,
        [string] $Status = '200 OK',
        [string] $ContentType = 'application/json'
    )

    @(
        "HTTP/1.1 $Status"
        "Content-Type: $ContentType"
        "Content-Length: $($Body.Length)"
        'Connection: close'
        ''
        $Body
    ) -join "`r`n"
}

function Split-HttpRequest {
    <# A request as it came over the wire, taken apart: its first line, its header lines and its body. #>
    param([Parameter(Mandatory)] [string] $Request)

    $head, $body = $Request -split "`r`n`r`n", 2
    $line, $headers = $head -split "`r`n"
    [pscustomobject]@{ Line = $line; Headers = $headers; Body = $body }
}
