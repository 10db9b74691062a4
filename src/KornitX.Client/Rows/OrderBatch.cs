using System;
using System.Collections.Generic;
using System.Linq;

namespace KornitX.Client;

/// <summary>
/// Groups rows into requests: one per order and reference, in order of first appearance. If an order has a bad row, all its
/// requests are held back, so that the corrected input can be run again. Rows that contradict each other are not one order.
/// </summary>
internal sealed class OrderBatch
{
    private readonly Operation _operation;
    private readonly bool _isRehearsal;
    private readonly List<Group> _groups = [];
    private readonly Dictionary<long, Order> _byId = [];

    /// <summary>The first order with a reference. Orders of different channels may share one; the next ones are linked.</summary>
    private readonly Dictionary<string, Order> _byRef = new(StringComparer.Ordinal);
    private readonly List<BadRow> _bad = [];

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
    /// <returns>Why it contradicts earlier rows, and then it is not added; null if it does not.</returns>
    public RowError? Add(Row row, ParsedRow parsed)
    {
        OrderAddress address = parsed.Order;
        bool isByRef = address.Addressing == Addressing.ExternalRef;
        string? externalRef = address.ExternalRef is null ? null : ReferenceText.Compose(address.ExternalRef);
        string reference = parsed.Reference is null ? "" : ReferenceText.Compose(parsed.Reference);
        Order? found = null;
        Order? byId = address.Id is { } id && _byId.TryGetValue(id, out found) ? found : null;
        Order? byRef = externalRef is not null && _byRef.TryGetValue(externalRef, out found) && (isByRef || found.HasRequestByRef)
            ? found
            : null;
        Order order = byId ?? byRef ?? new Order();
        // If the ID and the external reference were in different rows until now, either of the two may have the request.
        Group? group = order.Find(reference) ?? byRef?.Find(reference);

        // A request by reference alone also contradicts a later order that shares it.
        foreach (Order? earlier in (Order?[])[order, byRef, isByRef && address.Id is not null ? byRef?.NextWithSameRef : null])
        {
            if (earlier is not null && FindContradiction(parsed, earlier, externalRef) is { } problem)
                return Error(row, address, problem) with { OtherNames = [(earlier.Id, earlier.ExternalRef)] };
        }

        foreach (Group? earlier in (Group?[])[group, byRef?.Find(reference)])
        {
            if (earlier is not null && earlier.Address.Addressing != address.Addressing)
                return MixedAddressing(row, address, earlier.Address.Addressing);
        }

        if (byRef is not null && byRef != order)
            (order.Alias, byRef.Alias) = (byRef, order);
        if (group is null)
        {
            group = new Group(order, address, parsed.Reference, row.Number);
            order.Add(reference, group);
            _groups.Add(group);
        }

        order.HasRequestByRef |= isByRef;
        Index(order, address.Id, externalRef, row.Number);
        group.Items.Add(parsed.Item);
        if (row.HasState)
            (group.States ??= []).UnionWith(row.States);
        return null;
    }

    /// <summary>Adds a row that can't be sent, so that its order is held back.</summary>
    public void AddBad(BadRow bad)
    {
        // All rows of a large input may be bad, so they are searched for only among existing orders.
        if (_groups.Count > 0)
            bad.Position = bad.Names.SelectMany(FindOrders).FirstOrDefault()?.FindRequestOf(bad).Items.Count ?? 0;
        _bad.Add(bad);
    }

    /// <summary>Returns the orders of all rows that were added.</summary>
    public IReadOnlyList<BatchedOrder> Orders()
    {
        HashSet<long> ids = [];
        HashSet<string> references = new(StringComparer.Ordinal);
        foreach (BadRow bad in _bad)
        {
            Order[] orders = _groups.Count == 0 ? [] : [.. bad.Names.SelectMany(FindOrders)];
            foreach (Order order in orders)
                order.HoldBack();
            if (orders.Length > 0)
            {
                (orders[0].FindRequestOf(bad).Bad ??= []).Add(bad);
                continue;
            }

            (long? id, string? externalRef) = (bad.Error.OrderId, bad.Error.OrderExternalRef);
            bool isNewId = id is not null && ids.Add(id.Value);
            bool isNewReference = externalRef is not null && references.Add(externalRef);
            if (isNewId || (id is null && isNewReference))
                OrdersWithoutValidRow++;
        }

        return _groups.ConvertAll(group => new BatchedOrder(
            new BookingRequest(_operation, group.Address, group.Reference, group.Items), group.Order.IsHeldBack)
        {
            BadRows = (IReadOnlyList<BadRow>?)group.Bad ?? [],
            States = (IReadOnlyCollection<RowState>?)group.States ?? [],
            KnownId = group.Order.Id ?? group.Order.Alias?.Id,
            KnownExternalRef = group.Order.ExternalRef ?? group.Order.Alias?.ExternalRef,
        });
    }

