using System.Net;
using System.Net.Http.Headers;

namespace KornitX.Client;

/// <summary>
/// A request body that can be sent once. It records whether any part of it was written to a connection, which is the only
/// reliable sign that the request may have had an effect. If the HTTP stack tries to resend the request, it gets an error.
/// </summary>
internal sealed class SingleUseContent : HttpContent
{
    private readonly byte[] _body;
    private volatile bool _started;

    public SingleUseContent(byte[] body, string mediaType)
    {
        _body = body;
        // Without a charset parameter, as in the API documentation; JSON is always UTF-8.
        Headers.ContentType = new MediaTypeHeaderValue(mediaType);
    }

    /// <summary>Whether the request may have been sent.</summary>
    public bool Started => _started;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        if (_started)
            throw new IOException("The request body can be sent only once.");

        _started = true;
        return stream.WriteAsync(_body, 0, _body.Length);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
