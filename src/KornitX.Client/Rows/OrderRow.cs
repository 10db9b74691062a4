using System;
using System.Collections.Generic;
using System.Linq;

namespace KornitX.Client;

/// <summary>A valid row of a batch. Rows that are joined are of one order.</summary>
internal sealed class OrderRow
{
    private OrderRow? _earlier;

    public OrderRow(int index, Row row, ParsedRow parsed)
    {
        Index = index;
        Number = row.Number;
        ItemNumber = row.ItemNumber;
        Order = parsed.Order;
        Item = parsed.Item;
        Reference = parsed.Reference;
        ExternalRefKey = Order.ExternalRef is null ? null : ReferenceText.Compose(Order.ExternalRef);
        ReferenceKey = Reference is null ? "" : ReferenceText.Compose(Reference);
        States = row.HasState ? [.. row.States] : [];
    }

    /// <summary>The position in the batch.</summary>
    public int Index { get; }

    public int Number { get; }

    public int? ItemNumber { get; }

    public OrderAddress Order { get; }

    public RequestItem Item { get; }

    public string? Reference { get; }

    /// <summary>The external reference of the order, in the form in which it is compared.</summary>
    public string? ExternalRefKey { get; }

    /// <summary>The caller's reference, in the form in which it is compared; empty without one.</summary>
    public string ReferenceKey { get; }

    /// <summary>The states of the requests that the row is from.</summary>
    public IReadOnlyList<RowState> States { get; }

    /// <summary>The first row of the order, which stands for the order.</summary>
    public OrderRow First
    {
        get
        {
            OrderRow row = this;
            while (row._earlier is { } earlier)
            {
                // Shortens the way for the next time.
                row._earlier = earlier._earlier ?? earlier;
                row = earlier;
            }

            return row;
        }
    }

    /// <summary>Joins the orders of two rows.</summary>
    public void Join(OrderRow other)
    {
        (OrderRow one, OrderRow two) = (First, other.First);
        if (one.Index > two.Index)
            one._earlier = two;
        else if (one.Index < two.Index)
            two._earlier = one;
    }

    /// <summary>Whether both say the same of their order, apart from references that both have.</summary>
    public bool DescribesOrderAs(OrderRow other) =>
        Order.Addressing == other.Order.Addressing
        && Order.Id == other.Order.Id
        && string.Equals(ExternalRefKey, other.ExternalRefKey, StringComparison.Ordinal)
        && Reference is null == other.Reference is null;

    /// <summary>Returns the row as it can be read again, with names of its order that other rows have.</summary>
    public Row ToRow(Operation operation, long? knownId, string? knownExternalRef)
    {
        RowState? state = States.Where(state => state.Operation == operation).Concat(States).Cast<RowState?>().FirstOrDefault();
        Row row = new(Number);
        row.Add(Field.OrderId, nameof(Field.OrderId), Order.Id ?? knownId);
        row.Add(Field.OrderExternalRef, nameof(Field.OrderExternalRef), Order.ExternalRef ?? knownExternalRef);
        row.Add(Field.ItemId, nameof(Field.ItemId), Item.Id);
        row.Add(Field.ItemExternalRef, nameof(Field.ItemExternalRef), Item.ExternalRef);
        row.Add(Field.Quantity, nameof(Field.Quantity), Item.Quantity);
        row.Add(Field.Reference, nameof(Field.Reference), Reference);
        row.Add(Field.Addressing, nameof(Field.Addressing), Order.Addressing.ToString());
        row.Add(Field.Operation, nameof(Field.Operation), (state?.Operation ?? operation).Name);
        row.Add(Field.State, nameof(Field.State), (state?.State ?? OrderState.NotSent).ToString());
        return row;
    }
}
