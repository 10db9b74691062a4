using System.Text.Json;

namespace KornitX.Tests;

public sealed class TokenEndpointTests : IDisposable
{
    private const string Good = "grant_type=client_credentials&client_id=sandbox&client_secret=top+secret&scope=";

    private readonly SandboxClient _client = new();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("api-sl-2-3.order-cancellation.create")]
    [InlineData("api-sl-2-3.order-return.create")]
    public async Task A_token_is_issued_for_one_scope(string scope)
    {
        Reply reply = await _client.RequestTokenAsync(Good + scope);

        Assert.Equal(200, reply.Status);
        Assert.Equal("application/json", reply.Headers["Content-Type"]);
        Assert.Equal("no-store", reply.Headers["Cache-Control"]);
        using JsonDocument document = JsonDocument.Parse(reply.Body);
        Assert.Equal("Bearer", document.RootElement.GetProperty("token_type").GetString());
        Assert.Equal(3600, document.RootElement.GetProperty("expires_in").GetInt32());
        Assert.NotEqual("", document.RootElement.GetProperty("access_token").GetString());
    }

    [Theory]
    [InlineData("client_id=sandbox&client_secret=wrong", 401, "invalid_client", "Client authentication failed")]
    [InlineData("client_id=someone&client_secret=top+secret", 401, "invalid_client", "Client authentication failed")]
    [InlineData("client_id=sandbox", 400, "invalid_request", "Missing client_id or client_secret")]
    [InlineData("client_secret=top+secret", 400, "invalid_request", "Missing client_id or client_secret")]
    [InlineData("client_id=sandbox&client_id=sandbox", 400, "invalid_request", "The form has a field twice or cannot be read")]
    [InlineData("client_id", 400, "invalid_request", "The form has a field twice or cannot be read")]
    public async Task An_unknown_client_is_rejected(string client, int status, string error, string description)
    {
        Reply reply = await _client.RequestTokenAsync(
            "grant_type=client_credentials&scope=api-sl-2-3.order-return.create&" + client);

        Assert.Equal((status, $$"""{"error":"{{error}}","error_description":"{{description}}"}"""), reply.Said);
        Assert.Equal("no-store", reply.Headers["Cache-Control"]);
    }

    [Theory]
    [InlineData("grant_type=password&", 400, "unsupported_grant_type")]
    [InlineData("", 400, "invalid_request")]
    public async Task Another_grant_type_is_rejected(string grant, int status, string error)
    {
        Reply reply = await _client.RequestTokenAsync(
            grant + "client_id=sandbox&client_secret=top+secret&scope=api-sl-2-3.order-return.create");

        Assert.Equal(status, reply.Status);
        Assert.StartsWith($$"""{"error":"{{error}}",""", reply.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("api-sl-2-3.order.read")]
    [InlineData("api-sl-2-3.order-return.create+api-sl-2-3.order-cancellation.create")]
    public async Task An_unknown_scope_is_rejected(string scope)
    {
        Reply reply = await _client.RequestTokenAsync(Good + scope);

        Assert.Equal((400, """{"error":"invalid_scope","error_description":"The scope is missing or unknown"}"""), reply.Said);
    }

    [Theory]
    [InlineData("Cancellation", 200, 400)]
    [InlineData("return", 400, 200)]
    public async Task A_scope_that_is_not_granted_is_rejected(string granted, int forCancellation, int forReturn)
    {
        using SandboxClient client = new(new SandboxOptions { Operations = [granted] });

        Reply cancellationReply = await client.RequestTokenAsync(Good + SandboxClient.CancellationScope);
        Reply returnReply = await client.RequestTokenAsync(Good + SandboxClient.ReturnScope);

        Assert.Equal((forCancellation, forReturn), (cancellationReply.Status, returnReply.Status));
        Assert.Equal(
            """{"error":"invalid_scope","error_description":"The client may not have this scope"}""",
            (forReturn == 400 ? returnReply : cancellationReply).Body);
    }

    [Fact]
    public async Task Only_form_data_is_accepted()
    {
        Reply reply = await _client.RequestTokenAsync(
            """{"grant_type":"client_credentials","client_id":"sandbox","client_secret":"top secret"}""", "application/json");

        Assert.Equal(
            (400, """{"error":"invalid_request","error_description":"The content type must be application/x-www-form-urlencoded"}"""),
            reply.Said);
    }

    [Fact]
    public async Task Only_POST_is_accepted()
    {
        Reply reply = await _client.SendAsync(HttpMethod.Get, "token", null, null, null);

        Assert.Equal((405, """{"error":"invalid_request","error_description":"Use POST"}"""), reply.Said);
        Assert.Equal("POST", reply.Headers["Allow"]);
    }

    [Fact]
    public async Task The_client_ID_and_secret_can_have_any_characters()
    {
        using SandboxClient client = new(new SandboxOptions { ClientId = "a b&c", ClientSecret = "p=q+r%s ä€" });

        Reply reply = await client.RequestTokenAsync(
            "grant_type=client_credentials&client_id=a%20b%26c&client_secret=p%3Dq%2Br%25s+%C3%A4%E2%82%AC&scope="
                + SandboxClient.ReturnScope);

        Assert.Equal(200, reply.Status);
    }
}
