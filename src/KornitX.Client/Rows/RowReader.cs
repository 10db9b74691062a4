namespace KornitX.Client;

/// <summary>
/// Parses a row into an item of an order, or returns its first error. Every field that has a value must be valid, even if
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
    /// <returns>The error, or null.</returns>
    public RowError? Read(Row row, out ParsedRow parsed)
    {
        parsed = default;
        if (row.Problem is { } problem)
            return Error(row, problem, sharedProblem: row.SharedProblem);

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
            return Error(row, invalid, fields.BadField, sharedProblem: fields.SharedProblem);

        bool hasOrder = orderId is not null || orderRef is not null;
        bool hasItem = itemId is not null || itemRef is not null;
        if (!hasOrder || !hasItem)
            return Missing(row, _missing.OrderOrItem(row, hasOrder, hasItem));
        if (ChooseAddressing(fields.RequestedAddressing, orderId, orderRef, itemId, itemRef) is not { } addressing)
            return Error(row, DescribeMixedAddressing(orderId, orderRef, itemId, itemRef), isMixedAddressing: true);
        if (addressing != Addressing.Id && Client.Reference.FindProblemInPath(orderRef!, addressing) is { } inPath)
            return Error(row, $"{Field.OrderExternalRef} {RowValue.Show(orderRef!)} {inPath}", Field.OrderExternalRef);
        if (quantity == 0)
            return Missing(row, _missing.Quantity(row));
        if (reference is null && _operation.ReferenceRequired)
            return Missing(row, _missing.Reference(row));

        parsed = new ParsedRow(new OrderAddress(addressing, orderId, orderRef), reference, new RequestItem(itemId, itemRef, quantity));
        return null;
    }

    private RowError Missing(Row row, MissingField missing) =>
        Error(row, missing.Problem, missing.Field, isMissing: true, sharedProblem: missing.IsColumn ? missing.Problem : null);

    private RowError Error(
        Row row, string problem, Field? field = null, bool isMixedAddressing = false, bool isMissing = false, string? sharedProblem = null)
    {
        RowOrderIdentifiers order = RowOrderIdentifiers.Read(row, _defaults);
        return new RowError(row, problem, order.Id, order.ExternalRef)
        {
            Field = field,
            IsMixedAddressing = isMixedAddressing,
            IsMissing = isMissing,
            SharedProblem = sharedProblem,
            IdentifiesOrder = order.IdentifyOrder,
            OtherNames = order.Others,
        };
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
}

/// <summary>The content of a row that can be sent.</summary>
/// <param name="Reference">The caller's reference for the operation.</param>
public readonly record struct ParsedRow(OrderAddress Order, string? Reference, RequestItem Item);
