using System.Linq;

namespace KornitX.Client;

/// <summary>A field without which a row can't be sent, and what to do about it.</summary>
/// <param name="Field">The field, or one of those that would do.</param>
/// <param name="Problem">What is missing and what to do, as the end of a sentence.</param>
/// <param name="IsColumn">Whether not even a column of that field is there, so that all rows of the input lack it.</param>
internal readonly record struct MissingField(Field Field, string Problem, bool IsColumn)
{
    private static readonly Field[] Order = [Field.OrderId, Field.OrderExternalRef];
    private static readonly Field[] Item = [Field.ItemId, Field.ItemExternalRef, Field.Combined];

    public static MissingField OrderOrItem(Row row, bool hasOrder, bool hasItem) => (hasOrder, hasItem) switch
    {
        (false, false) => Of(row, [.. Order, .. Item], "no order ID or reference, and no item", "Add OrderId and ItemId, or OrderExternalRef and ItemExternalRef, or all four"),
        (false, true) => Of(row, Order, "no order ID or reference", "Add OrderId, OrderExternalRef or both, to the row or on the command line"),
        _ => Of(row, Item, "no item", "Add ItemId (or id), ItemExternalRef (or external_ref), both, or combined"),
    };

    public static MissingField Quantity(Row row) => Of(row, [Field.Quantity], "Quantity is missing", null);

    public static MissingField Reference(Row row) =>
        Of(row, [Field.Reference], "Reference is missing; a return needs one, in the row or as -Reference", null);

    private static MissingField Of(Row row, Field[] wanted, string problem, string? advice)
    {
        // Where one of two alternatives is there and blank, the row is at fault and not the input.
        bool isColumn = !wanted.Any(row.HasColumn);
        if (row.Unsplit is { } unsplit)
        {
            string delimiter = unsplit.Delimiter == '\t' ? "\"`t\"" : $"'{unsplit.Delimiter}'";
            advice = $"Column {RowValue.Show(unsplit.Name)} is several in one; read the file with -Delimiter {delimiter}";
        }
        else if (row.NearMisses.Where(column => wanted.Contains(column.MayMean!.Value)).ToArray() is { Length: > 0 } near)
        {
            advice = string.Join(". ", near.Select(column => $"Column {RowValue.Show(column.Name)} may mean {column.MayMean}; rename it to that if it does"));
        }

        return new MissingField(wanted[0], advice is null ? problem : $"{problem}. {advice}", isColumn);
    }
}
