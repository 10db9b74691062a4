using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KornitX.Client;

/// <summary>Source-generated serializers for the JSON bodies of requests and responses.</summary>
[JsonSourceGenerationOptions(
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RequestBody))]
[JsonSerializable(typeof(List<BookingResponse>))]
[JsonSerializable(typeof(TokenResponse))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>
    /// Serializes request bodies. Writes non-ASCII text as UTF-8 instead of \u escapes, so that a body shown with -Debug
    /// looks as in KornitX's API documentation.
    /// </summary>
    public static readonly ApiJson Sent = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>Reads a response body.</summary>
    /// <returns>
    /// What it contains; null without a body, or if reading it throws anything. What a server sends must never end a run.
    /// </returns>
    public static T? Read<T>(byte[]? body, Func<byte[], T?> read)
        where T : class => TryGet(() => body is null ? null : read(body));

    /// <summary>Returns a member of an object; an undefined element without one, or if finding it throws anything.</summary>
    public static JsonElement Member(JsonElement element, string name) =>
        TryGet(() => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member) ? member : default);

    /// <summary>
    /// Returns the value of a string element; null if the element is not a string, or if reading it throws anything, such as for
    /// invalid UTF-8 or UTF-16, which JsonDocument does not check before.
    /// </summary>
    public static string? Text(JsonElement element) => TryGet(() => element.ValueKind == JsonValueKind.String ? element.GetString() : null);

    private static T? TryGet<T>(Func<T?> read)
    {
        try
        {
            return read();
        }
        catch (Exception)
        {
            return default;
        }
    }
}