    /// <summary>Finds the orders that a bad row with these identifiers may belong to.</summary>
    private IEnumerable<Order> FindOrders((long? Id, string? ExternalRef) name)
    {
        if (name.Id is { } id && _byId.TryGetValue(id, out Order? byId))
            yield return byId;
        if (name.ExternalRef is null || !_byRef.TryGetValue(ReferenceText.Compose(name.ExternalRef), out Order? next))
            yield break;
        for (; next is not null; next = next.NextWithSameRef)
        {
            if (next.Id is null || next.Id != name.Id && (name.Id is null || next.HasRequestByRef))
                yield return next;
        }
    }

    private string? FindContradiction(ParsedRow parsed, Order order, string? externalRef)
    {
        OrderAddress address = parsed.Order;
        if (order.Id is { } id && address.Id is { } otherId && id != otherId)
        {
            return $"OrderId '{otherId}' contradicts row {order.IdRow}, which has OrderId '{id}' and the same OrderExternalRef "
                + $"{RowValue.Show(address.ExternalRef!)}. One reference is one order, so correct one of the rows";
        }

        if (order.ExternalRef is { } known && externalRef is not null && known != externalRef)
        {
            return $"OrderExternalRef {RowValue.Show(address.ExternalRef!)} contradicts row {order.RefRow}, which has OrderExternalRef "
                + $"{RowValue.Show(known)} and the same OrderId '{address.Id}'. One ID is one order, so correct one of the rows";
        }

        if (_isRehearsal || order.First is not { } first || first.Reference is null == parsed.Reference is null)
            return null;
        string same = "All rows of an order need the same one, or none";
        return parsed.Reference is null
            ? $"Reference is missing, but row {first.RowNumber} of the same order has Reference {RowValue.Show(first.Reference!)}. {same}"
            : $"Reference {RowValue.Show(parsed.Reference)} contradicts row {first.RowNumber} of the same order, which has no Reference. "
                + same;
    }

    private static RowError MixedAddressing(Row row, OrderAddress order, Addressing earlier) => Error(
        row,
        order,
        $"{order} is addressed by {order.Addressing} here and by {earlier} in an earlier row. "
        + "All rows of an order go into one request, so give them the same fields") with
    {
        IsMixedAddressing = true,
    };

    private static RowError Error(Row row, OrderAddress order, string problem) => new(row, problem, order.Id, order.ExternalRef);

    private void Index(Order order, long? id, string? externalRef, int row)
    {
        if (id is { } newId && order.Id is null)
        {
            (order.Id, order.IdRow) = (newId, row);
            _byId.Add(newId, order);
        }

        if (externalRef is null || order.ExternalRef is not null)
            return;
        (order.ExternalRef, order.RefRow) = (externalRef, row);
        if (_byRef.TryGetValue(externalRef, out Order? first))
            (order.NextWithSameRef, first.NextWithSameRef) = (first.NextWithSameRef, order);
        else
            _byRef.Add(externalRef, order);
    }

    /// <summary>An order, with the identifiers that its valid rows have so far, and the rows that have them first.</summary>
    private sealed class Order
    {
        private Dictionary<string, Group>? _byReference;

        public long? Id { get; set; }

        public int IdRow { get; set; }

        public string? ExternalRef { get; set; }

        public int RefRow { get; set; }

        public Order? NextWithSameRef { get; set; }

        /// <summary>Whether KornitX finds the order by its reference alone in one of its requests.</summary>
        public bool HasRequestByRef { get; set; }

        /// <summary>The same order, which rows without this ID identify by reference.</summary>
        public Order? Alias { get; set; }

        public bool IsHeldBack { get; private set; }

        public Group? First { get; private set; }

        /// <summary>Finds the request with a reference, under either name of the order.</summary>
        public Group? Find(string reference) => FindOwn(reference) ?? Alias?.FindOwn(reference);

        /// <summary>Finds the request that a bad row belongs to: the one with its reference, or else the first.</summary>
        public Group FindRequestOf(BadRow bad) => (bad.Reference is null ? null : Find(ReferenceText.Compose(bad.Reference))) ?? First!;

        public void HoldBack()
        {
            if (IsHeldBack)
                return;
            IsHeldBack = true;
            Alias?.HoldBack();
        }

        public void Add(string reference, Group group)
        {
            group.ComposedReference = reference;
            if (First is null)
                First = group;
            else
                (_byReference ??= new Dictionary<string, Group>(StringComparer.Ordinal)).Add(reference, group);
        }

        private Group? FindOwn(string reference) =>
            First is null || First.ComposedReference == reference ? First
            : _byReference is not null && _byReference.TryGetValue(reference, out Group? found) ? found
            : null;
    }

    /// <summary>The rows of one request.</summary>
    private sealed class Group(Order order, OrderAddress address, string? reference, int rowNumber)
    {
        public Order Order { get; } = order;

        public OrderAddress Address { get; } = address;

        public string? Reference { get; } = reference;

        public string ComposedReference { get; set; } = "";

        public int RowNumber { get; } = rowNumber;

        public HashSet<RowState>? States { get; set; }

        public List<BadRow>? Bad { get; set; }

        // Large inputs usually have one item per order.
        public List<RequestItem> Items { get; } = new(capacity: 1);
    }
}
