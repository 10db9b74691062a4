namespace KornitX;

/// <summary>One line of an order. In a running sandbox its numbers change as units are cancelled and returned.</summary>
public sealed class SandboxItem
{
    /// <summary>The KornitX item id.</summary>
    public long Id { get; set; }

    /// <summary>The sales channel's reference of the item, or null.</summary>
    public string? ExternalRef { get; set; }

    /// <summary>The number of units ordered; at least 1.</summary>
    public int Quantity { get; set; }

    /// <summary>The number of units shipped. In a shipped order, 0 means all units that were not cancelled.</summary>
    public int Shipped { get; set; }

    /// <summary>The number of units cancelled.</summary>
    public int Cancelled { get; set; }

    /// <summary>The number of shipped units that were returned.</summary>
    public int Returned { get; set; }

    /// <summary>Id, reference and quantity.</summary>
    public override string ToString() =>
        $"{Id}{(ExternalRef is null ? "" : $" / {ExternalRef}")} x{Quantity}";

    internal SandboxItem Copy() => (SandboxItem)MemberwiseClone();
}
