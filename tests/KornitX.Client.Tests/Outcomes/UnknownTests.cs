namespace KornitX.Client.Tests;

/// <summary>Neither success nor rejection: the order may be booked, so the request is never sent again.</summary>
public sealed class UnknownTests
{
    [Theory]
    [InlineData(500, """{"error":{"message":"Internal error","code":0}}""", "HTTP 500: Internal error")]
    [InlineData(500, "", "HTTP 500")]
    [InlineData(501, "", "HTTP 501")]
    [InlineData(502, "<h1>Bad gateway</h1>", "HTTP 502: <h1>Bad gateway</h1>")]
    [InlineData(503, "", "HTTP 503")]
    [InlineData(503, """{"error":{"message":"Invalid order status","code":0}}""", "HTTP 503: Invalid order status")]
    [InlineData(408, "upstream request timeout", "HTTP 408: upstream request timeout")]
    [InlineData(408, """{"error":{"message":"Too many requests","code":0}}""", "HTTP 408: Too many requests")]
    [InlineData(460, "", "HTTP 460")]
    [InlineData(499, "x", "HTTP 499: x")]
    [InlineData(520, "error code: 520", "HTTP 520: error code: 520")]
    [InlineData(524, "error code: 524", "HTTP 524: error code: 524")]
    [InlineData(504, "upstream timed out", "HTTP 504: upstream timed out")]
    [InlineData(599, "", "HTTP 599")]
    [InlineData(500, """{"error":{"message":"Too many requests","code":0}}""", "HTTP 500: Too many requests")]
    [InlineData(300, "", "HTTP 300")]
    [InlineData(304, "", "HTTP 304")]
    [InlineData(600, "", "HTTP 600")]
    [InlineData(999, "", "HTTP 999")]
    public async Task A_server_or_gateway_error_is_unknown(int status, string body, string message)
    {
        Assert.Equal($"Unknown: {message}", await AnsweredOnceAsync(Answer.Of(status, body)));
    }

    [Theory]
    [InlineData(408)]
    [InlineData(499)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Retry_After_does_not_make_a_retry_safe(int status)
    {
        Assert.Equal($"Unknown: HTTP {status}", await AnsweredOnceAsync(Answer.Of(status, "", "Retry-After: 1")));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed_and_receives_no_token(int status)
    {
        using TestServer elsewhere = new(_ => Answer.Booked());

        Assert.Equal(
            $"Unknown: HTTP {status}", await AnsweredOnceAsync(Answer.Of(status, "", $"Location: {elsewhere.Uri}order/1/cancellation")));
        Assert.Equal(0, elsewhere.Connections);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 77\r\n\r\n[{\"id\":254001,")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n[{\"id\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n[{\"id\":7}]")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 14\r\n\r\n[{\"id\":254001}")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 10\r\n\r\n\u001f\u0008\u0008\u0008[{\"id\"")]
    public async Task A_truncated_success_response_is_unknown(string answer)
    {
        Assert.StartsWith("Unknown: HTTP 200: ", await AnsweredOnceAsync(Answer.Raw(answer).ThenClose()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 200")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n")]
    [InlineData("HTTP/1.1 2x0 OK\r\n\r\n")]
    [InlineData("HTTP/9.9 200 OK\r\n\r\n")]
    [InlineData("\r\n\r\n")]
    public async Task A_response_that_is_not_HTTP_is_unknown(string answer)
    {
        Assert.StartsWith("Unknown: ", await AnsweredOnceAsync(Answer.Raw(answer).ThenClose()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Length: 8388700\r\n")]
    [InlineData("")]
    public async Task A_success_response_over_8_MB_is_unknown(string length)
    {
        string endless = $"HTTP/1.1 200 OK\r\n{length}\r\n[{{\"id\":254001}}" + new string(' ', 8_388_684) + "]";

        Assert.Equal(
            "Unknown: HTTP 200: the response is longer than 8388608 bytes, which does not confirm the booking",
            await AnsweredOnceAsync(Answer.Raw(endless).ThenClose()));
    }

    [Fact]
    public async Task A_success_response_just_under_8_MB_is_read()
    {
        Assert.Equal("Created 254001 []", await AnsweredOnceAsync(Answer.Of(200, "[{\"id\":254001}" + new string(' ', 8_388_593) + "]")));
    }

    /// <summary>The outcome of a request that must be sent once.</summary>
    private static async Task<string> AnsweredOnceAsync(Answer answer)
    {
        using Rig rig = new();
        rig.Api.Answers(answer);

        string outcome = await rig.SendAsync();

        Assert.Single(rig.Api.Requests);
        Assert.Equal(1, rig.Api.Connections);
        Assert.Single(rig.Tokens.Requests);
        return outcome;
    }
}
