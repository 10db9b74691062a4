using System.Net.Sockets;
using System.Text;

namespace KornitX.Sandboxes;

/// <summary>The connection of one client: requests and replies in turn, until one side closes it.</summary>
internal sealed class HttpConnection : IDisposable
{
    private const int DrainLimit = 64 * 1024 * 1024;

    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly HttpReader _reader;
    private readonly Func<HttpRequest, HttpReply> _handle;

    public HttpConnection(Socket socket, Func<HttpRequest, HttpReply> handle)
    {
        _socket = socket;
        _socket.NoDelay = true;
        _stream = new NetworkStream(socket, ownsSocket: false);
        _reader = new HttpReader(_stream);
        _handle = handle;
    }

    /// <summary>Serves until the connection ends. Never throws: a client may close the connection at any time.</summary>
    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await _reader.ReadAsync().ConfigureAwait(false) is { } request)
            {
                HttpReply reply = _handle(request);
                if (reply.DelayMs > 0)
                    await Task.Delay(reply.DelayMs, cancellationToken).ConfigureAwait(false);
                if (!await SendAsync(request, reply).ConfigureAwait(false))
                    break;
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The client closed the connection, or the sandbox is stopping.
        }
        finally
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        _socket.Dispose();
    }

    private async Task<bool> SendAsync(HttpRequest request, HttpReply reply)
    {
        if (reply.Ending == HttpEnding.Drop)
            return false;

        bool keepAlive = request.KeepAlive && reply.Ending == HttpEnding.Complete;
        byte[] head = Head(reply, keepAlive);
        int bodyLength = reply.Ending == HttpEnding.Truncate ? reply.Body.Length / 2 : reply.Body.Length;
        byte[] all = new byte[head.Length + bodyLength];
        Buffer.BlockCopy(head, 0, all, 0, head.Length);
        Buffer.BlockCopy(reply.Body, 0, all, head.Length, bodyLength);
        await _stream.WriteAsync(all, 0, all.Length).ConfigureAwait(false);

        if (request.Problem is not null)
        {
            // Closing the socket while the client is still sending would reset the connection and lose the response.
            _socket.Shutdown(SocketShutdown.Send);
            await _reader.DrainAsync(DrainLimit).ConfigureAwait(false);
        }

        return keepAlive;
    }

    private static byte[] Head(HttpReply reply, bool keepAlive)
    {
        StringBuilder head = new(256);
        head.Append("HTTP/1.1 ").Append(reply.StatusCode)
            .Append(' ').Append(Phrase(reply.StatusCode)).Append("\r\nServer: KornitX-Sandbox\r\n");
        foreach (KeyValuePair<string, string> header in reply.Headers)
            head.Append(header.Key).Append(": ").Append(header.Value).Append("\r\n");
        head.Append("Content-Type: ").Append(reply.ContentType).Append("\r\nContent-Length: ")
            .Append(reply.Body.Length).Append("\r\n");
        if (!keepAlive)
            head.Append("Connection: close\r\n");
        return Encoding.ASCII.GetBytes(head.Append("\r\n").ToString());
    }

    private static string Phrase(int statusCode) => statusCode switch
    {
        200 => "OK",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        413 => "Payload Too Large",
        415 => "Unsupported Media Type",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "Status",
    };
}
