using System;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KornitX.Client;

/// <summary>How text stands in a journal.</summary>
internal static class JournalText
{
    /// <summary>The most characters that are shown of a text of a journal: a few of the texts that the module itself records.</summary>
    private const int LongestShown = 4 * DisplayText.Longest;

    /// <summary>A text of the journal, fit to show.</summary>
    public static string? Show(string? text) => DisplayText.Of(text, LongestShown);

    /// <summary>The value of that name, exactly as the module writes it.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static T Parse<T>(string? text)
        where T : struct =>
        Enum.TryParse(text, out T value) && value.ToString() == text ? value : throw new FormatException($"'{DisplayText.Of(text)}' is not expected.");
}

/// <summary>Readers and writers of a journal's lines, made at compile time.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HeadLine))]
[JsonSerializable(typeof(IntentLine))]
[JsonSerializable(typeof(OutcomeLine))]
[JsonSerializable(typeof(SettlementLine))]
internal sealed partial class JournalJson : JsonSerializerContext
{
    /// <summary>References in a journal read as they are; the line is not meant for HTML.</summary>
    public static readonly JournalJson Lines = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
