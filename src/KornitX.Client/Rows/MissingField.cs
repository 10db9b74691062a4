namespace KornitX.Client;

/// <summary>A required field that a row lacks, and how to fix it.</summary>
/// <param name="Row">The first row that lacks it.</param>
/// <param name="Wanted">The field, or the alternatives.</param>
/// <param name="Problem">What is missing and how to fix it, as the end of a sentence.</param>
/// <param name="IsColumn">Whether the whole column is missing, so that all rows of the input lack the field.</param>
internal sealed record MissingField(Row Row, Field[] Wanted, string Problem, bool IsColumn);

/// <summary>Describes missing fields. Rows with the same columns share the description, because there may be many of them.</summary>
internal sealed class MissingFields(Operation operation)
{
    private static readonly Field[] Order = [Field.OrderId, Field.OrderExternalRef];
    private static readonly Field[] Item = [Field.ItemId, Field.ItemExternalRef, Field.Combined];
    private static readonly Field[] OrderAndItem = [.. Order, .. Item];
    private static readonly Field[] OnlyQuantity = [Field.Quantity];
    private static readonly Field[] OnlyReference = [Field.Reference];

    private readonly string _referenceProblem = $"Reference is missing; a {operation.Noun} needs one, in the row or as -Reference";
    private MissingField? _last;

    public MissingField OrderOrItem(Row row, bool hasOrder, bool hasItem) => (hasOrder, hasItem) switch
    {
        (false, false) => Find(row, OrderAndItem, "no order ID or reference, and no item",
            "Add OrderId and ItemId, or OrderExternalRef and ItemExternalRef, or all four"),
        (false, true) =>
            Find(row, Order, "no order ID or reference", "Add OrderId, OrderExternalRef or both, to the row or on the command line"),
        _ => Find(row, Item, "no item", "Add ItemId (or id), ItemExternalRef (or external_ref), both, or combined"),
    };

    public MissingField Quantity(Row row) => Find(row, OnlyQuantity, "Quantity is missing", null);

    public MissingField Reference(Row row) => Find(row, OnlyReference, _referenceProblem, null);

    private MissingField Find(Row row, Field[] wanted, string problem, string? advice)
    {
        if (_last is null || wanted != _last.Wanted || !row.HasSameColumnsAs(_last.Row))
            _last = Describe(row, wanted, problem, advice);
        return _last;
    }

    private static MissingField Describe(Row row, Field[] wanted, string problem, string? advice)
    {
        // If a column exists but is blank, the error is in the row and not in the input as a whole.
        bool isColumn = !wanted.Any(row.HasColumn);
        if (row.Unsplit is { } unsplit)
        {
            string delimiter = unsplit.Delimiter == '\t' ? "\"`t\"" : $"'{unsplit.Delimiter}'";
            advice = $"Column {RowValue.Show(unsplit.Name)} contains several column names; read the file with -Delimiter {delimiter}";
        }
        else if (row.NearMisses.Where(column => wanted.Contains(column.MayMean!.Value)).ToArray() is { Length: > 0 } near)
        {
            advice = string.Join(". ", near.Select(
                column => $"Column {RowValue.Show(column.Name)} may mean {column.MayMean}; if so, rename it"));
        }

        return new MissingField(row, wanted, advice is null ? problem : $"{problem}. {advice}", isColumn);
    }
}
