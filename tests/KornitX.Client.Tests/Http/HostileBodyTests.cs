using System.IO.Compression;
using System.Text;

namespace KornitX.Client.Tests;

/// <summary>Responses of the API and the token endpoint that are too large, too slow or nested too deeply.</summary>
public sealed class HostileBodyTests
{
    private const string TooLong = "the response is longer than 8388608 bytes";
    private const int Megabyte = 1024 * 1024;

    private static readonly byte[] Chunk = [.. Enumerable.Repeat((byte)' ', 64 * 1024)];

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n[", "Unknown: HTTP 200: " + TooLong + ", which does not confirm the booking")]
    [InlineData(
        "HTTP/1.1 200 OK\r\nContent-Length: 314572800\r\n\r\n[", "Unknown: HTTP 200: " + TooLong + ", which does not confirm the booking")]
    [InlineData("HTTP/1.1 500 No\r\n\r\n", "Unknown: HTTP 500: " + TooLong)]
    [InlineData("HTTP/1.1 422 No\r\n\r\n", "Rejected 422: (null)")]
    public async Task At_most_about_8_MB_of_a_300_MB_response_are_read(string head, string outcome)
    {
        long sent = 0;
        using Rig rig = new();
        rig.Api.Answers(Flood(head, count => sent = count));

        Assert.Equal(outcome, await rig.SendAsync());
        await rig.Api.ClosedAsync(1);

        // What was not read is in the buffers of the two sockets.
        Assert.InRange(sent, 8 * Megabyte, 40 * Megabyte);
        Assert.Single(rig.Api.Requests);
    }

    [Fact]
    public async Task At_most_about_8_MB_of_a_300_MB_token_response_are_read()
    {
        long sent = 0;
        using Rig rig = new(retries: 0);
        rig.Tokens.Answers(Flood("HTTP/1.1 200 OK\r\n\r\n{\"access_token\":\"", count => sent = count));

        Assert.Equal("NotSent Unreachable x1: 127.0.0.1 returned HTTP 200: " + TooLong, await rig.SendAsync());
        await rig.Tokens.ClosedAsync(1);

        Assert.InRange(sent, 8 * Megabyte, 40 * Megabyte);
        Assert.Empty(rig.Api.Requests);
    }

    [Fact]
    public async Task A_response_that_decompresses_to_300_MB_is_not_decompressed()
    {
        using MemoryStream packed = new();
        using (GZipStream packing = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (int i = 0; i < 300 * Megabyte / Chunk.Length; i++)
                packing.Write(Chunk);
        }

        using Rig rig = new(retries: 0);
        rig.Api.Answers(Answer.Of(200, packed.ToArray(), "Content-Encoding: gzip"));
        Assert.Equal($"Unknown: HTTP 200: {TooLong}, which does not confirm the booking", await rig.SendAsync());

        using Rig tokens = new(retries: 0);
        tokens.Tokens.Answers(Answer.Of(200, packed.ToArray(), "Content-Encoding: gzip"));
        Assert.Equal($"NotSent Unreachable x1: 127.0.0.1 returned HTTP 200: {TooLong}", await tokens.SendAsync());
    }

    [Fact]
    public async Task Endless_headers_are_not_read()
    {
        using Rig rig = new();
        rig.Api.Answers(Flood("HTTP/1.1 200 OK\r\nX-Long: ", _ => { }));

        Assert.StartsWith("Unknown: ", await rig.SendAsync(), StringComparison.Ordinal);
        Assert.Single(rig.Api.Requests);
    }

    [Theory]
    [InlineData("", "HTTP/1.1 200 OK\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n", "[{\"id\":254001}]")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "f\r\n[{\"id\":254001}]\r\n0\r\n\r\n")]
    public async Task A_slow_response_times_out_after_the_total_time(string head, string drops)
    {
        using Rig rig = new();
        rig.Api.Answers(Drip(rig, head, drops));

        // Whether or not the client has read the header yet.
        Assert.Matches(
            "^Unknown: (HTTP 200: )?no complete response within 100 s(, which does not confirm the booking)?$", await rig.SendAsync());
        Assert.Single(rig.Api.Requests);
    }

    [Fact]
    public async Task A_slow_token_response_times_out_after_the_total_time()
    {
        using Rig rig = new(retries: 0);
        rig.Tokens.Answers(Drip(rig, "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n", "{\"access_token\":\"T\"}"));

        Assert.Matches(
            "^NotSent Unreachable x1: 127.0.0.1( returned HTTP 200)?: no complete response within 100 s$", await rig.SendAsync());
        Assert.Empty(rig.Api.Requests);
    }

    [Theory]
    [InlineData(100_000, "[")]
    [InlineData(100_000, "{\"error\":")]
    [InlineData(100_000, "[{\"id\":1,\"items\":")]
    public async Task Deeply_nested_JSON_is_unknown_and_does_not_crash(int depth, string level)
    {
        string deep = string.Concat(Enumerable.Repeat(level, depth));
        using Rig rig = new(retries: 0);
        rig.Api.Answers(Answer.Of(200, deep), Answer.Of(400, deep));

        Assert.StartsWith("Unknown: HTTP 200: " + level, await rig.SendAsync(), StringComparison.Ordinal);
        Assert.StartsWith("Rejected 400: " + level, await rig.SendAsync(), StringComparison.Ordinal);

        using Rig tokens = new(retries: 0);
        tokens.Tokens.Answers(Answer.Of(200, "{\"expires_in\":" + deep), Answer.Of(401, deep));
        Assert.Equal("NotSent Unreachable x1: 127.0.0.1 returned HTTP 200 without a usable token", await tokens.SendAsync());
        Assert.Equal(
            "NotSent AuthenticationFailed x1: 127.0.0.1 returned HTTP 401 with a body that is not an OAuth error",
            await tokens.SendAsync());
    }

    /// <summary>An answer that goes on for 300 MB, or until nobody reads it.</summary>
    private static Answer Flood(string head, Action<long> sent) => new()
    {
        Bytes = Encoding.ASCII.GetBytes(head),
        More = async stream =>
        {
            for (long count = 0; count < 300 * Megabyte; count += Chunk.Length)
            {
                sent(count);
                await stream.WriteAsync(Chunk, CancellationToken.None);
            }
        },
    };

    /// <summary>An answer of which an octet comes every ten seconds, so that there is never a long silence.</summary>
    private static Answer Drip(Rig rig, string head, string drops) => new Answer
    {
        Bytes = Encoding.ASCII.GetBytes(head),
        More = async stream =>
        {
            foreach (char drop in drops)
            {
                await stream.WriteAsync(new[] { (byte)drop }, CancellationToken.None);
                rig.Clock.Advance(TimeSpan.FromSeconds(10));
            }
        },
    }.ThenHang();
}
