namespace KornitX;

/// <summary>
/// An item of a request, with all fields of a row. After Export-Csv and Import-Csv it is the same item of the same order.
/// </summary>
public sealed class OrderItem
{
    internal OrderItem(OrderRequest request, RequestItem item)
    {
        Request = request;
        ItemId = item.Id;
        ItemExternalRef = item.ExternalRef;
        Quantity = item.Quantity;
    }

    /// <summary>The KornitX order ID; null if it is not known.</summary>
    public long? OrderId => Request.OrderId;

    /// <summary>The sales channel's reference of the order; null if it is not known.</summary>
    public string? OrderExternalRef => Request.OrderExternalRef;

    /// <summary>The KornitX item ID; null if it is not known.</summary>
    public long? ItemId { get; }

    /// <summary>The sales channel's reference of the item; null if it is not known.</summary>
    public string? ItemExternalRef { get; }

    /// <summary>The number of units.</summary>
    public int Quantity { get; }

    /// <summary>The caller's own reference of the cancellation or return.</summary>
    public string? Reference => Request.Reference;

    /// <summary>Id, ExternalRef, or Combined: how the request identifies the order and its items.</summary>
    public string Addressing => Request.Addressing;

    /// <summary>Cancellation or Return.</summary>
    public string Operation => Request.Operation;

    /// <summary>The state of the request that the item belongs to, so that an item from Import-Clixml still has it.</summary>
    public string State => Request.State;

    /// <summary>The path of the journal that the request is from; null if it is not from a journal.</summary>
    public string? Path => Request.Path;

    /// <summary>The number of the request in that journal; null if it is not known.</summary>
    public long? Number => Request.Number;

    internal OrderRequest Request { get; }

    /// <inheritdoc/>
    public override string ToString()
    {
        Addressing addressing = ItemExternalRef is null ? Client.Addressing.Id : Client.Addressing.ExternalRef;
        return $"{Quantity} x {new RequestItem(ItemId, ItemExternalRef, Quantity).Name(addressing)}";
    }
}
