namespace KornitX.Client;

/// <summary>The state of a request that a row is from.</summary>
/// <param name="Operation">The operation of the request.</param>
/// <param name="State">Its state when the row was written.</param>
/// <param name="JournalPath">The path of the journal that it is from; null if it is not from a journal.</param>
/// <param name="Number">The number in the journal; 0 if the row does not have it.</param>
/// <param name="Reference">The caller's reference in the row, with composed letters; null without one.</param>
public readonly record struct RowState(Operation Operation, OrderState State, string? JournalPath, long Number, string? Reference)
{
    /// <summary>Finds what the journal of the row has of its order now.</summary>
    /// <param name="journal">The orders of that journal.</param>
    /// <param name="order">The order.</param>
    /// <param name="state">The state of the row, which becomes that in the journal.</param>
    /// <param name="notBookedAt">Becomes when an operator settled the order as not booked, if one did.</param>
    /// <returns>Why it can't be told, as the end of a sentence about the journal; null if it can.</returns>
    public string? FindInJournal(List<JournalRecord> journal, OrderAddress order, ref OrderState state, ref DateTimeOffset? notBookedAt)
    {
        (Operation operation, long number, string? reference) = (Operation, Number, Reference);
        OrderIdentity identity = OrderIdentity.FromAddress(order);
        List<JournalRecord> same = journal.FindAll(
            record => record.Request.Operation == operation && record.Identity.Compare(identity) == IdentityMatch.Same);
        // The attempt of the row, or else all later ones with its reference: an order that is sent again gets another number.
        List<JournalRecord> found = same.FindAll(record => record.Number == number && HasReference(record));
        if (found.Count == 0)
            found = same.FindAll(record => record.Number > number && HasReference(record));
        if (found.Select(record => record.State).Distinct().Count() > 1)
            return "has several orders that it may be";
        if (found.Count > 0)
        {
            state = found[0].State;
            notBookedAt = found[0].NotBookedAt ?? notBookedAt;
            return null;
        }

        // An order of a run that ended before it was recorded has no number. One whose reference was edited is still that order.
        bool isKnown = number == 0 || (state is OrderState.NotSent or OrderState.Rejected
            && same.Exists(record => record.Number == number && !record.MayBeBooked));
        return isKnown ? null : "has another order in its place";

        bool HasReference(JournalRecord record) =>
            reference == (record.Request.Reference is { } recorded ? ReferenceText.Compose(recorded) : null);
    }

    /// <summary>Parses the values of the fields of a request; returns null if they are not the words of this module.</summary>
    internal static RowState? Parse(object? operation, object? state, object? path, object? number, object? reference)
    {
        if (FindOperation(operation) is not { } found || RowValue.AsWord<OrderState>(state) is not { } known)
            return null;
        string? text = reference is null ? null : RowValue.AsReference(reference);
        string? journal = path is string ? RowValue.AsReference(path) : null;
        long position = 0;
        if (number is not null)
            RowValue.TryWholeNumber(number, long.MaxValue, out position);
        return new RowState(found, known, journal, position, text is null ? null : ReferenceText.Compose(text));
    }

    /// <summary>Ranks the values of a field in several columns: the highest counts, and of equal ones the first.</summary>
    internal static int Rank(Field field, object? value) => field switch
    {
        _ when value is null => 0,
        Field.Operation => FindOperation(value) is null ? 1 : 2,
        Field.State => RowValue.AsWord<OrderState>(value) switch
        {
            null => 1,
            OrderState.NotSent or OrderState.Rejected => 2,
            OrderState.Conflict => 3,
            OrderState.Created => 5,
            _ => 4,
        },
        _ => 1,
    };

    private static Operation? FindOperation(object? name) => name is not string text ? null
        : Operation.All.FirstOrDefault(one => string.Equals(one.Name, RowValue.AsReference(text), StringComparison.OrdinalIgnoreCase));
}
