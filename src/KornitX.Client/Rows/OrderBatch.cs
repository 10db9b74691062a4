using System;
using System.Collections.Generic;
using System.Linq;

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
    private readonly List<OrderRow> _rows = [];
    private readonly List<BadRow> _bad = [];
    private readonly HashSet<long> _badIds = [];
    private readonly HashSet<string> _badRefs = new(StringComparer.Ordinal);

    /// <summary>A row of the order with an ID.</summary>
    private readonly Dictionary<long, OrderRow> _byId = [];

    /// <summary>A row of the order that is sent by an external reference alone.</summary>
    private readonly Dictionary<string, OrderRow> _byRef = new(StringComparer.Ordinal);

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
    public void Add(Row row, ParsedRow parsed) => _rows.Add(new OrderRow(_rows.Count, row, parsed));

    /// <summary>Adds a row that can't be sent, so that its order is held back.</summary>
    public void AddBad(BadRow bad)
    {
        bad.Index = _rows.Count;
        _bad.Add(bad);
    }

    /// <summary>Returns the orders of all rows that were added. Called once.</summary>
    public IReadOnlyList<BatchedOrder> Orders()
    {
        JoinRows();
        Dictionary<OrderRow, BadRow> contradictions = FindContradictions();
        HashSet<OrderRow> contradicted = [.. contradictions.Keys.Select(row => row.First)];
        ILookup<RequestKey, OrderRow> requests = _rows.ToLookup(row => Key(row.First, row.ReferenceKey));

        HashSet<OrderRow> held = [.. contradicted];
        List<(RequestKey Request, BadRow Row)> assigned = [];
        Func<BadRow, OrderRow[]> findOrders = CreateOrderFinder();
        foreach (BadRow bad in _bad)
        {
            OrderRow[] orders = findOrders(bad);
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
        Dictionary<OrderRow, (long? Id, string? ExternalRef)> names = FindNames(held.Except(contradicted));
        return [.. requests.Select(Create)];

        // An order that contradicts itself is one request, so that nobody sends a part of it.
        RequestKey Key(OrderRow order, string reference) => new(order, contradicted.Contains(order) ? "" : reference);

        BatchedOrder Create(IGrouping<RequestKey, OrderRow> rows)
        {
            OrderRow first = rows.First();
            IEnumerable<OrderRow> sent = !contradicted.Contains(rows.Key.Order) ? rows
                : rows.Where(row => row.Order.Addressing == first.Order.Addressing && !contradictions.ContainsKey(row));
            BookingRequest request = new(_operation, first.Order, first.Reference, [.. sent.Select(row => row.Item)]);
            RowState[] states = [.. rows.SelectMany(row => row.States).Distinct()];
            if (!held.Contains(rows.Key.Order))
                return new BatchedOrder(request, IsHeldBack: false) { States = states };

            names.TryGetValue(rows.Key.Order, out (long? Id, string? ExternalRef) known);
            return new BatchedOrder(request, IsHeldBack: true)
            {
                States = states,
                Rows = [.. rows],
                BadRows = [.. badRows[rows.Key]],
                Contradictions = [.. rows.Where(contradictions.ContainsKey).Select(row => contradictions[row])],
                KnownId = known.Id,
                KnownExternalRef = known.ExternalRef,
            };
        }
    }

    private void JoinRows()
    {
        foreach (OrderRow row in _rows.Where(row => row.Order.Addressing == Addressing.ExternalRef))
            Join(row, _byRef, row.ExternalRefKey!);
        foreach (OrderRow row in _rows)
        {
            if (row.Order.Id is { } id)
                Join(row, _byId, id);
            if (row.ExternalRefKey is { } reference && _byRef.TryGetValue(reference, out OrderRow? sentByRef))
                row.Join(sentByRef);
        }
    }

    private static void Join<TName>(OrderRow row, Dictionary<TName, OrderRow> named, TName name)
        where TName : notnull
    {
        if (named.TryGetValue(name, out OrderRow? other))
            row.Join(other);
        else
            named.Add(name, row);
    }

    private Dictionary<OrderRow, BadRow> FindContradictions()
    {
        Dictionary<OrderRow, BadRow> found = [];
        HashSet<OrderRow> differing = [.. _rows.Where(row => !row.DescribesOrderAs(row.First)).Select(row => row.First)];
        if (differing.Count == 0)
            return found;

        // The first rows with both names of an order, and of each request. Two orders may have the same external reference.
        Dictionary<long, OrderRow> byId = [];
        Dictionary<(OrderRow, string), OrderRow> byRef = [];
        Dictionary<(OrderRow, string), OrderRow> requests = [];
        foreach (OrderRow row in _rows.Where(row => differing.Contains(row.First)))
        {
            OrderRow sameId = row;
            OrderRow sameRef = row;
            if (row.Order.Id is { } id && row.ExternalRefKey is { } externalRef)
            {
                sameId = GetOrAdd(byId, id, row);
                sameRef = GetOrAdd(byRef, (row.First, externalRef), row);
            }

            OrderRow request = GetOrAdd(requests, (row.First, row.ReferenceKey), row);
            if (DescribeContradiction(row, sameId, sameRef) is { } problem)
                found.Add(row, Error(row, problem, isMixedAddressing: false));
            else if (request.Order.Addressing != row.Order.Addressing)
                found.Add(row, Error(row, DescribeMixedAddressing(row, request), isMixedAddressing: true));
        }

        return found;
    }

    private static OrderRow GetOrAdd<TName>(Dictionary<TName, OrderRow> rows, TName name, OrderRow row)
        where TName : notnull
    {
        if (rows.TryGetValue(name, out OrderRow? first))
            return first;
        rows.Add(name, row);
        return row;
    }

    private string? DescribeContradiction(OrderRow row, OrderRow sameId, OrderRow sameRef)
    {
        OrderAddress order = row.Order;
        if (sameRef.Order.Id != order.Id)
        {
            return $"OrderId '{order.Id}' contradicts row {sameRef.Number}, which has OrderId '{sameRef.Order.Id}' and the same "
                + $"OrderExternalRef {RowValue.Show(order.ExternalRef!)}. One reference is one order, so correct one of the rows";
        }

        if (sameId.ExternalRefKey != row.ExternalRefKey)
        {
            return $"OrderExternalRef {RowValue.Show(order.ExternalRef!)} contradicts row {sameId.Number}, which has OrderExternalRef "
                + $"{RowValue.Show(sameId.Order.ExternalRef!)} and the same OrderId '{order.Id}'. One ID is one order, "
                + "so correct one of the rows";
        }

        OrderRow first = row.First;
        if (_isRehearsal || first.Reference is null == row.Reference is null)
            return null;
        string same = "All rows of an order need the same one, or none";
        return row.Reference is null
            ? $"Reference is missing, but row {first.Number} of the same order has Reference {RowValue.Show(first.Reference!)}. {same}"
            : $"Reference {RowValue.Show(row.Reference)} contradicts row {first.Number} of the same order, which has no Reference. {same}";
    }

    private static string DescribeMixedAddressing(OrderRow row, OrderRow earlier) =>
        $"{row.Order} is addressed by {row.Order.Addressing} here and by {earlier.Order.Addressing} in an earlier row. "
        + "All rows of an order go into one request, so give them the same fields";

    private BadRow Error(OrderRow row, string problem, bool isMixedAddressing)
    {
        Row written = row.ToRow(_operation, null, null);
        RowError error = new(row.Number, row.ItemNumber, problem, row.Order.Id, row.Order.ExternalRef)
        {
            IsMixedAddressing = isMixedAddressing,
            Values = written.Describe(),
        };
        return new BadRow(error, written, null, OrderDefaults.None) { Written = written.Write(_operation, OrderDefaults.None) };
    }

    /// <summary>Returns a function that finds the orders that a bad row may belong to.</summary>
    private Func<BadRow, OrderRow[]> CreateOrderFinder()
    {
        if (_rows.Count == 0 || _bad.Count == 0)
            return _ => [];
        HashSet<OrderRow> withId = [.. _byId.Values.Select(row => row.First)];
        ILookup<string, OrderRow> withRef = _rows.Where(row => row.ExternalRefKey is not null)
            .Select(row => (Reference: row.ExternalRefKey!, row.First)).Distinct().ToLookup(row => row.Reference, row => row.First);
        return bad => [.. bad.Names.SelectMany(name => Find(name.Id, name.ExternalRef))];

        IEnumerable<OrderRow> Find(long? id, string? externalRef)
        {
            if (id is { } known && _byId.TryGetValue(known, out OrderRow? row))
                yield return row.First;
            if (externalRef is null)
                yield break;
            string reference = ReferenceText.Compose(externalRef);
            foreach (OrderRow order in withRef[reference])
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
    private Dictionary<OrderRow, (long? Id, string? ExternalRef)> FindNames(IEnumerable<OrderRow> orders)
    {
        Dictionary<OrderRow, (long? Id, string? ExternalRef)> names = orders.ToDictionary(order => order, _ => default((long?, string?)));
        if (names.Count == 0)
            return names;
        foreach (OrderRow row in _rows)
        {
            if (names.TryGetValue(row.First, out (long? Id, string? ExternalRef) known))
                names[row.First] = (known.Id ?? row.Order.Id, known.ExternalRef ?? row.Order.ExternalRef);
        }

        return names;
    }

    /// <summary>A request: the first row of its order, and the caller's reference.</summary>
    private readonly record struct RequestKey(OrderRow Order, string Reference);
}
