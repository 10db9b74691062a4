namespace KornitX.Client;

/// <summary>
/// Matches the requests of a run with the orders of earlier runs. A request that may already be booked is never sent. If that
/// is not clear, it is a conflict. <see cref="OrderIdentity"/> is the rule by which orders are compared.
/// </summary>
/// <param name="orders">The orders of the journal when the run began.</param>
internal sealed class JournalMatcher(OrderIndex orders)
{
    private readonly OccurrenceCounter _occurrences = new();
    private readonly Dictionary<(Operation Operation, bool WithoutId), HashSet<string>> _notComparable = [];

    /// <summary>Decides whether the next request of the run is sent.</summary>
    /// <param name="retryUnknown">Whether to send a request again whose outcome is unknown.</param>
    public JournalVerdict Check(BookingRequest request, bool retryUnknown)
    {
        lock (orders)
        {
            JournalVerdict send = new(null, _occurrences.Next(request), MayBeBooked: false);
            if (_occurrences.IsMismatched(request))
                return send with { Settled = Conflict.OtherSequence };
            try
            {
                return Decide(request, send, retryUnknown);
            }
            catch (JournalException exception)
            {
                return send with { Settled = new Outcome.NotSent(NotSentReason.JournalFailed, exception.Message) };
            }
        }
    }

    private JournalVerdict Decide(BookingRequest request, JournalVerdict send, bool retryUnknown)
    {
        OrderIdentity identity = OrderIdentity.FromAddress(request.Order);
        List<IndexedOrder> earlier = FindSame(request, identity, out Outcome.NotSent? conflict);
        List<IndexedOrder> booked = earlier.FindAll(order => order.MayBeBooked);
        if (conflict is null && MayBeNotComparable(request, identity))
            conflict = Conflict.Unclear(identity);
        if (conflict is null && booked.Count > 0)
            conflict = FindConflict(request, send.Occurrence, earlier, booked);
        if (conflict is not null)
        {
            _occurrences.MarkMismatched(request);
            return send with { Settled = conflict };
        }

        if (booked.Find(order => order.Occurrence == send.Occurrence) is not { } match)
        {
            IndexedOrder? notBooked = earlier.Find(order => order.Occurrence == send.Occurrence && order.IsSettled);
            return send with { NotBookedAt = notBooked is null ? null : orders.Read(notBooked).NotBookedAt };
        }

        return orders.Read(match).Outcome switch
        {
            Outcome.Unknown when retryUnknown => send with { MayBeBooked = true },
            Outcome.Unknown unknown => send with { Settled = unknown with { Message = $"in an earlier run: {unknown.Message}" } },
            var outcome => send with { Settled = outcome },
        };
    }

    /// <summary>Finds the requests of earlier runs with the same order and reference.</summary>
    private List<IndexedOrder> FindSame(BookingRequest request, OrderIdentity identity, out Outcome.NotSent? conflict)
    {
        conflict = null;
        Outcome.NotSent? caseConflict = null;
        List<IndexedOrder> same = [];
        foreach (IndexedOrder order in orders.Find(request.Operation, identity))
        {
            IdentityMatch match = identity.Compare(order.Identity);
            IdentityMatch reference = ReferenceText.Compare(request.Reference, order.Reference);
            bool isAnotherBooking = reference == IdentityMatch.Different && request.Reference is not null && order.Reference is not null;
            if (match == IdentityMatch.Different || isAnotherBooking)
                continue;
            if (match == IdentityMatch.Same && reference == IdentityMatch.Same)
                same.Add(order);
            else if (order.MayBeBooked && match == IdentityMatch.Unclear)
                conflict = Conflict.Contradiction;
            else if (order.MayBeBooked && reference == IdentityMatch.Different)
                conflict = Conflict.Reference(order);
            else if (order.MayBeBooked)
                caseConflict = Conflict.Case(order, isReference: reference == IdentityMatch.DiffersInCase);
        }

        // If an earlier run had both spellings, the exact one is this request.
        if (!same.Exists(order => order.MayBeBooked))
            conflict ??= caseConflict;
        return same;
    }

    /// <summary>
    /// Says why a request can't be matched with an earlier request of the same order: the first must match the first, the
    /// second the second, and so on.
    /// </summary>
    private Outcome.NotSent? FindConflict(BookingRequest request, int occurrence, List<IndexedOrder> earlier, List<IndexedOrder> booked)
    {
        if (booked.Select(order => order.Identity.Id).OfType<long>().Distinct().Count() > 1
            || booked.GroupBy(order => order.Occurrence).Any(same => same.Count() > 1))
            return Conflict.Ambiguous;

        IndexedOrder? match = booked.Find(order => order.Occurrence == occurrence) ?? earlier.Find(order => order.Occurrence == occurrence);
        if (match is null)
            return occurrence > earlier.Max(order => order.Occurrence) ? null : Conflict.OtherSequence;

        JournalRecord journaled = orders.Read(match);
        return CompareItems(journaled.Request, request) switch
        {
            IdentityMatch.Same => null,
            IdentityMatch.Unclear => Conflict.ItemsNotComparable(journaled),
            _ => match.MayBeBooked ? Conflict.OtherItems : Conflict.OtherSequence,
        };
    }

    /// <summary>
    /// Compares the items and their quantities in any order, by the identifiers that both requests send. The result is unclear
    /// if one sends only IDs and the other only references.
    /// </summary>
    private static IdentityMatch CompareItems(BookingRequest one, BookingRequest other)
    {
        Addressing common = one.Order.Addressing == Addressing.Combined ? other.Order.Addressing : one.Order.Addressing;
        if (other.Order.Addressing != Addressing.Combined && other.Order.Addressing != common)
            return IdentityMatch.Unclear;
        return Keys(one).SequenceEqual(Keys(other)) ? IdentityMatch.Same : IdentityMatch.Different;

        IEnumerable<(long? Id, string? ExternalRef, int Quantity)> Keys(BookingRequest request) => request.Items
            .Select(item => (Key: item.Key(common), item.Quantity))
            .Select(item => (item.Key.Id, item.Key.ExternalRef is { } text ? ReferenceText.Compose(text) : null, item.Quantity))
            .OrderBy(item => item.Id)
            .ThenBy(item => item.Item2, StringComparer.Ordinal)
            .ThenBy(item => item.Quantity);
    }

    /// <summary>
    /// Whether an order that is or may be booked may be the one of the request, which can't be told: one side has only the ID and
    /// the other only the external reference.
    /// </summary>
    private bool MayBeNotComparable(BookingRequest request, OrderIdentity identity)
    {
        if (!identity.IsKnownById && !identity.IsKnownByExternalRef)
            return false;
        (Operation Operation, bool WithoutId) key = (request.Operation, identity.IsKnownById);
        if (!_notComparable.TryGetValue(key, out HashSet<string>? references))
        {
            IEnumerable<string> found =
                from order in orders.All
                where order.Operation == key.Operation && order.MayBeBooked
                where key.WithoutId ? order.Identity.IsKnownByExternalRef : order.Identity.IsKnownById
                select order.Reference ?? "";
            _notComparable.Add(key, references = new HashSet<string>(found, StringComparer.OrdinalIgnoreCase));
        }

        // Different references are different bookings of whichever order. No reference is "", which is not a valid one.
        return references.Count > 0
            && (request.Reference is null || references.Contains("") || references.Contains(ReferenceText.Compose(request.Reference)));
    }
}
