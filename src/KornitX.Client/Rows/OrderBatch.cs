namespace KornitX.Client;

/// <summary>
/// Groups rows into requests: one per order and reference, in order of first appearance. If an order has a bad row, all its
/// requests are held back, so that the corrected input can be run again. Everything is decided when all rows are known, so the
/// order of the rows does not matter.
/// </summary>
/// <remarks>
/// Rows with the same ID are of one order, and so are rows with the same external reference if one of them is sent by it alone.
/// Other orders may share a reference, because each channel has its own. An order whose rows have different IDs, different
/// external references, or a reference only in some rows, or whose requests mix addressings, contradicts itself and is held back.
/// </remarks>
internal sealed class OrderBatch
{
    private readonly Operation _operation;
    private readonly bool _isRehearsal;
    private readonly List<OrderRows> _rows = [];
    private readonly List<BadRow> _bad = [];
    private readonly HashSet<long> _badIds = [];
    private readonly HashSet<string> _badRefs = new(StringComparer.Ordinal);

    /// <summary>Rows of the order with an ID.</summary>
    private readonly Dictionary<long, OrderRows> _byId = [];

    /// <summary>Rows of the order that are sent by an external reference alone.</summary>
    private readonly Dictionary<string, OrderRows> _byRef = new(StringComparer.Ordinal);

    /// <summary>Creates an empty batch.</summary>
    /// <param name="isRehearsal">Whether the caller's references do not matter yet.</param>
    public OrderBatch(Operation operation, bool isRehearsal = false)
    {
        _operation = operation;
        _isRehearsal = isRehearsal;
    }

    /// <summary>The number of orders of which all rows are bad. Complete once <see cref="Orders"/> was called.</summary>
    public int OrdersWithoutValidRow { get; private set; }

    /// <summary>Adds a row that can be sent.</summary>
    public void Add(Row row, ParsedRow parsed)
    {
        RowState[] states = row.States;
        Addressing? requested = RowValue.AsWord<Addressing>(row[Field.Addressing].Raw);
        if (_rows.Count == 0 || states.Length > 0 || !_rows[_rows.Count - 1].Match(parsed, requested))
            _rows.Add(new OrderRows(_rows.Count, parsed, requested, states));
        _rows[_rows.Count - 1].Lines.Add(new OrderLine(row.Number, row.ItemNumber, parsed.Item));
    }

    /// <summary>Adds a row that can't be sent, so that its order is held back.</summary>
    public void AddBad(BadRow bad) => _bad.Add(bad);

    /// <summary>Returns the orders of all rows that were added. Called once.</summary>
    /// <param name="areHeldBack">Whether a row that does not identify its order may belong to any of them.</param>
    public IReadOnlyList<BatchedOrder> Orders(bool areHeldBack = false)
    {
        JoinRows();
        HashSet<OrderRows> held = [];
        ILookup<OrderRows, BadRow> badRows = AssignBadRows(held);
        return
        [
            .. from order in _rows.GroupBy(rows => rows.First)
               from request in CreateRequests([.. order], [.. badRows[order.Key]], areHeldBack || held.Contains(order.Key))
               orderby request.Index
               select request.Order,
        ];
    }

    private void JoinRows()
    {
        foreach (OrderRows rows in _rows.Where(rows => rows.Order.Addressing == Addressing.ExternalRef))
            rows.Join(GetOrAdd(_byRef, rows.ExternalRefKey!, rows));
        foreach (OrderRows rows in _rows)
        {
            if (rows.Order.Id is { } id)
                rows.Join(GetOrAdd(_byId, id, rows));
            if (rows.ExternalRefKey is { } reference && _byRef.TryGetValue(reference, out OrderRows? sentByRef))
                rows.Join(sentByRef);
        }
    }

