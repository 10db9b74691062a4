namespace KornitX.Client;

/// <summary>
/// Finds input that mixes orders known only by ID with orders known only by external reference. A resumed run could not tell
/// them apart, so such input is not sent with a journal.
/// </summary>
public sealed class AddressingMix
{
    private bool _hasOnlyId;
    private bool _hasOnlyExternalRef;

    /// <summary>Adds an order of the input.</summary>
    /// <returns>False when the input mixes both kinds now.</returns>
    public bool TryAdd(OrderAddress order)
    {
        _hasOnlyId |= order.Addressing == Addressing.Id;
        _hasOnlyExternalRef |= order.Addressing == Addressing.ExternalRef;
        return !(_hasOnlyId && _hasOnlyExternalRef);
    }
}
