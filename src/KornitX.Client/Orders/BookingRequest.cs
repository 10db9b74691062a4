namespace KornitX.Client;

/// <summary>A request to cancel or return items of one order. It is sent as one HTTP request.</summary>
public sealed class BookingRequest
{
    /// <summary>Creates a request.</summary>
    /// <exception cref="ArgumentException">The items, a quantity or the reference can't be sent.</exception>
    public BookingRequest(Operation operation, OrderAddress order, string? reference, IReadOnlyList<RequestItem> items)
    {
        if (items.Count == 0)
            throw new ArgumentException("An order request needs at least one item.", nameof(items));
        if (reference is null ? operation.ReferenceRequired : Client.Reference.FindProblem(reference) is not null)
            throw new ArgumentException($"A {operation.Noun} needs a reference of printable text.", nameof(reference));
        foreach (RequestItem item in items)
            Check(item, order.Addressing);

        Operation = operation;
        Order = order;
        Reference = reference;
        Items = items;
    }

    /// <summary>The operation.</summary>
    public Operation Operation { get; }

    /// <summary>The order.</summary>
    public OrderAddress Order { get; }

    /// <summary>The caller's reference for the operation.</summary>
    public string? Reference { get; }

    /// <summary>The items, in the order of the input. An item may appear more than once.</summary>
    public IReadOnlyList<RequestItem> Items { get; }

    /// <summary>Returns the request as it is named in messages: its order, and its reference if it has one.</summary>
    public override string ToString() => Reference is null ? $"{Order}" : $"{Order} with reference {Client.Reference.Show(Reference)}";

    private static void Check(RequestItem item, Addressing addressing)
    {
        if (item.Quantity < 1)
            throw new ArgumentException($"{item.Quantity} is not a quantity.", nameof(item));
        if (addressing != Addressing.ExternalRef && item.Id is null or < 1)
            throw new ArgumentException("An item lacks its KornitX ID.", nameof(item));
        if (addressing != Addressing.Id && (item.ExternalRef is null || Client.Reference.FindProblem(item.ExternalRef) is not null))
            throw new ArgumentException("An item lacks its external reference.", nameof(item));
    }
}
