namespace KornitX.Tests;

public sealed class RequestLogTests
{
    private const string Form =
        "grant_type=client_credentials&client_id=sandbox&client_secret=top+secret&scope=api-sl-2-3.order-cancellation.create";

    [Fact]
    public async Task Requests_are_logged_as_received()
    {
        using SandboxClient client = new();

        await client.PostAsync(
            "order/45453571/cancellation?x=%20",
            """{ "items":[ {"id":12345678,"quantity":1,"n":"ä€"} ] }""",
            "application/json; charset=utf-8");
        await client.SendAsync(HttpMethod.Delete, "order/45453571/return", null, null, null);

        SandboxRequest[] requests = [.. client.Sandbox.Requests];
        Assert.Equal([1, 2, 3], requests.Select(request => request.Number));
        SandboxRequest booked = requests[1];
        Assert.Equal(
            ("POST", "/order/45453571/cancellation?x=%20", "application/json; charset=utf-8", 200),
            (booked.Method, booked.Path, booked.ContentType, booked.StatusCode));
        Assert.Equal("""{ "items":[ {"id":12345678,"quantity":1,"n":"ä€"} ] }""", booked.Body);
        Assert.Equal((254001, null), (booked.BookingId, booked.Fault));
        SandboxRequest rejected = requests[2];
        Assert.Equal(
            ("DELETE", "/order/45453571/return", null, "", 405),
            (rejected.Method, rejected.Path, rejected.ContentType, rejected.Body, rejected.StatusCode));
        Assert.Null(rejected.BookingId);
        Assert.Equal("3 DELETE /order/45453571/return 405", rejected.ToString());
    }

    [Theory]
    [InlineData(
        "grant_type=client_credentials&client_id=sandbox&client_secret=top+secret&scope=s",
        "grant_type=client_credentials&client_id=sandbox&client_secret=***&scope=s")]
    [InlineData("client_secret=top%20secret", "client_secret=***")]
    [InlineData("client_secret=a%20wrong%20one&x=1", "client_secret=***&***")]
    [InlineData("client%5Fsecret=top+secret&scope=s", "***&scope=s")]
    [InlineData("client_secret=&x=1", "client_secret=***&***")]
    [InlineData("{\"client_secret\":\"top secret\"}", "***")]
    [InlineData("", "")]
    public async Task The_secret_is_redacted(string sent, string kept)
    {
        using SandboxClient client = new();

        await client.RequestTokenAsync(sent);

        Assert.Equal(kept, Assert.Single(client.Sandbox.Requests).Body);
    }

    [Fact]
    public async Task The_query_of_a_token_request_is_not_logged()
    {
        using SandboxClient client = new();

        await client.SendAsync(HttpMethod.Get, "token?client_secret=top%20secret&scope=a", null, null, null);

        Assert.Equal("/token", Assert.Single(client.Sandbox.Requests).Path);
    }

    [Fact]
    public async Task A_token_is_redacted_everywhere()
    {
        using SandboxClient client = new();
        string token = await client.TokenAsync(SandboxClient.CancellationScope);

        await client.SendAsync(
            HttpMethod.Post, "order/1/cancellation?access_token=" + token, "{\"t\":\"" + token + "\"}", "application/json", "Bearer "
            + token);

        Assert.Equal("/order/1/cancellation?access_token=***", client.Sandbox.Requests[1].Path);
        Assert.Equal("{\"t\":\"***\"}", client.Sandbox.Requests[1].Body);
    }

    [Fact]
    public async Task The_log_keeps_the_last_requests_and_continues_the_numbers()
    {
        using SandboxClient client = new(new SandboxOptions { RequestLogLimit = 2 });

        for (int i = 0; i < 5; i++)
            await client.RequestTokenAsync(Form);

        Assert.Equal([4, 5], client.Sandbox.Requests.Select(request => request.Number));
        Assert.Equal(5, client.Sandbox.RequestCount);
    }

    [Fact]
    public async Task The_log_can_be_cleared()
    {
        using SandboxClient client = new();
        await client.RequestTokenAsync(Form);

        client.Sandbox.ClearRequests();

        Assert.Empty(client.Sandbox.Requests);
        Assert.Equal(0, client.Sandbox.RequestCount);
        await client.RequestTokenAsync(Form);
        Assert.Equal((1, 2), (client.Sandbox.RequestCount, Assert.Single(client.Sandbox.Requests).Number));
    }

    [Fact]
    public async Task A_snapshot_does_not_change()
    {
        using SandboxClient client = new();
        var before = client.Sandbox.Requests;
        var bookings = client.Sandbox.Bookings;

        await client.PostAsync("order/45453571/cancellation", """{"items":[{"id":12345678,"quantity":1}]}""");

        Assert.Empty(before);
        Assert.Empty(bookings);
        Assert.Equal((2, 1), (client.Sandbox.Requests.Count, client.Sandbox.Bookings.Count));
    }
}
