using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>
/// A request body that can go out once. It knows whether any of it was handed to a connection, which is the only sure
/// sign that a request may have had an effect: before that, name, connect, TLS and proxy failures are all alike.
/// And a stack that tries to send the request a second time on its own gets an error instead of the body.
/// </summary>
internal sealed class SingleUseContent : HttpContent
{
    private readonly byte[] _body;
    private volatile bool _started;

    public SingleUseContent(byte[] body, string mediaType)
    {
        _body = body;
        // No charset parameter: the API pages name the media type alone, and JSON is UTF-8 by definition.
        Headers.ContentType = new MediaTypeHeaderValue(mediaType);
    }

    /// <summary>Whether the request may have left.</summary>
    public bool Started => _started;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        if (_started)
            throw new IOException("The request was about to be sent a second time and was stopped.");

        _started = true;
        return stream.WriteAsync(_body, 0, _body.Length);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
