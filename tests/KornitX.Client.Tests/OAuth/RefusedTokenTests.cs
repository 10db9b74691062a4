namespace KornitX.Client.Tests;

/// <summary>The API refuses a token: one new token, one more try.</summary>
public sealed class RefusedTokenTests
{
    private const string Created = "Created 254001 [12345678 of 45453571, line 5]";

    [Fact]
    public async Task The_request_is_sent_once_more_with_a_new_token()
    {
        using Rig rig = new();
        rig.Api.Answers(Answer.Refused(401, "Token expired"), Answer.Booked());

        Assert.Equal(Created, await rig.SendAsync());
        Assert.Equal(["Bearer token-1", "Bearer token-2"], Authorizations(rig));
        Assert.Equal("""{"items":[{"id":12345678,"quantity":1}]}""", rig.Api.Requests[1].Text);
        Assert.Equal(2, rig.Tokens.Requests.Count);
        Assert.False(rig.Seen.Waits.TryRead(out _));
    }

    [Theory]
    [InlineData("""{"error":{"message":"Bad token","code":0}}""", "HTTP 401: Bad token")]
    [InlineData("", "HTTP 401")]
    public async Task A_second_refused_token_is_final(string body, string message)
    {
        using Rig rig = new();
        rig.Api.Answers(Answer.Of(401, body));

        Assert.Equal($"NotSent AuthenticationFailed x1: {message}", await rig.SendAsync());
        Assert.Equal(["Bearer token-1", "Bearer token-2"], Authorizations(rig));
        Assert.Equal(2, rig.Tokens.Requests.Count);
    }

    [Fact]
    public async Task Without_retries_the_token_is_still_renewed()
    {
        using Rig rig = new(retries: 0);
        rig.Api.Answers(Answer.Refused(401, "Token expired"), Answer.Booked());

        Assert.Equal(Created, await rig.SendAsync());
    }

    [Fact]
    public async Task A_failed_token_renewal_is_final()
    {
        using Rig rig = new();
        rig.Tokens.Answers(Answer.Token("token-1"), Answer.Of(400, """{"error":"invalid_client"}"""));
        rig.Api.Answers(Answer.Refused(401, "Token revoked"));

        Assert.Equal("NotSent AuthenticationFailed x1: 127.0.0.1 returned HTTP 400: invalid_client", await rig.SendAsync());
        Assert.Single(rig.Api.Requests);
    }

    [Fact]
    public async Task A_lost_response_after_a_token_renewal_is_unknown()
    {
        using Rig rig = new();
        rig.Api.Answers(Answer.Refused(401, "Token expired"), Answer.CloseRead);

        Assert.StartsWith("Unknown: ", await rig.SendAsync(), System.StringComparison.Ordinal);
        Assert.Equal(2, rig.Api.Requests.Count);
    }

    [Fact]
    public async Task Concurrent_refused_requests_share_one_renewal()
    {
        using Rig rig = new();
        // None is answered before all have come with the first token.
        rig.Api.Answers(n => n <= 20 ? Answer.Refused(401, "Token expired").After(rig.Api.RequestAsync(20)) : Answer.Booked());

        string[] outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => rig.SendAsync()));

        Assert.All(outcomes, outcome => Assert.Equal(Created, outcome));
        Assert.Equal(2, rig.Tokens.Requests.Count);
        Assert.Equal(
            [.. Enumerable.Repeat("Bearer token-1", 20), .. Enumerable.Repeat("Bearer token-2", 20)],
            Authorizations(rig));
    }

    [Fact]
    public async Task The_token_of_the_other_operation_is_kept()
    {
        using Rig rig = new();
        BookingRequest aReturn = new(Operation.Return, OrderAddress.ById(1), "R", [new RequestItem(2, null, 1)]);
        await rig.SendAsync(aReturn);
        rig.Api.Answers(n => n == 2 ? Answer.Refused(401, "Token expired") : Answer.Booked());

        await rig.SendAsync();
        await rig.SendAsync(aReturn);

        Assert.Equal(["Bearer token-1", "Bearer token-2", "Bearer token-3", "Bearer token-1"], Authorizations(rig));
    }

    private static string[] Authorizations(Rig rig) =>
        [.. rig.Api.Requests.SelectMany(request => request.Header("Authorization"))];
}
