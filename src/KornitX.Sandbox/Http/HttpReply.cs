using System.Text;

namespace KornitX.Sandboxes;

/// <summary>How the sending of a reply ends.</summary>
internal enum HttpEnding
{
    /// <summary>A complete, normal response.</summary>
    Complete,

    /// <summary>The connection is closed, and no byte of the response is sent.</summary>
    Drop,

    /// <summary>Content-Length covers the whole body, but half is sent before the connection is closed.</summary>
    Truncate,
}

/// <summary>The response to a request.</summary>
internal sealed class HttpReply(int statusCode, string contentType, byte[] body)
{
    public HttpReply(int statusCode, string contentType, string body)
        : this(statusCode, contentType, Encoding.UTF8.GetBytes(body))
    {
    }

    public int StatusCode { get; } = statusCode;

    public string ContentType { get; } = contentType;

    public byte[] Body { get; } = body;

    public List<KeyValuePair<string, string>> Headers { get; } = [];

    public HttpEnding Ending { get; set; }

    /// <summary>How long to hold the reply back, in milliseconds.</summary>
    public int DelayMs { get; set; }

    public HttpReply With(string name, string value)
    {
        Headers.Add(new KeyValuePair<string, string>(name, value));
        return this;
    }
}
