using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace KornitX.Client.Tests.Gateways;

/// <summary>
/// A proxy between the client and the server: real ones where they are installed, and their literal responses anywhere. A 407 means
/// that the proxy did not pass the request on.
/// </summary>
public sealed class ProxyTests
{
    private const string Booked = "Created 254001 [12345678 of 45453571, line 5]";
    private const string Advice =
        " did not accept the credentials (HTTP 407); connect with -ProxyCredential or -ProxyUseDefaultCredentials, with another -Proxy, "
            + "or with -NoProxy";

    private static readonly NetworkCredential Me = new("pr0xyus3r", "pr0xyw0rd");

    // Squid 5.7 and tinyproxy 1.11.1, as they respond to a request without credentials.
    private const string SquidResponse =
        "HTTP/1.1 407 Proxy Authentication Required\r\nServer: squid/5.7\r\nMime-Version: 1.0\r\nContent-Type: text/html;charset=utf-8\r\n"
        + "Content-Length: 11\r\nX-Squid-Error: ERR_CACHE_ACCESS_DENIED 0\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\nConnection: "
            + "keep-alive\r\n\r\n<h1>No</h1>";

    private const string TinyproxyResponse =
        "HTTP/1.0 407 Proxy Authentication Required\r\nServer: tinyproxy/1.11.1\r\nContent-Type: text/html\r\n"
        + "Proxy-Authenticate: Basic realm=\"tinyproxy\"\r\nConnection: close\r\n\r\n<h1>No</h1>";

    [Theory]
    [InlineData(SquidResponse)]
    [InlineData(TinyproxyResponse)]
    public async Task A_407_to_CONNECT_is_NotSent_and_names_the_proxy_and_the_parameters(string response)
    {
        using TestServer proxy = new(_ => Respond(response));
        foreach (NetworkCredential? credential in new[] { null, Me })
        {
            using Rig rig =
                new(retries: 0) { ApiUri = new Uri("https://kornitx.invalid/"), TokenProxy = false, Proxy = With(proxy.Uri, credential) };

            Assert.Equal($"NotSent Unreachable x1: the proxy {proxy.Uri}{Advice}", await rig.SendAsync());
        }

        Assert.All(proxy.Requests, request => Assert.StartsWith("CONNECT kornitx.invalid:443 ", request.Line, StringComparison.Ordinal));
        Assert.All(proxy.Requests, request => Assert.Empty(request.Body));
    }

    /// <summary>The proxy has the whole request, and did not pass it on.</summary>
    [Theory]
    [InlineData(SquidResponse)]
    [InlineData(TinyproxyResponse)]
    public async Task A_407_to_a_request_without_TLS_is_NotSent_and_not_repeated(string response)
    {
        using TestServer proxy = new(_ => Respond(response));
        foreach (NetworkCredential? credential in new[] { null, Me })
        {
            using Rig rig = new(retries: 3) { TokenProxy = false, Proxy = With(proxy.Uri, credential) };

            Assert.Equal($"NotSent Unreachable x1: the proxy {proxy.Uri}{Advice}", await rig.SendAsync());
            Assert.Empty(rig.Api.Requests);
        }

        Assert.Equal(2, proxy.Requests.Count);
        Assert.Equal(["Basic cHIweHl1czNyOnByMHh5dzByZA=="], proxy.Requests.SelectMany(request => request.Header("Proxy-Authorization")));
    }

    [Fact]
    public async Task A_407_to_the_token_request_is_a_refusal_that_names_the_proxy()
    {
        using TestServer proxy = new(_ => Answer.Raw(SquidResponse));
        using Rig rig = new(retries: 0) { Proxy = With(proxy.Uri, null) };

        TokenGrant grant = await rig.Client.RequestTokenAsync(Operation.Return);

        Assert.Equal($"NotSent Unreachable x0: 127.0.0.1: the proxy {proxy.Uri}{Advice}", grant.Failure!.Describe());
        Assert.Empty(rig.Tokens.Requests);
    }

    /// <summary>Without a proxy that is known here, it is one behind the server's address.</summary>
    [Fact]
    public async Task A_407_without_a_proxy_is_NotSent()
    {
        using Rig rig = new();
        rig.Api.Answers(Answer.Of(407, ""));

        Assert.Equal($"NotSent Unreachable x1: a proxy{Advice}", await rig.SendAsync());
        Assert.Single(rig.Api.Requests);
    }

