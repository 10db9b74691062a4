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

    /// <summary>
    /// Parses a whole number from 1 to the maximum: a number with an exact whole value, or text with only the digits 0 to 9.
    /// </summary>
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

    /// <summary>
    /// Parses a reference: text, a whole number, as JSON and spreadsheets often have it, or another type that is written as text. Text
    /// has no surrounding white space, and no ="…", with which a file keeps a workbook from converting it.
    /// </summary>
    /// <returns>The reference; null if the value is neither.</returns>
    public static string? AsReference(object raw) => raw switch
    {
        string text => Reference.Trim(RemoveFormula(text)),
        Guid or Version => raw.ToString(),
        // The code of a derived class may throw.
        Uri when raw.GetType() == typeof(Uri) => raw.ToString(),
        _ => AsInteger(raw)?.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Parses one of the words of an enumeration in any case; returns null for anything else.</summary>
    internal static TWord? AsWord<TWord>(object? raw)
        where TWord : struct, Enum
    {
        string? text = raw is string given ? AsReference(given) : null;
        // Enum.TryParse also accepts numbers and lists of names.
        return Enum.TryParse(text, ignoreCase: true, out TWord word)
            && string.Equals(text, word.ToString(), StringComparison.OrdinalIgnoreCase) ? word : null;
    }

    /// <summary>Says why a reference of a row can't be sent, as the end of a sentence; null if it can.</summary>
    internal static string? FindReferenceProblem(string reference) =>
        Reference.FindProblem(reference) ?? Reference.FindInvisible(reference) ?? ExportArtifact.FindProblem(reference);

    /// <summary>Whether the value is absent, or text without a visible character.</summary>
    internal static bool IsBlank(object? value)
    {
        if (value is not string text)
            return value is null or DBNull;
        string visible = Reference.Trim(text);
        return visible.Length == 0
            || (visible[0] == '=' && RemoveFormula(text) is { } content && !ReferenceEquals(content, text) && IsBlank(content));
    }

    /// <summary>Returns the value as text, or the name of its type if it can't be written as text.</summary>
    internal static string Text(object raw)
    {
        string? text = null;
        try
        {
            if (raw is string or IFormattable or bool or char or Uri or Version)
                text = Convert.ToString(raw, CultureInfo.InvariantCulture);
        }
        catch (Exception)
        {
            // The object may be of any class, whose code may throw anything.
        }

        return text ?? raw.GetType().Name;
    }

    private static string RemoveFormula(string text)
    {
        string formula = text.Trim();
        return formula.Length >= 3 && formula.StartsWith("=\"", StringComparison.Ordinal) && formula[formula.Length - 1] == '"'
            ? formula.Substring(2, formula.Length - 3).Replace("\"\"", "\"")
            : text;
    }

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
