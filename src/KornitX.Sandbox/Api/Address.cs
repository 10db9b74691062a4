using System.Globalization;

namespace KornitX.Sandboxes;

/// <summary>The address of an order or item: its ID, its reference, or both, which must then identify the same one.</summary>
internal sealed record Address(long? Id, string? ExternalRef)
{
    /// <summary>The ways to address an order and its items, each by the field that an item has for it.</summary>
    public const string ById = "id";
    public const string ByExternalRef = "external_ref";
    public const string ByCombined = "combined";

    public static Address? Parse(string by, string text) => by switch
    {
        ById => ParseId(text) is { } id ? new Address(id, null) : null,
        ByExternalRef => text.Length > 0 ? new Address(null, text) : null,
        _ => ParseCombined(text),
    };

    public bool Matches(long id, string? externalRef) =>
        (Id is null || Id == id) && (ExternalRef is null || string.Equals(ExternalRef, externalRef, StringComparison.Ordinal));

    // A reference may contain hyphens. The ID follows the last one.
    private static Address? ParseCombined(string text)
    {
        int hyphen = text.LastIndexOf('-');
        return hyphen > 0 && ParseId(text.Substring(hyphen + 1)) is { } id ? new Address(id, text.Substring(0, hyphen)) : null;
    }

    private static long? ParseId(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long id) && id > 0 ? id : null;
}
