using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using Xunit;

namespace KornitX.Client.Tests;

/// <summary>Neither the secret nor a token is in anything that a person or a log gets to see, whatever happens.</summary>
public sealed class SecretsTests
{
    private const string Secret = "s3cr3t&w0rd";
    private const string Token = "t0k3n-0f-th3-d4y";

    public static TheoryData<string> Happenings =>
    [
        "booked", "rejected", "unknown", "redirect", "no token", "client refused", "token of another type", "token with a newline",
        "token for another scope", "token refused", "token cut off", "token endpoint down", "API down", "stopped answering",
    ];

    [Theory]
    [MemberData(nameof(Happenings))]
    public async Task Nothing_that_is_told_has_them_in_it(string happening)
    {
        using Rig rig = new(retries: 1) { Credential = new NetworkCredential("client", Secret) };
        rig.Tokens.Answers(TokenAnswer(happening));
        rig.Api.Answers(ApiAnswer(happening));

        Task<Outcome> sending = rig.Client.SendAsync(Rig.Request, rig.Seen);
        if (happening is "no token" or "token with a newline" or "token cut off" or "token endpoint down")
            await rig.PassWaitAsync();
        Outcome outcome = await sending;
        rig.Tokens.Answers(Answer.Token(Token));
        TokenGrant grant = await rig.Client.RequestTokenAsync(Operation.Cancellation, rig.Seen);

        List<string?> told = [outcome.ToString(), outcome.Tell(), grant.ToString(), rig.Client.ToString()];
        foreach (HttpExchange exchange in rig.Seen.Exchanges)
            told.AddRange([exchange.ToString(), exchange.RequestText, exchange.ResponseText, exchange.Failure]);
        Assert.All(told.OfType<string>(), text =>
        {
            Assert.DoesNotContain("s3cr3t", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("t0k3n", text, StringComparison.OrdinalIgnoreCase);
        });
        Assert.Contains(rig.Tokens.Requests, request => request.Text.Contains("s3cr3t%26w0rd", StringComparison.Ordinal));
    }

    [Fact]
    public void A_token_does_not_print_itself()
    {
        AccessToken token = new(Token, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(1));

        Assert.Equal("(access token)", token.ToString());
        Assert.Equal("(access token)", $"{token}");
        Assert.DoesNotContain("t0k3n", TokenResult.Granted(token).ToString(), StringComparison.Ordinal);
    }

    private static Answer TokenAnswer(string happening) => happening switch
    {
        "no token" => Answer.Of(200, $$"""{"accessToken":"{{Token}}"}"""),
        "client refused" => Answer.Of(401, """{"error":"invalid_client"}"""),
        "token of another type" => Answer.Of(200, $$"""{"token_type":"mac","access_token":"{{Token}}"}"""),
        "token with a newline" => Answer.Of(200, $$"""{"access_token":"{{Token}}\n"}"""),
        "token for another scope" => Answer.Of(200, $$"""{"scope":"x","access_token":"{{Token}}"}"""),
        "token cut off" => Answer.Raw($$"""HTTP/1.1 200 OK{{"\r\n"}}Content-Length: 999{{"\r\n\r\n"}}{"access_token":"{{Token}}" """).ThenClose(),
        "token endpoint down" => Answer.CloseRead,
        _ => Answer.Token(Token),
    };

    private static Answer ApiAnswer(string happening) => happening switch
    {
        "rejected" => Answer.Refused(400, "Invalid order status"),
        "unknown" => Answer.Of(500, ""),
        "redirect" => Answer.Of(302, "", "Location: https://example.com/"),
        "token refused" => Answer.Refused(401, "No"),
        "API down" => Answer.CloseUnread,
        "stopped answering" => Answer.Raw("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n[").ThenClose(),
        _ => Answer.Booked(),
    };
}
