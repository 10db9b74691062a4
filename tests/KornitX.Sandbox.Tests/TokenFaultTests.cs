namespace KornitX.Tests;

public sealed class TokenFaultTests : IDisposable
{
    private const string Form =
        "grant_type=client_credentials&client_id=sandbox&client_secret=top+secret&scope=api-sl-2-3.order-cancellation.create";

    private readonly SandboxClient _client = new();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData(SandboxFaultKind.Unauthorized, 401, """{"error":"invalid_client","error_description":"Unauthorized"}""")]
    [InlineData(SandboxFaultKind.Forbidden, 403, """{"error":"access_denied","error_description":"Permission denied"}""")]
    [InlineData(SandboxFaultKind.TooManyRequests, 429, """{"error":"temporarily_unavailable","error_description":"Too many requests"}""")]
    [InlineData(
        SandboxFaultKind.ServiceUnavailable, 503, """{"error":"temporarily_unavailable","error_description":"Service unavailable"}""")]
    [InlineData(SandboxFaultKind.RateLimited, 400, """{"error":"temporarily_unavailable","error_description":"Rate limit exceeded"}""")]
    [InlineData(SandboxFaultKind.ServerErrorBeforeBooking, 500, """{"error":"server_error","error_description":"Internal server error"}""")]
    [InlineData(SandboxFaultKind.ServerErrorAfterBooking, 500, """{"error":"server_error","error_description":"Internal server error"}""")]
    public async Task A_token_endpoint_fault_has_the_token_endpoints_error_format(SandboxFaultKind kind, int status, string body)
    {
        _client.Sandbox.AddFault(new SandboxFault(kind) { OnToken = true });

        Assert.Equal((status, body), (await _client.RequestTokenAsync(Form)).Said);
        Assert.Equal(200, (await _client.RequestTokenAsync(Form)).Status);
    }

    [Theory]
    [InlineData(SandboxFaultKind.DropBeforeBooking)]
    [InlineData(SandboxFaultKind.DropAfterBooking)]
    [InlineData(SandboxFaultKind.TruncatedBody)]
    public async Task The_connection_to_the_token_endpoint_can_be_dropped(SandboxFaultKind kind)
    {
        _client.Sandbox.AddFault(new SandboxFault(kind) { OnToken = true });

        await Assert.ThrowsAsync<HttpRequestException>(() => _client.RequestTokenAsync(Form));
        Assert.Equal(kind.ToString(), _client.Sandbox.Requests[^1].Fault);
    }

    [Fact]
    public async Task A_fault_applies_only_to_its_endpoint()
    {
        _client.Sandbox.AddFault(new SandboxFault(SandboxFaultKind.TooManyRequests));
        _client.Sandbox.AddFault(new SandboxFault(SandboxFaultKind.ServiceUnavailable) { OnToken = true });

        Assert.Equal(503, (await _client.RequestTokenAsync(Form)).Status);
        Assert.Equal(200, (await _client.RequestTokenAsync(Form)).Status);
        Assert.Equal(429, (await _client.PostAsync("order/45453571/cancellation", "{}")).Status);
    }

    [Fact]
    public async Task ForeignBody_applies_to_the_next_token_that_is_issued()
    {
        _client.Sandbox.AddFault(
            new SandboxFault(SandboxFaultKind.ForeignBody) { OnToken = true, Body = "{}", ContentType = "application/json" });

        Assert.Equal(400, (await _client.RequestTokenAsync("grant_type=none")).Status);
        Assert.Equal((200, "{}"), (await _client.RequestTokenAsync(Form)).Said);
    }
}
