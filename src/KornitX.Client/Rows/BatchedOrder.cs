using System.Collections.Generic;
using System.Linq;

namespace KornitX.Client;

/// <summary>An order of a batch.</summary>
/// <param name="Request">The request of its valid rows.</param>
/// <param name="IsHeldBack">Whether it must not be sent because the order has a bad row.</param>
public sealed record BatchedOrder(BookingRequest Request, bool IsHeldBack)
{
    /// <summary>The bad rows of the request.</summary>
    public IReadOnlyList<BadRow> BadRows { get; internal init; } = [];

    /// <summary>The states of the requests that its rows are from, which decide whether it may be sent.</summary>
    public IReadOnlyCollection<RowState> States { get; internal init; } = [];

    /// <summary>
    /// An earlier request of the input whose order and reference differ from this one's only in case, as messages show it; null
    /// if there is none.
    /// </summary>
    public string? CaseVariant { get; internal set; }

    /// <summary>The ID of the order in any of its rows. A bad row may have no other name of the order.</summary>
    internal long? KnownId { get; init; }

    /// <summary>The external reference of the order in any of its rows.</summary>
    internal string? KnownExternalRef { get; init; }

    /// <summary>Returns the names of the items that the request has more than once.</summary>
    public IEnumerable<string> DuplicateItems() => Request.Items.Count < 2 ? [] :
        from item in Request.Items
        let key = item.Key(Request.Order.Addressing)
        group item by (key.Id, key.ExternalRef is null ? null : ReferenceText.Compose(key.ExternalRef)) into same
        where same.Skip(1).Any()
        select same.First().Name(Request.Order.Addressing);

    /// <summary>
    /// Returns all rows of the order to write to a file: the valid ones complete, the bad ones as they came, in the order of the
    /// input. Read again, they are the same order with the same bad rows.
    /// </summary>
    public IEnumerable<IReadOnlyList<(Field Field, object? Value)>> AllRows()
    {
        int next = 0;
        foreach (BadRow bad in BadRows.OrderBy(row => row.Position))
        {
            for (; next < bad.Position && next < Request.Items.Count; next++)
                yield return ValidRow(Request.Items[next]);
            yield return InvalidRow(bad.Row, bad.Defaults);
        }

        for (; next < Request.Items.Count; next++)
            yield return ValidRow(Request.Items[next]);
    }

    private (Field Field, object? Value)[] ValidRow(RequestItem item) =>
    [
        (Field.OrderId, Request.Order.Id ?? KnownId),
        (Field.OrderExternalRef, Request.Order.ExternalRef ?? KnownExternalRef),
        (Field.ItemId, item.Id),
        (Field.ItemExternalRef, item.ExternalRef),
        (Field.Quantity, item.Quantity),
        (Field.Reference, Request.Reference),
        (Field.Addressing, Request.Order.Addressing.ToString()),
        (Field.Operation, Request.Operation.Name),
        (Field.State, nameof(OrderState.NotSent)),
    ];

    private (Field Field, object? Value)[] InvalidRow(Row row, OrderDefaults defaults)
    {
        // A file has no column for the combined field.
        object? itemId = row.Cell(Field.ItemId);
        object? itemRef = row.Cell(Field.ItemExternalRef);
        if (row.Cell(Field.Combined) is { } combined)
            (itemId, itemRef) = SplitCombined(combined, itemId, itemRef);
        return
        [
            (Field.OrderId, defaults.OrderId ?? row.Cell(Field.OrderId)),
            (Field.OrderExternalRef, defaults.OrderExternalRef ?? row.Cell(Field.OrderExternalRef)),
            (Field.ItemId, itemId),
            (Field.ItemExternalRef, itemRef),
            (Field.Quantity, row.Cell(Field.Quantity)),
            (Field.Reference, defaults.Reference ?? row.Cell(Field.Reference)),
            (Field.Addressing, row.Cell(Field.Addressing)),
            (Field.Operation, row.Cell(Field.Operation) ?? Request.Operation.Name),
            (Field.State, row.Cell(Field.State) ?? nameof(OrderState.NotSent)),
        ];
    }

    private static (object? ItemId, object? ItemRef) SplitCombined(object combined, object? itemId, object? itemRef)
    {
        string text = RowValue.Text(combined);
        int hyphen = text.LastIndexOf('-');
        if (itemId is null && itemRef is null && hyphen > 0 && RowValue.TryDigits(text.Substring(hyphen + 1), long.MaxValue, out long id))
            return (id, text.Substring(0, hyphen));
        // The text may be a number, which alone would be a valid ID.
        return ($"{(itemId is null ? "" : RowValue.Text(itemId) + "\n")}{text}\n({Field.Combined})", itemRef);
    }
}
