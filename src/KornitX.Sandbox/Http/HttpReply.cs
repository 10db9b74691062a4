using System.Collections.Generic;
using System.Text;

namespace KornitX.Http;

/// <summary>How the sending of a reply ends.</summary>
internal enum HttpEnding
{
    /// <summary>As it should.</summary>
    Complete,

    /// <summary>The connection is closed and not a byte of the reply is sent.</summary>
    Drop,

    /// <summary>The head promises the whole body, half of it is sent, then the connection is closed.</summary>
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
