using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;

namespace KornitX.Tests;

public sealed class LifecycleTests
{
    [Fact]
    public void A_sandbox_has_its_addresses_and_credentials()
    {
        using Sandbox sandbox = Sandbox.Start();

        Assert.Equal("http://localhost:" + sandbox.ApiUri.Port + "/", sandbox.ApiUri.AbsoluteUri);
        Assert.Equal("http://localhost:" + sandbox.ApiUri.Port + "/token", sandbox.TokenUri.AbsoluteUri);
        Assert.Equal(sandbox.ApiUri.AbsoluteUri, sandbox.ToString());
        Assert.Equal("sandbox", sandbox.ClientId);
        Assert.True(sandbox.IsRunning);
    }

    [Fact]
    public void Each_sandbox_has_a_random_secret()
    {
        using Sandbox one = Sandbox.Start();
        using Sandbox other = Sandbox.Start();

        Assert.Equal(32, Plain(one).Length);
        Assert.NotEqual(Plain(one), Plain(other));
    }

    [Fact]
    public void A_given_secret_is_used_and_returned_as_a_copy()
    {
        using Sandbox sandbox = Sandbox.Start(new SandboxOptions { ClientSecret = "ä€😀" });

        sandbox.ClientSecret.Dispose();

        Assert.Equal("ä€😀", Plain(sandbox));
    }

    [Fact]
    public void A_sandbox_has_its_start_time()
    {
        DateTimeOffset then = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
        using Sandbox sandbox = Sandbox.Start(new SandboxOptions { Time = new FakeTimeProvider(then) });

        Assert.Equal(then.LocalDateTime, sandbox.StartedAt);
        Assert.Equal(DateTimeKind.Local, sandbox.StartedAt.Kind);
    }

    [Fact]
    public async Task A_port_can_be_chosen()
    {
        int port;
        using (Sandbox first = Sandbox.Start())
            port = first.ApiUri.Port;

        using SandboxClient client = new(new SandboxOptions { Port = port });

        Assert.Equal(port, client.Sandbox.ApiUri.Port);
        Assert.Equal(404, (await client.SendAsync(HttpMethod.Get, "", null, null, null)).Status);
    }

    [Fact]
    public void A_port_in_use_is_an_error()
    {
        using Sandbox first = Sandbox.Start();
        int port = first.ApiUri.Port;

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Sandbox.Start(new SandboxOptions { Port = port }));

        Assert.StartsWith("The sandbox can't listen on port " + port + " of localhost: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sandbox_listens_on_loopback_only()
    {
        using Sandbox sandbox = Sandbox.Start();
        IPAddress? outside = (await Dns.GetHostAddressesAsync(Dns.GetHostName()))
            .FirstOrDefault(address => !IPAddress.IsLoopback(address) && address.AddressFamily == AddressFamily.InterNetwork);
        using TcpClient inside = new();
        await inside.ConnectAsync(IPAddress.Loopback, sandbox.ApiUri.Port);

        Assert.True(inside.Connected);
        if (outside is not null)
        {
            using TcpClient client = new();
            await Assert.ThrowsAnyAsync<SocketException>(() => client.ConnectAsync(outside, sandbox.ApiUri.Port));
        }
    }

    [Fact]
    public async Task A_stopped_sandbox_does_not_respond_and_can_still_be_read()
    {
        using SandboxClient client = new();
        await client.PostAsync("order/45453571/cancellation", """{"items":[{"id":12345678,"quantity":1}]}""");

        client.Sandbox.Stop();
        client.Sandbox.Stop();

        Assert.False(client.Sandbox.IsRunning);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.RequestTokenAsync("x=1"));
        Assert.Single(client.Sandbox.Bookings);
        Assert.Equal(2, client.Sandbox.RequestCount);
        Assert.Equal(10, client.Sandbox.Orders.Count);
    }

    [Fact]
    public async Task Stopping_closes_open_connections()
    {
        using SandboxClient client = new();
        using TcpClient idle = await client.ConnectAsync();
        using HttpClient keepsAlive = new();
        using HttpResponseMessage response = await keepsAlive.GetAsync(client.Sandbox.ApiUri);

        client.Sandbox.Stop();

        await Assert.ThrowsAsync<HttpRequestException>(() => keepsAlive.GetAsync(client.Sandbox.ApiUri));
        try
        {
            Assert.Equal("", await SandboxClient.ReadToEndAsync(idle.GetStream()));
        }
        catch (System.IO.IOException)
        {
            // Reset is closed as well; that ReadToEndAsync came back is the point.
        }
    }

    [Fact]
    public async Task Two_sandboxes_share_nothing()
    {
        SandboxOrder[] orders = [new SandboxOrder { Id = 1, Items = [new SandboxItem { Id = 10, Quantity = 1 }] }];
        using SandboxClient one = new(new SandboxOptions { Orders = orders });
        using SandboxClient other = new(new SandboxOptions { Orders = orders });

        await one.PostAsync("order/1/cancellation", """{"items":[{"id":10,"quantity":1}]}""");

        Assert.Equal((1, 0), (one.Sandbox.Bookings.Count, other.Sandbox.Bookings.Count));
        Assert.Equal(
            (1, 0, 0),
            (one.Sandbox.Orders[0].Items[0].Cancelled, other.Sandbox.Orders[0].Items[0].Cancelled, orders[0].Items[0].Cancelled));
        Reply reply = await other.SendAsync(
            HttpMethod.Post, "order/1/cancellation", "{}", "application/json", "Bearer "
                + await one.TokenAsync(SandboxClient.CancellationScope));
        Assert.Equal(401, reply.Status);
    }

    [Fact]
    public async Task Thousands_of_requests_on_many_connections_are_served()
    {
        const int orders = 2000;
        using SandboxClient client = new(new SandboxOptions
        {
            RequestLogLimit = 100,
            Orders = [.. Enumerable.Range(1, orders).Select(id => new SandboxOrder
            {
                Id = id,
                ExternalRef = "O-" + id,
                Items = [new SandboxItem { Id = 100_000 + id, ExternalRef = "I", Quantity = 1 }],
            })],
        });
        string token = await client.TokenAsync(SandboxClient.CancellationScope);
        using HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 50 });
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer " + token);

        int[] statuses = await Task.WhenAll(Enumerable.Range(1, orders).Select(async id =>
        {
            using StringContent content = new(
                """{"items":[{"external_ref":"I","quantity":1}]}""", System.Text.Encoding.UTF8, "application/json");
            using HttpResponseMessage response =
                await http.PostAsync(new Uri(client.Sandbox.ApiUri, "order/by-external-ref/O-" + id + "/cancellation"), content);
            return (int)response.StatusCode;
        }));

        Assert.All(statuses, status => Assert.Equal(200, status));
        Assert.Equal(orders, client.Sandbox.Bookings.Select(booking => booking.OrderId).Distinct().Count());
        Assert.Equal(orders, client.Sandbox.Bookings.Select(booking => booking.Id).Distinct().Count());
        Assert.Equal((orders + 1, 100), (client.Sandbox.RequestCount, client.Sandbox.Requests.Count));
    }

    private static string Plain(Sandbox sandbox)
    {
        using System.Security.SecureString secret = sandbox.ClientSecret;
        return new NetworkCredential("", secret).Password;
    }
}
