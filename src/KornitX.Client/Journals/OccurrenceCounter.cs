using System;
using System.Collections.Generic;

namespace KornitX.Client;

/// <summary>
/// Counts the requests of a run with the same order and reference. There are several only in a stream, or if orders share an
/// external reference. Two requests that may be of the same order never get the same number. Needs about 40 bytes per order.
/// </summary>
internal sealed class OccurrenceCounter
{
    private readonly Dictionary<ulong, int> _highest = [];

    /// <summary>The orders with a request that did not match the journal.</summary>
    private readonly HashSet<ulong> _mismatched = [];

    /// <summary>Counts a request.</summary>
    /// <returns>The number of the request, from 1.</returns>
    public int Next(BookingRequest request)
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

    /// <summary>Records that a request of this order does not match the journal, so that any later one may already be booked.</summary>
    public void MarkMismatched(BookingRequest request)
    {
        (ulong id, _, ulong anyRef) = KeysOf(request);
        if (request.Order.Addressing != Addressing.ExternalRef)
            _mismatched.Add(id);
        if (request.Order.Addressing != Addressing.Id)
            _mismatched.Add(anyRef);
    }

    /// <summary>Whether an earlier request of this order did not match the journal.</summary>
    public bool IsMismatched(BookingRequest request)
    {
        if (_mismatched.Count == 0)
            return false;
        (ulong id, _, ulong anyRef) = KeysOf(request);
        return (request.Order.Addressing != Addressing.ExternalRef && _mismatched.Contains(id))
            || (request.Order.Addressing != Addressing.Id && _mismatched.Contains(anyRef));
    }

    private int Highest(ulong key) => _highest.TryGetValue(key, out int highest) ? highest : 0;

    private static (ulong Id, ulong OnlyRef, ulong AnyRef) KeysOf(BookingRequest request)
    {
        ulong reference = TextHash.Mix(TextHash.Of(request.Reference) + request.Operation.Index);
        ulong externalRef = TextHash.Of(request.Order.ExternalRef);
        return (
            TextHash.Mix(reference ^ TextHash.Mix((ulong)(request.Order.Id ?? 0))),
            TextHash.Mix(reference + externalRef),
            TextHash.Mix(reference + externalRef + 1));
    }
}
