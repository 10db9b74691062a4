using System.IO.Compression;
using System.Text;

namespace KornitX.Client.Tests;

/// <summary>Which responses are success. In any case the request is sent once.</summary>
public sealed class AcceptedTests
{
    private const string Documented = """[{"id":254001,"items":[{"id":12345678,"order_id":45453571,"quantity":5}]}]""";
    private const string Created = "Created 254001 [12345678 of 45453571, line 5]";

    [Theory]
    [InlineData(Documented, Created)]
    [InlineData("""[{"id":"254001","items":[{"id":"12345678","order_id":"45453571","quantity":"5"}]}]""", Created)]
    [InlineData(
        """[{"id":254001,"status":"ok","items":[{"id":12345678,"sku":"X","order_id":45453571,"quantity":5}],"x":{"y":[]}}]""", Created)]
    [InlineData("""[{"items":[{"quantity":5,"order_id":45453571,"id":12345678}],"id":254001}]""", Created)]
    [InlineData("\r\n [ { \"id\" : 254001 , \"items\" : [ ] } ]\r\n", "Created 254001 []")]
    [InlineData("""[{"id":254001}]""", "Created 254001 []")]
    [InlineData("""[{"id":1,"items":[{"id":1}],"id":254001,"items":[]}]""", "Created 254001 []")]
    [InlineData("""[{"id":254001,"items":null}]""", "Created 254001 []")]
    [InlineData("""[{"id":254001,"items":[{}]}]""", "Created 254001 [null of null, line null]")]
    [InlineData("""[{"id":254001,"items":[null]}]""", "Created 254001 [null of null, line null]")]
    [InlineData("""[{"id":9223372036854775807}]""", "Created 9223372036854775807 []")]
    [InlineData(
        """[{"id":254001,"items":[{"id":1,"order_id":45453571,"quantity":3},{"id":4,"order_id":45453571,"quantity":5}]},{"id":254002}]""",
        "Created 254001 [1 of 45453571, line 3, 4 of 45453571, line 5], 254002 []")]
    public async Task An_array_of_bookings_with_IDs_is_Created(string body, string outcome)
    {
        Assert.Equal(outcome, await AnsweredOnceAsync(Answer.Of(200, body)));
    }

    [Theory]
    [InlineData(201)]
    [InlineData(202)]
    [InlineData(206)]
    [InlineData(299)]
    public async Task Any_2xx_with_a_booking_is_Created(int status)
    {
        Assert.Equal(Created, await AnsweredOnceAsync(Answer.Of(status, Documented)));
    }

    [Theory]
    [InlineData("", "HTTP 200")]
    [InlineData(" ", "HTTP 200")]
    [InlineData("[]", "HTTP 200: []")]
    [InlineData("{}", "HTTP 200: {}")]
    [InlineData("null", "HTTP 200: null")]
    [InlineData("254001", "HTTP 200: 254001")]
    [InlineData("\"ok\"", "HTTP 200: \"ok\"")]
    [InlineData("[null]", "HTTP 200: [null]")]
    [InlineData("[254001]", "HTTP 200: [254001]")]
    [InlineData("[{}]", "HTTP 200: [{}]")]
    [InlineData("""[{"id":254001},{"id":0}]""", """HTTP 200: [{"id":254001},{"id":0}]""")]
    [InlineData("""[{"id":0}]""", """HTTP 200: [{"id":0}]""")]
    [InlineData("""[{"id":"0","items":[]}]""", """HTTP 200: [{"id":"0","items":[]}]""")]
    [InlineData("""[{"id":-1}]""", """HTTP 200: [{"id":-1}]""")]
    [InlineData("""[{"id":null}]""", """HTTP 200: [{"id":null}]""")]
    [InlineData("""[{"id":"abc"}]""", """HTTP 200: [{"id":"abc"}]""")]
    [InlineData("""[{"id":"\ud83d"}]""", """HTTP 200: [{"id":"\ud83d"}]""")]
    [InlineData("""[{"id":254001.5}]""", """HTTP 200: [{"id":254001.5}]""")]
    [InlineData("""[{"id":9223372036854775808}]""", """HTTP 200: [{"id":9223372036854775808}]""")]
    [InlineData("""[{"id":true}]""", """HTTP 200: [{"id":true}]""")]
    [InlineData("""[{"ID":254001}]""", """HTTP 200: [{"ID":254001}]""")]
    [InlineData("""[{"id":254001},{}]""", """HTTP 200: [{"id":254001},{}]""")]
    [InlineData("""[{"id":254001},null]""", """HTTP 200: [{"id":254001},null]""")]
    [InlineData("""{"id":254001,"items":[]}""", """HTTP 200: {"id":254001,"items":[]}""")]
    [InlineData("""[{"id":254001,"items":{}}]""", """HTTP 200: [{"id":254001,"items":{}}]""")]
    [InlineData("""[{"id":254001,"items":[{"id":"A1"}]}]""", """HTTP 200: [{"id":254001,"items":[{"id":"A1"}]}]""")]
    [InlineData(
        """[{"id":254001,"items":[{"id":12345678,"order_id":45453571,"quantity":5}]""",
        """HTTP 200: [{"id":254001,"items":[{"id":12345678,"order_id":45453571,"quantity":5}]""")]
    [InlineData("""[{"id":254001}]x""", """HTTP 200: [{"id":254001}]x""")]
    [InlineData("""{"error":{"message":"Permission denied","code":0}}""", "HTTP 200: Permission denied")]
    [InlineData(
        """[{"error":{"message":"Permission denied","code":0}}]""", """HTTP 200: [{"error":{"message":"Permission denied","code":0}}]""")]
    [InlineData("<html><body>Maintenance</body></html>", "HTTP 200: <html><body>Maintenance</body></html>")]
    public async Task Any_other_2xx_body_is_Unknown(string body, string message)
    {
        Assert.Equal($"Unknown: {message}, which does not confirm the booking", await AnsweredOnceAsync(Answer.Of(200, body)));
    }

