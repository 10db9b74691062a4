using System.Text;
using System.Text.RegularExpressions;

namespace KornitX.Client;

/// <summary>
/// Finds the field that a name resembles: a misspelling, an abbreviation, or its name with another word. Common columns of
/// exports, such as Quality, Ordered or Customer Reference, are not matched.
/// </summary>
internal static class NearMiss
{
    /// <summary>Longer names resemble no field.</summary>
    private const int LongestName = 200;

    private static readonly HashSet<string> Unrelated = ["QUALITY", "ORDERED", "PREFERENCE", "INFERENCE", "INTERNALREF", "NORMA"];

    private static readonly Dictionary<string, Field> Synonyms = MakeSynonyms();

    private static readonly (string Name, Field Field)[] Compared =
    [
        .. from field in Fields.All
           where IsResembled(field)
           from name in Fields.Names(field).Select(Column.Normalize).Distinct()
           select (name, field),
    ];

    /// <summary>A remark in brackets, as in "Reference (RMA)".</summary>
    private static readonly Regex Remark = new(@"[(\[{<].*?[)\]}>]", RegexOptions.CultureInvariant);

    /// <summary>A word for number at either end, as in "Reference No." and "Nr. Reference".</summary>
    private static readonly Regex Number = new("^(NO|NR|NBR|NUMBER|NUM)|(NO|NR|NBR|NUMBER|NUM)$", RegexOptions.CultureInvariant);

    /// <summary>
    /// Returns the field that a normalized name resembles, or null. Punctuation, a remark in brackets, and words for number do not count.
    /// </summary>
    public static Field? FindField(string normalized)
    {
        if (normalized.Length > LongestName)
            return null;
        // Letters in full width and the º of Nº become plain letters. The degree sign is often typed in place of º.
        string plain = Column.Normalize(ReferenceText.Normalize(normalized, NormalizationForm.FormKC).Replace('°', 'O'));
        string letters = RemovePunctuation(plain);
        string withoutRemark = RemovePunctuation(Remark.Replace(plain, ""));
        string[] names = [normalized, letters, withoutRemark, Number.Replace(letters, ""), Number.Replace(withoutRemark, "")];
        return names.Any(Unrelated.Contains) ? null : names.Select(FindSimilar).FirstOrDefault(field => field is not null);
    }

    private static Field? FindSimilar(string name)
    {
        // Without its punctuation, a name may also be that of a field.
        if (Fields.Find(name) is { } named)
            return IsResembled(named) ? named : null;
        if (Synonyms.TryGetValue(name, out Field field))
            return field;

        return (
            from candidate in Compared
            // Short names are similar to too many words, and the first letter is rarely misspelled.
            let allowed = candidate.Name.Length >= 8 ? 2 : candidate.Name.Length >= 6 ? 1 : 0
            where name.Length > 0 && name[0] == candidate.Name[0]
            let distance = Distance(name, candidate.Name)
            where distance <= allowed
            orderby distance
            select (Field?)candidate.Field).FirstOrDefault();
    }

    private static bool IsResembled(Field field) => field is not (Field.Items or Field.Addressing) && !Fields.IsOfRequest(field);

    private static string RemovePunctuation(string name) => string.Concat(name.Where(char.IsLetterOrDigit));

    private static Dictionary<string, Field> MakeSynonyms()
    {
        Dictionary<string, Field> synonyms = [];
        string[] refs = ["REF", "REFERENCE"];
        string[] quantities = ["QTY", "QUANTITY"];
        string[] actions = ["RETURN", "RETURNS", "CANCEL", "CANCELLATION", "REFUND"];
        string[] done = ["RETURNED", "CANCELLED", "CANCELED"];

        // LineQuantity in a result of this module is the quantity of the whole line, not the one to cancel or return.
        Add(Field.Quantity, [.. quantities, "QTYS", "QNTY", "QNT", "QUANT", "QUANTITIES", "LINEQTY"]);
        Add(Field.Quantity, Join([.. actions, .. done, "ITEM", "ITEMS", "LINEITEM"], quantities));
        Add(Field.Quantity, Join(quantities, ["TORETURN", "TOCANCEL", "TOREFUND", .. done]));
        Add(Field.Reference, [.. refs, "REFS", "RMA"]);
        Add(Field.Reference, Join([.. actions, "RMA", "MY", "OUR", "YOUR"], refs));
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
