using System.Text;

namespace KornitX.Client;

/// <summary>
/// Compares references. Letters that are composed (ü) and decomposed (u and ¨) are the same text: which form a file has depends
/// on the program that wrote it. References are sent as they were given.
/// </summary>
public static class ReferenceText
{
    /// <summary>
    /// Returns the text with composed letters (Unicode normalization form C), by which references are compared and found.
    /// </summary>
    public static string Compose(string text) => Normalize(text, NormalizationForm.FormC);

    /// <summary>Returns the text in a normalization form, or unchanged if it is not valid text.</summary>
    public static string Normalize(string text, NormalizationForm form)
    {
        try
        {
            return text.IsNormalized(form) ? text : text.Normalize(form);
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair, which no valid reference has, but a row may.
            return text;
        }
    }

    /// <summary>Compares two references; null is the reference of a request that has none.</summary>
    public static IdentityMatch Compare(string? one, string? other)
    {
        if (one is null || other is null)
            return one is null && other is null ? IdentityMatch.Same : IdentityMatch.Different;
        one = Compose(one);
        other = Compose(other);
        return string.Equals(one, other, StringComparison.Ordinal) ? IdentityMatch.Same
            : string.Equals(one, other, StringComparison.OrdinalIgnoreCase) ? IdentityMatch.DiffersInCase
            : IdentityMatch.Different;
    }
}
