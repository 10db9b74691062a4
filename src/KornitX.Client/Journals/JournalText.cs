using System;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KornitX.Client;

/// <summary>Reads texts of a journal.</summary>
internal static class JournalText
{
    /// <summary>The most characters of a text that are shown. A recorded message can contain several texts of the default length.</summary>
    private const int LongestShown = 4 * DisplayText.Longest;

    /// <summary>Returns a text that is safe to show.</summary>
    public static string? Show(string? text) => DisplayText.Sanitize(text, LongestShown);

    /// <summary>Parses the name of a value, exactly as the module writes it.</summary>
    /// <exception cref="FormatException">There is no such value.</exception>
    public static T Parse<T>(string? text)
        where T : struct =>
        Enum.TryParse(text, out T value) && value.ToString() == text ? value : throw new FormatException($"'{DisplayText.Sanitize(text)}' is not expected.");
}

/// <summary>Source-generated serializers for the lines of a journal.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HeadLine))]
[JsonSerializable(typeof(IntentLine))]
[JsonSerializable(typeof(OutcomeLine))]
[JsonSerializable(typeof(SettlementLine))]
internal sealed partial class JournalJson : JsonSerializerContext
{
    /// <summary>Serializes lines without the escapes for HTML, so that references are readable.</summary>
    public static readonly JournalJson Lines = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
