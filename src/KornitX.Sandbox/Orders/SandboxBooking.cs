namespace KornitX;

/// <summary>A cancellation or return that the sandbox has booked.</summary>
public sealed class SandboxBooking
{
    internal SandboxBooking()
    {
    }

    /// <summary>The ID of the cancellation or return. Each operation numbers its own.</summary>
    public long Id { get; internal init; }

    /// <summary><c>Cancellation</c> or <c>Return</c>.</summary>
    public string Operation { get; internal init; } = "";

    /// <summary>The KornitX id of the order.</summary>
    public long OrderId { get; internal init; }

    /// <summary>The reference that was sent with it, or null.</summary>
    public string? Reference { get; internal init; }

    /// <summary>When it was booked, in local time.</summary>
    public DateTime Time { get; internal init; }

    /// <summary>The requested items, in the order of the request.</summary>
    public IReadOnlyList<SandboxBookingItem> Items { get; internal init; } = [];

    /// <summary>Operation, id and order.</summary>
    public override string ToString() => $"{Operation} {Id} of order {OrderId}";
}

/// <summary>One line of a booking.</summary>
public sealed class SandboxBookingItem
{
    internal SandboxBookingItem()
    {
    }

    /// <summary>The KornitX item id.</summary>
    public long ItemId { get; internal init; }

    /// <summary>The number of units cancelled or returned.</summary>
    public int Quantity { get; internal init; }

    /// <summary>Item and quantity.</summary>
    public override string ToString() => $"{ItemId} x{Quantity}";
}
