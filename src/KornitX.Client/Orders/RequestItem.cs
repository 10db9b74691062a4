namespace KornitX.Client;

/// <summary>An item of an order, and a quantity of it.</summary>
/// <param name="Id">The KornitX item ID, if known.</param>
/// <param name="ExternalRef">The sales channel's reference of the item, if known.</param>
/// <param name="Quantity">The quantity, at least 1.</param>
public readonly record struct RequestItem(long? Id, string? ExternalRef, int Quantity)
{
    /// <summary>Returns the identifiers that are sent with an addressing. Items with equal keys are the same item.</summary>
    public (long? Id, string? ExternalRef) Key(Addressing addressing) => addressing switch
    {
        Addressing.Id => (Id, null),
        Addressing.ExternalRef => (null, ExternalRef),
        _ => (Id, ExternalRef),
    };

    /// <summary>Returns the item as it is named in messages, safe to show.</summary>
    public string Name(Addressing addressing) => addressing switch
    {
        Addressing.Id => $"{Id}",
        Addressing.ExternalRef => Reference.Show(ExternalRef!),
        _ => $"{Reference.Show(ExternalRef!)} ({Id})",
    };
}
