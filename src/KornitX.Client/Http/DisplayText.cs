using System.Globalization;
using System.Text;

namespace KornitX.Client;

/// <summary>
/// Words from outside made fit to show: one line, no control or formatting characters that could move the cursor,
/// colour the screen or turn the text around, and not endless.
/// </summary>
internal static class DisplayText
{
    /// <summary>The most characters of somebody else's text that are shown.</summary>
    public const int Longest = 500;

    public static string? Of(string? text, int longest = Longest)
    {
        if (text is null)
            return null;

        StringBuilder shown = new();
        bool gap = false;
        for (int i = 0; i < text.Length; i++)
        {
            if (!IsPlain(text, i))
            {
                gap = shown.Length > 0;
                continue;
            }

            if (shown.Length >= longest)
                return shown.Append('…').ToString();
            if (gap)
                shown.Append(' ');
            gap = false;
            shown.Append(text[i]);
            if (char.IsHighSurrogate(text[i]))
                shown.Append(text[++i]);
        }

        return shown.Length == 0 ? null : shown.ToString();
    }

    /// <summary>Whether the character that begins there shows, and is whole.</summary>
    private static bool IsPlain(string text, int at) =>
        !char.IsWhiteSpace(text[at]) && CharUnicodeInfo.GetUnicodeCategory(text, at) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
