using System;
using System.Collections.Generic;

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

    /// <summary>Counts a request.</summary>
    /// <returns>The number of the request, from 1.</returns>
    public int Next(BookingRequest request)
    {
        Key id = Key.ById(request);
        Key onlyRef = Key.ByOnlyRef(request);
        Key anyRef = Key.ByAnyRef(request);
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
        if (request.Order.Addressing != Addressing.ExternalRef)
            _mismatched.Add(Key.ById(request));
        if (request.Order.Addressing != Addressing.Id)
            _mismatched.Add(Key.ByAnyRef(request));
    }

    /// <summary>Whether an earlier request of this order did not match the journal.</summary>
    public bool IsMismatched(BookingRequest request) =>
        _mismatched.Count > 0
        && ((request.Order.Addressing != Addressing.ExternalRef && _mismatched.Contains(Key.ById(request)))
            || (request.Order.Addressing != Addressing.Id && _mismatched.Contains(Key.ByAnyRef(request))));

    private int Highest(Key key) => _highest.TryGetValue(key, out int highest) ? highest : 0;

    /// <summary>What requests of the same order have in common: the ID, or the external reference.</summary>
    private readonly record struct Key(Operation Operation, string? Reference, long Id, string? ExternalRef, bool IsOnlyRef)
    {
        public static Key ById(BookingRequest request) => new(request.Operation, Compose(request.Reference), request.Order.Id ?? 0, null, false);

        /// <summary>The key of requests that send the reference and not the ID.</summary>
        public static Key ByOnlyRef(BookingRequest request) => ByAnyRef(request) with { IsOnlyRef = true };

        /// <summary>The key of requests that send the reference.</summary>
        public static Key ByAnyRef(BookingRequest request) =>
            new(request.Operation, Compose(request.Reference), 0, Compose(request.Order.ExternalRef), false);

        private static string? Compose(string? text) => text is null ? null : ReferenceText.Compose(text);
    }
}
