using System;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace KornitX.Tests;

public sealed class HttpTests : IDisposable
{
    private const string Booked = """[{"id":254001,"items":[{"id":12345678,"order_id":45453571,"quantity":5}]}]""";

    private readonly SandboxClient _wire = new();

    public void Dispose() => _wire.Dispose();

    [Fact]
    public async Task The_bytes_of_a_response()
    {
        string raw = await _wire.RawCancellationAsync();

        string reply = await _wire.RawAsync(raw.Replace("Host:", "Connection: close\r\nHost:", StringComparison.Ordinal));

        Assert.Equal(
            "HTTP/1.1 200 OK\r\nServer: KornitX-Sandbox\r\nContent-Type: application/json\r\nContent-Length: 74\r\nConnection: close\r\n\r\n" + Booked,
            reply);
    }

    [Fact]
    public async Task A_connection_is_reused_and_requests_can_be_pipelined()
    {
        string raw = await _wire.RawCancellationAsync();

        string replies = await _wire.RawAsync(
            raw + raw + raw.Replace("Host:", "Connection: close\r\nHost:", StringComparison.Ordinal));

        Assert.Equal(3, replies.Split("HTTP/1.1 200 OK\r\n").Length - 1);
        Assert.Equal(3, _wire.Sandbox.Bookings.Count);
    }