    [Theory]
    [InlineData("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("")]
    public async Task Another_failure_of_CONNECT_is_NotSent_and_names_the_proxy(string response)
    {
        using TestServer proxy = new(_ => Answer.Raw(response).ThenClose());
        using Rig rig = new(retries: 0) { ApiUri = new Uri("https://kornitx.invalid/"), TokenProxy = false, Proxy = With(proxy.Uri, Me) };

        string outcome = await rig.SendAsync();

        Assert.StartsWith("NotSent Unreachable x1: ", outcome, StringComparison.Ordinal);
        Assert.Contains(proxy.Uri.ToString().TrimEnd('/'), outcome, StringComparison.Ordinal);
        Assert.DoesNotContain("pr0xy", outcome, StringComparison.Ordinal);
    }

    /// <summary>A response of the server after it has booked, or of the proxy in its place, is not a failure of the proxy.</summary>
    [Fact]
    public async Task A_502_to_a_request_without_TLS_is_unknown()
    {
        using TestServer proxy = new(_ => Answer.Of(502, "no"));
        using Rig rig = new() { TokenProxy = false, Proxy = With(proxy.Uri, Me) };

        Assert.Equal("Unknown: HTTP 502: no", await rig.SendAsync());
        Assert.Single(proxy.Requests);
    }

    [Fact]
    public async Task The_proxy_of_the_options_is_used_for_tokens_and_for_loopback_addresses_and_never_gets_the_secret_of_another()
    {
        using TestServer proxy = new(n => n == 1 ? Answer.Token("T") : Answer.Booked());
        using Rig rig = new() { Proxy = With(proxy.Uri, Me) };

        Assert.Equal(Booked, await rig.SendAsync());
        Assert.Equal(
            [$"POST {rig.Tokens.Uri}token HTTP/1.1", $"POST {rig.Api.Uri}order/45453571/cancellation HTTP/1.1"],
            proxy.Requests.Select(request => request.Line));
        Assert.Equal(proxy.Uri, rig.Client.ProxyAddress);
    }

    [ProxyFact("squid")]
    public Task Squid_forwards_a_request_without_TLS() => WithoutTlsAsync(Gateway.SquidAsync);

    [ProxyFact("tinyproxy")]
    public Task Tinyproxy_forwards_a_request_without_TLS() => WithoutTlsAsync(Gateway.TinyproxyAsync);

    [ProxyFact("squid")]
    public Task Squid_forwards_a_TLS_connection_after_Basic_authentication() => WithTlsAsync(Gateway.SquidAsync);

    [ProxyFact("tinyproxy")]
    public Task Tinyproxy_forwards_a_TLS_connection_after_Basic_authentication() => WithTlsAsync(Gateway.TinyproxyAsync);

    private static async Task WithoutTlsAsync(Func<string, string, Task<Gateway>> start)
    {
        using Gateway proxy = await start(Me.UserName, Me.Password);

        using Rig right = new(retries: 0) { Proxy = With(proxy.Uri, Me) };
        Assert.Equal(Booked, await right.SendAsync());
        Assert.Single(right.Api.Requests);
        Assert.Empty(right.Api.Requests[0].Header("Proxy-Authorization"));

        using Rig without = new(retries: 0) { Proxy = With(proxy.Uri, null) };
        Assert.Equal($"NotSent Unreachable x1: 127.0.0.1: the proxy {proxy.Uri}{Advice}", await without.SendAsync());
        Assert.Empty(without.Tokens.Requests);

        // Tinyproxy says 401 to these, which only squid's 407 tells from a 401 of the server.
        using Rig wrong = new(retries: 0) { Proxy = With(proxy.Uri, new NetworkCredential("pr0xyus3r", "wrong")) };
        Assert.Matches("^NotSent (Unreachable|AuthenticationFailed) x1: 127.0.0.1", await wrong.SendAsync());
        Assert.Empty(wrong.Tokens.Requests);
    }

    /// <summary>
    /// The server's certificate is not trusted here, so a TLS handshake that ends with that is a tunnel that works. A process that
    /// trusts it books through the tunnel in the tests of the module.
    /// </summary>
    private static async Task WithTlsAsync(Func<string, string, Task<Gateway>> start)
    {
        using Gateway proxy = await start(Me.UserName, Me.Password);
        using X509Certificate2 certificate = TestServer.CreateCertificate();
        using TestServer server = new(_ => Answer.Booked(), certificate: certificate);

        using Rig right = new(retries: 0) { ApiUri = server.Uri, TokenProxy = false, Proxy = With(proxy.Uri, Me) };
        string outcome = await right.SendAsync();
        Assert.StartsWith("NotSent Unreachable x1: ", outcome, StringComparison.Ordinal);
        Assert.Contains("certificate", outcome, StringComparison.Ordinal);
        Assert.True(server.Connections > 0);

        int before = server.Connections;
        foreach (NetworkCredential? credential in new[] { null, new NetworkCredential("pr0xyus3r", "wrong") })
        {
            using Rig wrong = new(retries: 0) { ApiUri = server.Uri, TokenProxy = false, Proxy = With(proxy.Uri, credential) };
            Assert.Equal($"NotSent Unreachable x1: the proxy {proxy.Uri}{Advice}", await wrong.SendAsync());
        }

        Assert.Equal(before, server.Connections);
    }

    /// <summary>A connection that the response keeps open stays open, because the client may use it for the next request.</summary>
    private static Answer Respond(string response) =>
        response.Contains("Connection: close", StringComparison.Ordinal) ? Answer.Raw(response).ThenClose() : Answer.Raw(response);

    private static WebProxy With(Uri address, NetworkCredential? credential) => new(address) { Credentials = credential };
}
