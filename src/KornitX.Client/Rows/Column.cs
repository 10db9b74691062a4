using System.Globalization;
using System.Text;

namespace KornitX.Client;

/// <summary>The meaning of the name of a column, key or property: a field, a name that resembles a field, or neither.</summary>
public sealed class Column
{
    /// <summary>The most parts of a name in which a field is looked for. Few files have that many columns.</summary>
    private const int PartsCompared = 1_000;

    private static readonly char[] Delimiters = [';', '\t', '|', ','];
    private static readonly char[] Quotes = ['"', '\''];

    private Column(string name, Field? field, Field? mayMean, char? delimiter)
    {
        Name = name;
        Field = field;
        MayMean = mayMean;
        Delimiter = delimiter;
    }

    /// <summary>The original name.</summary>
    public string Name { get; }

    /// <summary>The field with that name, or null.</summary>
    public Field? Field { get; }

    /// <summary>The field that the name resembles, or null.</summary>
    public Field? MayMean { get; }

    /// <summary>
    /// The delimiter between the field names in the name, which means that the file was read with the wrong one, or null.
    /// </summary>
    internal char? Delimiter { get; }

    /// <summary>Finds the meaning of a name.</summary>
    public static Column Parse(string name)
    {
        string normalized = Normalize(name);
        string text = ByteOrderMark.Remove(name, normalized);
        if ((Fields.Find(normalized) ?? Fields.Find(text) ?? ByteOrderMark.FindField(normalized)) is { } field)
            return new Column(name, field, null, null);
        char? delimiter = FindDelimiter(name);
        return new Column(name, null, delimiter is null ? NearMiss.FindField(text) : null, delimiter);
    }

    /// <summary>
    /// Converts a name to upper case without ignored characters. Only ASCII letters are converted, so that it does not depend on
    /// the culture.
    /// </summary>
    internal static string Normalize(string name)
    {
        StringBuilder normal = new(name.Length);
        foreach (char c in name)
        {
            if (!IsFiller(c))
                normal.Append(c is >= 'a' and <= 'z' ? (char)(c - 'a' + 'A') : c);
        }

        return normal.ToString();
    }

    private static bool IsFiller(char c) =>
        c == '_' || char.IsWhiteSpace(c) || c is >= '\uFE00' and <= '\uFE0F' || char.GetUnicodeCategory(c) is
            UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.DashPunctuation;

    private static char? FindDelimiter(string name) => (
        from delimiter in Delimiters
        let parts = name.Split(delimiter).Take(PartsCompared).Select(Normalize).Where(part => part.Length > 0).ToArray()
        where parts.Length > 1 && parts.Any(part => IsFieldName(part.Trim(Quotes)))
        select (char?)delimiter).FirstOrDefault();

    private static bool IsFieldName(string normalized) =>
        Fields.Find(normalized) is { } field ? !Fields.IsOfRequest(field) : NearMiss.FindField(normalized) is not null;
}
