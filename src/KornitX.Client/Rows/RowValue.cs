using System;
using System.Globalization;
using System.Numerics;

namespace KornitX.Client;

/// <summary>
/// Reads raw values strictly. A spreadsheet's '1,000', '1e3' or TRUE is not guessed at: what is not plainly a number
/// might be another number than the one meant, and cancels or refunds something else.
/// </summary>
public static class RowValue
{
    /// <summary>A whole number from 1 to the maximum: an integer type, or a string of the digits 0 to 9.</summary>
    /// <returns>Whether the value is one.</returns>
    public static bool TryWholeNumber(object raw, long maximum, out long number)
    {
        number = 0;
        if (raw is string text)
        {
            foreach (char c in text)
            {
                if (c is < '0' or > '9')
                    return false;
            }

            return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1 && number <= maximum;
        }

        if (!IsInteger(raw))
            return false;

        BigInteger value = raw is BigInteger big ? big : raw is ulong large ? large : Convert.ToInt64(raw, CultureInfo.InvariantCulture);
        if (value < 1 || value > maximum)
            return false;
        number = (long)value;
        return true;
    }

    /// <summary>A reference: a string, or an integer whose digits are meant (JSON often has them so).</summary>
    /// <returns>The reference, or null where the value is neither.</returns>
    public static string? AsReference(object raw) =>
        raw as string ?? (IsInteger(raw) ? Convert.ToString(raw, CultureInfo.InvariantCulture) : null);

    /// <summary>The value as an error shows it.</summary>
    public static string Show(object raw) => raw switch
    {
        string text => Show(text),
        bool or char or DateTime or DateTimeOffset or decimal or double or float or Enum or BigInteger =>
            $"'{DisplayText.Of(Convert.ToString(raw, CultureInfo.InvariantCulture))}' ({raw.GetType().Name})",
        _ when IsInteger(raw) => $"'{Convert.ToString(raw, CultureInfo.InvariantCulture)}'",
        _ => $"of the type {raw.GetType().Name}",
    };

    /// <summary>Whether the value is of an integer type.</summary>
    public static bool IsInteger(object raw) =>
        raw is long or int or short or sbyte or byte or ushort or uint or ulong or BigInteger;

    private static string Show(string text)
    {
        string shown = Reference.Show(text);
        // Else '5 ' is refused as '5', and nobody sees why.
        bool hides = text.Length <= Reference.LongestShown && text != shown;
        return $"'{shown}'" + (hides ? " (with characters that do not show)" : "");
    }
}
