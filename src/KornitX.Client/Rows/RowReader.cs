namespace KornitX.Client;

/// <summary>
/// Parses a row into an item of an order, or finds its first error. Every field that has a value must be valid, even if
/// the row would be complete without it.
/// </summary>
internal sealed class RowReader(Operation operation, OrderDefaults defaults)
{
    private static readonly Field[] Order = [Field.OrderId, Field.OrderExternalRef];
    private static readonly Field[] Item = [Field.ItemId, Field.ItemExternalRef, Field.Combined];
    private static readonly Field[] OrderAndItem = [.. Order, .. Item];
    private static readonly Field[] Quantity = [Field.Quantity];
    private static readonly Field[] Reference = [Field.Reference];

    private readonly string _referenceMissing = $"Reference is missing; a {operation.Noun} needs one, in the row or as -Reference";
    private MissingFields? _lastMissing;

    /// <summary>Parses a row.</summary>
    /// <param name="parsed">The parsed row, if there is no error.</param>
    /// <returns>The row if it can't be sent, or null.</returns>
    public BadRow? Read(Row row, out ParsedRow parsed)
    {
        parsed = default;
        if (row.Problem is { } problem)
            return Bad(row, problem, sharedProblem: row.SharedProblem);

        FieldReader fields = new(row);
        long? orderId = defaults.OrderId is { } givenId ? fields.Check(Field.OrderId, givenId) : fields.Id(Field.OrderId);
        string? orderRef = defaults.OrderExternalRef is { } givenRef
            ? fields.Check(Field.OrderExternalRef, givenRef)
            : fields.Reference(Field.OrderExternalRef);
        string? reference = defaults.Reference is { } given
            ? fields.Check(Field.Reference, given)
            : fields.Reference(Field.Reference);
        long? itemId = fields.Id(Field.ItemId);
        string? itemRef = fields.Reference(Field.ItemExternalRef);
        fields.Combined(ref itemId, ref itemRef);
        int quantity = (int)(fields.Whole(Field.Quantity, int.MaxValue) ?? 0);

        if (fields.Problem is { } invalid)
            return Bad(row, invalid, fields.BadField, fields.SharedProblem);

        bool hasOrder = orderId is not null || orderRef is not null;
        bool hasItem = itemId is not null || itemRef is not null;
        if (!hasOrder && !hasItem)
        {
            return Missing(row, OrderAndItem, "no order ID or reference, and no item",
                "Add OrderId and ItemId, or OrderExternalRef and ItemExternalRef, or all four");
        }

        if (!hasOrder)
        {
            return Missing(row, Order, "no order ID or reference",
                "Add OrderId, OrderExternalRef or both, to the row or on the command line");
        }

        if (!hasItem)
            return Missing(row, Item, "no item", "Add ItemId (or id), ItemExternalRef (or external_ref), both, or combined");
        if (ChooseAddressing(fields.RequestedAddressing, orderId, orderRef, itemId, itemRef) is not { } addressing)
            return new BadRow(row, DescribeMixedAddressing(orderId, orderRef, itemId, itemRef), defaults) { IsMixedAddressing = true };
        if (addressing != Addressing.Id && Client.Reference.FindProblemInPath(orderRef!, addressing) is { } inPath)
            return Bad(row, $"{Field.OrderExternalRef} {RowValue.Show(orderRef!)} {inPath}", Field.OrderExternalRef);
        if (quantity == 0)
            return Missing(row, Quantity, "Quantity is missing", null);
        if (reference is null && operation.ReferenceRequired)
            return Missing(row, Reference, _referenceMissing, null);

        parsed = new ParsedRow(new OrderAddress(addressing, orderId, orderRef), reference, new RequestItem(itemId, itemRef, quantity));
        return null;
    }

    private BadRow Bad(Row row, string problem, Field? field = null, string? sharedProblem = null) =>
        new(row, problem, defaults) { Field = field, SharedProblem = sharedProblem };

    private BadRow Missing(Row row, Field[] wanted, string problem, string? advice)
    {
        // Rows with the same columns share the description, because there may be many of them.
        if (_lastMissing is null || wanted != _lastMissing.Wanted || !row.HasSameColumnsAs(_lastMissing.Row))
        {
            string described = DescribeMissing(row, wanted, problem, advice);
            // If a column exists but is blank, the error is in the row and not in the input as a whole.
            _lastMissing = new MissingFields(row, wanted, described, wanted.Any(row.HasColumn) ? null : described);
        }

        return new BadRow(row, _lastMissing.Problem, defaults)
        {
            Field = wanted[0],
            IsMissing = true,
            SharedProblem = _lastMissing.SharedProblem,
        };
    }

    private static string DescribeMissing(Row row, Field[] wanted, string problem, string? advice)
    {
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

        return advice is null ? problem : $"{problem}. {advice}";
    }

    /// <summary>
    /// Chooses the addressing that the row has all fields for. If there are several, the requested or else the most specific one.
    /// </summary>
    private static Addressing? ChooseAddressing(Addressing? requested, long? orderId, string? orderRef, long? itemId, string? itemRef)
    {
        bool byId = orderId is not null && itemId is not null;
        bool byRef = orderRef is not null && itemRef is not null;
        return requested switch
        {
            Addressing.Id when byId => requested,
            Addressing.ExternalRef when byRef => requested,
            _ => byId && byRef ? Addressing.Combined : byId ? Addressing.Id : byRef ? Addressing.ExternalRef : null,
        };
    }

    private static string DescribeMixedAddressing(long? orderId, string? orderRef, long? itemId, string? itemRef) => orderId is not null
        ? $"OrderId '{orderId}' identifies the order by ID, but ItemExternalRef {RowValue.Show(itemRef!)} "
            + "identifies the item by reference. "
            + "Add ItemId or OrderExternalRef"
        : $"OrderExternalRef {RowValue.Show(orderRef!)} identifies the order by reference, but ItemId '{itemId}' "
            + "identifies the item by ID. "
            + "Add ItemExternalRef or OrderId";

    /// <summary>The required fields that a row lacks, and how to fix it.</summary>
    private sealed record MissingFields(Row Row, Field[] Wanted, string Problem, string? SharedProblem);
}

/// <summary>The content of a row that can be sent.</summary>
/// <param name="Reference">The caller's reference for the operation.</param>
public readonly record struct ParsedRow(OrderAddress Order, string? Reference, RequestItem Item);
