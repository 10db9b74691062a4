using System.Globalization;
using System.Text;

namespace KornitX.Client;

/// <summary>
/// Makes external text safe to show: on one line, of limited length, and without control or formatting characters, which
/// could move the cursor, change colors or reverse the text.
/// </summary>
internal static class DisplayText
{
    /// <summary>The default maximum length of the shown text.</summary>
    public const int Longest = 500;

    /// <summary>Shows external text. Replaces each run of characters that are not shown with a space.</summary>
    public static string? Sanitize(string? text, int longest = Longest)
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
    /// Shows a value of the user's input with invisible characters as their codes, such as &lt;U+00A0&gt;, because they may
    /// be what is wrong with it. This includes leading, trailing and repeated spaces.
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
                shown.Append("<U+").Append((isPair ? char.ConvertToUtf32(text[i], text[i + 1]) : text[i])
                    .ToString("X4", CultureInfo.InvariantCulture)).Append('>');
            else
                shown.Append(text, i, isPair ? 2 : 1);
            i += isPair ? 1 : 0;
        }

        return shown.ToString();
    }

    /// <summary>Whether the character at an index is visible and not half of a surrogate pair.</summary>
    private static bool IsPlain(string text, int at) =>
        !char.IsWhiteSpace(text[at]) && !Reference.IsFiller(text[at]) && CharUnicodeInfo.GetUnicodeCategory(text, at) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
