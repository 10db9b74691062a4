namespace KornitX;

/// <summary>How far an order has come, which decides whether it can be cancelled or returned.</summary>
public enum SandboxOrderStatus
{
    /// <summary>Received. Can be cancelled.</summary>
    New,

    /// <summary>Being made. Can be cancelled.</summary>
    InProduction,

    /// <summary>Some of it has left. What has left can be returned; nothing can be cancelled any more.</summary>
    PartlyShipped,

    /// <summary>All of it has left. Can be returned.</summary>
    Shipped,

    /// <summary>Nothing is left of it.</summary>
    Cancelled,
}
