using System.Text.RegularExpressions;

namespace KornitX.Client;

/// <summary>
/// Finds the field that a name resembles: a misspelling, an abbreviation, or its name with another word. Common columns of
/// exports, such as Quality, Ordered or Customer Reference, are not matched.
/// </summary>
internal static class NearMiss
{
    private static readonly HashSet<string> Unrelated = ["QUALITY", "ORDERED", "PREFERENCE", "INFERENCE", "INTERNALREF"];

    private static readonly Dictionary<string, Field> Synonyms = MakeSynonyms();

    /// <summary>A remark in brackets, as in "Reference (RMA)".</summary>
    private static readonly Regex Remark = new(@"[(\[{<].*?[)\]}>]", RegexOptions.CultureInvariant);

    /// <summary>A word for number at the end, as in "Reference No".</summary>
    private static readonly Regex Number = new("(NO|NR|NUM|NUMBER)$", RegexOptions.CultureInvariant);

    /// <summary>Returns the field that a normalized name resembles, or null. Punctuation, and a remark in brackets, do not count.</summary>
    public static Field? FindField(string normalized)
    {
        string letters = RemovePunctuation(normalized);
        string withoutRemark = RemovePunctuation(Remark.Replace(normalized, ""));
        return FindSimilar(normalized) ?? FindWord(letters) ?? FindWord(withoutRemark);

        // Without its punctuation, a name may also be that of a field.
        Field? FindWord(string name) => name == normalized ? null
            : Fields.Find(name) is { } field ? IsResembled(field) ? field : null
            : FindSimilar(name);
    }

    private static Field? FindSimilar(string normalized)
    {
        if (Synonyms.TryGetValue(normalized, out Field field))
            return field;
        if (Unrelated.Contains(normalized))
            return null;
        if (Number.Match(normalized) is { Success: true } number && Fields.Find(normalized.Substring(0, number.Index)) is { } named)
            return IsResembled(named) ? named : null;

        return (
            from candidate in Fields.All
            where IsResembled(candidate)
            from name in Fields.Names(candidate).Select(Column.Normalize).Distinct()
            // Short names are similar to too many words, and the first letter is rarely misspelled.
            let allowed = name.Length >= 8 ? 2 : name.Length >= 6 ? 1 : 0
            where normalized.Length > 0 && normalized[0] == name[0]
            let distance = Distance(normalized, name)
            where distance <= allowed
            orderby distance
            select (Field?)candidate).FirstOrDefault();
    }

    private static bool IsResembled(Field field) => field is not (Field.Items or Field.Addressing) && !Fields.IsOfRequest(field);

    private static string RemovePunctuation(string name) => string.Concat(name.Where(char.IsLetterOrDigit));

    private static Dictionary<string, Field> MakeSynonyms()
    {
        Dictionary<string, Field> synonyms = [];
        string[] refs = ["REF", "REFERENCE"];
        string[] quantities = ["QTY", "QUANTITY"];
        string[] actions = ["RETURN", "RETURNS", "CANCEL", "CANCELLATION", "REFUND"];

        Add(Field.Quantity, [.. quantities, "QTYS", "QNTY", "QNT", "QUANT", "QUANTITIES"]);
        Add(Field.Quantity, Join([.. actions, "ITEM", "LINE", "LINEITEM"], quantities));
        Add(Field.Quantity, Join(quantities, ["TORETURN", "TOCANCEL", "TOREFUND", "RETURNED", "CANCELLED", "CANCELED"]));
        Add(Field.Reference, [.. refs, "REFS", "REFNO", "REFNR", "REFNUMBER"]);
        Add(Field.Reference, Join([.. actions, "RMA", "MY", "OUR", "YOUR"], refs));
        Add(Field.Reference, ["RMA", "RMANO", "RMANR", "RMANUMBER"]);
        Add(Field.OrderExternalRef, Join(["ORDER", "EXTERNALORDER", "ORDEREXTERNAL", "ORDEREXT", "CHANNELORDER"], refs));
        Add(Field.ItemExternalRef, Join(["ITEM", "EXTERNALITEM", "ITEMEXTERNAL", "ITEMEXT", "LINEITEM", "EXTERNAL"], refs));
        Add(Field.OrderId, ["KORNITXORDERID", "ORDERIDS"]);
        Add(Field.ItemId, ["KORNITXITEMID", "ORDERITEMID", "LINEITEMID", "LINEID", "ITEMIDS"]);
        return synonyms;

        void Add(Field field, IEnumerable<string> names)
        {
            foreach (string name in names.Where(name => !Fields.TryParse(name, out _)))
                synonyms[name] = field;
        }
    }

    private static IEnumerable<string> Join(string[] first, string[] second) =>
        from one in first from other in second select one + other;

    /// <summary>Returns the edit distance: the number of characters to insert, delete, replace or transpose.</summary>
    private static int Distance(string one, string other)
    {
        int[,] distance = new int[one.Length + 1, other.Length + 1];
        for (int i = 0; i <= one.Length; i++)
            distance[i, 0] = i;
        for (int j = 0; j <= other.Length; j++)
            distance[0, j] = j;
        for (int i = 1; i <= one.Length; i++)
        {
            for (int j = 1; j <= other.Length; j++)
            {
                int change = one[i - 1] == other[j - 1] ? 0 : 1;
                int shortest = Math.Min(Math.Min(distance[i, j - 1], distance[i - 1, j]) + 1, distance[i - 1, j - 1] + change);
                bool isTransposed = i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
                distance[i, j] = isTransposed ? Math.Min(shortest, distance[i - 2, j - 2] + 1) : shortest;
            }
        }

        return distance[one.Length, other.Length];
    }
}
