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
    private int _count;
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
        if (_rows.Count == 0 || row.HasState || !_rows[_rows.Count - 1].Match(parsed))
            _rows.Add(new OrderRows(_count, parsed, row.HasState ? [.. row.States] : []));
        _rows[_rows.Count - 1].Lines.Add(new OrderLine(row.Number, row.ItemNumber, parsed.Item));
        _count++;
    }

    /// <summary>Adds a row that can't be sent, so that its order is held back.</summary>
    public void AddBad(BadRow bad)
    {
        bad.Index = _count;
        _bad.Add(bad);
    }

    /// <summary>Returns the orders of all rows that were added. Called once.</summary>
    public IReadOnlyList<BatchedOrder> Orders()
    {
        JoinRows();
        Dictionary<OrderRows, BadRow[]> contradictions = FindContradictions();
        HashSet<OrderRows> contradicted = [.. contradictions.Keys.Select(row => row.First)];
        ILookup<RequestKey, OrderRows> requests = _rows.ToLookup(row => Key(row.First, row.ReferenceKey));

        HashSet<OrderRows> held = [.. contradicted];
        List<(RequestKey Request, BadRow Row)> assigned = [];
        Func<BadRow, OrderRows[]> findOrders = CreateOrderFinder();
        foreach (BadRow bad in _bad)
        {
            OrderRows[] orders = findOrders(bad);
            held.UnionWith(orders);
            if (orders.Length == 0)
            {
                CountOrderWithoutValidRow(bad);
                continue;
            }

            // To the request with its reference, or else to the first of the order.
            RequestKey same = Key(orders[0], bad.Reference is null ? "" : ReferenceText.Compose(bad.Reference));
            assigned.Add((requests.Contains(same) ? same : Key(orders[0], orders[0].ReferenceKey), bad));
        }

        ILookup<RequestKey, BadRow> badRows = assigned.ToLookup(bad => bad.Request, bad => bad.Row);
        Dictionary<OrderRows, (long? Id, string? ExternalRef)> names = FindNames(held.Except(contradicted));
        return [.. requests.Select(Create)];

        // An order that contradicts itself is one request, so that nobody sends a part of it.
        RequestKey Key(OrderRows order, string reference) => new(order, contradicted.Contains(order) ? "" : reference);

        BatchedOrder Create(IGrouping<RequestKey, OrderRows> rows)
        {
            OrderRows first = rows.First();
            List<RequestItem> items = new(first.Lines.Count);
            foreach (OrderRows same in rows)
            {
                if (same.Order.Addressing == first.Order.Addressing && !contradictions.ContainsKey(same))
                    items.AddRange(same.Lines.Select(line => line.Item));
            }

            BookingRequest request = new(_operation, first.Order, first.Reference, items);
            RowState[] states = [.. rows.SelectMany(row => row.States).Distinct()];
            if (!held.Contains(rows.Key.Order))
                return new BatchedOrder(request, IsHeldBack: false) { States = states };

            names.TryGetValue(rows.Key.Order, out (long? Id, string? ExternalRef) known);
            return new BatchedOrder(request, IsHeldBack: true)
            {
                States = states,
                Rows = [.. rows],
                BadRows = [.. badRows[rows.Key]],
                Contradictions = [.. rows.Where(contradictions.ContainsKey).SelectMany(row => contradictions[row])],
                KnownId = known.Id,
                KnownExternalRef = known.ExternalRef,
            };
        }
    }

    private void JoinRows()
    {
        foreach (OrderRows row in _rows.Where(row => row.Order.Addressing == Addressing.ExternalRef))
            Join(row, _byRef, row.ExternalRefKey!);
        foreach (OrderRows row in _rows)
        {
            if (row.Order.Id is { } id)
                Join(row, _byId, id);
            if (row.ExternalRefKey is { } reference && _byRef.TryGetValue(reference, out OrderRows? sentByRef))
                row.Join(sentByRef);
        }
    }

    private static void Join<TName>(OrderRows row, Dictionary<TName, OrderRows> named, TName name)
        where TName : notnull
    {
        if (named.TryGetValue(name, out OrderRows? other))
            row.Join(other);
        else
            named.Add(name, row);
    }

    private Dictionary<OrderRows, BadRow[]> FindContradictions()
    {
        Dictionary<OrderRows, BadRow[]> found = [];
        HashSet<OrderRows> differing = [.. _rows.Where(row => !row.DescribeOrderAs(row.First)).Select(row => row.First)];
        if (differing.Count == 0)
            return found;

        // The first rows with both names of an order, and of each request. Two orders may have the same external reference.
        Dictionary<long, OrderRows> byId = [];
        Dictionary<(OrderRows, string), OrderRows> byRef = [];
        Dictionary<(OrderRows, string), OrderRows> requests = [];
        foreach (OrderRows row in _rows.Where(row => differing.Contains(row.First)))
        {
            OrderRows sameId = row;
            OrderRows sameRef = row;
            if (row.Order.Id is { } id && row.ExternalRefKey is { } externalRef)
            {
                sameId = GetOrAdd(byId, id, row);
                sameRef = GetOrAdd(byRef, (row.First, externalRef), row);
            }

            OrderRows request = GetOrAdd(requests, (row.First, row.ReferenceKey), row);
            if (DescribeContradiction(row, sameId, sameRef) is { } problem)
                found.Add(row, Errors(row, problem, isMixedAddressing: false));
            else if (request.Order.Addressing != row.Order.Addressing)
                found.Add(row, Errors(row, DescribeMixedAddressing(row, request), isMixedAddressing: true));
        }

        return found;
    }

    private static OrderRows GetOrAdd<TName>(Dictionary<TName, OrderRows> rows, TName name, OrderRows row)
        where TName : notnull
    {
        if (rows.TryGetValue(name, out OrderRows? first))
            return first;
        rows.Add(name, row);
        return row;
    }

    private string? DescribeContradiction(OrderRows row, OrderRows sameId, OrderRows sameRef)
    {
        OrderAddress order = row.Order;
        if (sameRef.Order.Id != order.Id)
        {
            return $"OrderId '{order.Id}' contradicts row {sameRef.Lines[0].Number}, which has OrderId '{sameRef.Order.Id}' and the same "
                + $"OrderExternalRef {RowValue.Show(order.ExternalRef!)}. One reference is one order, so correct one of the rows";
        }

        if (sameId.ExternalRefKey != row.ExternalRefKey)
        {
            return $"OrderExternalRef {RowValue.Show(order.ExternalRef!)} contradicts row {sameId.Lines[0].Number}, "
                + $"which has OrderExternalRef {RowValue.Show(sameId.Order.ExternalRef!)} and the same OrderId '{order.Id}'. "
                + "One ID is one order, so correct one of the rows";
        }

        OrderRows first = row.First;
        if (_isRehearsal || first.Reference is null == row.Reference is null)
            return null;
        string same = "All rows of an order need the same one, or none";
        string firstRow = $"row {first.Lines[0].Number} of the same order";
        return row.Reference is null
            ? $"Reference is missing, but {firstRow} has Reference {RowValue.Show(first.Reference!)}. {same}"
            : $"Reference {RowValue.Show(row.Reference)} contradicts {firstRow}, which has no Reference. {same}";
    }

    private static string DescribeMixedAddressing(OrderRows row, OrderRows earlier) =>
        $"{row.Order} is addressed by {row.Order.Addressing} here and by {earlier.Order.Addressing} in an earlier row. "
        + "All rows of an order go into one request, so give them the same fields";

    private BadRow[] Errors(OrderRows rows, string problem, bool isMixedAddressing) =>
    [
        .. rows.Lines.Select(line =>
        {
            Row row = rows.ToRow(line, _operation);
            RowError error = new(line.Number, line.ItemNumber, problem, rows.Order.Id, rows.Order.ExternalRef)
            {
                IsMixedAddressing = isMixedAddressing,
                Values = row.Describe(),
            };
            return new BadRow(error, row, null, OrderDefaults.None) { Written = row.Write(_operation, OrderDefaults.None) };
        }),
    ];

    /// <summary>Returns a function that finds the orders that a bad row may belong to.</summary>
    private Func<BadRow, OrderRows[]> CreateOrderFinder()
    {
        if (_rows.Count == 0 || _bad.Count == 0)
            return _ => [];
        HashSet<OrderRows> withId = [.. _byId.Values.Select(row => row.First)];
        ILookup<string, OrderRows> withRef = _rows.Where(row => row.ExternalRefKey is not null)
            .Select(row => (Reference: row.ExternalRefKey!, row.First)).Distinct().ToLookup(row => row.Reference, row => row.First);
        return bad => [.. bad.Names.SelectMany(name => Find(name.Id, name.ExternalRef))];

        IEnumerable<OrderRows> Find(long? id, string? externalRef)
        {
            if (id is { } known && _byId.TryGetValue(known, out OrderRows? row))
                yield return row.First;
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
        bool isNewId = bad.Error.OrderId is { } id && _badIds.Add(id);
        bool isNewReference = bad.Error.OrderExternalRef is { } reference && _badRefs.Add(reference);
        if (isNewId || (bad.Error.OrderId is null && isNewReference))
            OrdersWithoutValidRow++;
    }

    /// <summary>Finds the names that the rows of each order have together. A bad row may have one of them only.</summary>
    private Dictionary<OrderRows, (long? Id, string? ExternalRef)> FindNames(IEnumerable<OrderRows> orders)
    {
        Dictionary<OrderRows, (long? Id, string? ExternalRef)> names = orders.ToDictionary(order => order, _ => default((long?, string?)));
        if (names.Count == 0)
            return names;
        foreach (OrderRows row in _rows)
        {
            if (names.TryGetValue(row.First, out (long? Id, string? ExternalRef) known))
                names[row.First] = (known.Id ?? row.Order.Id, known.ExternalRef ?? row.Order.ExternalRef);
        }

        return names;
    }

    /// <summary>A request: the first row of its order, and the caller's reference.</summary>
    private readonly record struct RequestKey(OrderRows Order, string Reference);
}
