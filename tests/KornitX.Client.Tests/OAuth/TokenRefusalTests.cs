namespace KornitX.Client.Tests;

/// <summary>What the token endpoint's refusals come to. Nothing is booked by asking for a token, so it may be asked again.</summary>
public sealed class TokenRefusalTests
{
    [Theory]
    [InlineData(400, """{"error":"invalid_client"}""", "AuthenticationFailed", "invalid_client")]
    [InlineData(
        401,
        """{"error":"invalid_client","error_description":"Client authentication failed"}""",
        "AuthenticationFailed",
        "Client authentication failed (invalid_client)")]
    [InlineData(400, """{"error":"invalid_grant","message":"other"}""", "AuthenticationFailed", "invalid_grant")]
    [InlineData(400, """{"error":"unsupported_grant_type"}""", "AuthenticationFailed", "unsupported_grant_type")]
    [InlineData(401, """{"error":{"message":"Unknown client","code":0}}""", "AuthenticationFailed", "Unknown client")]
    [InlineData(401, "", "AuthenticationFailed", "no reason given")]
    [InlineData(400, """{"error":"invalid_scope"}""", "PermissionDenied", "invalid_scope")]
    [InlineData(
        401,
        """{"error":"invalid_scope","error_description":"Check the `scope` parameter"}""",
        "PermissionDenied",
        "Check the `scope` parameter (invalid_scope)")]
    [InlineData(400, """{"error":"unauthorized_client"}""", "PermissionDenied", "unauthorized_client")]
    [InlineData(401, """{"error":"access_denied"}""", "PermissionDenied", "access_denied")]
    [InlineData(403, "", "PermissionDenied", "no reason given")]
    [InlineData(403, """{"error":{"message":"Forbidden","code":0}}""", "PermissionDenied", "Forbidden")]
    [InlineData(403, """{"error":"invalid_client"}""", "AuthenticationFailed", "invalid_client")]
    [InlineData(
        401,
        """{"error":{"message":"Permission denied (api-sl-2-3.order-cancellation.create)","code":0}}""",
        "PermissionDenied",
        "Permission denied (api-sl-2-3.order-cancellation.create)")]
    [InlineData(404, """{"error":"invalid_client"}""", "AuthenticationFailed", "invalid_client")]
    // No token endpoint, by the looks of it: that says nothing of the secret.
    [InlineData(405, "", "Unreachable", "no reason given")]
    public async Task A_refusal_is_reported_and_not_retried(int status, string body, string reason, string words)
    {
        using Rig rig = new();
        rig.Tokens.Answers(Answer.Of(status, body));

        Assert.Equal($"NotSent {reason} x1: 127.0.0.1 returned HTTP {status}: {words}", await rig.SendAsync());
        Assert.Single(rig.Tokens.Requests);
        Assert.Empty(rig.Api.Requests);
    }

