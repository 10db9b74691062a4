using System.Text.Json;

namespace KornitX.Sandboxes;

/// <summary>The reply of an endpoint, and its effect: whether something was booked, or a token was issued.</summary>
internal sealed record EndpointResult(HttpReply Reply, bool TookEffect = false, long? BookingId = null)
{
    public const string Json = "application/json";

    /// <summary>KornitX's error envelope. Its code was 0 in every error observed.</summary>
    public static HttpReply Error(int statusCode, string message) => new(statusCode, Json, Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("message", message);
        json.WriteNumber("code", 0);
        json.WriteEndObject();
        json.WriteEndObject();
    }));

    /// <summary>An error of the token endpoint, as in RFC 6749 section 5.2.</summary>
    public static HttpReply OAuthError(int statusCode, string error, string description) => new HttpReply(statusCode, Json, Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("error", error);
        json.WriteString("error_description", description);
        json.WriteEndObject();
    })).With("Cache-Control", "no-store");

    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
            write(json);
        return stream.ToArray();
    }
}
