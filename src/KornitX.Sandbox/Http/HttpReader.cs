using System.Globalization;
using System.Text;

namespace KornitX.Sandboxes;

/// <summary>Reads requests, one after the other, from a connection.</summary>
internal sealed class HttpReader(Stream stream)
{
    public const int HeadLimit = 64 * 1024;
    public const int BodyLimit = 10 * 1024 * 1024;

    // One character per byte, so that the log has the target exactly as received.
    private static readonly Encoding Latin1 = Encoding.GetEncoding("iso-8859-1");
    private static readonly byte[] Continue = Encoding.ASCII.GetBytes("HTTP/1.1 100 Continue\r\n\r\n");

    private byte[] _buffer = new byte[8 * 1024];
    private int _start;
    private int _end;
    private int _headLeft;

    /// <summary>The next request, or null when the client has closed the connection.</summary>
    public async Task<HttpRequest?> ReadAsync()
    {
        _headLeft = HeadLimit;
        HttpRequest? request = null;
        try
        {
            string first;
            do
                first = await ReadLineAsync().ConfigureAwait(false);
            while (first.Length == 0);

            request = ParseFirstLine(first);
            await ReadHeadersAsync(request).ConfigureAwait(false);
            request.KeepAlive = !string.Equals(request.Header("Connection"), "close", StringComparison.OrdinalIgnoreCase);
            request.Body = await ReadBodyAsync(request).ConfigureAwait(false);
        }
        catch (EndOfStreamException)
        {
            return null;
        }
        catch (BadHttpException e)
        {
            request ??= new HttpRequest("", "");
            request.Problem = e.Problem;
            request.KeepAlive = false;
        }

        return request;
    }

    /// <summary>Discards the rest of a request, so that the client can read the reply before the connection closes.</summary>
    public async Task DrainAsync(int limit)
    {
        for (int seen = 0, read = 1; read > 0 && seen < limit; seen += read)
            read = await stream.ReadAsync(_buffer, 0, _buffer.Length).ConfigureAwait(false);
    }

    private static HttpRequest ParseFirstLine(string line)
    {
        string[] parts = line.Split(' ');
        if (parts.Length != 3 || parts[0].Length == 0 || parts[1].Length == 0 || parts[2] != "HTTP/1.1")
            throw new BadHttpException(400, "Bad request line");
        return new HttpRequest(parts[0], parts[1]);
    }

    private async Task ReadHeadersAsync(HttpRequest request)
    {
        string line;
        while ((line = await ReadLineAsync().ConfigureAwait(false)).Length > 0)
        {
            int colon = line.IndexOf(':');
            if (colon <= 0 || line[0] is ' ' or '\t' || line[colon - 1] is ' ' or '\t')
                throw new BadHttpException(400, "Bad header");
            request.AddHeader(line.Substring(0, colon), line.Substring(colon + 1).Trim(' ', '\t'));
        }
    }

    private async Task<byte[]> ReadBodyAsync(HttpRequest request)
    {
        string? coding = request.Header("Transfer-Encoding");
        string? lengthText = request.Header("Content-Length");
        if (coding is not null && !string.Equals(coding, "chunked", StringComparison.OrdinalIgnoreCase))
            throw new BadHttpException(400, "Unknown transfer encoding");
        if (coding is not null && lengthText is not null)
            throw new BadHttpException(400, "Content-Length with Transfer-Encoding");

        long length = 0;
        if (lengthText is not null &&
            !long.TryParse(lengthText, NumberStyles.None, CultureInfo.InvariantCulture, out length))
            throw new BadHttpException(400, "Bad Content-Length");
        if (length > BodyLimit)
            throw TooLarge();
        if (coding is null && length == 0)
            return [];

        if (string.Equals(request.Header("Expect"), "100-continue", StringComparison.OrdinalIgnoreCase))
            await stream.WriteAsync(Continue, 0, Continue.Length).ConfigureAwait(false);
        return coding is null
            ? await ReadExactlyAsync((int)length).ConfigureAwait(false)
            : await ReadChunksAsync().ConfigureAwait(false);
    }

    private async Task<byte[]> ReadChunksAsync()
    {
        using MemoryStream body = new();
        while (true)
        {
            // The limit of the head applies to each size line; the limit of the body bounds their number.
            _headLeft = HeadLimit;
            string line = await ReadLineAsync().ConfigureAwait(false);
            string size = line.Split(';')[0].Trim();
            if (!int.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int length) || length < 0)
                throw new BadHttpException(400, "Bad chunk");
            if (length > BodyLimit - body.Length)
                throw TooLarge();
            if (length == 0)
                break;

            byte[] chunk = await ReadExactlyAsync(length).ConfigureAwait(false);
            body.Write(chunk, 0, chunk.Length);
            if ((await ReadLineAsync().ConfigureAwait(false)).Length > 0)
                throw new BadHttpException(400, "Bad chunk");
        }

        string trailer;
        do
            trailer = await ReadLineAsync().ConfigureAwait(false);
        while (trailer.Length > 0);
        return body.ToArray();
    }

    private async Task<string> ReadLineAsync()
    {
        int scanned = 0;
        while (true)
        {
            int at = Array.IndexOf(_buffer, (byte)'\n', _start + scanned, _end - _start - scanned);
            int length = (at < 0 ? _end : at + 1) - _start;
            if (length > _headLeft)
                throw new BadHttpException(431, "Request head too large");
            if (at >= 0)
            {
                string line = Latin1.GetString(_buffer, _start, length - 1);
                _start += length;
                _headLeft -= length;
                return line.EndsWith("\r", StringComparison.Ordinal) ? line.Substring(0, line.Length - 1) : line;
            }

            scanned = length;
            await FillAsync().ConfigureAwait(false);
        }
    }

    private async Task<byte[]> ReadExactlyAsync(int length)
    {
        byte[] bytes = new byte[length];
        int have = Math.Min(length, _end - _start);
        Buffer.BlockCopy(_buffer, _start, bytes, 0, have);
        _start += have;
        while (have < length)
        {
            int read = await stream.ReadAsync(bytes, have, length - have).ConfigureAwait(false);
            if (read == 0)
                throw new EndOfStreamException();
            have += read;
        }

        return bytes;
    }

    private async Task FillAsync()
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        int read = await stream.ReadAsync(_buffer, _end, _buffer.Length - _end).ConfigureAwait(false);
        if (read == 0)
            throw new EndOfStreamException();
        _end += read;
    }

    private static BadHttpException TooLarge() => new(413, "Request body too large");

    private sealed class BadHttpException(int statusCode, string message) : Exception(message)
    {
        public HttpProblem Problem { get; } = new(statusCode, message);
    }
}
