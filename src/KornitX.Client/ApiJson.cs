using System;
using System.Collections.Generic;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KornitX.Client;

/// <summary>Every JSON shape that goes over the wire, with readers and writers made at compile time.</summary>
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
    /// For what is sent: a reference in UTF-8 as it is, not as \u escapes meant for HTML. The escapes would be the same
    /// JSON; this way a body shown with -Debug reads like the API pages.
    /// </summary>
    public static readonly ApiJson Sent = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>
    /// The string that an element is; null where it is none, or one that can't be read: the octets of a string are looked
    /// at only here, and may be of another encoding or half a character.
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
