namespace KornitX.Client;

/// <summary>
/// Detects input that identifies some orders only by ID and others only by external reference. A resumed run could not
/// match them with the journal, so such input is not sent with a journal.
/// </summary>
public sealed class AddressingMix
{
    private bool _hasOnlyId;
    private bool _hasOnlyExternalRef;

    /// <summary>Adds an order of the input.</summary>
    /// <returns>False if the input now mixes both kinds.</returns>
    public bool TryAdd(OrderAddress order)
    {
        _hasOnlyId |= order.Addressing == Addressing.Id;
        _hasOnlyExternalRef |= order.Addressing == Addressing.ExternalRef;
        return !(_hasOnlyId && _hasOnlyExternalRef);
    }
}