    /// <summary>Assigns each bad row to the first of the orders that it may belong to, all of which it holds back.</summary>
    private ILookup<OrderRows, BadRow> AssignBadRows(HashSet<OrderRows> held)
    {
        List<(OrderRows Order, BadRow Row)> assigned = [];
        Func<BadRow, OrderRows[]> findOrders = CreateOrderFinder();
        foreach (BadRow bad in _bad)
        {
            OrderRows[] orders = findOrders(bad);
            held.UnionWith(orders);
            if (orders.Length == 0)
                CountOrderWithoutValidRow(bad);
            // One that may belong to any order is reported with the input as a whole.
            else if (bad.IdentifiesOrder)
                assigned.Add((orders[0], bad));
        }

        return assigned.ToLookup(bad => bad.Order, bad => bad.Row);
    }

    /// <summary>Returns a function that finds the orders that a bad row may belong to.</summary>
    private Func<BadRow, OrderRows[]> CreateOrderFinder()
    {
        // Most inputs have no bad row, and some no other.
        if (_rows.Count == 0 || _bad.Count == 0)
            return _ => [];
        HashSet<OrderRows> withId = [.. _byId.Values.Select(rows => rows.First)];
        ILookup<string, OrderRows> withRef = _rows.Where(rows => rows.ExternalRefKey is not null)
            .Select(rows => (Reference: rows.ExternalRefKey!, rows.First)).Distinct().ToLookup(rows => rows.Reference, rows => rows.First);
        return bad => [.. bad.Names.SelectMany(name => Find(name.Id, name.ExternalRef))];

        IEnumerable<OrderRows> Find(long? id, string? externalRef)
        {
            if (id is { } known && _byId.TryGetValue(known, out OrderRows? rows))
                yield return rows.First;
            if (externalRef is null)
                yield break;
            string reference = ReferenceText.Compose(externalRef);
            foreach (OrderRows order in withRef[reference])
            {
                // With another ID it is another order, unless the reference is the name of one.
                if (id is null || !withId.Contains(order) || _byRef.ContainsKey(reference))
                    yield return order;
            }
        }
    }

    private void CountOrderWithoutValidRow(BadRow bad)
    {
        bool isNewId = bad.OrderId is { } id && _badIds.Add(id);
        bool isNewReference = bad.OrderExternalRef is { } reference && _badRefs.Add(reference);
        if (isNewId || (bad.OrderId is null && isNewReference))
            OrdersWithoutValidRow++;
    }

    /// <summary>Creates the requests of an order.</summary>
    /// <param name="order">All rows of the order that can be read.</param>
    /// <returns>The requests, each with the position of its first rows in the batch.</returns>
    private IEnumerable<(int Index, BatchedOrder Order)> CreateRequests(OrderRows[] order, BadRow[] badRows, bool isHeldBack)
    {
        Dictionary<OrderRows, BadRow[]> contradictions = FindContradictions(order);
        // An order with a bad row, or that contradicts itself, is one request, so that nobody sends a part of it.
        return contradictions.Count > 0 || badRows.Length > 0
            ? [(order[0].Index, Create(order))]
            : order.GroupBy(rows => rows.ReferenceKey).Select(request => (request.First().Index, Create([.. request])));

        BatchedOrder Create(OrderRows[] rows)
        {
            OrderRows first = rows[0];
            RequestItem[] items =
            [
                .. from same in rows
                   where same.Order.Addressing == first.Order.Addressing && !contradictions.ContainsKey(same)
                   from line in same.Lines
                   select line.Item,
            ];
            BookingRequest request = new(_operation, first.Order, first.Reference, items);
            RowState[] states = [.. rows.SelectMany(same => same.States).Distinct()];
            if (!isHeldBack && contradictions.Count == 0)
                return new BatchedOrder(request, IsHeldBack: false) { States = states };

            BadRow[] found = [.. rows.Where(contradictions.ContainsKey).SelectMany(same => contradictions[same])];
            return new BatchedOrder(request, IsHeldBack: true)
            {
                States = states,
                Contradictions = found,
                ValidRows = rows.Sum(same => same.Lines.Count) - found.Length,
                BadRows = badRows,
                AllRows = Write(rows, badRows),
            };
        }
    }

