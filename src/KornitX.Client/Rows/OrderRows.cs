namespace KornitX.Client;

/// <summary>
/// Valid rows of a batch that follow each other and say the same of their order: usually all rows of a request. Those that are joined
/// are of one order.
/// </summary>
internal sealed class OrderRows
{
    private OrderRows? _earlier;

    public OrderRows(int index, ParsedRow parsed, Addressing? requested, RowState[] states)
    {
        Index = index;
        RequestedAddressing = requested;
        States = states;
        Order = parsed.Order;
        Reference = parsed.Reference;
        ExternalRefKey = Order.ExternalRef is null ? null : ReferenceText.Compose(Order.ExternalRef);
        ReferenceKey = Reference is null ? "" : ReferenceText.Compose(Reference);
    }

    /// <summary>The position in the batch.</summary>
    public int Index { get; }

    public OrderAddress Order { get; }

    public string? Reference { get; }

    /// <summary>The addressing that the rows ask for; null if it follows from their fields.</summary>
    public Addressing? RequestedAddressing { get; }

    /// <summary>The states of the requests that the row is from. A row with a state is alone.</summary>
    public RowState[] States { get; }

    /// <summary>The rows. Large inputs usually have one per order.</summary>
    public List<OrderLine> Lines { get; } = new(capacity: 1);

    /// <summary>The external reference of the order, in the form in which it is compared.</summary>
    public string? ExternalRefKey { get; }

    /// <summary>The caller's reference, in the form in which it is compared; empty without one.</summary>
    public string ReferenceKey { get; }

    /// <summary>The first rows of the order, which stand for the order.</summary>
    public OrderRows First
    {
        get
        {
            OrderRows rows = this;
            while (rows._earlier is { } earlier)
            {
                // Shortens the way for the next time.
                rows._earlier = earlier._earlier ?? earlier;
                rows = earlier;
            }

            return rows;
        }
    }

    /// <summary>Joins the orders of both.</summary>
    public void Join(OrderRows other)
    {
        (OrderRows one, OrderRows two) = (First, other.First);
        if (one.Index > two.Index)
            one._earlier = two;
        else if (one.Index < two.Index)
            two._earlier = one;
    }

    /// <summary>Whether a row without a state says exactly the same of its order and reference.</summary>
    public bool Match(ParsedRow row, Addressing? requested) =>
        States.Length == 0
        && RequestedAddressing == requested
        && Order.Addressing == row.Order.Addressing
        && Order.Id == row.Order.Id
        && string.Equals(Order.ExternalRef, row.Order.ExternalRef, StringComparison.Ordinal)
        && string.Equals(Reference, row.Reference, StringComparison.Ordinal);

    /// <summary>Returns a row as it can be read again.</summary>
    public Row ToRow(OrderLine line, Operation operation)
    {
        RowState? state = States.Where(state => state.Operation == operation).Concat(States).Cast<RowState?>().FirstOrDefault();
        Row row = new(line.Number) { ItemNumber = line.ItemNumber };
        row.Add(Field.OrderId, nameof(Field.OrderId), Order.Id);
        row.Add(Field.OrderExternalRef, nameof(Field.OrderExternalRef), Order.ExternalRef);
        row.Add(Field.ItemId, nameof(Field.ItemId), line.Item.Id);
        row.Add(Field.ItemExternalRef, nameof(Field.ItemExternalRef), line.Item.ExternalRef);
        row.Add(Field.Quantity, nameof(Field.Quantity), line.Item.Quantity);
        row.Add(Field.Reference, nameof(Field.Reference), Reference);
        row.Add(Field.Addressing, nameof(Field.Addressing), RequestedAddressing?.ToString());
        row.Add(Field.Operation, nameof(Field.Operation), (state?.Operation ?? operation).Name);
        row.Add(Field.State, nameof(Field.State), (state?.State ?? OrderState.NotSent).ToString());
        row.Add(Field.Path, nameof(Field.Path), state?.JournalPath);
        row.Add(Field.Number, nameof(Field.Number), state?.JournalPath is null ? null : state?.Number);
        return row;
    }
}

/// <summary>A row.</summary>
/// <param name="Number">The position in the input, from 1.</param>
/// <param name="ItemNumber">The position in the outer row, from 1; null for a top-level row.</param>
/// <param name="Item">The item.</param>
internal readonly record struct OrderLine(int Number, int? ItemNumber, RequestItem Item);
