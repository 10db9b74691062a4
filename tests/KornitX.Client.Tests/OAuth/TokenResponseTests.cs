using System.IO.Compression;
using System.Text;

namespace KornitX.Client.Tests;

/// <summary>The responses of the token endpoint, and the outcome of an order that waits for the token.</summary>
public sealed class TokenResponseTests
{
    private const string Created = "Created 254001 [12345678 of 45453571, line 5]";

    [Theory]
    [InlineData("""{"access_token":"T"}""")]
    [InlineData("""{"access_token":"T","token_type":null}""")]
    [InlineData("""{"token_type":"Bearer","access_token":"T"}""")]
    [InlineData("""{"access_token":"T","token_type":"Bearer"}""")]
    [InlineData("""{"access_token":"T","token_type":"bearer"}""")]
    [InlineData("""{"access_token":"T","token_type":"BEARER"}""")]
    [InlineData("""{"access_token":"T","scope":null}""")]
    [InlineData("""{"access_token":"T","scope":""}""")]
    [InlineData("""{"access_token":"T","scope":"api-sl-2-3.order-cancellation.create"}""")]
    [InlineData("""{"access_token":"T","scope":"api-sl-2-3.order-return.create api-sl-2-3.order-cancellation.create"}""")]
    [InlineData("""{"access_token":"T","scope":"api-sl-2-3.order-return.create,api-sl-2-3.order-cancellation.create"}""")]
    [InlineData("""{"access_token":"T","scope":"api-sl-2-3.order-return.create, api-sl-2-3.order-cancellation.create"}""")]
    [InlineData("""{"access_token":"T","scope":["api-sl-2-3.order-return.create","api-sl-2-3.order-cancellation.create"]}""")]
    [InlineData("""{"access_token":"T","scope":["api-sl-2-3.order-return.create api-sl-2-3.order-cancellation.create",7,null]}""")]
    [InlineData("""{"access_token":"T","scope":[]}""")]
    [InlineData("""{"access_token":"T","scope":7}""")]
    [InlineData("""{"access_token":"T","refresh_token":7,"extra":{"a":[1]}}""")]
    public async Task A_valid_token_is_used(string answer)
    {
        using Rig rig = new();
        rig.Tokens.Answers(Answer.Of(200, answer));

        Assert.Equal(Created, await rig.SendAsync());
        Assert.Equal(["Bearer T"], Assert.Single(rig.Api.Requests).Header("Authorization"));
    }

