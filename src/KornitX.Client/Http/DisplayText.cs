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

    /// <summary>
    /// A value of the person's own input, in which what does not show is part of the trouble: written as its code, such
    /// as &lt;U+00A0&gt;. So is a blank at either end or after another.
    /// </summary>
    public static string Visible(string text, int longest)
    {
        StringBuilder shown = new();
        for (int i = 0; i < text.Length; i++)
        {
            if (shown.Length >= longest)
                return shown.Append('…').ToString();

            bool isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            bool isInnerBlank = text[i] == ' ' && i > 0 && text[i - 1] != ' ' && i + 1 < text.Length;
            if (!isInnerBlank && !IsPlain(text, i))
                shown.Append("<U+").Append((isPair ? char.ConvertToUtf32(text[i], text[i + 1]) : text[i]).ToString("X4", CultureInfo.InvariantCulture)).Append('>');
            else
                shown.Append(text, i, isPair ? 2 : 1);
            i += isPair ? 1 : 0;
        }

        return shown.ToString();
    }

    /// <summary>Whether the character that begins there shows, and is whole.</summary>
    private static bool IsPlain(string text, int at) =>
        !char.IsWhiteSpace(text[at]) && CharUnicodeInfo.GetUnicodeCategory(text, at) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
