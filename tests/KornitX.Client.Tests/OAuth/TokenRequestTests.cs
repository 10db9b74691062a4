using System.Net;

namespace KornitX.Client.Tests;

/// <summary>How a token is asked for, and how often.</summary>
public sealed class TokenRequestTests
{
    private static readonly BookingRequest Return =
        new(Operation.Return, OrderAddress.ById(45453571), "ABC1234", [new RequestItem(12345678, null, 1)]);

    [Fact]
    public async Task A_token_is_requested_with_a_form()
    {
        using Rig rig = new();

        await rig.SendAsync();

        Received request = Assert.Single(rig.Tokens.Requests);
        Assert.Equal("POST /token HTTP/1.1", request.Line);
        Assert.Equal(["application/x-www-form-urlencoded"], request.Header("Content-Type"));
        Assert.Empty(request.Header("Authorization"));
        Assert.Equal(
            "grant_type=client_credentials&client_id=client&client_secret=secret&scope=api-sl-2-3.order-cancellation.create",
            request.Text);
    }

    [Theory]
    [InlineData("a&b=c", "a%26b%3Dc")]
    [InlineData("a+b c", "a%2Bb%20c")]
    [InlineData("100%2F", "100%252F")]
    [InlineData("a/?#;:@,\\", "a%2F%3F%23%3B%3A%40%2C%5C")]
    [InlineData("'\"!*()", "%27%22%21%2A%28%29")]
    [InlineData("ä€😀", "%C3%A4%E2%82%AC%F0%9F%98%80")]
    [InlineData("a\r\nb\t", "a%0D%0Ab%09")]
    [InlineData("A-z_0.9~", "A-z_0.9~")]
    public async Task The_client_ID_and_secret_can_have_any_character(string plain, string encoded)
    {
        using Rig rig = new() { Credential = new NetworkCredential(plain, plain) };

        await rig.SendAsync(Return);

        Assert.Equal(
            $"grant_type=client_credentials&client_id={encoded}&client_secret={encoded}&scope=api-sl-2-3.order-return.create",
            rig.Tokens.Requests[0].Text);
    }

    [Fact]
    public async Task Each_operation_has_a_token_of_its_own_scope()
    {
        using Rig rig = new();

        await rig.SendAsync();
        await rig.SendAsync(Return);
        await rig.SendAsync();
        await rig.SendAsync(Return);

        Assert.Equal(
            ["api-sl-2-3.order-cancellation.create", "api-sl-2-3.order-return.create"],
            rig.Tokens.Requests.Select(request => request.Text.Split("&scope=")[1]));
        Assert.Equal(
            ["Bearer token-1", "Bearer token-2", "Bearer token-1", "Bearer token-2"],
            rig.Api.Requests.SelectMany(request => request.Header("Authorization")));
    }

    [Fact]
    public async Task A_client_sends_no_request_until_it_needs_to()
    {
        using Rig rig = new();

        _ = rig.Client;
        Assert.Equal(0, rig.Tokens.Connections);

        await rig.SendAsync();
        Assert.Equal(1, rig.Tokens.Connections);
    }

    [Fact]
    public async Task Concurrent_senders_share_one_token_request()
    {
        TaskCompletionSource all = new();
        using Rig rig = new();
        rig.Tokens.Answers(Answer.Token("token-1").After(all.Task));

        Task<string>[] sending = [.. Enumerable.Range(0, 20).Select(_ => rig.SendAsync())];
        await rig.Tokens.RequestAsync(1);
        all.SetResult();
        string[] outcomes = await Task.WhenAll(sending);

        Assert.All(outcomes, outcome => Assert.Equal("Created 254001 [12345678 of 45453571, line 5]", outcome));
        Assert.Single(rig.Tokens.Requests);
        Assert.Equal(20, rig.Api.Requests.Count);
        Assert.All(rig.Api.Requests, request => Assert.Equal(["Bearer token-1"], request.Header("Authorization")));
    }

