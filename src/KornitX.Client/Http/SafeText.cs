using System.Globalization;
using System.Text;

namespace KornitX.Client;

/// <summary>
/// Words from outside made fit to show: one line, no control or formatting characters that could move the cursor,
/// colour the screen or turn the text around, and not endless.
/// </summary>
internal static class SafeText
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
            bool pair = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
            if (!pair && !IsPlain(text[i]))
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
            if (pair)
                shown.Append(text[++i]);
        }

        return shown.Length == 0 ? null : shown.ToString();
    }

    private static bool IsPlain(char c) => !char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
