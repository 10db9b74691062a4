using System.Text.Json;

namespace KornitX.Sandboxes;

/// <summary>The response to a request.</summary>
/// <param name="StatusCode">The status; with 0, the connection is closed and no byte of a response is sent.</param>
internal sealed record HttpReply(int StatusCode, string ContentType, byte[] Body)
{
    /// <summary>The lines of further headers.</summary>
    public string Headers { get; init; } = "";

    /// <summary>Whether half of the body is sent before the connection is closed. Content-Length covers the whole body.</summary>
    public bool IsTruncated { get; init; }

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
