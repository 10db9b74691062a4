using Microsoft.Extensions.Time.Testing;

namespace KornitX.Tests;

public sealed class AccessTests
{
    private const string Path = "order/45453571/cancellation";
    private const string Body = """{"items":[{"id":12345678,"quantity":1}]}""";
    private const string Unauthorized = """{"error":{"message":"Missing, unknown or expired access token","code":0}}""";

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer unknown")]
    [InlineData("Bearer ")]
    [InlineData("Basic c2FuZGJveDp0b3Agc2VjcmV0")]
    public async Task A_missing_or_invalid_token_is_rejected_with_401(string? authorization)
    {
        using SandboxClient client = new();

        Reply reply = await client.SendAsync(HttpMethod.Post, Path, Body, "application/json", authorization);

        Assert.Equal((401, Unauthorized), reply.Said);
        Assert.Equal("Bearer", reply.Headers["WWW-Authenticate"]);
        Assert.Empty(client.Sandbox.Bookings);
    }

    [Theory]
    [InlineData("cancellation", SandboxClient.ReturnScope, "api-sl-2-3.order-cancellation.create")]
    [InlineData("return", SandboxClient.CancellationScope, "api-sl-2-3.order-return.create")]
    public async Task A_token_for_the_other_scope_is_rejected_with_403(string operation, string scope, string missing)
    {
        using SandboxClient client = new();

        Reply reply = await client.SendAsync(
            HttpMethod.Post, "order/45453571/" + operation, Body, "application/json", "Bearer " + await client.TokenAsync(scope));

        Assert.Equal((403, $$$"""{"error":{"message":"Permission denied ({{{missing}}})","code":0}}"""), reply.Said);
        Assert.Empty(client.Sandbox.Bookings);
    }

    [Fact]
    public async Task A_token_is_valid_until_it_expires()
    {
        FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));
        using SandboxClient client = new(new SandboxOptions { TokenLifetimeSec = 60, Time = time });
        string authorization = "Bearer " + await client.TokenAsync(SandboxClient.CancellationScope);

        time.Advance(TimeSpan.FromSeconds(59));
        Reply before = await client.SendAsync(HttpMethod.Post, Path, Body, "application/json", authorization);
        time.Advance(TimeSpan.FromSeconds(1));
        Reply after = await client.SendAsync(HttpMethod.Post, Path, Body, "application/json", authorization);

        Assert.Equal(200, before.Status);
        Assert.Equal((401, Unauthorized), after.Said);
    }

    [Fact]
    public async Task Tokens_can_be_set_to_expire_immediately()
    {
        using SandboxClient client = new();
        string old = "Bearer " + await client.TokenAsync(SandboxClient.CancellationScope);

        client.Sandbox.ExpireTokens();
        string fresh = "Bearer " + await client.TokenAsync(SandboxClient.CancellationScope);

        Assert.Equal(401, (await client.SendAsync(HttpMethod.Post, Path, Body, "application/json", old)).Status);
        Assert.Equal(200, (await client.SendAsync(HttpMethod.Post, Path, Body, "application/json", fresh)).Status);
    }

    [Fact]
    public async Task A_new_token_does_not_revoke_the_previous_one()
    {
        using SandboxClient client = new();
        string first = "Bearer " + await client.TokenAsync(SandboxClient.CancellationScope);
        await client.TokenAsync(SandboxClient.CancellationScope);

        Assert.Equal(200, (await client.SendAsync(HttpMethod.Post, Path, Body, "application/json", first)).Status);
    }
}
