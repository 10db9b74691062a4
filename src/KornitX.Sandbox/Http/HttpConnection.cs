using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace KornitX.Sandboxes;

/// <summary>
/// Reads requests from a connection and writes replies to it, as far as PowerShell and curl use HTTP/1.1: a body has a
/// Content-Length, and Windows PowerShell waits for 100 Continue before it sends one.
/// </summary>
internal sealed class HttpConnection(Stream stream) : IDisposable
{
    private const int LongestBody = 10 * 1024 * 1024;

    // One character per byte, so that the log has the target exactly as received.
    private static readonly Encoding Latin1 = Encoding.GetEncoding("iso-8859-1");

    private readonly StreamReader _reader = new(stream, Latin1, detectEncodingFromByteOrderMarks: false);

    /// <summary>Reads the next request.</summary>
    /// <exception cref="IOException">The client has closed the connection, or has sent something else.</exception>
    public async Task<HttpRequest> ReadAsync()
    {
        string first = await ReadLineAsync().ConfigureAwait(false);
        int from = first.IndexOf(' ');
        int to = first.LastIndexOf(' ');
        if (from == to)
            throw new IOException("This is not HTTP.");
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        while (await ReadLineAsync().ConfigureAwait(false) is { Length: > 0 } line)
        {
            string[] header = line.Split([':'], 2);
            headers[header[0]] = header[header.Length - 1].Trim();
        }

        HttpRequest request = new(first.Substring(0, from), first.Substring(from + 1, to - from - 1), headers, []);
        if (!int.TryParse(request.Header("Content-Length") ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out int length)
            || length > LongestBody || request.Header("Transfer-Encoding") is not null)
            return request with { Problem = $"The body needs a Content-Length of at most {LongestBody}" };
        // A read of no characters would wait for the next request.
        if (length == 0)
            return request;
        if (request.Header("Expect") is not null)
            await WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 100 Continue\r\n\r\n")).ConfigureAwait(false);

        char[] body = new char[length];
        return await _reader.ReadBlockAsync(body, 0, length).ConfigureAwait(false) == length
            ? request with { Body = Latin1.GetBytes(body) }
            : throw new EndOfStreamException();
    }

    /// <summary>Sends a reply; returns whether another request can follow.</summary>
    public async Task<bool> SendAsync(HttpReply reply, bool keepAlive)
    {
        if (reply.StatusCode == 0)
            return false;

        keepAlive &= !reply.IsTruncated;
        string phrase = Regex.Replace($"{(HttpStatusCode)reply.StatusCode}", "(?<=[a-z])(?=[A-Z])", " ");
        string head = $"HTTP/1.1 {reply.StatusCode} {phrase}\r\nServer: KornitX-Sandbox\r\n{reply.Headers}"
            + $"Content-Type: {reply.ContentType}\r\nContent-Length: {reply.Body.Length}\r\n"
            + (keepAlive ? "\r\n" : "Connection: close\r\n\r\n");
        await WriteAsync([.. Encoding.ASCII.GetBytes(head), .. reply.Body.Take(reply.Body.Length / (reply.IsTruncated ? 2 : 1))])
            .ConfigureAwait(false);
        return keepAlive;
    }

    public void Dispose() => _reader.Dispose();

    private Task WriteAsync(byte[] bytes) => stream.WriteAsync(bytes, 0, bytes.Length);

    private async Task<string> ReadLineAsync() =>
        await _reader.ReadLineAsync().ConfigureAwait(false) ?? throw new EndOfStreamException();
}
