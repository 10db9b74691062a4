using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using KornitX.Client.Tests;
using KornitX.Client.Tests.Gateways;
using KornitX.Demo;

namespace KornitX.PowerShell.Tests.Runs;

/// <summary>
/// A booking over TLS through a proxy that requires Basic authentication (CONNECT, RFC 9110 section 9.3.6). The process trusts the
/// server's certificate through SSL_CERT_FILE, which .NET reads on Linux.
/// </summary>
public sealed class TlsTunnelTests
{
    private const string User = "pr0xyus3r";
    private const string Password = "pr0xyw0rd";

    // pr0xyus3r:pr0xyw0rd
    private const string Credentials = "Basic cHIweHl1czNyOnByMHh5dzByZA==";

    private const string Script = """
        $ErrorActionPreference = 'Stop'
        Import-Module $env:TEST_MODULE
        $secret = [System.Net.NetworkCredential]::new('', 'secret').SecurePassword
        $proxy = [pscredential]::new('pr0xyus3r', [System.Net.NetworkCredential]::new('', 'pr0xyw0rd').SecurePassword)
        Connect-KornitX -ClientId client -ClientSecret $secret -Operation Cancellation -Proxy $env:TEST_PROXY -ProxyCredential $proxy
        "Booked $((New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1).Id)"
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public void An_order_is_booked_over_TLS_through_a_proxy()
    {
        using X509Certificate2 certificate = TestServer.CreateCertificate();
        using TestServer server = CreateServer(certificate);
        using TestServer proxy = new(_ => Answer.CloseRead);
        proxy.Answers(n => n == 1
            ? Answer.Raw("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n")
            : Answer.Raw(
                "HTTP/1.1 200 Connection established\r\n\r\n").ThenClose() with { More = tunnel => RelayAsync(tunnel, server.Port) });

        AssertBooked(server, proxy.Uri, certificate);

        Assert.All(proxy.Requests, request => Assert.Equal($"CONNECT localhost:{server.Port} HTTP/1.1", request.Line));
        Assert.All(proxy.Requests.Skip(1), request => Assert.Equal([Credentials], request.Header("Proxy-Authorization")));
        Assert.All(proxy.Requests, request => Assert.Empty(request.Header("Authorization")));
    }

    [ProxyFact("squid")]
    public async Task An_order_is_booked_over_TLS_through_Squid()
    {
        using Gateway proxy = await Gateway.SquidAsync(User, Password);
        using X509Certificate2 certificate = TestServer.CreateCertificate();
        using TestServer server = CreateServer(certificate);

        AssertBooked(server, proxy.Uri, certificate);
    }

    [ProxyFact("tinyproxy")]
    public async Task An_order_is_booked_over_TLS_through_Tinyproxy()
    {
        using Gateway proxy = await Gateway.TinyproxyAsync(User, Password);
        using X509Certificate2 certificate = TestServer.CreateCertificate();
        using TestServer server = CreateServer(certificate);

        AssertBooked(server, proxy.Uri, certificate);
    }

    private static TestServer CreateServer(X509Certificate2 certificate) =>
        new(n => n == 1 ? Answer.Token("T") : Answer.Booked(), certificate: certificate);

    private static void AssertBooked(TestServer server, Uri proxy, X509Certificate2 certificate)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "SSL_CERT_FILE is read on Linux");
        Finding<PowerShellHost> host = PowerShellHost.Default;
        Assert.SkipWhen(host.Found is null, host.Reason ?? "");
        string trusted = Path.GetTempFileName();
        string script = Path.ChangeExtension(trusted, ".ps1");
        try
        {
            File.WriteAllText(trusted, certificate.ExportCertificatePem());
            File.WriteAllText(script, Script);
            ProcessStartInfo start = host.Found!.StartFile(script, []);
            start.Environment["SSL_CERT_FILE"] = trusted;
            start.Environment["KORNITX_API_URI"] = server.Uri.AbsoluteUri;
            start.Environment["KORNITX_TOKEN_URI"] = new Uri(server.Uri, "token").AbsoluteUri;
            start.Environment["TEST_MODULE"] = Checkout.Module;
            start.Environment["TEST_PROXY"] = proxy.AbsoluteUri;

            ChildResult result = ChildProcess.Run(start, Patience);

            Assert.Equal(("Booked 254001\n", ""), (result.Output, result.Error));
            Assert.Equal(
                ["POST /token HTTP/1.1", "POST /order/45453571/cancellation HTTP/1.1"], server.Requests.Select(request => request.Line));
            Assert.Equal(["Bearer T"], server.Requests[1].Header("Authorization"));
            Assert.All(server.Requests, request => Assert.Empty(request.Header("Proxy-Authorization")));
        }
        finally
        {
            File.Delete(trusted);
            File.Delete(script);
        }
    }

    private static async Task RelayAsync(Stream tunnel, int port)
    {
        using TcpClient client = new("localhost", port);
        using NetworkStream server = client.GetStream();
        await Task.WhenAny(tunnel.CopyToAsync(server), server.CopyToAsync(tunnel));
    }
}
