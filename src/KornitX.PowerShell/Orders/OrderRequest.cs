namespace KornitX;

/// <summary>The request for one order. It can be piped to New-KornitXCancellation and New-KornitXReturn.</summary>
public sealed class OrderRequest
{
    private readonly BookingRequest _request;

    /// <param name="journalPath">The path of the journal that the request is from; null if it is not from a journal.</param>
    internal OrderRequest(BookingRequest request, OrderState state = OrderState.NotSent, string? journalPath = null)
    {
        _request = request;
        Path = journalPath;
        State = state.ToString();
        Items = new ItemList<OrderItem>([.. request.Items.Select(item => new OrderItem(this, item))]);
    }

    /// <summary>Cancellation or Return.</summary>
    public string Operation => _request.Operation.Name;

    /// <summary>
    /// Created (KornitX booked it); Rejected or NotSent (nothing was booked); Unknown (it may have been booked); or Conflict (it
    /// conflicts with an order in the journal).
    /// </summary>
    public string State { get; }

    /// <summary>Id, ExternalRef, or Combined: how the request identifies the order and its items.</summary>
    public string Addressing => _request.Order.Addressing.ToString();

    /// <summary>The KornitX order ID; null if it is not known.</summary>
    public long? OrderId => _request.Order.Id;

    /// <summary>The sales channel's reference of the order; null if it is not known.</summary>
    public string? OrderExternalRef => _request.Order.ExternalRef;

    /// <summary>The caller's own reference of the cancellation or return.</summary>
    public string? Reference => _request.Reference;

    /// <summary>The items of the request.</summary>
    public ItemList<OrderItem> Items { get; }

    /// <summary>The path of the journal that the request is from; null if it is not from a journal.</summary>
    public string? Path { get; }

    /// <summary>The number of the request in that journal; null if it is not known.</summary>
    public long? Number { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => $"{_request.Order}: {Items}";
}
