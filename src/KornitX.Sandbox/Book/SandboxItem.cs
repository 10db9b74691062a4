using System.Globalization;

namespace KornitX;

/// <summary>One line of an order. As handed out by a running sandbox its numbers are live.</summary>
public sealed class SandboxItem
{
    /// <summary>The KornitX item id.</summary>
    public long Id { get; set; }

    /// <summary>The sales channel's reference of the item, or null.</summary>
    public string? ExternalRef { get; set; }

    /// <summary>How many were ordered, in units; at least 1.</summary>
    public int Quantity { get; set; }

    /// <summary>How many of them have left. On a shipped order 0 means all that was not cancelled.</summary>
    public int Shipped { get; set; }

    /// <summary>How many of them were cancelled.</summary>
    public int Cancelled { get; set; }

    /// <summary>How many of the shipped were returned.</summary>
    public int Returned { get; set; }

    /// <summary>Id, reference and quantity.</summary>
    public override string ToString() =>
        (ExternalRef is null ? Id.ToString(CultureInfo.InvariantCulture) : Id.ToString(CultureInfo.InvariantCulture) + " / " + ExternalRef)
        + " x" + Quantity.ToString(CultureInfo.InvariantCulture);

    internal int LeftToCancel => Quantity - Cancelled - Shipped;

    internal int LeftToReturn => Shipped - Returned;

    internal SandboxItem Copy() => (SandboxItem)MemberwiseClone();
}
