using System;
using System.Collections.Generic;
using System.Linq;

namespace KornitX.Client;

/// <summary>
/// Gathers rows into requests: one per order and reference, in order of first appearance. An order with a bad row is
/// held back whole, under whatever reference, so that the corrected input can be run again.
/// </summary>
public sealed class OrderBatch
{
    private readonly Operation _operation;
    private readonly List<Group> _groups = [];
    private readonly Dictionary<(OrderAddress Order, string? Reference), Group> _byAddress = [];
    private readonly Dictionary<(long OrderId, string? Reference), Addressing> _addressingOfId = [];
    private readonly Dictionary<(string OrderExternalRef, string? Reference), Addressing> _addressingOfRef = [];

    // Of the bad rows: the orders by ID; by reference; and by reference where the row told no ID.
    private readonly HashSet<long> _badIds = [];
    private readonly HashSet<string> _badRefs = new(StringComparer.Ordinal);
    private readonly HashSet<string> _badRefsWithoutId = new(StringComparer.Ordinal);

    /// <summary>An empty batch.</summary>
    public OrderBatch(Operation operation) => _operation = operation;

    /// <summary>Adds a row that can be sent.</summary>
    /// <param name="row">The row as it came.</param>
    /// <param name="good">What it says.</param>
    /// <returns>Why it does not fit the rows before it; null when it does.</returns>
    public RowError? Add(Row row, ParsedRow good)
    {
        OrderAddress order = good.Order;
        if (AddressingBefore(good) is { } before && before != order.Addressing)
        {
            RowError problem = RowError.Of(
                row,
                $"{order} is addressed by {order.Addressing} here and by {before} in a row before it. "
                + "An order is one request, so give all its rows the same fields",
                isMixedAddressing: true,
                order.Id,
                order.ExternalRef);
            AddBad(problem);
            return problem;
        }

        if (!_byAddress.TryGetValue((order, good.Reference), out Group? group))
        {
            group = new Group(order, good.Reference);
            _groups.Add(group);
            _byAddress.Add((order, good.Reference), group);
        }

        // Different orders of different channels may share a reference, so the first one's addressing stands.
        if (order.Id is { } id && !_addressingOfId.ContainsKey((id, good.Reference)))
            _addressingOfId.Add((id, good.Reference), order.Addressing);
        if (order.ExternalRef is { } reference && !_addressingOfRef.ContainsKey((reference, good.Reference)))
            _addressingOfRef.Add((reference, good.Reference), order.Addressing);

        if ((order.Id, order.ExternalRef) != (group.Order.Id, group.Order.ExternalRef))
            (group.OtherNames ??= []).Add((order.Id, order.ExternalRef));
        group.Items.Add(good.Item);
        return null;
    }

    /// <summary>Notes a row that can't be sent, so that its order is held back.</summary>
    public void AddBad(RowError problem)
    {
        AddBad(problem.OrderId, problem.OrderExternalRef);
        foreach ((long? id, string? reference) in problem.OtherNames)
            AddBad(id, reference);
    }

    /// <summary>The orders of all rows so far.</summary>
    public IReadOnlyList<BatchedOrder> Orders() => _groups.ConvertAll(group => new BatchedOrder(
        new OrderRequest(_operation, group.Order, group.Reference, group.Items),
        IsHeldBack(group.Order.Id, group.Order.ExternalRef)
        || group.OtherNames?.Any(name => IsHeldBack(name.Id, name.ExternalRef)) == true));

    private Addressing? AddressingBefore(ParsedRow good)
    {
        if (good.Order.Id is { } id && _addressingOfId.TryGetValue((id, good.Reference), out Addressing ofId))
            return ofId;
        return good.Order.ExternalRef is { } reference
            && _addressingOfRef.TryGetValue((reference, good.Reference), out Addressing ofRef) ? ofRef : null;
    }

    private void AddBad(long? orderId, string? externalRef)
    {
        if (orderId is { } id)
            _badIds.Add(id);
        if (externalRef is not { } reference)
            return;
        _badRefs.Add(reference);
        if (orderId is null)
            _badRefsWithoutId.Add(reference);
    }

    private bool IsHeldBack(long? orderId, string? externalRef) =>
        (orderId is { } id && _badIds.Contains(id))
        || (externalRef is { } reference
            && (_badRefsWithoutId.Contains(reference) || (orderId is null && _badRefs.Contains(reference))));

    private sealed class Group
    {
        public Group(OrderAddress order, string? reference)
        {
            Order = order;
            Reference = reference;
        }

        public OrderAddress Order { get; }

        public string? Reference { get; }

        /// <summary>What rows after the first call the order otherwise, what is only echoed too: a bad row may know it by any of these.</summary>
        public HashSet<(long? Id, string? ExternalRef)>? OtherNames { get; set; }

        // A long input is often one of many orders of one item.
        public List<OrderItem> Items { get; } = new(capacity: 1);
    }
}

/// <summary>An order of a batch.</summary>
/// <param name="Request">What its good rows ask for.</param>
/// <param name="IsHeldBack">Whether it must not be sent, because another of its rows is bad.</param>
public sealed record BatchedOrder(OrderRequest Request, bool IsHeldBack)
{
    /// <summary>The items that were asked for more than once, by name.</summary>
    public IEnumerable<string> ItemsAskedTwice() => Request.Items.Count < 2 ? [] :
        from item in Request.Items
        group item by item.Key(Request.Order.Addressing) into same
        where same.Skip(1).Any()
        select same.First().Name(Request.Order.Addressing);
}
