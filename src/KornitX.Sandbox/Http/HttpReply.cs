using System.Text.Json;

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
internal sealed record HttpReply(int StatusCode, string ContentType, byte[] Body)
{
    /// <summary>The lines of further headers.</summary>
    public string Headers { get; init; } = "";

    public HttpEnding Ending { get; init; }

    /// <summary>How long to hold the reply back, in milliseconds.</summary>
    public int DelayMs { get; init; }

    /// <summary>The ID of what the request booked, if anything.</summary>
    public long? BookingId { get; init; }

    public static HttpReply Json(int statusCode, object value) =>
        new(statusCode, "application/json", JsonSerializer.SerializeToUtf8Bytes(value));

    /// <summary>
    /// An error of the token endpoint as in RFC 6749 section 5.2, or one of the API in KornitX's envelope, whose code was 0 in every
    /// error observed.
    /// </summary>
    public static HttpReply Error(bool onToken, int statusCode, string oauthError, string message)
    {
        HttpReply reply = onToken
            ? Json(statusCode, new { error = oauthError, error_description = message }).With("Cache-Control", "no-store")
            : Json(statusCode, new { error = new { message, code = 0 } });
        return statusCode switch
        {
            401 => reply.With("WWW-Authenticate", "Bearer"),
            405 => reply.With("Allow", "POST"),
            _ => reply,
        };
    }

    public HttpReply With(string name, string value) => this with { Headers = $"{Headers}{name}: {value}\r\n" };
}
