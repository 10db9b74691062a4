namespace KornitX;

/// <summary>An item of an order and how many of it were asked to be cancelled or returned.</summary>
public sealed class OrderItem
{
    internal OrderItem(Client.OrderItem item)
    {
        ItemId = item.Id;
        ItemExternalRef = item.ExternalRef;
        Quantity = item.Quantity;
    }

    /// <summary>The KornitX item ID, where known.</summary>
    public long? ItemId { get; }

    /// <summary>The sales channel's reference of the item, where known.</summary>
    public string? ItemExternalRef { get; }

    /// <summary>How many were asked for.</summary>
    public int Quantity { get; }

    /// <inheritdoc/>
    public override string ToString() => Quantity + " x " + (ItemExternalRef ?? $"{ItemId}");
}
