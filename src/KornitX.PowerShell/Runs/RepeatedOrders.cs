namespace KornitX.Commands;

/// <summary>
/// Decides whether an order may be sent whose rows come from requests with a state: results, errors, journals, and files that were
/// written from them. An order from a journal is judged by what that journal says now.
/// </summary>
internal sealed class RepeatedOrders(Operation operation, bool retryUnknown, string? runJournal)
{
    /// <summary>The orders of each journal that a row is from; null if it can't be read.</summary>
    private readonly Dictionary<string, List<JournalRecord>?> _journals = new(StringComparer.Ordinal);

    /// <summary>Decides whether the order may be sent. One that came in without a state may.</summary>
    public RepeatDecision Decide(BatchedOrder order)
    {
        if (order.States.Count == 0)
            return RepeatDecision.Send;

        BookingRequest request = order.Request;
        bool isUnknown = false;
        bool isConflict = false;
        string? journalPath = null;
        DateTimeOffset? notBookedAt = null;
        foreach (RowState row in order.States.OrderBy(state => state.Operation == operation))
        {
            if (row.Operation != operation)
            {
                if (row.JournalPath is not null)
                    return RepeatedOrderErrors.OtherOperation(request, row.Operation);
                continue;
            }

            OrderState state = row.State;
            // The journal does not have a conflict with it.
            if (row.JournalPath is { } path && state != OrderState.Conflict)
            {
                journalPath = path;
                if (!_journals.TryGetValue(path, out List<JournalRecord>? journal))
                    _journals.Add(path, journal = ReadOrders(path));
                string? problem = journal is null
                    ? "can't be read any more"
                    : row.FindInJournal(journal, request.Order, ref state, ref notBookedAt);
                if (problem is not null)
                    return RepeatedOrderErrors.NotInJournal(request, path, problem);
            }

            if (state == OrderState.Created)
                return RepeatedOrderErrors.Booked(request, journalPath);
            isUnknown |= state is OrderState.Unknown or OrderState.Sending;
            isConflict |= state is OrderState.Conflict;
        }

        return isConflict && runJournal is null ? RepeatedOrderErrors.Conflict(request)
            : isUnknown && !retryUnknown ? RepeatedOrderErrors.Unknown(request, journalPath)
            : new RepeatDecision(
                isUnknown ? OrderState.Unknown : OrderState.NotSent,
                Error: null,
                notBookedAt,
                OtherJournal: journalPath == runJournal ? null : journalPath);
    }

    private static List<JournalRecord>? ReadOrders(string path)
    {
        try
        {
            return [.. Journal.ReadOrders(path)];
        }
        catch (Exception exception) when (
            exception is JournalException or IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}

/// <summary>Whether an order is sent, and what is known of the requests that its rows are from.</summary>
/// <param name="State">The state that they have now: Unknown if the order may be booked.</param>
/// <param name="Error">Why the order is not sent; null if it is sent.</param>
/// <param name="NotBookedAt">When an operator settled it as not booked in the journal that its rows are from; null if none did.</param>
/// <param name="OtherJournal">The path of that journal, if it is not that of the run; otherwise null.</param>
internal sealed record RepeatDecision(
    OrderState State, ErrorRecord? Error, DateTimeOffset? NotBookedAt = null, string? OtherJournal = null)
{
    /// <summary>The order is sent, and nothing of it is booked.</summary>
    public static readonly RepeatDecision Send = new(OrderState.NotSent, Error: null);

    /// <summary>Whether the order may have been booked by such a request.</summary>
    public bool MayBeBooked => State == OrderState.Unknown;
}
