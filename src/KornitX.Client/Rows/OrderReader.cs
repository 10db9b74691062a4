namespace KornitX.Client;

/// <summary>
/// Reads rows into orders: parses each row, groups the rows into one request per order and reference, and collects the bad ones.
/// Returns all orders at the end of the input or, as a stream, each order as soon as a row of another order arrives.
/// </summary>
public sealed class OrderReader
{
    /// <summary>The number of rows with the same problem that are kept for the error at the end of a stream.</summary>
    private const int BadRowsKept = 100;

    /// <summary>The number of orders that later ones are compared with, to limit memory.</summary>
    private const int NamesKept = 100_000;

    private readonly OrderDefaults _defaults;
    private readonly RowReader _rows;
    private readonly OrderGrouper _orders;
    private readonly BadRows _badRows;
    private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Creates a reader without rows.</summary>
    /// <param name="operation">The operation of the requests.</param>
    /// <param name="defaults">The values of the command line.</param>
    /// <param name="asStream">Whether a row of another order completes the current one.</param>
    /// <param name="isRehearsal">Whether the caller's references do not matter yet, because the command line may provide them.</param>
    public OrderReader(Operation operation, OrderDefaults defaults, bool asStream = false, bool isRehearsal = false)
    {
        _defaults = defaults;
        // A cancellation needs no reference.
        operation = isRehearsal ? Operation.Cancellation : operation;
        _rows = new RowReader(operation, defaults);
        _orders = new OrderGrouper(operation, asStream, isRehearsal);
        _badRows = new BadRows(asStream ? BadRowsKept : int.MaxValue);
    }

    /// <summary>The number of blank rows, which are skipped.</summary>
    public int BlankRows { get; private set; }

    /// <summary>The number of orders of which all rows are bad, among the orders that were taken.</summary>
    public int OrdersWithoutValidRow => _orders.OrdersWithoutValidRow;

    /// <summary>The rows of identified orders that are bad for a shared reason, in order of first appearance.</summary>
    public IReadOnlyList<BadRowGroup> BadRowGroups => _badRows.WithSharedProblem;

    /// <summary>The rows that may belong to any order, grouped by error. If there are any, nothing may be sent.</summary>
    public IReadOnlyList<BadRowGroup> UnidentifiedRows => _badRows.Unidentified;

    /// <summary>Adds a row.</summary>
    /// <returns>The row if it can't be sent; otherwise null.</returns>
    public BadRow? Add(Row row, object? input)
    {
        if (row.IsBlank)
        {
            BlankRows++;
            return null;
        }

        if (_rows.Read(row, out ParsedRow parsed) is not { } error)
        {
            _orders.Add(row, parsed);
            return null;
        }

        BadRow bad = new(error, row, input, _defaults);
        _orders.AddBad(bad);
        _badRows.Add(bad);
        // The others are counted only.
        if (bad.IsOwnError || bad.IsFirstOfGroup)
            bad.Error = error with { Values = row.Describe() };
        return bad;
    }

    /// <summary>Takes the orders that are complete.</summary>
    public IReadOnlyList<BatchedOrder> TakeComplete() => FindCaseVariants(_orders.TakeComplete());

    /// <summary>Takes all remaining orders, after the last row.</summary>
    public IReadOnlyList<BatchedOrder> TakeRest()
    {
        IReadOnlyList<BatchedOrder> complete = _orders.TakeComplete();
        IReadOnlyList<BatchedOrder> rest = _orders.TakeRemaining();
        return FindCaseVariants(complete.Count == 0 ? rest : [.. complete, .. rest]);
    }

    private IReadOnlyList<BatchedOrder> FindCaseVariants(IReadOnlyList<BatchedOrder> orders)
    {
        foreach (BatchedOrder order in orders)
        {
            BookingRequest request = order.Request;
            // With IDs alone there is nothing to compare.
            if (request.Order.Addressing == Addressing.Id && request.Reference is null)
                continue;
            string name = ReferenceText.Compose($"{request}");
            if (!_names.TryGetValue(name, out string? known))
            {
                if (_names.Count < NamesKept)
                    _names.Add(name, name);
            }
            else if (known != name)
            {
                order.CaseVariant = known;
            }
        }

        return orders;
    }
}