    [Theory]
    [InlineData("invalid_request")]
    [InlineData("invalid_client")]
    [InlineData("invalid_grant")]
    [InlineData("unauthorized_client")]
    [InlineData("unsupported_grant_type")]
    [InlineData("invalid_scope")]
    [InlineData("unsupported_response_type")]
    [InlineData("access_denied")]
    [InlineData("server_error")]
    [InlineData("temporarily_unavailable")]
    public async Task An_error_code_of_OAuth_is_shown_even_if_the_secret_contains_it(string code)
    {
        using Rig rig = new(retries: 0) { Credential = new("client", $"{code}1") };
        rig.Tokens.Answers(Answer.Of(400, $$"""{"error":"{{code}}"}"""));

        Assert.EndsWith($": 127.0.0.1 returned HTTP 400: {code}", await rig.SendAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_with_the_client_id_is_shown_even_if_the_secret_contains_it()
    {
        using Rig rig = new() { Credential = new("acme-orders", "acme-orders-7x") };
        rig.Tokens.Answers(Answer.Of(401, """{"error":"invalid_client","error_description":"acme-orders is unknown"}"""));

        Assert.Equal(
            "NotSent AuthenticationFailed x1: 127.0.0.1 returned HTTP 401: acme-orders is unknown (invalid_client)",
            await rig.SendAsync());
    }

    [Fact]
    public async Task Another_error_code_is_not_shown_if_the_secret_contains_it()
    {
        using Rig rig = new() { Credential = new("client", "unknown_code1") };
        rig.Tokens.Answers(Answer.Of(400, """{"error":"unknown_code"}"""));

        Assert.Equal(
            "NotSent AuthenticationFailed x1: 127.0.0.1 returned HTTP 400: the server's message is not shown because it repeats a "
                + "secret",
            await rig.SendAsync());
    }

    /// <summary>A response of any server can contain the secret or a token.</summary>
    [Theory]
    [InlineData(401, "<h1>Unauthorized</h1>", "AuthenticationFailed", " with an HTML page")]
    [InlineData(401, "\r\n <!DOCTYPE html>", "AuthenticationFailed", " with an HTML page")]
    [InlineData(403, "<h1>Request blocked</h1>", "Unreachable", " with an HTML page")]
    [InlineData(404, "<h1>Not found</h1>", "Unreachable", " with an HTML page")]
    [InlineData(499, "x", "Unreachable", " with a body that is not an OAuth error")]
    [InlineData(400, "access_token=T", "AuthenticationFailed", " with a body that is not an OAuth error")]
    [InlineData(400, """{"message":"You sent secret"}""", "AuthenticationFailed", " with a body that is not an OAuth error")]
    [InlineData(400, """["secret"]""", "AuthenticationFailed", " with a body that is not an OAuth error")]
    [InlineData(401, " \r\n", "AuthenticationFailed", ": no reason given")]
    public async Task A_body_that_is_not_an_OAuth_error_is_not_shown(int status, string body, string reason, string message)
    {
        using Rig rig = new();
        rig.Tokens.Answers(Answer.Of(status, body));

        Assert.Equal($"NotSent {reason} x1: 127.0.0.1 returned HTTP {status}{message}", await rig.SendAsync());
    }

    [Theory]
    [InlineData("""{"error":"invalid_client"}""", "AuthenticationFailed", "invalid_client")]
    [InlineData("""{"error":"invalid_scope","error_description":"Check it"}""", "PermissionDenied", "Check it (invalid_scope)")]
    [InlineData(
        """{"error":{"message":"Permission denied (api-sl-2-3.order-cancellation.create)","code":0}}""",
        "PermissionDenied",
        "Permission denied (api-sl-2-3.order-cancellation.create)")]
    public async Task An_OAuth_error_with_status_200_is_a_refusal(string body, string reason, string words)
    {
        using Rig rig = new();
        rig.Tokens.Answers(Answer.Of(200, body));

        Assert.Equal($"NotSent {reason} x1: 127.0.0.1 returned HTTP 200: {words}", await rig.SendAsync());
        Assert.Single(rig.Tokens.Requests);
        Assert.Empty(rig.Api.Requests);
    }

    [Theory]
    [InlineData(200, """{"error":{"message":"Internal error","code":0}}""", "Unreachable", "returned HTTP 200: Internal error")]
    [InlineData(200, """{"error":{"message":"Too many requests","code":0}}""", "RateLimited", "returned HTTP 200: Too many requests")]
    [InlineData(200, """{"error":"temporarily_unavailable"}""", "Unreachable", "returned HTTP 200: temporarily_unavailable")]
    [InlineData(400, """{"error":"temporarily_unavailable"}""", "Unreachable", "returned HTTP 400: temporarily_unavailable")]
    [InlineData(400, """{"error":"server_error"}""", "Unreachable", "returned HTTP 400: server_error")]
    [InlineData(500, """{"error":"invalid_client"}""", "Unreachable", "returned HTTP 500: invalid_client")]
    [InlineData(408, "", "Unreachable", "returned HTTP 408: no reason given")]
    [InlineData(300, "", "Unreachable", "returned HTTP 300: no reason given")]
    [InlineData(300, "x", "Unreachable", "returned HTTP 300 with a body that is not an OAuth error")]
    [InlineData(300, "<h1>Choices</h1>", "Unreachable", "returned HTTP 300 with an HTML page")]
    [InlineData(502, "<h1>Bad gateway</h1>", "Unreachable", "returned HTTP 502 with an HTML page")]
    [InlineData(500, """{"message":"Oops"}""", "Unreachable", "returned HTTP 500 with a body that is not an OAuth error")]
    [InlineData(300, """{"error":"invalid_client"}""", "Unreachable", "returned HTTP 300: invalid_client")]
    [InlineData(300, """{"error":{"message":"Too many requests","code":0}}""", "Unreachable", "returned HTTP 300: Too many requests")]
    [InlineData(300, """{"access_token":"T"}""", "Unreachable", "returned HTTP 300 with a body that is not an OAuth error")]
    [InlineData(500, "", "Unreachable", "returned HTTP 500: no reason given")]
    public async Task A_transient_failure_is_retried(int status, string body, string reason, string message)
    {
        using Rig rig = new(retries: 1);
        rig.Tokens.Answers(Answer.Of(status, body));

        Assert.Equal($"NotSent {reason} x1: 127.0.0.1 {message}", await rig.SendAsync(waits: 1));
        Assert.Equal(2, rig.Tokens.Requests.Count);
        Assert.Empty(rig.Api.Requests);
    }

    [Fact]
    public async Task A_refusal_is_not_cached()
    {
        using Rig rig = new();
        rig.Tokens.Answers(Answer.Of(400, """{"error":"invalid_client"}"""), Answer.Token("T"));

        Assert.Equal("NotSent AuthenticationFailed x1: 127.0.0.1 returned HTTP 400: invalid_client", await rig.SendAsync());
        Assert.Equal("Created 254001 [12345678 of 45453571, line 5]", await rig.SendAsync());
    }

    [Fact]
    public async Task A_grant_has_the_reason_for_a_missing_token()
    {
        using Rig rig = new();
        rig.Tokens.Answers(Answer.Of(400, """{"error":"invalid_scope"}"""));

        TokenGrant grant = await rig.Client.RequestTokenAsync(Operation.Return);

        Assert.Equal((false, null), (grant.Granted, grant.ExpiresAt));
        Assert.Equal("NotSent PermissionDenied x0: 127.0.0.1 returned HTTP 400: invalid_scope", grant.Failure!.Describe());
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_transient_fault_is_retried(int status)
    {
        using Rig rig = new();
        rig.Tokens.Answers(Answer.Of(status, ""), Answer.Of(status, ""), Answer.Of(status, ""), Answer.Token("T"));

        Assert.Equal("Created 254001 [12345678 of 45453571, line 5]", await rig.SendAsync(waits: 3));
        Assert.Equal(4, rig.Tokens.Requests.Count);
        Assert.Single(rig.Api.Requests);
    }

    [Fact]
    public async Task A_persistent_fault_is_reported_after_all_retries()
    {
        using Rig rig = new(retries: 2);
        rig.Tokens.Answers(Answer.Of(502, "bad gateway"));

        Assert.Equal(
            "NotSent Unreachable x1: 127.0.0.1 returned HTTP 502 with a body that is not an OAuth error", await rig.SendAsync(waits: 2));
        Assert.Equal(3, rig.Tokens.Requests.Count);
        Assert.Empty(rig.Api.Requests);
    }

    [Theory]
    [InlineData(429, "")]
    [InlineData(429, """{"error":"slow_down"}""")]
    [InlineData(400, """{"error":{"message":"Too many requests","code":0}}""")]
    [InlineData(503, "")]
    public async Task A_busy_token_endpoint_is_retried_after_the_requested_wait(int status, string body)
    {
        using Rig rig = new();
        rig.Tokens.Answers(Answer.Of(status, body, "Retry-After: 17"), Answer.Token("T"));

        Task<string> sending = rig.SendAsync();
        ClientWait wait = await rig.PassWaitAsync();

        Assert.Equal("Created 254001 [12345678 of 45453571, line 5]", await sending);
        Assert.Equal((TimeSpan.FromSeconds(17), 1), (wait.Delay, wait.Attempt));
        Assert.Equal(2, rig.Tokens.Requests.Count);
    }

    [Fact]
    public async Task A_token_endpoint_that_stays_busy_is_RateLimited()
    {
        using Rig rig = new(retries: 1);
        rig.Tokens.Answers(Answer.Of(429, "", "Retry-After: 5"));

        Assert.Equal("NotSent RateLimited x1: 127.0.0.1 returned HTTP 429: no reason given", await rig.SendAsync(waits: 1));
    }

    [Fact]
    public async Task A_wait_of_one_hour_for_a_token_is_accepted()
    {
        using Rig rig = new();
        rig.Tokens.Answers(Answer.Of(429, "", "Retry-After: 3600"), Answer.Token("T"));

        Assert.Equal("Created 254001 [12345678 of 45453571, line 5]", await rig.SendAsync(waits: 1));
    }

    [Fact]
    public async Task A_wait_of_one_hour_for_a_token_is_not_mentioned_when_all_retries_are_used()
    {
        using Rig rig = new(retries: 0);
        rig.Tokens.Answers(Answer.Of(429, "", "Retry-After: 3600"));

        Assert.Equal("NotSent RateLimited x1: 127.0.0.1 returned HTTP 429: no reason given", await rig.SendAsync());
    }

    [Fact]
    public async Task A_wait_of_more_than_an_hour_for_a_token_is_not_started()
    {
        using Rig rig = new();
        rig.Tokens.Answers(Answer.Of(429, "", "Retry-After: 3601"));

        Assert.Equal(
            "NotSent RateLimited x1: 127.0.0.1 returned HTTP 429: no reason given; the server asks to wait 0.01:00:01",
            await rig.SendAsync());
        Assert.Single(rig.Tokens.Requests);
    }
}
