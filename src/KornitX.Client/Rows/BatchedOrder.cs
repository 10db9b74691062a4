namespace KornitX.Client;

/// <summary>An order of a batch.</summary>
/// <param name="Request">The request of its valid rows.</param>
/// <param name="IsHeldBack">Whether it must not be sent because the order has a bad row, or its rows contradict each other.</param>
public sealed record BatchedOrder(BookingRequest Request, bool IsHeldBack)
{
    /// <summary>The rows that contradict earlier ones. Each of them is an error that is known only now.</summary>
    public IReadOnlyList<BadRow> Contradictions { get; internal init; } = [];

    /// <summary>The number of rows of an order that is held back which could be sent.</summary>
    public int ValidRows => Rows.Sum(rows => rows.Lines.Count) - Contradictions.Count;

    /// <summary>The states of the requests that its rows are from, which decide whether it may be sent.</summary>
    public IReadOnlyCollection<RowState> States { get; internal init; } = [];

    /// <summary>
    /// An earlier request of the input whose order and reference differ from this one's only in case, as messages show it; otherwise
    /// null.
    /// </summary>
    public string? CaseVariant { get; internal set; }

    /// <summary>The rows that can be read, if the order is held back.</summary>
    internal IReadOnlyList<OrderRows> Rows { get; init; } = [];

    /// <summary>The bad rows of the request.</summary>
    internal IReadOnlyList<BadRow> BadRows { get; init; } = [];

    /// <summary>The ID of the order in any of its rows. A bad row may have no other name of the order.</summary>
    internal long? KnownId { get; init; }

    /// <summary>The external reference of the order in any of its rows.</summary>
    internal string? KnownExternalRef { get; init; }

    /// <summary>Returns the names of the items that the request has more than once.</summary>
    public IEnumerable<string> DuplicateItems() => Request.Items.Count < 2 ? [] :
        from item in Request.Items
        let key = item.Key(Request.Order.Addressing)
        group item by (key.Id, key.ExternalRef is null ? null : ReferenceText.Compose(key.ExternalRef)) into same
        where same.Skip(1).Any()
        select same.First().Name(Request.Order.Addressing);

    /// <summary>
    /// Returns all rows of an order that is held back to write to a file: the valid ones complete, the bad ones as they came, in the
    /// order of the input. Read again, they are the same order with the same bad rows.
    /// </summary>
    public IEnumerable<IReadOnlyList<(Field Field, object? Value)>> AllRows()
    {
        int next = 0;
        foreach ((OrderRows rows, int at) in Rows.SelectMany(rows => rows.Lines.Select((_, at) => (rows, at))))
        {
            for (; next < BadRows.Count && BadRows[next].Index <= rows.Index + at; next++)
                yield return BadRows[next].Row.Write(Request.Operation, BadRows[next].Defaults);
            Row valid = rows.ToRow(rows.Lines[at], Request.Operation, KnownId, KnownExternalRef);
            yield return valid.Write(Request.Operation, OrderDefaults.None);
        }

        for (; next < BadRows.Count; next++)
            yield return BadRows[next].Row.Write(Request.Operation, BadRows[next].Defaults);
    }
}
