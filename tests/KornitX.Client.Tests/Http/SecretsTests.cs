using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace KornitX.Client.Tests;

/// <summary>No output or log contains the secret or a token.</summary>
public sealed class SecretsTests
{
    private const string Secret = "s3cr3t&w0rd";
    private const string Token = "t0k3n-0f-th3-d4y";

    public static TheoryData<string> Events =>
    [
        "booked", "rejected", "unknown", "redirect", "no token", "client refused", "token of another type", "token with a newline",
        "token for another scope", "token refused", "token cut off", "token endpoint down", "API down", "stopped answering",
    ];

    [Theory]
    [MemberData(nameof(Events))]
    public async Task No_output_contains_a_secret(string happening)
    {
        using Rig rig = new(retries: 1) { Credential = new NetworkCredential("client", Secret) };
        rig.Tokens.Answers(TokenResponse(happening));
        rig.Api.Answers(ApiAnswer(happening));

        Task<Outcome> sending = rig.Client.SendAsync(Rig.Request, rig.Seen);
        if (happening is "no token" or "token with a newline" or "token cut off" or "token endpoint down")
            await rig.PassWaitAsync();
        Outcome outcome = await sending;
        rig.Tokens.Answers(Answer.Token(Token));
        TokenGrant grant = await rig.Client.RequestTokenAsync(Operation.Cancellation, rig.Seen);

        List<string?> texts = [outcome.ToString(), outcome.Describe(), grant.ToString(), rig.Client.ToString()];
        foreach (HttpExchange exchange in rig.Seen.Exchanges)
            texts.AddRange([exchange.ToString(), exchange.RequestText, exchange.ResponseText, exchange.Failure]);
        Assert.All(texts.OfType<string>(), text =>
        {
            Assert.DoesNotContain("s3cr3t", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("t0k3n", text, StringComparison.OrdinalIgnoreCase);
        });
        Assert.Contains(rig.Tokens.Requests, request => request.Text.Contains("s3cr3t%26w0rd", StringComparison.Ordinal));
    }

    /// <summary>The ways in which a server, a gateway or a test tool repeats a request; {0} is what it was sent.</summary>
    public static TheoryData<string> Echoes =>
    [
        """HTTP/1.1 400 No|{{"error":{{"message":"You sent {0}","code":0}}}}""",
        """HTTP/1.1 400 No|{{"error":"invalid_request","error_description":"{0}"}}""",
        """HTTP/1.1 400 No|{{"errors":[{{"value":"{0}"}}]}}""",
        "HTTP/1.1 500 No|<pre>{0}</pre>",
        "HTTP/1.1 200 OK|[{{\"sent\":\"{0}\"}}]",
        "HTTP/1.1 200 OK|{{\"error\":\"{0}\"}}",
        "HTTP/1.1 200 OK|{{\"access_token\":\"T\",\"token_type\":\"{0}\"}}",
        "HTTP/1.1 {0} OK|",
        "{0}|",
        "HTTP/1.1 200 OK\r\n{0}|",
        "HTTP/1.1 200 OK\r\nContent-Length: {0}|",
        "HTTP/1.1 302 Found\r\nLocation: https://example.com/?sent={0}|",
    ];

    [Theory]
    [MemberData(nameof(Echoes))]
    public async Task Secrets_in_a_response_that_repeats_the_request_are_redacted(string echo)
    {
        const string Key = "k3y/of&the=t0k3n";
        // As it is, as PHP and .NET write it in JSON, as a form, in an Authorization header.
        foreach (Func<string, string> form in new Func<string, string>[]
        {
            text => text, text => text.Replace("/", "\\/", StringComparison.Ordinal), text => JsonSerializer.Serialize(text).Trim('"'),
            Uri.EscapeDataString, text => Convert.ToBase64String(Encoding.UTF8.GetBytes("client:" + text)),
        })
        {
            using Rig rig = new(retries: 0) { Credential = new NetworkCredential("client", Secret) };
            rig.Tokens.Answers(Answer.Token(Key), Echo(form(Secret)));
            rig.Api.Answers(Echo(form(Key)));
            string[] sent = [form(Secret), form(Key)];

            string outcome = await rig.SendAsync();
            TokenGrant grant = await rig.Client.RequestTokenAsync(Operation.Return, rig.Seen);

            List<string?> texts = [outcome, grant.Failure?.Describe()];
            foreach (HttpExchange exchange in rig.Seen.Exchanges)
                texts.AddRange([exchange.ToString(), exchange.RequestText, exchange.ResponseText]);
            Assert.All(texts.OfType<string>(), text => Assert.All(
                sent, piece => Assert.DoesNotContain(piece, text, StringComparison.Ordinal)));
        }

        Answer Echo(string sent)
        {
            string[] parts = string.Format(CultureInfo.InvariantCulture, echo, sent).Split('|');
            return Answer.Raw(parts[0] + "\r\n\r\n" + parts[1]).ThenClose();
        }
    }

    [Theory]
    [InlineData(400)]
    [InlineData(500)]
    [InlineData(302)]
    public async Task A_token_in_an_error_response_is_redacted(int status)
    {
        using Rig rig = new(retries: 0);
        rig.Tokens.Answers(Answer.Of(status, $$"""{"access_token":"{{Token}}"}"""));

        Assert.Matches(
            $"^NotSent [a-zA-Z]+ x1: 127.0.0.1 returned HTTP {status} with a body that is not an OAuth error$", await rig.SendAsync());
    }

    /// <summary>A gateway that serves both the token endpoint and the API can echo the secret in either.</summary>
    [Fact]
    public async Task The_client_secret_is_removed_from_a_response_of_the_API()
    {
        using Rig rig = new(retries: 0) { Credential = new NetworkCredential("client", Secret) };
        rig.Api.Answers(Answer.Of(500, $$$"""{"error":{"message":"client_secret=s3cr3t%26w0rd of {{{Token}}}","code":0}}"""));
        rig.Tokens.Answers(Answer.Token(Token));

        Outcome outcome = await rig.Client.SendAsync(Rig.Request, rig.Seen);

        Assert.Equal(
            "HTTP 500: the server's message is not shown because it repeats a secret", Assert.IsType<Outcome.Unknown>(outcome).Message);
        Assert.All(rig.Seen.Exchanges, exchange => Assert.DoesNotContain("s3cr3t", exchange.ResponseText, StringComparison.Ordinal));
    }

    [Fact]
    public void The_text_of_a_token_object_is_redacted()
    {
        AccessToken token = new(Token, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(1));

        Assert.Equal("(access token)", token.ToString());
        Assert.Equal("(access token)", $"{token}");
        Assert.DoesNotContain("t0k3n", TokenGrant.Create(Operation.Return, token).ToString(), StringComparison.Ordinal);
    }

    private static Answer TokenResponse(string happening) => happening switch
    {
        "no token" => Answer.Of(200, $$"""{"accessToken":"{{Token}}"}"""),
        "client refused" => Answer.Of(401, """{"error":"invalid_client"}"""),
        "token of another type" => Answer.Of(200, $$"""{"token_type":"mac","access_token":"{{Token}}"}"""),
        "token with a newline" => Answer.Of(200, $$"""{"access_token":"{{Token}}\n"}"""),
        "token for another scope" => Answer.Of(200, $$"""{"scope":"x","access_token":"{{Token}}"}"""),
        "token cut off" =>
            Answer.Raw($$"""HTTP/1.1 200 OK{{"\r\n"}}Content-Length: 999{{"\r\n\r\n"}}{"access_token":"{{Token}}" """).ThenClose(),
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
