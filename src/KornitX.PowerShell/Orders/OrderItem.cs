namespace KornitX;

/// <summary>
/// An item of an order and how many of it were asked to be cancelled or returned, with all that a row needs: what
/// Export-Csv writes of it, Import-Csv brings back as the same item of the same order.
/// </summary>
public sealed class OrderItem
{
    internal OrderItem(OrderRequest request, Client.OrderItem item)
    {
        Request = request;
        ItemId = item.Id;
        ItemExternalRef = item.ExternalRef;
        Quantity = item.Quantity;
    }

    /// <summary>The KornitX order ID, where known.</summary>
    public long? OrderId => Request.OrderId;

    /// <summary>The sales channel's reference of the order, where known.</summary>
    public string? OrderExternalRef => Request.OrderExternalRef;

    /// <summary>The KornitX item ID, where known.</summary>
    public long? ItemId { get; }

    /// <summary>The sales channel's reference of the item, where known.</summary>
    public string? ItemExternalRef { get; }

    /// <summary>How many were asked for.</summary>
    public int Quantity { get; }

    /// <summary>The caller's own reference of the cancellation or return.</summary>
    public string? Reference => Request.Reference;

    /// <summary>Id, ExternalRef or Combined: how the order and its items are named to KornitX.</summary>
    public string Addressing => Request.Addressing;

    /// <summary>The request it is an item of.</summary>
    internal OrderRequest Request { get; }

    /// <inheritdoc/>
    public override string ToString() =>
        Quantity + " x " + new Client.OrderItem(ItemId, ItemExternalRef, Quantity).Name(ItemExternalRef is null ? Client.Addressing.Id : Client.Addressing.ExternalRef);
}