    [Theory]
    [InlineData(
        """{"access_token":"T","scope":"api-sl-2-3.order-return.create"}""",
        "PermissionDenied x1: 127.0.0.1 returned a token without the requested scope")]
    [InlineData(
        """{"access_token":"T","scope":"api-sl-2-3.order-cancellation.create2"}""",
        "PermissionDenied x1: 127.0.0.1 returned a token without the requested scope")]
    [InlineData(
        """{"access_token":"T","scope":"API-SL-2-3.ORDER-CANCELLATION.CREATE"}""",
        "PermissionDenied x1: 127.0.0.1 returned a token without the requested scope")]
    [InlineData(
        """{"access_token":"T","scope":["api-sl-2-3.order-return.create"]}""",
        "PermissionDenied x1: 127.0.0.1 returned a token without the requested scope")]
    [InlineData("""{"access_token":"T","scope":"a,b"}""", "PermissionDenied x1: 127.0.0.1 returned a token without the requested scope")]
    [InlineData(
        """{"access_token":"T","token_type":"mac"}""",
        "Unreachable x1: 127.0.0.1 returned a token that is not of type Bearer")]
    [InlineData(
        """{"access_token":"eyJ0b2tlbiI6MX0","token_type":"eyJ0b2tlbiI6MX0"}""",
        "Unreachable x1: 127.0.0.1 returned a token that is not of type Bearer")]
    public async Task A_token_of_another_type_is_not_used(string answer, string outcome)
    {
        using Rig rig = new();
        rig.Tokens.Answers(Answer.Of(200, answer));

        Assert.Equal("NotSent " + outcome, await rig.SendAsync());
        Assert.Single(rig.Tokens.Requests);
        Assert.Empty(rig.Api.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("\"T\"")]
    [InlineData("""{"access_token":null}""")]
    [InlineData("""{"access_token":""}""")]
    [InlineData("""{"access_token":123}""")]
    [InlineData("""{"access_token":{"value":"T"}}""")]
    [InlineData("""{"access_token":"T""")]
    [InlineData("""{"access_token":"T\n"}""")]
    [InlineData("""{"access_token":"T\r\nX-Injected: yes"}""")]
    [InlineData("""{"access_token":"T T"}""")]
    [InlineData("""{"access_token":"Tä"}""")]
    [InlineData("""{"access_token":"T\ud800"}""")]
    [InlineData("""{"ACCESS_TOKEN":"T"}""")]
    public async Task A_response_without_a_valid_token_is_retried_and_then_reported(string answer)
    {
        using Rig rig = new(retries: 1);
        rig.Tokens.Answers(Answer.Of(200, answer));

        Assert.Equal(
            "NotSent Unreachable x1: 127.0.0.1 returned HTTP 200 without a usable token", await rig.SendAsync(waits: 1));
        Assert.Equal(2, rig.Tokens.Requests.Count);
        Assert.Empty(rig.Api.Requests);
    }

    [Fact]
    public async Task A_web_page_instead_of_a_token_is_reported()
    {
        using Rig rig = new(retries: 0);
        rig.Tokens.Answers(Answer.Of(200, "<html><body>Welcome to this hotel's Wi-Fi</body></html>"));

        Assert.Equal("NotSent Unreachable x1: 127.0.0.1 returned HTTP 200 with an HTML page instead of a token", await rig.SendAsync());
    }

    [Theory]
    [InlineData("Content-Type: text/html")]
    [InlineData("Content-Type: application/json; charset=utf-16")]
    [InlineData("Content-Type: application/json; charset=no-such-thing")]
    [InlineData("Content-Type: not a media type")]
    public async Task A_token_is_read_regardless_of_the_content_type(string header)
    {
        using Rig rig = new(retries: 0);
        rig.Tokens.Answers(Answer.Of(200, """{"access_token":"T","access_token":"T2"}""", header));

        Assert.Equal(Created, await rig.SendAsync());
        Assert.Equal(["Bearer T2"], Assert.Single(rig.Api.Requests).Header("Authorization"));
    }

    [Fact]
    public async Task A_token_can_have_any_visible_ASCII_characters()
    {
        using Rig rig = new(retries: 0);
        rig.Tokens.Answers(Answer.Of(200, """{"access_token":"!\"#$%&'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~"}"""));

        Assert.Equal(Created, await rig.SendAsync());
        Assert.Equal(["Bearer !\"#$%&'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~"], Assert.Single(rig.Api.Requests).Header("Authorization"));
    }

    [Fact]
    public async Task A_compressed_token_response_is_decompressed()
    {
        using MemoryStream packed = new();
        using (GZipStream packing = new(packed, CompressionMode.Compress))
            packing.Write(Encoding.UTF8.GetBytes("""{"access_token":"T"}"""));
        using Rig rig = new(retries: 0);
        rig.Tokens.Answers(Answer.Of(200, packed.ToArray(), "Content-Encoding: gzip"));

        Assert.Equal(Created, await rig.SendAsync());
        Assert.Equal(["Bearer T"], Assert.Single(rig.Api.Requests).Header("Authorization"));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"access_token\":\"T\"}")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 20\r\n\r\n{\"access_token\":\"T\"}")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n14\r\n{\"access_token\":\"T\"}")]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n")]
    [InlineData("")]
    public async Task A_truncated_or_invalid_response_gives_no_token(string answer)
    {
        using Rig rig = new(retries: 0);
        rig.Tokens.Answers(Answer.Raw(answer).ThenClose());

        Assert.StartsWith("NotSent Unreachable x1: 127.0.0.1", await rig.SendAsync(), StringComparison.Ordinal);
        Assert.Empty(rig.Api.Requests);
    }

    [Fact]
    public async Task A_large_web_page_gives_no_token()
    {
        using Rig rig = new(retries: 0);
        rig.Tokens.Answers(Answer.Of(200, "<html>" + new string('x', 400_000)));

        Assert.Equal("NotSent Unreachable x1: 127.0.0.1 returned HTTP 200 with an HTML page instead of a token", await rig.SendAsync());
    }

    [Fact]
    public async Task A_valid_response_after_an_invalid_one_is_used()
    {
        using Rig rig = new();
        rig.Tokens.Answers(Answer.Of(200, "<html>"), Answer.CloseRead, Answer.Of(204, ""), Answer.Token("T"));

        Assert.Equal(Created, await rig.SendAsync(waits: 3));
        Assert.Equal(["Bearer T"], Assert.Single(rig.Api.Requests).Header("Authorization"));
    }

    [Fact]
    public async Task A_redirect_of_the_token_request_is_not_followed()
    {
        using TestServer elsewhere = new(_ => Answer.Token("T"));
        using Rig rig = new(retries: 0);
        rig.Tokens.Answers(Answer.Of(307, "", $"Location: {elsewhere.Uri}"));

        Assert.Equal("NotSent Unreachable x1: 127.0.0.1 returned HTTP 307: no reason given", await rig.SendAsync());
        Assert.Equal(0, elsewhere.Connections);
        Assert.Empty(rig.Api.Requests);
    }
}