    [Fact]
    public async Task An_empty_body_is_Unknown()
    {
        Assert.Equal(
            "Unknown: HTTP 204, which does not confirm the booking",
            await AnsweredOnceAsync(Answer.Raw("HTTP/1.1 204 No Content\r\n\r\n")));
    }

    [Theory]
    [InlineData("Content-Type: application/json; charset=utf-16")]
    [InlineData("Content-Type: application/json; charset=no-such-thing")]
    [InlineData("Content-Type: text/html; charset=iso-8859-1")]
    [InlineData("Content-Type: not a media type")]
    public async Task JSON_is_read_as_UTF_8_regardless_of_the_charset(string header)
    {
        Assert.Equal(Created, await AnsweredOnceAsync(Answer.Of(200, Documented, header)));
    }

    [Fact]
    public async Task A_chunked_response_is_read()
    {
        Assert.Equal("Created 7 []", await AnsweredOnceAsync(Answer.Raw(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n[{\"id\r\n6\r\n\": 7}]\r\n0\r\n\r\n")));
    }

    [Fact]
    public async Task A_response_that_ends_with_the_connection_is_complete()
    {
        Assert.Equal("Created 7 []", await AnsweredOnceAsync(Answer.Raw("HTTP/1.1 200 OK\r\n\r\n[{\"id\":7}]").ThenClose()));
    }

    [Fact(Skip = NetFrameworkSkip.InterimAnswers)]
    public async Task The_response_after_an_interim_response_is_read()
    {
        Assert.Equal(Created, await AnsweredOnceAsync(Answer.Raw(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
                + $"HTTP/1.1 200 OK\r\nContent-Length: {Documented.Length}\r\n\r\n{Documented}")));
    }

    [Fact]
    public async Task A_compressed_response_is_decompressed()
    {
        using MemoryStream packed = new();
        using (GZipStream packing = new(packed, CompressionMode.Compress))
            packing.Write(Encoding.UTF8.GetBytes(Documented));

        Assert.Equal(Created, await AnsweredOnceAsync(Answer.Of(200, packed.ToArray(), "Content-Encoding: gzip")));
    }

    [Fact]
    public async Task A_response_with_a_byte_order_mark_is_read()
    {
        Assert.Equal(Created, await AnsweredOnceAsync(Answer.Of(200, "\uFEFF" + Documented)));
    }

    /// <summary>The outcome of a request that must be sent once.</summary>
    private static async Task<string> AnsweredOnceAsync(Answer answer)
    {
        using Rig rig = new();
        rig.Api.Answers(answer);

        string outcome = await rig.SendAsync();

        Assert.Single(rig.Api.Requests);
        Assert.Equal(1, rig.Api.Connections);
        return outcome;
    }
}
