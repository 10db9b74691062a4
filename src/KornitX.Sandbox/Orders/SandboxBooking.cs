namespace KornitX;

/// <summary>A cancellation or return that the sandbox has booked.</summary>
public sealed class SandboxBooking
{
    internal SandboxBooking(
        long id, string operation, long orderId, string? reference, DateTime time, IReadOnlyList<SandboxBookingItem> items)
    {
        Id = id;
        Operation = operation;
        OrderId = orderId;
        Reference = reference;
        Time = time;
        Items = items;
    }

    /// <summary>The ID of the cancellation or return. Each operation numbers its own.</summary>
    public long Id { get; }

    /// <summary><c>Cancellation</c> or <c>Return</c>.</summary>
    public string Operation { get; }

    /// <summary>The KornitX id of the order.</summary>
    public long OrderId { get; }

    /// <summary>The reference that was sent with it, or null.</summary>
    public string? Reference { get; }

    /// <summary>When it was booked, in local time.</summary>
    public DateTime Time { get; }

    /// <summary>The requested items, in the order of the request.</summary>
    public IReadOnlyList<SandboxBookingItem> Items { get; }

    /// <summary>Operation, id and order.</summary>
    public override string ToString() => $"{Operation} {Id} of order {OrderId}";
}

/// <summary>One line of a booking.</summary>
public sealed class SandboxBookingItem
{
    internal SandboxBookingItem(long itemId, int quantity)
    {
        ItemId = itemId;
        Quantity = quantity;
    }

    /// <summary>The KornitX item id.</summary>
    public long ItemId { get; }

    /// <summary>The number of units cancelled or returned.</summary>
    public int Quantity { get; }

    /// <summary>Item and quantity.</summary>
    public override string ToString() => $"{ItemId} x{Quantity}";
}
