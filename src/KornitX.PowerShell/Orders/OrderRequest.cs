namespace KornitX;

/// <summary>The request for one order. It can be piped to New-KornitXCancellation and New-KornitXReturn.</summary>
public sealed class OrderRequest
{
    private readonly string _name;

    internal OrderRequest(BookingRequest request, OrderState state = OrderState.NotSent)
    {
        Operation = request.Operation.Name;
        State = state.ToString();
        Addressing = request.Order.Addressing.ToString();
        OrderId = request.Order.Id;
        OrderExternalRef = request.Order.ExternalRef;
        Reference = request.Reference;
        Items = new ItemList<OrderItem>(request.Items.Select(item => new OrderItem(this, item)).ToArray());
        _name = request.Order.ToString();
    }

    /// <summary>Cancellation or Return.</summary>
    public string Operation { get; }

    /// <summary>
    /// Created (KornitX booked it); Rejected or NotSent (nothing was booked); Unknown (it may have been booked); or Conflict (it
    /// conflicts with an order in the journal).
    /// </summary>
    public string State { get; }

    /// <summary>Id, ExternalRef, or Combined: how the request identifies the order and its items.</summary>
    public string Addressing { get; }

    /// <summary>The KornitX order ID; null if it is not known.</summary>
    public long? OrderId { get; }

    /// <summary>The sales channel's reference of the order; null if it is not known.</summary>
    public string? OrderExternalRef { get; }

    /// <summary>The caller's own reference of the cancellation or return.</summary>
    public string? Reference { get; }

    /// <summary>The items of the request.</summary>
    public ItemList<OrderItem> Items { get; }

    /// <summary>The path of the journal that the request is from; null if it is not from a journal.</summary>
    internal string? JournalPath { get; init; }

    /// <summary>The number of the request in that journal.</summary>
    internal long JournalNumber { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{_name}: {Items}";
}
