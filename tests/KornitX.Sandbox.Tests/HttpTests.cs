using System.Net.Sockets;
using System.Text;

namespace KornitX.Tests;

public sealed class HttpTests : IDisposable
{
    private const string Booked = """[{"id":254001,"items":[{"id":12345678,"order_id":45453571,"quantity":5}]}]""";

    private readonly SandboxClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task The_bytes_of_a_response()
    {
        string raw = await _client.RawCancellationAsync();

        string reply = await _client.RawAsync(raw.Replace("Host:", "Connection: close\r\nHost:", StringComparison.Ordinal));

        Assert.Equal(
            "HTTP/1.1 200 OK\r\nServer: KornitX-Sandbox\r\nContent-Type: application/json\r\nContent-Length: 74\r\nConnection: "
                + "close\r\n\r\n" + Booked,
            reply);
    }

    [Fact]
    public async Task A_connection_is_reused_and_requests_can_be_pipelined()
    {
        string raw = await _client.RawCancellationAsync();

        string replies = await _client.RawAsync(
            raw + raw + raw.Replace("Host:", "Connection: close\r\nHost:", StringComparison.Ordinal));

        Assert.Equal(3, replies.Split("HTTP/1.1 200 OK\r\n").Length - 1);
        Assert.Equal(3, _client.Sandbox.Bookings.Count);
    }

    [Fact]
    public async Task A_client_that_expects_100_Continue_gets_it()
    {
        string raw = (await _client.RawCancellationAsync())
            .Replace("Host:", "Expect: 100-continue\r\nConnection: close\r\nHost:", StringComparison.Ordinal);
        int bodyAt = raw.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        using TcpClient client = await _client.ConnectAsync();
        byte[] goOn = new byte[25];

        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(raw[..bodyAt]));
        await client.GetStream().ReadExactlyAsync(goOn);
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", Encoding.ASCII.GetString(goOn));
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(raw[bodyAt..]));

        Assert.EndsWith(Booked, await SandboxClient.ReadToEndAsync(client.GetStream()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Length: -1\r\n\r\n")]
    [InlineData("Content-Length: 10485761\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    public async Task A_body_without_a_known_length_is_rejected_and_the_connection_is_closed(string bytes)
    {
        string reply = await _client.RawAsync("POST /order/45453571/cancellation HTTP/1.1\r\n" + bytes);

        Assert.StartsWith("HTTP/1.1 400 Bad Request\r\n", reply, StringComparison.Ordinal);
        Assert.EndsWith(
            "\r\nConnection: close\r\n\r\n"
                + """{"error":{"message":"The body needs a Content-Length of at most 10485760","code":0}}""",
            reply, StringComparison.Ordinal);
        Assert.Equal(400, Assert.Single(_client.Sandbox.Requests).StatusCode);
    }

    [Fact]
    public async Task A_client_that_does_not_send_HTTP_is_disconnected()
    {
        Assert.Equal("", await _client.RawAsync("hello\r\n"));

        Assert.Empty(_client.Sandbox.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("POST /order/45453571/canc")]
    [InlineData("POST /order/45453571/cancellation HTTP/1.1\r\nContent-Length: 40\r\n\r\n{\"items\"")]
    public async Task A_client_that_disconnects_during_a_request_does_no_harm(string bytes)
    {
        using (TcpClient client = await _client.ConnectAsync())
        {
            NetworkStream stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(bytes));
            client.Client.Shutdown(SocketShutdown.Send);
            Assert.Equal("", await SandboxClient.ReadToEndAsync(stream));
        }

        Assert.Empty(_client.Sandbox.Requests);
        Assert.Equal(404, (await _client.SendAsync(HttpMethod.Get, "", null, null, null)).Status);
    }

    [Fact]
    public async Task A_request_is_booked_even_if_the_client_disconnects_before_the_response()
    {
        string raw = await _client.RawCancellationAsync();
        using (TcpClient client = await _client.ConnectAsync())
        {
            client.LingerState = new LingerOption(true, 0);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(raw));
            Assert.True(System.Threading.SpinWait.SpinUntil(() => _client.Sandbox.Bookings.Count == 1, TimeSpan.FromSeconds(30)));
        }

        Assert.Equal(200, (await _client.PostAsync("order/45453571/cancellation", """{"items":[{"id":12345678,"quantity":1}]}""")).Status);
    }

    [Fact]
    public async Task An_absolute_request_URI_is_accepted()
    {
        string raw = await _client.RawCancellationAsync();

        string reply = await _client.RawAsync(raw
            .Replace("POST /", "POST http://localhost:1/", StringComparison.Ordinal)
            .Replace("Host:", "Connection: close\r\nHost:", StringComparison.Ordinal));

        Assert.EndsWith(Booked, reply, StringComparison.Ordinal);
    }
}
