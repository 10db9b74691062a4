using System.Collections.Generic;

namespace KornitX.Client;

/// <summary>
/// Detects orders of a journal that are or may be booked and that can't be compared with the order of a request, because one
/// side has only the ID and the other only the external reference.
/// </summary>
internal sealed class UnclearOrders
{
    private readonly OrderIndex _orders;
    private readonly Dictionary<(Operation Operation, bool WithoutId), Candidates> _candidates = [];

    public UnclearOrders(OrderIndex orders) => _orders = orders;

    /// <summary>Whether one of these orders may be the order of a request.</summary>
    public bool MayInclude(BookingRequest request, OrderIdentity identity)
    {
        if (!identity.IsKnownById && !identity.IsKnownByExternalRef)
            return false;
        (Operation, bool) key = (request.Operation, identity.IsKnownById);
        if (!_candidates.TryGetValue(key, out Candidates? candidates))
            _candidates.Add(key, candidates = Collect(request.Operation, withoutId: identity.IsKnownById));
        return candidates.Any
            && (request.Reference is null || candidates.AnyWithoutReference || candidates.References.Contains(TextHash.Of(request.Reference)));
    }

    private Candidates Collect(Operation operation, bool withoutId)
    {
        Candidates candidates = new();
        for (int i = 0; i < _orders.Count; i++)
        {
            ref IndexedOrder order = ref _orders[i];
            bool hasId = order.OrderId != 0 && (order.Flags & IndexFlags.IdIsEchoed) == 0;
            if (!order.MayBeBooked || order.Operation != operation.Index || (withoutId ? hasId : order.ExternalRefLine != 0))
                continue;
            candidates.Any = true;
            if (order.Reference == 0)
                candidates.AnyWithoutReference = true;
            else
                candidates.References.Add(order.Reference);
        }

        return candidates;
    }

    private sealed class Candidates
    {
        public bool Any { get; set; }

        public bool AnyWithoutReference { get; set; }

        public HashSet<ulong> References { get; } = [];
    }
}
