using System.Globalization;

namespace KornitX.Client;

/// <summary>
/// Validates and escapes references. A reference is sent as an escaped path segment or as a JSON string, so it may contain
/// any text except what does not reach KornitX unchanged.
/// </summary>
public static class Reference
{
    /// <summary>
    /// The longest path of an order, in bytes. RFC 9110 section 4.1 recommends that servers accept URIs of 8000 bytes;
    /// the remainder is reserved for the host.
    /// </summary>
    public const int LongestPath = 7_900;

    /// <summary>
    /// Decoders insert this character for bytes that are invalid in the encoding, so different references could become equal.
    /// </summary>
    private const char Replacement = '\uFFFD';

    /// <summary>The most characters of an input value that a message shows.</summary>
    internal const int LongestShown = 80;

    /// <summary>Says why a text is not a valid reference, as the end of a sentence; null if it is valid.</summary>
    public static string? FindProblem(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "is blank";

        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsControl(c))
                return $"has a control character (U+{(int)c:X4}) at position {i + 1}";
            if (c == Replacement)
                return $"has U+FFFD at position {i + 1}, which replaces a character that could not be decoded. "
                    + "Read the file again with the correct -Encoding";

            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(c))
                return $"has an incomplete character (U+{(int)c:X4} alone) at position {i + 1}";
        }

        return null;
    }

    /// <summary>Removes white space and invisible characters from both ends.</summary>
    public static string Trim(string text)
    {
        int start = 0;
        int end = text.Length;
        while (start < end && IsInvisible(text, start))
            start++;
        while (end > start && IsInvisible(text, end - 1))
            end--;
        return text.Substring(start, end - start);
    }

    /// <summary>Says which invisible character a reference contains, as the end of a sentence; otherwise null.</summary>
    /// <remarks>
    /// Nobody sees such a character, and a reference with it is another one. It is usually copied from a web page or a document.
    /// </remarks>
    internal static string? FindInvisible(string reference)
    {
        for (int at = 0; at < reference.Length; at++)
        {
            if (IsFormat(reference, at))
                return $"has an invisible character (U+{char.ConvertToUtf32(reference, at):X4}) at position {at + 1}. Remove it";
        }

        return null;
    }

    /// <summary>
    /// Whether the character at an index is white space, a format character, such as a zero-width space, a soft hyphen or a direction
    /// mark, or a filler.
    /// </summary>
    private static bool IsInvisible(string text, int at) => char.IsWhiteSpace(text[at]) || IsFormat(text, at);

    private static bool IsFormat(string text, int at) => text[at] >= '\u00AD' && (IsFiller(text[at])
        || CharUnicodeInfo.GetUnicodeCategory(text, IsSecondHalf(text, at) ? at - 1 : at) == UnicodeCategory.Format);

    /// <summary>Whether a character is a letter or symbol that does not show: a blank in Braille, or a filler in Korean.</summary>
    internal static bool IsFiller(char c) => c is '\u2800' or '\u115F' or '\u1160' or '\u3164' or '\uFFA0';

    private static bool IsSecondHalf(string text, int at) => at > 0 && char.IsSurrogatePair(text[at - 1], text[at]);

    /// <summary>Says why a text can't identify an order in a path, as the end of a sentence; null if it can.</summary>
    /// <remarks>
    /// The segments "." and ".." are removed from a path (RFC 3986 section 5.2.4), even if they are escaped, so the request
    /// would reach a different resource.
    /// </remarks>
    public static string? FindProblemInPath(string text, Addressing addressing)
    {
        if (FindProblem(text) is { } problem)
            return problem;

        if (addressing == Addressing.ExternalRef && text is "." or "..")
            return "can't be sent: in a URL it means a folder. Use the KornitX ID, or both";

        if (text.Length > LongestPath || Escape(text).Length > LongestPath)
            return $"is too long for a URL ({text.Length} characters)";

        return IsKeptInPath(text)
            ? null
            : "can't be sent from Windows PowerShell, which changes it in the URL. Use the KornitX ID, or PowerShell 7";
    }

    /// <summary>
    /// Whether Uri keeps a path unchanged. .NET Framework removes directional marks such as U+200E even if they are
    /// escaped, and may unescape slashes, so the request would reach a different order. It also unescapes apostrophes in
    /// non-ASCII text, which is harmless.
    /// </summary>
    private static bool IsKeptInPath(string text)
    {
        string path = "/-" + Escape(text);
        string kept = new Uri("http://kornitx" + path).AbsolutePath;
        return kept == path || kept.Replace("'", "%27") == path;
    }

    /// <summary>Returns the text as messages show it: shortened, on one line, and with invisible characters as their codes.</summary>
    internal static string Show(string text) => DisplayText.Visible(text, LongestShown);

    /// <summary>Escapes the text as one path segment: all except unreserved characters (RFC 3986 section 2.3).</summary>
    internal static string Escape(string text) => Uri.EscapeDataString(text);
}
