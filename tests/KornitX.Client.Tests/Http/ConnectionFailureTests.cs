using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace KornitX.Client.Tests;

/// <summary>The server was not reached: nothing was booked, and the request can be retried.</summary>
public sealed class ConnectionFailureTests
{
    [Fact]
    public async Task A_refused_connection_is_retried_up_to_the_maximum()
    {
        using TestServer closed = new(_ => Answer.Booked(), isOpen: false);
        using Rig rig = new(retries: 3) { ApiUri = closed.Uri };

        string outcome = await rig.SendAsync(waits: 3);

        Assert.StartsWith("NotSent Unreachable x4: ", outcome, StringComparison.Ordinal);
        Assert.Single(rig.Tokens.Requests);
        Assert.Equal(4, rig.Seen.Exchanges.Count(exchange => exchange.Uri.AbsolutePath == "/order/45453571/cancellation"));
        Assert.All(rig.Seen.Exchanges.Skip(1), exchange => Assert.Null(exchange.Status));
    }

    [Fact]
    public async Task A_refused_connection_without_retries_is_tried_once()
    {
        using TestServer closed = new(_ => Answer.Booked(), isOpen: false);
        using Rig rig = new(retries: 0) { ApiUri = closed.Uri };

        Assert.StartsWith("NotSent Unreachable x1: ", await rig.SendAsync(), StringComparison.Ordinal);
        Assert.False(rig.Seen.Waits.TryRead(out _));
    }

#if !NETFRAMEWORK
    // There the words are the system's, which have no address.
    [Fact]
    public async Task The_error_for_a_refused_connection_has_the_address()
    {
        using TestServer closed = new(_ => Answer.Booked(), isOpen: false);
        using Rig rig = new(retries: 0) { ApiUri = closed.Uri };

        Assert.EndsWith($" (127.0.0.1:{rig.ApiUri.Port})", await rig.SendAsync(), StringComparison.Ordinal);
    }
#endif

    [Fact]
    public async Task A_refused_connection_to_the_token_endpoint_is_retried()
    {
        using TestServer closed = new(_ => Answer.Booked(), isOpen: false);
        using Rig rig = new(retries: 2) { TokenUri = closed.Uri };

        Assert.StartsWith("NotSent Unreachable x1: 127.0.0.1: ", await rig.SendAsync(waits: 2), StringComparison.Ordinal);
        Assert.Equal(3, rig.Seen.Exchanges.Count);
        Assert.Equal(0, rig.Api.Connections);
    }

    [Fact]
    public async Task A_server_that_becomes_available_receives_the_request_once()
    {
        using TestServer api = new(_ => Answer.Booked(), isOpen: false);
        using Rig rig = new() { ApiUri = api.Uri };
        Task<string> sending = rig.SendAsync();
        ClientWait wait = await rig.NextWaitAsync();

        api.Open();
        await rig.PassAsync(wait);

        Assert.Equal("Created 254001 [12345678 of 45453571, line 5]", await sending);
        Assert.Equal("""{"items":[{"id":12345678,"quantity":1}]}""", Assert.Single(api.Requests).Text);
    }

    [Fact]
    public async Task A_host_name_that_does_not_resolve_is_unreachable()
    {
        using Rig rig = new(retries: 1) { ApiUri = new Uri("https://kornitx.invalid/") };

        Assert.StartsWith("NotSent Unreachable x2: ", await rig.SendAsync(waits: 1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_TLS_receives_no_request()
    {
        using TestServer plain = new(_ => Answer.CloseUnread);
        using Rig rig = new(retries: 1) { ApiUri = new Uri($"https://127.0.0.1:{plain.Port}/") };

        Assert.StartsWith("NotSent Unreachable x2: ", await rig.SendAsync(waits: 1), StringComparison.Ordinal);
        Assert.Equal(2, plain.Connections);
    }

    [Theory(Skip = NetFrameworkSkip.Certificates)]
    [InlineData("localhost", 1)]
    [InlineData("elsewhere.example", 1)]
    [InlineData("localhost", -1)]
    public async Task A_server_with_an_untrusted_certificate_receives_no_request(string name, int validFor)
    {
        using X509Certificate2 certificate = TestServer.CreateCertificate(name, validFor);
        using TestServer server = new(_ => Answer.Booked(), certificate: certificate);
        using Rig rig = new(retries: 0) { ApiUri = server.Uri };

        string outcome = await rig.SendAsync();

        Assert.StartsWith("NotSent Unreachable x1: ", outcome, StringComparison.Ordinal);
        Assert.Contains("certificate", outcome, StringComparison.Ordinal);
        Assert.Equal(1, server.Connections);
        Assert.Empty(server.Requests);
    }

#if !NETFRAMEWORK
    // There the system's proxy is WebRequest's, which is that of the whole process.
    [Fact]
    public async Task A_proxy_receives_its_credentials_and_never_the_token()
    {
        using TestServer proxy = new(_ => Answer.CloseRead);
        proxy.Answers(Answer.Of(407, "", "Proxy-Authenticate: Basic realm=\"x\""), Answer.Of(502, "no way through"));
        IWebProxy before = System.Net.Http.HttpClient.DefaultProxy;
        System.Net.Http.HttpClient.DefaultProxy = new WebProxy(proxy.Uri) { Credentials = new NetworkCredential("me", "pr0xyw0rd") };
        try
        {
            using Rig rig = new(retries: 0) { ApiUri = new Uri("https://kornitx.invalid/") };

            string outcome = await rig.SendAsync();

            Assert.StartsWith("NotSent Unreachable x1: ", outcome, StringComparison.Ordinal);
            Assert.DoesNotContain("pr0xyw0rd", outcome, StringComparison.Ordinal);
            Assert.All(proxy.Requests, request => Assert.Equal("CONNECT kornitx.invalid:443 HTTP/1.1", request.Line));
            Assert.All(proxy.Requests, request => Assert.Empty(request.Header("Authorization")));
            // me:pr0xyw0rd
            Assert.Equal(["Basic bWU6cHIweHl3MHJk"], proxy.Requests[^1].Header("Proxy-Authorization"));
            Assert.Single(rig.Tokens.Requests);
        }
        finally
        {
            System.Net.Http.HttpClient.DefaultProxy = before;
        }
    }
#endif

    [Fact]
    public async Task A_timeout_while_connecting_is_unreachable()
    {
        TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        using Rig rig = new(retries: 0) { ApiUri = new Uri($"https://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/") };

        Task<string> sending = rig.SendAsync();
        using (await silent.AcceptSocketAsync())
        {
            rig.Clock.Advance(TimeSpan.FromSeconds(100));
            Assert.Equal("NotSent Unreachable x1: no complete response within 100 s", await sending);
        }

        silent.Stop();
    }

    [Fact]
    public async Task A_silent_token_endpoint_times_out()
    {
        using Rig rig = new(retries: 0);
        rig.Tokens.Answers(Answer.Hang);

        Task<string> sending = rig.SendAsync();
        await rig.Tokens.RequestAsync(1);
        rig.Clock.Advance(TimeSpan.FromSeconds(100));

        Assert.Equal("NotSent Unreachable x1: 127.0.0.1: no complete response within 100 s", await sending);
        Assert.Equal(0, rig.Api.Connections);
    }
}
