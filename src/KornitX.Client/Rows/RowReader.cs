using System.Linq;

namespace KornitX.Client;

/// <summary>
/// Makes of a row either an item of an order or the one reason why not. No value is passed over: a field that is there
/// but can't be read spoils the row even where the rest would do without it.
/// </summary>
public sealed class RowReader
{
    private readonly Operation _operation;
    private readonly OrderDefaults _defaults;

    /// <summary>A reader for one command.</summary>
    public RowReader(Operation operation, OrderDefaults defaults)
    {
        _operation = operation;
        _defaults = defaults;
    }

    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="good">What it says; meaningful when the result is null.</param>
    /// <returns>Why it can't be sent; null when it can.</returns>
    public RowError? Read(Row row, out ParsedRow good)
    {
        RowReading reading = new(row);
        long? orderId = _defaults.OrderId is { } givenId ? reading.Check(Field.OrderId, givenId) : reading.Id(Field.OrderId);
        string? orderRef = _defaults.OrderExternalRef is { } givenRef
            ? reading.Check(Field.OrderExternalRef, givenRef)
            : reading.Reference(Field.OrderExternalRef);
        string? reference = _defaults.Reference is { } given
            ? reading.Check(Field.Reference, given)
            : reading.Reference(Field.Reference);
        long? itemId = reading.Id(Field.ItemId);
        string? itemRef = reading.Reference(Field.ItemExternalRef);
        reading.Combined(ref itemId, ref itemRef);
        int quantity = (int)(reading.Whole(Field.Quantity, int.MaxValue) ?? 0);

        good = default;
        if (reading.Problem is { } unreadable)
            return Error(row, unreadable) with { Field = reading.BadField };

        bool hasOrder = orderId is not null || orderRef is not null;
        bool hasItem = itemId is not null || itemRef is not null;
        if (!hasOrder || !hasItem)
            return Missing(row, MissingField.OrderOrItem(row, hasOrder, hasItem));
        if (Choose(reading.Wish, orderId, orderRef, itemId, itemRef) is not { } addressing)
            return Error(row, HalfAndHalf(orderId, orderRef, itemId, itemRef), isMixedAddressing: true);
        if (addressing != Addressing.Id && Client.Reference.ProblemInPath(orderRef!, addressing) is { } inPath)
            return Error(row, $"{Field.OrderExternalRef} {RowValue.Show(orderRef!)} {inPath}") with { Field = Field.OrderExternalRef };
        if (quantity == 0)
            return Missing(row, MissingField.Quantity(row));
        if (reference is null && _operation.ReferenceRequired)
            return Missing(row, MissingField.Reference(row));

        good = new ParsedRow(new OrderAddress(addressing, orderId, orderRef), reference, new OrderItem(itemId, itemRef, quantity));
        return null;
    }

    /// <summary>A problem that was found before the row's fields were read.</summary>
    /// <param name="row">The row, with what is known of it.</param>
    /// <param name="problem">What is wrong, as the end of a sentence.</param>
    /// <param name="sharedCause">What it has in common with other rows that are bad for the same reason, if it has.</param>
    public RowError Problem(Row row, string problem, string? sharedCause = null) => Error(row, problem) with { SharedCause = sharedCause };

    private RowError Missing(Row row, MissingField missing) =>
        Error(row, missing.Problem) with { Field = missing.Field, IsMissing = true, SharedCause = missing.IsColumn ? missing.Problem : null };

    private RowError Error(Row row, string problem, bool isMixedAddressing = false)
    {
        bool isGiven = _defaults.OrderId is not null || _defaults.OrderExternalRef is not null;
        long[] ids = _defaults.OrderId is { } givenId ? [givenId] : RowReading.Ids(row);
        string[] references = _defaults.OrderExternalRef is { } givenRef ? [givenRef.Trim()] : RowReading.References(row);
        RowError error = RowError.Of(
            row,
            problem,
            isMixedAddressing,
            ids.Length > 0 ? ids[0] : null,
            references.Length > 0 ? references[0] : null) with { IdentifiesOrder = isGiven || RowReading.IdentifiesOrder(row) };
        return ids.Length <= 1 && references.Length <= 1 ? error : error with
        {
            OtherNames =
            [
                .. ids.Skip(1).Select(id => ((long?)id, (string?)null)),
                .. references.Skip(1).Select(reference => ((long?)null, (string?)reference)),
            ],
        };
    }

    /// <summary>The addressing that the row carries completely; the most exact one where it carries several.</summary>
    private static Addressing? Choose(Addressing? wish, long? orderId, string? orderRef, long? itemId, string? itemRef)
    {
        bool byId = orderId is not null && itemId is not null;
        bool byRef = orderRef is not null && itemRef is not null;
        return wish switch
        {
            Addressing.Id when byId => wish,
            Addressing.ExternalRef when byRef => wish,
            _ => byId && byRef ? Addressing.Combined : byId ? Addressing.Id : byRef ? Addressing.ExternalRef : null,
        };
    }

    private static string HalfAndHalf(long? orderId, string? orderRef, long? itemId, string? itemRef) => orderId is not null
        ? $"OrderId '{orderId}' names the order by ID, but ItemExternalRef {RowValue.Show(itemRef!)} names the item by reference. Give ItemId or OrderExternalRef too"
        : $"OrderExternalRef {RowValue.Show(orderRef!)} names the order by reference, but ItemId '{itemId}' names the item by ID. Give ItemExternalRef or OrderId too";
}
