namespace KornitX.Client;

/// <summary>
/// Parses a row into an item of an order, or finds its first error. Every field that has a value must be valid, even if
/// the row would be complete without it.
/// </summary>
internal sealed class RowReader
{
    private readonly Operation _operation;
    private readonly OrderDefaults _defaults;
    private readonly MissingFields _missing;

    /// <summary>Creates a reader for one command.</summary>
    public RowReader(Operation operation, OrderDefaults defaults)
    {
        _operation = operation;
        _defaults = defaults;
        _missing = new MissingFields(operation);
    }

    /// <summary>Parses a row.</summary>
    /// <param name="parsed">The parsed row, if there is no error.</param>
    /// <returns>The row if it can't be sent, or null.</returns>
    public BadRow? Read(Row row, out ParsedRow parsed)
    {
        parsed = default;
        if (row.Problem is { } problem)
            return Bad(row, problem, sharedProblem: row.SharedProblem);

        FieldReader fields = new(row);
        long? orderId = _defaults.OrderId is { } givenId ? fields.Check(Field.OrderId, givenId) : fields.Id(Field.OrderId);
        string? orderRef = _defaults.OrderExternalRef is { } givenRef
            ? fields.Check(Field.OrderExternalRef, givenRef)
            : fields.Reference(Field.OrderExternalRef);
        string? reference = _defaults.Reference is { } given
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
        if (!hasOrder || !hasItem)
            return Missing(row, _missing.OrderOrItem(row, hasOrder, hasItem));
        if (ChooseAddressing(fields.RequestedAddressing, orderId, orderRef, itemId, itemRef) is not { } addressing)
            return new BadRow(row, DescribeMixedAddressing(orderId, orderRef, itemId, itemRef), _defaults) { IsMixedAddressing = true };
        if (addressing != Addressing.Id && Client.Reference.FindProblemInPath(orderRef!, addressing) is { } inPath)
            return Bad(row, $"{Field.OrderExternalRef} {RowValue.Show(orderRef!)} {inPath}", Field.OrderExternalRef);
        if (quantity == 0)
            return Missing(row, _missing.Quantity(row));
        if (reference is null && _operation.ReferenceRequired)
            return Missing(row, _missing.Reference(row));

        parsed = new ParsedRow(new OrderAddress(addressing, orderId, orderRef), reference, new RequestItem(itemId, itemRef, quantity));
        return null;
    }

    private BadRow Bad(Row row, string problem, Field? field = null, string? sharedProblem = null) =>
        new(row, problem, _defaults) { Field = field, SharedProblem = sharedProblem };

    private BadRow Missing(Row row, MissingField missing) => new(row, missing.Problem, _defaults)
    {
        Field = missing.Wanted[0],
        IsMissing = true,
        SharedProblem = missing.IsColumn ? missing.Problem : null,
    };

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
}

/// <summary>The content of a row that can be sent.</summary>
/// <param name="Reference">The caller's reference for the operation.</param>
public readonly record struct ParsedRow(OrderAddress Order, string? Reference, RequestItem Item);
