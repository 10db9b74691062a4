namespace KornitX.Client.Tests.Gateways;

/// <summary>
/// A real gateway passes a request on to a server that books it and responds too late, or not at all. Whatever the gateway
/// answers then, the request is not sent again and its outcome is unknown.
/// </summary>
public sealed class GatewayTests
{
    [GatewayFact("varnishd")]
    public Task Varnish_times_out() => BookedOnceAsync(Gateway.VarnishAsync, Answer.Hang, "Unknown: HTTP 503: ");

    [GatewayFact("varnishd")]
    public Task Varnish_loses_the_response() => BookedOnceAsync(Gateway.VarnishAsync, Answer.CloseRead, "Unknown: HTTP 503: ");

    [GatewayFact("nginx")]
    public Task Nginx_times_out() => BookedOnceAsync(Gateway.NginxAsync, Answer.Hang, "Unknown: HTTP 504: ");

    [GatewayFact("nginx")]
    public Task Nginx_loses_the_response() => BookedOnceAsync(Gateway.NginxAsync, Answer.CloseRead, "Unknown: HTTP 502: ");

    [GatewayFact("haproxy")]
    public Task HAProxy_times_out() => BookedOnceAsync(Gateway.HAProxyAsync, Answer.Hang, "Unknown: HTTP 504: ");

    [GatewayFact("haproxy")]
    public Task HAProxy_loses_the_response() => BookedOnceAsync(Gateway.HAProxyAsync, Answer.CloseRead, "Unknown: HTTP 502: ");

    /// <summary>A gateway in front of another one passes on what that one says.</summary>
    [GatewayFact("varnishd")]
    public async Task Varnish_times_out_before_a_slow_server_responds()
    {
        TaskCompletionSource late = new();
        await BookedOnceAsync(Gateway.VarnishAsync, Answer.Booked().After(late.Task), "Unknown: HTTP 503: ");
        late.SetResult();
    }

    private static async Task BookedOnceAsync(Func<int, Task<Gateway>> start, Answer answer, string outcome)
    {
        using TestServer kornitX = new(_ => answer);
        using Gateway gateway = await start(kornitX.Port);
        using Rig rig = new(retries: 3) { ApiUri = gateway.Uri };

        string said = await rig.SendAsync();

        Assert.StartsWith(outcome, said, StringComparison.Ordinal);
        Assert.Equal("""{"items":[{"id":12345678,"quantity":1}]}""", Assert.Single(kornitX.Requests).Text);
        Assert.Single(rig.Seen.Exchanges, exchange => exchange.Uri.AbsolutePath == "/order/45453571/cancellation");
    }
}