    [Fact]
    public async Task A_request_can_arrive_byte_by_byte()
    {
        string raw = (await _wire.RawCancellationAsync()).Replace("Host:", "Connection: close\r\nHost:", StringComparison.Ordinal);
        using TcpClient client = await _wire.ConnectAsync();
        client.NoDelay = true;

        foreach (byte b in Encoding.ASCII.GetBytes(raw))
            await client.GetStream().WriteAsync(new[] { b });

        Assert.EndsWith(Booked, await SandboxClient.ReadToEndAsync(client.GetStream()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_can_be_chunked()
    {
        string raw = await _wire.RawCancellationAsync();

        string reply = await _wire.RawAsync(raw
            .Replace("Content-Length: 40", "Transfer-Encoding: chunked\r\nConnection: close", StringComparison.Ordinal)
            .Replace("{\"items\":[{\"id\":12345678,\"quantity\":1}]}", "A;x=1\r\n{\"items\":[\r\n1e\r\n{\"id\":12345678,\"quantity\":1}]}\r\n0\r\nT: 1\r\n\r\n", StringComparison.Ordinal));

        Assert.EndsWith(Booked, reply, StringComparison.Ordinal);
        Assert.Equal("{\"items\":[{\"id\":12345678,\"quantity\":1}]}", _wire.Sandbox.Requests[^1].Body);
    }

    [Fact]
    public async Task Expect_100_continue_is_answered()
    {
        string raw = (await _wire.RawCancellationAsync()).Replace("Host:", "Expect: 100-continue\r\nConnection: close\r\nHost:", StringComparison.Ordinal);
        int bodyAt = raw.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        using TcpClient client = await _wire.ConnectAsync();
        byte[] goOn = new byte[25];

        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(raw[..bodyAt]));
        await client.GetStream().ReadExactlyAsync(goOn);
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", Encoding.ASCII.GetString(goOn));
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(raw[bodyAt..]));

        Assert.EndsWith(Booked, await SandboxClient.ReadToEndAsync(client.GetStream()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hello\r\n", 400, "Bad request line")]
    [InlineData("\u0016\u0003\u0001\u0002\n", 400, "Bad request line")]
    [InlineData("GET / HTTP/2.0\r\n\r\n", 400, "Bad request line")]
    [InlineData("GET / HTTP/1.1\r\nno colon\r\n\r\n", 400, "Bad header")]
    [InlineData("GET / HTTP/1.1\r\nName : x\r\n\r\n", 400, "Bad header")]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400, "Bad Content-Length")]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400, "Bad Content-Length")]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400, "Content-Length with Transfer-Encoding")]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", 400, "Unknown transfer encoding")]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", 400, "Bad chunk")]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n", 400, "Bad chunk")]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 10485761\r\n\r\n", 413, "Request body too large")]
    [InlineData("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 99999999999\r\n\r\n", 413, "Request body too large")]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nA00001\r\n", 413, "Request body too large")]
    public async Task Invalid_HTTP_is_rejected_and_the_connection_is_closed(string bytes, int status, string message)
    {
        using TcpClient client = await _wire.ConnectAsync();
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(bytes));

        string reply = await SandboxClient.ReadToEndAsync(client.GetStream());

        Assert.StartsWith("HTTP/1.1 " + status + " ", reply, StringComparison.Ordinal);
        Assert.EndsWith("\r\nConnection: close\r\n\r\n" + $$$"""{"error":{"message":"{{{message}}}","code":0}}""", reply, StringComparison.Ordinal);
        Assert.Equal(status, Assert.Single(_wire.Sandbox.Requests).StatusCode);
    }

    [Theory]
    [InlineData("GET /")]
    [InlineData("GET / HTTP/1.1\r\nX: ")]
    public async Task Endless_headers_are_answered_with_431(string start)
    {
        string reply = await _wire.RawAsync(start + new string('x', 70_000));

        Assert.StartsWith("HTTP/1.1 431 ", reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_answered_with_413_even_if_it_is_sent_completely()
    {
        Reply reply = await _wire.PostAsync("order/45453571/cancellation", new string(' ', 12 * 1024 * 1024));

        Assert.Equal((413, """{"error":{"message":"Request body too large","code":0}}"""), reply.Said);
    }

    [Fact]
    public async Task A_body_of_the_maximum_size_is_read()
    {
        Reply reply = await _wire.PostAsync(
            "order/45453571/cancellation", """{"items":[{"id":12345678,"quantity":1}]}""".PadRight(10 * 1024 * 1024));

        Assert.Equal((200, Booked), reply.Said);
    }

    [Fact]
    public async Task Ten_thousand_items_in_a_request_are_read()
    {
        StringBuilder body = new("""{"items":[{"id":12345678,"quantity":1}""");
        for (int i = 0; i < 10_000; i++)
            body.Append(""",{"id":99999999,"quantity":1}""");

        Reply reply = await _wire.PostAsync("order/45453571/cancellation", body.Append("]}").ToString());

        Assert.Equal((400, """{"error":{"message":"Invalid item specified, index 1","code":0}}"""), reply.Said);
    }

    [Fact]
    public async Task Deeply_nested_JSON_is_rejected() => Assert.Equal(
        (400, """{"error":{"message":"Request body is not JSON","code":0}}"""),
        (await _wire.PostAsync("order/45453571/cancellation", new string('[', 100_000))).Said);

    [Fact]
    public async Task HEAD_is_answered_without_a_body()
    {
        string reply = await _wire.RawAsync("HEAD /order/1/return HTTP/1.1\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 405 Method Not Allowed\r\n", reply, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HTTP_1_0_is_answered_and_the_connection_is_closed()
    {
        string raw = await _wire.RawCancellationAsync();

        string reply = await _wire.RawAsync(raw.Replace("HTTP/1.1", "HTTP/1.0", StringComparison.Ordinal));

        Assert.EndsWith(Booked, reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_absolute_request_URI_is_accepted()
    {
        string raw = await _wire.RawCancellationAsync();

        string reply = await _wire.RawAsync(raw
            .Replace("POST /", "POST http://localhost:1/", StringComparison.Ordinal)
            .Replace("Host:", "Connection: close\r\nHost:", StringComparison.Ordinal));

        Assert.EndsWith(Booked, reply, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("POST /order/45453571/canc")]
    [InlineData("POST /order/45453571/cancellation HTTP/1.1\r\nContent-Length: 40\r\n\r\n{\"items\"")]
    public async Task A_client_that_disconnects_during_a_request_does_no_harm(string bytes)
    {
        using (TcpClient client = await _wire.ConnectAsync())
        {
            NetworkStream stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(bytes));
            client.Client.Shutdown(SocketShutdown.Send);
            Assert.Equal(string.Empty, await SandboxClient.ReadToEndAsync(stream));
        }

        Assert.Empty(_wire.Sandbox.Requests);
        Assert.Equal(404, (await _wire.SendAsync(HttpMethod.Get, "", null, null, null)).Status);
    }

    [Fact]
    public async Task A_request_is_booked_even_if_the_client_disconnects_before_the_response()
    {
        string raw = await _wire.RawCancellationAsync();
        using (TcpClient client = await _wire.ConnectAsync())
        {
            client.LingerState = new LingerOption(true, 0);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(raw));
            Assert.True(System.Threading.SpinWait.SpinUntil(() => _wire.Sandbox.Bookings.Count == 1, TimeSpan.FromSeconds(30)));
        }

        Assert.Equal(200, (await _wire.PostAsync("order/45453571/cancellation", """{"items":[{"id":12345678,"quantity":1}]}""")).Status);
    }
}
