using System.Collections.Generic;

namespace KornitX.Client;

/// <summary>Finds for each request of a run what the journal has of it from earlier runs.</summary>
internal sealed class JournalMatcher
{
    private readonly IJournal _journal;
    private readonly bool _retryUnknown;
    private readonly Dictionary<(Operation, OrderAddress, string?), int> _occurrences = [];
    private readonly HashSet<(Operation, OrderAddress, string?)> _mismatched = [];

    /// <param name="journal">The journal.</param>
    /// <param name="retryUnknown">Whether orders that it has as unknown are sent again.</param>
    public JournalMatcher(IJournal journal, bool retryUnknown)
    {
        _journal = journal;
        _retryUnknown = retryUnknown;
    }

    /// <summary>Finds what the journal has of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="pending">What is to be sent when the journal does not settle it.</param>
    /// <returns>The outcome, or null when the request is to be sent.</returns>
    /// <remarks>
    /// In a stream the requests of one order are matched by counting them. A row that was bad in the earlier run and is
    /// fixed now puts them out of step. Once that shows, each later request of the order may be one that is booked.
    /// </remarks>
    public Outcome? FindPrevious(OrderRequest request, out PendingOrder pending)
    {
        (Operation, OrderAddress, string?) order = (request.Operation, request.Order, request.Reference);
        _occurrences.TryGetValue(order, out int before);
        OrderKey key = new(request.Operation, request.Order, request.Reference, _occurrences[order] = before + 1);
        pending = new PendingOrder(key, request, _journal.MayBeBooked(key));
        if (_mismatched.Contains(order))
        {
            return new Outcome.NotSent(
                NotSentReason.JournalConflict, "the journal has an earlier request of this order with other items, so this one may be booked already");
        }

        Outcome? previous = _journal.FindPrevious(key, request, _retryUnknown);
        if (previous is Outcome.NotSent)
            _mismatched.Add(order);
        return previous;
    }
}
