namespace KornitX;

/// <summary>The status of an order, which determines whether it can be cancelled or returned.</summary>
public enum SandboxOrderStatus
{
    /// <summary>Received. Can be cancelled.</summary>
    New,

    /// <summary>In production. Can be cancelled.</summary>
    InProduction,

    /// <summary>Partly shipped. Shipped units can be returned; nothing can be cancelled.</summary>
    PartlyShipped,

    /// <summary>Shipped. Can be returned.</summary>
    Shipped,

    /// <summary>All units are cancelled.</summary>
    Cancelled,
}
