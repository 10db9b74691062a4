using System.Text;

namespace KornitX.Client.Tests;

/// <summary>A clear no: nothing was booked, and asking again would get the same answer.</summary>
public sealed class RejectedTests
{
    [Theory]
    [InlineData(400, """{"error":{"message":"Invalid order status","code":0}}""", "Rejected 400: Invalid order status")]
    [InlineData(404, """{"error":{"message":"Order not found","code":0}}""", "Rejected 404: Order not found")]
    [InlineData(409, """{"error":{"message":"Already cancelled","code":0}}""", "Rejected 409: Already cancelled")]
    [InlineData(
        422,
        """{"error":{"message":"Invalid item specified, index 0","code":0}}""",
        "Rejected 422: Invalid item specified, index 0 (item 12345678, quantity 1)")]
    [InlineData(402, "", "Rejected 402: (null)")]
    [InlineData(405, "<h1>Method not allowed</h1>", "Rejected 405: <h1>Method not allowed</h1>")]
    [InlineData(410, "", "Rejected 410: (null)")]
    [InlineData(411, "", "Rejected 411: (null)")]
    [InlineData(412, "", "Rejected 412: (null)")]
    [InlineData(413, "", "Rejected 413: (null)")]
    [InlineData(414, "", "Rejected 414: (null)")]
    [InlineData(415, "", "Rejected 415: (null)")]
    [InlineData(417, "", "Rejected 417: (null)")]
    [InlineData(421, "", "Rejected 421: (null)")]
    [InlineData(423, "", "Rejected 423: (null)")]
    [InlineData(424, "", "Rejected 424: (null)")]
    [InlineData(425, "", "Rejected 425: (null)")]
    [InlineData(426, "", "Rejected 426: (null)")]
    [InlineData(428, "", "Rejected 428: (null)")]
    [InlineData(431, "", "Rejected 431: (null)")]
    [InlineData(444, "", "Rejected 444: (null)")]
    [InlineData(451, "", "Rejected 451: (null)")]
    [InlineData(461, "", "Rejected 461: (null)")]
    [InlineData(463, "", "Rejected 463: (null)")]
    [InlineData(464, "", "Rejected 464: (null)")]
    [InlineData(494, "", "Rejected 494: (null)")]
    [InlineData(498, "", "Rejected 498: (null)")]
    [InlineData(403, "", "Rejected 403, permission: (null)")]
    [InlineData(
        403,
        """{"error":{"message":"Your IP address is not allowed","code":0}}""",
        "Rejected 403, permission: Your IP address is not allowed")]
    [InlineData(
        400,
        """{"error":{"message":"Permission denied (api-sl-2-3.order-cancellation.create)","code":0}}""",
        "Rejected 400, permission: Permission denied (api-sl-2-3.order-cancellation.create)")]
    [InlineData(404, """{"error":{"message":"permission denied","code":0}}""", "Rejected 404, permission: permission denied")]
    public async Task A_4xx_is_Rejected_with_the_message_of_KornitX(int status, string body, string outcome)
    {
        Assert.Equal(outcome, await AnsweredOnceAsync(Answer.Of(status, body)));
    }

    [Theory]
    [InlineData("""{"error":"invalid_request","error_description":"No such item"}""", "No such item (invalid_request)")]
    [InlineData("""{"error":"invalid_request"}""", "invalid_request")]
    [InlineData("""{"error_description":"No such item"}""", "No such item")]
    [InlineData("""{"message":"No such item"}""", "No such item")]
    [InlineData("""{"error":"invalid_request","message":"No such item"}""", "invalid_request")]
    [InlineData("""{"error":{"message":"No\u001b[31m such\nitem","code":0}}""", "No [31m such item")]
    [InlineData("""{"error":{"message":"","code":0}}""", "(null)")]
    [InlineData("""{"error":{"message":7}}""", """{"error":{"message":7}}""")]
    [InlineData("""{"error":{"code":7}}""", """{"error":{"code":7}}""")]
    [InlineData("""{"error":["a"]}""", """{"error":["a"]}""")]
    [InlineData("""{"error":null}""", """{"error":null}""")]
    [InlineData("""{"error":{"message":"cut""", """{"error":{"message":"cut""")]
    [InlineData("null", "null")]
    [InlineData("\"No such item\"", "\"No such item\"")]
    [InlineData("\0\0\0", "(null)")]
    public async Task The_message_is_found_in_any_known_body_format(string body, string words)
    {
        Assert.Equal($"Rejected 400: {words}", await AnsweredOnceAsync(Answer.Of(400, body)));
    }

    [Fact]
    public async Task An_invalid_encoding_does_not_hide_the_message()
    {
        byte[] latin1 = Encoding.Latin1.GetBytes("""{"error":{"message":"Ungültig","code":0}}""");

        Assert.Equal(
            "Rejected 400: {\"error\":{\"message\":\"Ung\uFFFDltig\",\"code\":0}}", await AnsweredOnceAsync(Answer.Of(400, latin1)));
    }

    [Theory]
    [InlineData("""{"error":{"message":"half \ud83d","code":0}}""", """{"error":{"message":"half \ud83d","code":0}}""")]
    [InlineData("""{"error":"half \ud83d"}""", """{"error":"half \ud83d"}""")]
    [InlineData("""{"error":"x","error_description":"half \ud83d"}""", "x")]
    [InlineData("""{"error":{"\ud83d":"x"}}""", """{"error":{"\ud83d":"x"}}""")]
    public async Task A_lone_surrogate_does_not_hide_the_message(string body, string words)
    {
        Assert.Equal($"Rejected 400: {words}", await AnsweredOnceAsync(Answer.Of(400, body)));
    }

    [Fact]
    public async Task A_long_message_is_truncated()
    {
        Assert.Equal(
            "Rejected 400: " + new string('x', 500) + "…",
            await AnsweredOnceAsync(Answer.Refused(400, new string('x', 100_000))));
        Assert.Equal(
            "Rejected 400: " + new string('y', 500) + "…",
            await AnsweredOnceAsync(Answer.Of(400, new string('y', 100_000))));
    }

    [Fact]
    public async Task A_4xx_with_a_truncated_body_is_Rejected()
    {
        Assert.Equal(
            "Rejected 422: (null)",
            await AnsweredOnceAsync(Answer.Raw("HTTP/1.1 422 No\r\nContent-Length: 100\r\n\r\n{\"error\"").ThenClose()));
    }

    /// <summary>The outcome of a request that must be sent once.</summary>
    private static async Task<string> AnsweredOnceAsync(Answer answer)
    {
        using Rig rig = new();
        rig.Api.Answers(answer);

        string outcome = await rig.SendAsync();

        Assert.Single(rig.Api.Requests);
        Assert.Single(rig.Tokens.Requests);
        return outcome;
    }
}
