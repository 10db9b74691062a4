namespace KornitX.Client;

/// <summary>An order of a batch.</summary>
/// <param name="Request">The request of its valid rows.</param>
/// <param name="IsHeldBack">Whether it must not be sent because the order has a bad row, or its rows contradict each other.</param>
public sealed record BatchedOrder(BookingRequest Request, bool IsHeldBack)
{
    /// <summary>The rows that contradict earlier ones. Each of them is an error that is known only now.</summary>
    public IReadOnlyList<BadRow> Contradictions { get; internal init; } = [];

    /// <summary>The number of rows of an order that is held back which could be sent.</summary>
    public int ValidRows { get; internal init; }

    /// <summary>Whether no row of it is known to be bad, so that only a row that does not identify its order holds it back.</summary>
    public bool IsComplete => BadRows.Count == 0 && Contradictions.Count == 0;

    /// <summary>The bad rows of an order that is held back. A row that may belong to several orders is in one of them.</summary>
    internal IReadOnlyList<BadRow> BadRows { get; init; } = [];

    /// <summary>
    /// All rows of an order that is held back to write to a file: the valid ones complete, the bad ones as they came, in the order of
    /// the input. Read again, they are the same order with the same bad rows.
    /// </summary>
    public IEnumerable<IReadOnlyList<(Field Field, object? Value)>> AllRows { get; internal init; } = [];

    /// <summary>The states of the requests that its rows are from, which decide whether it may be sent.</summary>
    public IReadOnlyCollection<RowState> States { get; internal init; } = [];

    /// <summary>
    /// An earlier request of the input whose order and reference differ from this one's only in case, as messages show it; otherwise
    /// null.
    /// </summary>
    public string? CaseVariant { get; internal set; }

    /// <summary>Returns the names of the items that the request has more than once.</summary>
    public IEnumerable<string> DuplicateItems() => Request.Items.Count < 2 ? [] :
        from item in Request.Items
        let key = item.Key(Request.Order.Addressing)
        group item by (key.Id, key.ExternalRef is null ? null : ReferenceText.Compose(key.ExternalRef)) into same
        where same.Skip(1).Any()
        select same.First().Name(Request.Order.Addressing);
}
