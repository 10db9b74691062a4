namespace KornitX.Client;

/// <summary>How an order and its items are named to KornitX: one endpoint each.</summary>
public enum Addressing
{
    /// <summary>By the numbers KornitX gave them.</summary>
    Id,

    /// <summary>By the sales channel's own references.</summary>
    ExternalRef,

    /// <summary>By both, joined with a hyphen.</summary>
    Combined,
}
