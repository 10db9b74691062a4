namespace KornitX.Client;

/// <summary>
/// Reads rows into orders: parses each row, groups the rows into one request per order and reference, and collects the bad ones.
/// Returns all orders at the end of the input or, as a stream, each order as soon as a row of another order arrives, so that the
/// memory does not grow with the input.
/// </summary>
public sealed class OrderReader
{
    /// <summary>The number of rows with the same problem that are kept for the error at the end of a stream.</summary>
    private const int BadRowsKept = 100;

    /// <summary>The number of orders that later ones are compared with, to limit memory.</summary>
    private const int NamesKept = 100_000;

    private readonly Operation _operation;
    private readonly bool _asStream;
    private readonly bool _isRehearsal;
    private readonly RowReader _rows;
    private readonly Dictionary<string, BadRowGroup> _badRowGroups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BadRowGroup> _unidentifiedRows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<BatchedOrder> _complete = [];
    private OrderBatch _batch;

    // As a stream: the identifiers of the current order that its rows have so far.
    private long? _orderId;
    private string? _orderExternalRef;
    private bool _isByRef;
    private string? _reference;

    /// <summary>Creates a reader without rows.</summary>
    /// <param name="operation">The operation of the requests.</param>
    /// <param name="defaults">The values of the command line.</param>
    /// <param name="asStream">Whether a row of another order completes the current one.</param>
    /// <param name="isRehearsal">Whether the caller's references do not matter yet, because the command line may provide them.</param>
    public OrderReader(Operation operation, OrderDefaults defaults, bool asStream = false, bool isRehearsal = false)
    {
        // A cancellation needs no reference.
        _operation = isRehearsal ? Operation.Cancellation : operation;
        _asStream = asStream;
        _isRehearsal = isRehearsal;
        _rows = new RowReader(_operation, defaults);
        _batch = new OrderBatch(_operation, isRehearsal);
    }

    /// <summary>The number of blank rows, which are skipped.</summary>
    public int BlankRows { get; private set; }

    /// <summary>The number of orders of which all rows are bad, among the orders that were taken.</summary>
    public int OrdersWithoutValidRow { get; private set; }

    /// <summary>The rows of identified orders that are bad for a shared reason, in order of first appearance.</summary>
    public IReadOnlyList<BadRowGroup> BadRowGroups => [.. _badRowGroups.Values];

    /// <summary>The rows that may belong to any order, grouped by error. If there are any, nothing may be sent.</summary>
    public IReadOnlyList<BadRowGroup> UnidentifiedRows => [.. _unidentifiedRows.Values];

    /// <summary>Adds a row.</summary>
    /// <returns>The row if it can't be sent; otherwise null.</returns>
    public BadRow? Add(Row row, object? input)
    {
        if (row.IsBlank)
        {
            BlankRows++;
            return null;
        }

        if (_rows.Read(row, out ParsedRow parsed) is { } bad)
        {
            bad.Input = input;
            AddBad(bad);
            return bad;
        }

        if (_asStream)
        {
            // A reference in some rows only is a contradiction within one order.
            bool isSameRequest = _reference is null || parsed.Reference is null
                || ReferenceText.Compare(_reference, parsed.Reference) == IdentityMatch.Same;
            MoveTo(parsed.Order.Id, parsed.Order.ExternalRef, parsed.Order.Addressing == Addressing.ExternalRef, isSameRequest);
            _reference = parsed.Reference;
        }

        _batch.Add(row, parsed);
        return null;
    }

    /// <summary>Takes the orders that are complete.</summary>
    public IReadOnlyList<BatchedOrder> TakeComplete()
    {
        BatchedOrder[] taken = [.. _complete];
        _complete.Clear();
        return taken;
    }

    /// <summary>Takes all remaining orders, after the last row.</summary>
    public IReadOnlyList<BatchedOrder> TakeRest()
    {
        CompleteBatch();
        return TakeComplete();
    }

    private void AddBad(BadRow bad)
    {
        // A row without an identifier does not end the current order. A row with several may belong to it.
        if (_asStream && bad.Names.Any() && !bad.Names.Any(name => IsCurrent(name.Id, name.ExternalRef, isByRef: false)))
            MoveTo(bad.OrderId, bad.OrderExternalRef, isByRef: false, isSameRequest: true);
        _batch.AddBad(bad);

        if ((bad.IdentifiesOrder ? bad.SharedProblem : bad.SharedProblem ?? bad.Problem) is not { } problem)
            return;
        Dictionary<string, BadRowGroup> groups = bad.IdentifiesOrder ? _badRowGroups : _unidentifiedRows;
        if (!groups.TryGetValue(problem, out BadRowGroup? group))
            groups.Add(problem, group = new BadRowGroup(bad, _asStream ? BadRowsKept : int.MaxValue));
        group.Add(bad);
    }

    /// <summary>Makes an order the current one of a stream, or adds names to it.</summary>
    private void MoveTo(long? orderId, string? orderExternalRef, bool isByRef, bool isSameRequest)
    {
        if (!isSameRequest || !IsCurrent(orderId, orderExternalRef, isByRef))
        {
            CompleteBatch();
            _orderId = null;
            _orderExternalRef = null;
            _isByRef = false;
            _reference = null;
        }

        _orderId ??= orderId;
        _orderExternalRef ??= orderExternalRef;
        _isByRef |= isByRef;
    }

    /// <summary>
    /// Whether these identify the current order: by ID if both are known, because several orders may share a reference, unless one of
    /// them is sent by its reference alone.
    /// </summary>
    private bool IsCurrent(long? orderId, string? orderExternalRef, bool isByRef) =>
        (orderId is not null && orderId == _orderId)
        || (orderExternalRef is not null && ReferenceText.Compare(orderExternalRef, _orderExternalRef) == IdentityMatch.Same
            && (orderId is null || _orderId is null || isByRef || _isByRef));

    private void CompleteBatch()
    {
        foreach (BatchedOrder order in _batch.Orders(areHeldBack: _unidentifiedRows.Count > 0))
        {
            FindCaseVariant(order);
            _complete.Add(order);
        }

        OrdersWithoutValidRow += _batch.OrdersWithoutValidRow;
        _batch = new OrderBatch(_operation, _isRehearsal);
    }

    private void FindCaseVariant(BatchedOrder order)
    {
        // With IDs alone there is nothing to compare.
        if (order.Request.Order.Addressing == Addressing.Id && order.Request.Reference is null)
            return;
        string name = ReferenceText.Compose($"{order.Request}");
        if (_names.TryGetValue(name, out string? known))
            order.CaseVariant = known == name ? null : known;
        else if (_names.Count < NamesKept)
            _names.Add(name, name);
    }
}