    /// <summary>Returns all rows of a request in the order of the input.</summary>
    private IEnumerable<IReadOnlyList<(Field Field, object? Value)>> Write(OrderRows[] rows, BadRow[] bad)
    {
        var valid =
            from same in rows
            from line in same.Lines
            let row = same.ToRow(line, _operation)
            select (row.Number, row.ItemNumber, Cells: row.Write(_operation, OrderDefaults.None));
        return
            from row in valid.Concat(bad.Select(row => (Number: row.RowNumber, row.ItemNumber, Cells: row.Write(_operation))))
            orderby row.Number, row.ItemNumber
            select row.Cells;
    }

    private Dictionary<OrderRows, BadRow[]> FindContradictions(OrderRows[] order)
    {
        Dictionary<OrderRows, BadRow[]> found = [];
        if (order.Length == 1)
            return found;

        // The first rows with both names of the order, and of each request. Two orders may have the same external reference.
        Dictionary<long, OrderRows> byId = [];
        Dictionary<string, OrderRows> byRef = new(StringComparer.Ordinal);
        Dictionary<string, OrderRows> requests = new(StringComparer.Ordinal);
        foreach (OrderRows rows in order)
        {
            OrderRows sameId = rows;
            OrderRows sameRef = rows;
            if (rows.Order.Id is { } id && rows.ExternalRefKey is { } externalRef)
            {
                sameId = GetOrAdd(byId, id, rows);
                sameRef = GetOrAdd(byRef, externalRef, rows);
            }

            OrderRows request = GetOrAdd(requests, rows.ReferenceKey, rows);
            if (DescribeContradiction(rows, order[0], sameId, sameRef) is { } problem)
                found.Add(rows, Errors(rows, problem, isMixedAddressing: false));
            else if (request.Order.Addressing != rows.Order.Addressing)
                found.Add(rows, Errors(rows, DescribeMixedAddressing(rows, request), isMixedAddressing: true));
        }

        return found;
    }

    private string? DescribeContradiction(OrderRows rows, OrderRows first, OrderRows sameId, OrderRows sameRef)
    {
        OrderAddress order = rows.Order;
        if (sameRef.Order.Id != order.Id)
        {
            return $"OrderId '{order.Id}' contradicts row {sameRef.Lines[0].Number}, which has OrderId '{sameRef.Order.Id}' and the same "
                + $"OrderExternalRef {RowValue.Show(order.ExternalRef!)}. One reference is one order, so correct one of the rows";
        }

        if (sameId.ExternalRefKey != rows.ExternalRefKey)
        {
            return $"OrderExternalRef {RowValue.Show(order.ExternalRef!)} contradicts row {sameId.Lines[0].Number}, "
                + $"which has OrderExternalRef {RowValue.Show(sameId.Order.ExternalRef!)} and the same OrderId '{order.Id}'. "
                + "One ID is one order, so correct one of the rows";
        }

        if (_isRehearsal || first.Reference is null == rows.Reference is null)
            return null;
        string same = "All rows of an order need the same one, or none";
        string firstRow = $"row {first.Lines[0].Number} of the same order";
        return rows.Reference is null
            ? $"Reference is missing, but {firstRow} has Reference {RowValue.Show(first.Reference!)}. {same}"
            : $"Reference {RowValue.Show(rows.Reference)} contradicts {firstRow}, which has no Reference. {same}";
    }

    private static string DescribeMixedAddressing(OrderRows rows, OrderRows earlier) =>
        $"{rows.Order} is addressed by {rows.Order.Addressing} here and by {earlier.Order.Addressing} in an earlier row. "
        + "All rows of an order go into one request, so give them the same fields";

    private BadRow[] Errors(OrderRows rows, string problem, bool isMixedAddressing) =>
    [
        .. from line in rows.Lines
           let row = rows.ToRow(line, _operation)
           select new BadRow(row, problem, OrderDefaults.None)
           {
               IsMixedAddressing = isMixedAddressing,
               Written = row.Write(_operation, OrderDefaults.None),
           },
    ];

    private static OrderRows GetOrAdd<TName>(Dictionary<TName, OrderRows> named, TName name, OrderRows rows)
        where TName : notnull
    {
        if (!named.TryGetValue(name, out OrderRows? first))
            named.Add(name, first = rows);
        return first;
    }
}
