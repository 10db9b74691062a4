using System;
using System.Collections.Generic;

namespace KornitX.Client;

/// <summary>
/// Counts the requests of one order and reference in a run. There is more than one only in a stream, or where orders share
/// an external reference. Two requests that may be of the same order never get the same number. About 40 bytes for each order
/// of the run.
/// </summary>
internal sealed class OccurrenceCounter
{
    private readonly Dictionary<ulong, int> _highest = [];

    /// <summary>The orders of which a request did not match the journal.</summary>
    private readonly HashSet<ulong> _outOfStep = [];

    /// <summary>Counts a request.</summary>
    /// <returns>Which one of its order and reference it is, from 1.</returns>
    public int Next(OrderRequest request)
    {
        (ulong id, ulong onlyRef, ulong anyRef) = KeysOf(request);
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

    /// <summary>Notes that a request of this order does not match the journal: any later one of it may be one that is booked.</summary>
    public void MarkOutOfStep(OrderRequest request)
    {
        (ulong id, _, ulong anyRef) = KeysOf(request);
        if (request.Order.Addressing != Addressing.ExternalRef)
            _outOfStep.Add(id);
        if (request.Order.Addressing != Addressing.Id)
            _outOfStep.Add(anyRef);
    }

    /// <summary>Whether an earlier request of this order did not match the journal.</summary>
    public bool IsOutOfStep(OrderRequest request)
    {
        if (_outOfStep.Count == 0)
            return false;
        (ulong id, _, ulong anyRef) = KeysOf(request);
        return (request.Order.Addressing != Addressing.ExternalRef && _outOfStep.Contains(id))
            || (request.Order.Addressing != Addressing.Id && _outOfStep.Contains(anyRef));
    }

    private int Highest(ulong key) => _highest.TryGetValue(key, out int highest) ? highest : 0;

    private static (ulong Id, ulong OnlyRef, ulong AnyRef) KeysOf(OrderRequest request)
    {
        ulong reference = TextHash.Mix(TextHash.Of(request.Reference) + (request.Operation == Operation.Return ? 1UL : 0UL));
        ulong externalRef = request.Order.Addressing == Addressing.Id ? 0 : TextHash.Of(request.Order.ExternalRef);
        return (
            TextHash.Mix(reference ^ TextHash.Mix((ulong)(request.Order.Id ?? 0))),
            TextHash.Mix(reference + externalRef),
            TextHash.Mix(reference + externalRef + 1));
    }
}
