using System;
using System.Collections.Generic;
using System.Linq;

namespace KornitX.Client;

/// <summary>
/// Matches the requests of a run with the orders of earlier runs. A request that may already be booked is never sent. If that
/// is not clear, it is a conflict.
/// </summary>
internal sealed class JournalMatcher
{
    private readonly OrderIndex _orders;
    private readonly JournalView _view;
    private readonly UnclearOrders _unclear;
    private readonly OccurrenceCounter _occurrences = new();

    /// <param name="orders">The orders of the journal when the run began.</param>
    /// <param name="view">Reads the orders.</param>
    public JournalMatcher(OrderIndex orders, JournalView view)
    {
        _orders = orders;
        _view = view;
        _unclear = new UnclearOrders(orders);
    }

    /// <summary>Decides whether the next request of the run is sent.</summary>
    /// <param name="request">The request.</param>
    /// <param name="retryUnknown">Whether to send a request again whose outcome is unknown.</param>
    public JournalVerdict Check(BookingRequest request, bool retryUnknown)
    {
        int occurrence = _occurrences.Next(request);
        if (_occurrences.IsMismatched(request))
            return Settled(Conflict.OtherSequence);

        try
        {
            return Decide(request, occurrence, retryUnknown);
        }
        catch (JournalException exception)
        {
            return Settled(new Outcome.NotSent(NotSentReason.JournalFailed, exception.Message));
        }

        JournalVerdict Settled(Outcome outcome) => new(outcome, occurrence, MayBeBooked: false);
    }

    private JournalVerdict Decide(BookingRequest request, int occurrence, bool retryUnknown)
    {
        OrderIdentity identity = OrderIdentity.Of(request.Order);
        List<JournalRecord> earlier = FindSame(request, identity, out Outcome.NotSent? conflict);
        if (conflict is null && _unclear.MayInclude(request, identity))
            conflict = Conflict.Unclear(identity);
        List<JournalRecord> booked = earlier.FindAll(order => order.MayBeBooked);
        if (conflict is null && booked.Count > 0)
            conflict = FindConflict(request, occurrence, earlier, booked);
        if (conflict is not null)
        {
            _occurrences.MarkMismatched(request);
            return new JournalVerdict(conflict, occurrence, MayBeBooked: false);
        }

        Outcome? outcome = booked.Find(order => order.Occurrence == occurrence)?.Outcome;
        if (outcome is Outcome.Unknown unknown && !retryUnknown)
            outcome = new Outcome.Unknown($"in an earlier run: {unknown.Message}");
        else if (outcome is Outcome.Unknown)
            return new JournalVerdict(null, occurrence, MayBeBooked: true);
        return new JournalVerdict(outcome, occurrence, MayBeBooked: false);
    }

    /// <summary>Finds the requests of earlier runs with the same order and reference.</summary>
    private List<JournalRecord> FindSame(BookingRequest request, OrderIdentity identity, out Outcome.NotSent? conflict)
    {
        conflict = null;
        List<JournalRecord> same = [];
        ulong reference = TextHash.Of(request.Reference);
        foreach (int candidate in _orders.Find(request.Operation, identity).Distinct())
        {
            // Two different references are two bookings.
            ulong other = _orders[candidate].Reference;
            if (other != reference && other != 0 && reference != 0)
                continue;

            JournalRecord order = _view.Read(candidate);
            bool isSameReference = string.Equals(order.Request.Reference, request.Reference, StringComparison.Ordinal);
            if (!isSameReference && order.Request.Reference is not null && request.Reference is not null)
                continue;

            IdentityMatch match = identity.Compare(order.Identity);
            if (match == IdentityMatch.Same && isSameReference)
                same.Add(order);
            else if (match != IdentityMatch.Different && order.MayBeBooked)
                conflict = match == IdentityMatch.Unclear ? Conflict.Contradiction : Conflict.Reference(order);
        }

        return same;
    }

    /// <summary>
    /// Says why a request can't be matched with an earlier request of the same order: the first must match the first, the
    /// second the second, and so on.
    /// </summary>
    private static Outcome.NotSent? FindConflict(
        BookingRequest request, int occurrence, List<JournalRecord> earlier, List<JournalRecord> booked)
    {
        if (booked.Select(order => order.Identity.Id).OfType<long>().Distinct().Count() > 1
            || booked.GroupBy(order => order.Occurrence).Any(same => same.Count() > 1))
            return Conflict.Ambiguous;

        JournalRecord? match = booked.Find(order => order.Occurrence == occurrence) ?? earlier.Find(order => order.Occurrence == occurrence);
        if (match is null)
            return occurrence > earlier.Max(order => order.Occurrence) ? null : Conflict.OtherSequence;

        return ItemComparison.Compare(match.Request, request) switch
        {
            IdentityMatch.Same => null,
            IdentityMatch.Unclear => Conflict.ItemsNotComparable(match),
            _ => match.MayBeBooked ? Conflict.OtherItems : Conflict.OtherSequence,
        };
    }
}
