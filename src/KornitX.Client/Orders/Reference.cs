using System;

namespace KornitX.Client;

/// <summary>
/// What a sales channel's reference may consist of. Nearly anything: it is escaped into one path segment or one JSON
/// string. What is refused here can't reach KornitX as itself.
/// </summary>
public static class Reference
{
    /// <summary>
    /// The most octets an order's path may have. RFC 9110 section 4.1 asks every server to take URIs of 8000 octets;
    /// the rest is left for the host.
    /// </summary>
    public const int LongestPath = 7_900;

    /// <summary>What decoders put where a file is in another encoding; two references may differ in just the character that was there.</summary>
    private const char Replacement = '\uFFFD';

    /// <summary>The most characters of a value of somebody's table that a message shows.</summary>
    internal const int LongestShown = 80;

    /// <summary>Why this text can't be a reference, as the end of a sentence; null when it can.</summary>
    public static string? Problem(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "is blank";

        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsControl(c))
                return $"has a control character (U+{(int)c:X4}) at position {i + 1}";
            if (c == Replacement)
                return $"has U+FFFD at position {i + 1}, which stands for a character that was lost in reading. Read the file again with its own -Encoding";

            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(c))
                return $"has half a character (U+{(int)c:X4} alone) at position {i + 1}";
        }

        return null;
    }

    /// <summary>Why this text can't name an order in a path by itself, as the end of a sentence; null when it can.</summary>
    /// <remarks>
    /// RFC 3986 section 5.2.4 takes the segments "." and ".." out of a path, escaped or not,
    /// so the request would reach another resource.
    /// </remarks>
    public static string? ProblemInPath(string text, Addressing addressing)
    {
        if (Problem(text) is { } problem)
            return problem;

        if (addressing == Addressing.ExternalRef && text is "." or "..")
            return "can't be sent: as a path segment it means a folder, not an order. Use the KornitX ID or both";

        if (text.Length > LongestPath || Escape(text).Length > LongestPath)
            return $"is longer than a URL can be ({text.Length} characters)";

        return IsKeptInPath(text)
            ? null
            : "can't be sent from Windows PowerShell, which changes it on the way. Use the KornitX ID, or PowerShell 7";
    }

    /// <summary>
    /// Whether the platform leaves a path alone. .NET Framework takes the marks that say in which direction to read, U+200E and
    /// its like, out of one even where they are escaped, and may undo the escapes of slashes; the request would reach
    /// another order. That of an apostrophe it undoes, too, beside letters beyond ASCII, which changes nothing.
    /// </summary>
    private static bool IsKeptInPath(string text)
    {
        string path = "/-" + Escape(text);
        string kept = new Uri("http://kornitx" + path).AbsolutePath;
        return kept == path || kept.Replace("'", "%27") == path;
    }

    /// <summary>The text as a message shows it: by its beginning, in one line, and with what does not show as its code.</summary>
    internal static string Show(string text) => DisplayText.Visible(text, LongestShown);

    /// <summary>The text as one path segment (RFC 3986 section 2.3: all but the unreserved characters escaped).</summary>
    internal static string Escape(string text) => Uri.EscapeDataString(text);
}
