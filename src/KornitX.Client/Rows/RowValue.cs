using System;
using System.Globalization;
using System.Numerics;

namespace KornitX.Client;

/// <summary>
/// Parses raw values strictly. Values such as '1,000', '1e3' or TRUE are rejected, because a wrong guess would cancel or
/// refund something else.
/// </summary>
public static class RowValue
{
    /// <summary>A double represents all whole numbers up to this one exactly.</summary>
    private const double LargestDouble = 9_007_199_254_740_992;

    private const float LargestFloat = 16_777_216;

    /// <summary>Parses a whole number from 1 to the maximum: a number with an exact whole value, or text with only the digits 0 to 9.</summary>
    /// <returns>Whether the value is such a number.</returns>
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

    /// <summary>Parses a whole number from 1 to the maximum that has only the digits 0 to 9.</summary>
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

    /// <summary>Parses a reference: text without surrounding white space, or a whole number, as JSON and spreadsheets often have it.</summary>
    /// <returns>The reference; null if the value is neither.</returns>
    public static string? AsReference(object raw) =>
        raw is string text ? text.Trim() : AsInteger(raw)?.ToString(CultureInfo.InvariantCulture);

    /// <summary>Returns the exact whole value of a number; null for anything else.</summary>
    public static BigInteger? AsInteger(object raw) => raw switch
    {
        BigInteger big => big,
        ulong large => large,
        double value => value == Math.Floor(value) && Math.Abs(value) <= LargestDouble ? (BigInteger)value : null,
        float value => value == Math.Floor(value) && Math.Abs(value) <= LargestFloat ? (BigInteger)value : null,
        decimal value => value == decimal.Truncate(value) ? (BigInteger)value : null,
        _ => IsInteger(raw) ? Convert.ToInt64(raw, CultureInfo.InvariantCulture) : null,
    };

    /// <summary>Returns the value as messages show it.</summary>
    public static string Show(object raw) => raw switch
    {
        string text => $"'{Reference.Show(text)}'",
        bool or char or DateTime or DateTimeOffset or decimal or double or float or Enum or BigInteger =>
            $"'{DisplayText.Sanitize(Convert.ToString(raw, CultureInfo.InvariantCulture))}' ({raw.GetType().Name})",
        _ when IsInteger(raw) => $"'{Convert.ToString(raw, CultureInfo.InvariantCulture)}'",
        _ => $"of the type {raw.GetType().Name}",
    };

    /// <summary>Whether the value has an integer type.</summary>
    public static bool IsInteger(object raw) =>
        raw is long or int or short or sbyte or byte or ushort or uint or ulong or BigInteger;
}
