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
    /// <summary>Up to here a double has every whole number; beyond, it may be the neighbour of the one that was meant.</summary>
    private const double LargestDouble = 9_007_199_254_740_992;

    private const float LargestFloat = 16_777_216;

    /// <summary>A whole number from 1 to the maximum: a number whose value is whole and exact, or text of the digits 0 to 9.</summary>
    /// <returns>Whether the value is one.</returns>
    public static bool TryWholeNumber(object raw, long maximum, out long number)
    {
        number = 0;
        if (raw is string text)
            return TryDigits(text.Trim(), maximum, out number);
        if (AsInteger(raw) is not { } value || value < 1 || value > maximum)
            return false;
        number = (long)value;
        return true;
    }

    /// <summary>A whole number from 1 to the maximum of the digits 0 to 9 and nothing else.</summary>
    internal static bool TryDigits(string text, long maximum, out long number)
    {
        number = 0;
        foreach (char c in text)
        {
            if (c is < '0' or > '9')
                return false;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1 && number <= maximum;
    }

    /// <summary>A reference: text without the white space around it, or a whole number whose digits are meant (JSON and workbooks often have them so).</summary>
    /// <returns>The reference, or null where the value is neither.</returns>
    public static string? AsReference(object raw) =>
        raw is string text ? text.Trim() : AsInteger(raw)?.ToString(CultureInfo.InvariantCulture);

    /// <summary>The value of a number type, where it is whole and exact; null of anything else.</summary>
    public static BigInteger? AsInteger(object raw) => raw switch
    {
        BigInteger big => big,
        ulong large => large,
        double value => value == Math.Floor(value) && Math.Abs(value) <= LargestDouble ? (BigInteger)value : null,
        float value => value == Math.Floor(value) && Math.Abs(value) <= LargestFloat ? (BigInteger)value : null,
        decimal value => value == decimal.Truncate(value) ? (BigInteger)value : null,
        _ => IsInteger(raw) ? Convert.ToInt64(raw, CultureInfo.InvariantCulture) : null,
    };

    /// <summary>The value as an error shows it.</summary>
    public static string Show(object raw) => raw switch
    {
        string text => $"'{Reference.Show(text)}'",
        bool or char or DateTime or DateTimeOffset or decimal or double or float or Enum or BigInteger =>
            $"'{DisplayText.Of(Convert.ToString(raw, CultureInfo.InvariantCulture))}' ({raw.GetType().Name})",
        _ when IsInteger(raw) => $"'{Convert.ToString(raw, CultureInfo.InvariantCulture)}'",
        _ => $"of the type {raw.GetType().Name}",
    };

    /// <summary>Whether the value is of an integer type.</summary>
    public static bool IsInteger(object raw) =>
        raw is long or int or short or sbyte or byte or ushort or uint or ulong or BigInteger;
}
