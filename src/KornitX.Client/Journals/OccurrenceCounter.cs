namespace KornitX.Client;

/// <summary>
/// Counts the requests of a run with the same order and reference. There are several only in a stream, or if orders share an
/// external reference. Two requests that may be of the same order never get the same number. Needs about 150 bytes per order.
/// </summary>
internal sealed class OccurrenceCounter
{
    private readonly Dictionary<Key, int> _highest = [];

    /// <summary>The orders with a request that did not match the journal.</summary>
    private readonly HashSet<Key> _mismatched = [];

    /// <summary>Counts a request and returns its number, from 1.</summary>
    public int Next(BookingRequest request)
    {
        Key id = Key.ById(request);
        Key anyRef = Key.ByRef(request);
        Key onlyRef = anyRef with { IsOnlyRef = true };
        switch (request.Order.Addressing)
        {
            case Addressing.Id:
                return _highest[id] = Highest(id) + 1;
            case Addressing.ExternalRef:
                return _highest[onlyRef] = _highest[anyRef] = Highest(anyRef) + 1;
            default:
                int next = Math.Max(Highest(id), Highest(onlyRef)) + 1;
                _highest[id] = next;
                _highest[anyRef] = Math.Max(next, Highest(anyRef));
                return next;
        }
    }

    /// <summary>Records that a request of this order does not match the journal, so that any later one may already be booked.</summary>
    public void MarkMismatched(BookingRequest request) => _mismatched.UnionWith(SentKeys(request));

    /// <summary>Whether an earlier request of this order did not match the journal.</summary>
    public bool IsMismatched(BookingRequest request) => _mismatched.Overlaps(SentKeys(request));

    private int Highest(Key key) => _highest.TryGetValue(key, out int highest) ? highest : 0;

    private static Key[] SentKeys(BookingRequest request) => request.Order.Addressing switch
    {
        Addressing.Id => [Key.ById(request)],
        Addressing.ExternalRef => [Key.ByRef(request)],
        _ => [Key.ById(request), Key.ByRef(request)],
    };

    /// <summary>What requests of the same order have in common: the ID, or the external reference.</summary>
    /// <param name="IsOnlyRef">Whether the requests send the external reference and not the ID.</param>
    private readonly record struct Key(Operation Operation, string? Reference, long Id, string? ExternalRef, bool IsOnlyRef)
    {
        public static Key ById(BookingRequest request) =>
            new(request.Operation, Compose(request.Reference), request.Order.Id ?? 0, null, false);

        public static Key ByRef(BookingRequest request) =>
            new(request.Operation, Compose(request.Reference), 0, Compose(request.Order.ExternalRef), false);

        private static string? Compose(string? text) => text is null ? null : ReferenceText.Compose(text);
    }
}