    [Fact]
    public async Task Concurrent_senders_share_one_refusal()
    {
        TaskCompletionSource all = new();
        using Rig rig = new();
        rig.Tokens.Answers(Answer.Of(400, """{"error":"invalid_client"}""").After(all.Task));

        Task<string>[] sending = [.. Enumerable.Range(0, 20).Select(_ => rig.SendAsync())];
        await rig.Tokens.RequestAsync(1);
        all.SetResult();
        string[] outcomes = await Task.WhenAll(sending);

        Assert.All(
            outcomes, outcome => Assert.Equal("NotSent AuthenticationFailed x1: 127.0.0.1 returned HTTP 400: invalid_client", outcome));
        Assert.Single(rig.Tokens.Requests);
        Assert.Empty(rig.Api.Requests);
    }

    [Fact]
    public async Task Requesting_a_grant_always_requests_a_token_and_caches_it()
    {
        using Rig rig = new();

        await rig.SendAsync();
        TokenGrant grant = await rig.Client.RequestTokenAsync(Operation.Cancellation);
        await rig.SendAsync();

        Assert.Equal((Operation.Cancellation, true), (grant.Operation, grant.Granted));
        Assert.Equal(2, rig.Tokens.Requests.Count);
        Assert.Equal(["Bearer token-2"], rig.Api.Requests[1].Header("Authorization"));
    }

    [Fact]
    public async Task Requesting_a_grant_shares_a_token_request_in_progress()
    {
        TaskCompletionSource held = new();
        using Rig rig = new();
        rig.Tokens.Answers(Answer.Token("token-1").After(held.Task));

        Task<string> sending = rig.SendAsync();
        await rig.Tokens.RequestAsync(1);
        Task<TokenGrant> grant = rig.Client.RequestTokenAsync(Operation.Cancellation);
        held.SetResult();

        Assert.True((await grant).Granted);
        Assert.Equal("Created 254001 [12345678 of 45453571, line 5]", await sending);
        Assert.Single(rig.Tokens.Requests);
    }

    [Fact]
    public async Task A_token_request_that_completes_immediately_is_not_shared_with_later_callers()
    {
        int requests = 0;
        TokenCache cache = new(
            Operation.Return, (_, _) => Task.FromResult(
                TokenGrant.Create(Operation.Return, new AccessToken($"token-{++requests}", default, null))), TimeProvider.System, default);

        Assert.Equal("token-1", (await cache.RenewAsync(null, default)).Token!.Value);
        Assert.Equal("token-2", (await cache.RenewAsync(null, default)).Token!.Value);
    }

    [Fact]
    public async Task A_token_request_that_throws_is_a_refusal_and_the_next_one_is_sent()
    {
        int requests = 0;
        TokenCache cache = new(
            Operation.Return,
            (_, _) => ++requests == 1 ? throw new InvalidOperationException("planted")
                : Task.FromResult(TokenGrant.Create(Operation.Return, new AccessToken("T", default, null))),
            TimeProvider.System,
            default);

        Assert.Equal(
            "NotSent Unreachable x0: the token request failed (InvalidOperationException)",
            (await cache.GetAsync(null, null, default)).Failure!.Describe());
        Assert.Equal("T", (await cache.GetAsync(null, null, default)).Token!.Value);
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(429, "")]
    [InlineData(404, "<h1>Not found</h1>")]
    [InlineData(401, """{"error":"invalid_client"}""")]
    [InlineData(400, """{"error":"invalid_scope"}""")]
    public async Task A_failed_grant_request_keeps_the_cached_token(int status, string body)
    {
        using Rig rig = new(retries: 0);
        rig.Tokens.Answers(Answer.Token("token-1"), Answer.Of(status, body));

        await rig.SendAsync();
        TokenGrant grant = await rig.Client.RequestTokenAsync(Operation.Cancellation);

        Assert.False(grant.Granted);
        Assert.Equal("Created 254001 [12345678 of 45453571, line 5]", await rig.SendAsync());
        Assert.Equal(["Bearer token-1", "Bearer token-1"], rig.Api.Requests.SelectMany(request => request.Header("Authorization")));
        Assert.Equal(2, rig.Tokens.Requests.Count);
    }

    [Fact]
    public async Task A_failed_grant_request_keeps_a_cached_token_of_unknown_lifetime()
    {
        using Rig rig = new(retries: 0);
        rig.Tokens.Answers(Answer.Of(200, """{"access_token":"token-1"}"""), Answer.CloseRead);

        await rig.SendAsync();
        Assert.False((await rig.Client.RequestTokenAsync(Operation.Cancellation)).Granted);

        Assert.Equal("Created 254001 [12345678 of 45453571, line 5]", await rig.SendAsync());
    }
}
