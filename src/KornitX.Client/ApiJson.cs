using System;
using System.Collections.Generic;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KornitX.Client;

/// <summary>Source-generated serializers for the JSON bodies of requests and responses.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(RequestBody))]
[JsonSerializable(typeof(List<BookingResponse>))]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(ErrorResponse))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>
    /// Serializes request bodies. Writes non-ASCII text as UTF-8 instead of \u escapes, so that a body shown with -Debug
    /// looks as in KornitX's API documentation.
    /// </summary>
    public static readonly ApiJson Sent = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>
    /// Returns the value of a string element; null if the element is not a string, or its bytes are not valid UTF-8 or
    /// its escapes not valid UTF-16, which JsonDocument does not check before.
    /// </summary>
    public static string? Text(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
