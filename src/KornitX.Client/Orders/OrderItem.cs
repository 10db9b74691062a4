namespace KornitX.Client;

/// <summary>An item of an order and how many of it are meant.</summary>
/// <param name="Id">The KornitX item ID, where known.</param>
/// <param name="ExternalRef">The sales channel's reference of the item, where known.</param>
/// <param name="Quantity">How many, from 1.</param>
public readonly record struct OrderItem(long? Id, string? ExternalRef, int Quantity)
{
    /// <summary>Whether both are the same item under that addressing, whatever the quantities.</summary>
    public (long? Id, string? ExternalRef) Key(Addressing addressing) => addressing switch
    {
        Addressing.Id => (Id, null),
        Addressing.ExternalRef => (null, ExternalRef),
        _ => (Id, ExternalRef),
    };

    /// <summary>The item as a person would name it, safe to show.</summary>
    public string Name(Addressing addressing) => addressing switch
    {
        Addressing.Id => $"{Id}",
        Addressing.ExternalRef => Reference.Show(ExternalRef!),
        _ => $"{Reference.Show(ExternalRef!)} ({Id})",
    };
}
