using System;
using System.Collections.Generic;
using System.Linq;

namespace KornitX.Client;

/// <summary>
/// Groups rows into requests: one per order and reference, in order of first appearance. If an order has a bad row, all its
/// requests are held back, so that the corrected input can be run again.
/// </summary>
public sealed class OrderBatch
{
    private readonly Operation _operation;
    private readonly List<Group> _groups = [];
    private readonly Dictionary<(OrderAddress Order, string? Reference), Group> _byAddress = [];
    private readonly Dictionary<(long OrderId, string? Reference), Addressing> _addressingOfId = [];
    private readonly Dictionary<(string OrderExternalRef, string? Reference), Addressing> _addressingOfRef = [];

    // The orders of bad rows: by ID; by reference; and by reference if the row has no ID.
    private readonly HashSet<long> _badIds = [];
    private readonly HashSet<string> _badRefs = new(StringComparer.Ordinal);
    private readonly HashSet<string> _badRefsWithoutId = new(StringComparer.Ordinal);

    /// <summary>Creates an empty batch.</summary>
    public OrderBatch(Operation operation) => _operation = operation;

    /// <summary>Adds a row that can be sent.</summary>
    /// <param name="row">The row.</param>
    /// <param name="parsed">Its parsed content.</param>
    /// <returns>Why it contradicts earlier rows; null if it does not.</returns>
    public RowError? Add(Row row, ParsedRow parsed)
    {
        OrderAddress order = parsed.Order;
        if (FindEarlierAddressing(parsed) is { } earlier && earlier != order.Addressing)
        {
            RowError error = new(
                row,
                $"{order} is addressed by {order.Addressing} here and by {earlier} in an earlier row. "
                + "All rows of an order go into one request, so give them the same fields",
                order.Id,
                order.ExternalRef) { IsMixedAddressing = true };
            AddBad(error);
            return error;
        }

        if (!_byAddress.TryGetValue((order, parsed.Reference), out Group? group))
        {
            group = new Group(order, parsed.Reference);
            _groups.Add(group);
            _byAddress.Add((order, parsed.Reference), group);
        }

        // Orders of different channels may share a reference, so the first addressing is kept.
        if (order.Id is { } id && !_addressingOfId.ContainsKey((id, parsed.Reference)))
            _addressingOfId.Add((id, parsed.Reference), order.Addressing);
        if (order.ExternalRef is { } reference && !_addressingOfRef.ContainsKey((reference, parsed.Reference)))
            _addressingOfRef.Add((reference, parsed.Reference), order.Addressing);

        if ((order.Id, order.ExternalRef) != (group.Order.Id, group.Order.ExternalRef))
            (group.OtherNames ??= []).Add((order.Id, order.ExternalRef));
        group.Items.Add(parsed.Item);
        return null;
    }

    /// <summary>Adds a row that can't be sent, so that its order is held back.</summary>
    public void AddBad(RowError error)
    {
        AddBad(error.OrderId, error.OrderExternalRef);
        foreach ((long? id, string? reference) in error.OtherNames)
            AddBad(id, reference);
    }

    /// <summary>Returns the orders of all rows that were added.</summary>
    public IReadOnlyList<BatchedOrder> Orders() => _groups.ConvertAll(group => new BatchedOrder(
        new BookingRequest(_operation, group.Order, group.Reference, group.Items),
        IsHeldBack(group.Order.Id, group.Order.ExternalRef)
        || group.OtherNames?.Any(name => IsHeldBack(name.Id, name.ExternalRef)) == true));

    private Addressing? FindEarlierAddressing(ParsedRow parsed)
    {
        if (parsed.Order.Id is { } id && _addressingOfId.TryGetValue((id, parsed.Reference), out Addressing ofId))
            return ofId;
        return parsed.Order.ExternalRef is { } reference
            && _addressingOfRef.TryGetValue((reference, parsed.Reference), out Addressing ofRef) ? ofRef : null;
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

        /// <summary>Other identifiers of the order in later rows, including those that are not sent. A bad row may have any of them.</summary>
        public HashSet<(long? Id, string? ExternalRef)>? OtherNames { get; set; }

        // Large inputs usually have one item per order.
        public List<RequestItem> Items { get; } = new(capacity: 1);
    }
}

/// <summary>An order of a batch.</summary>
/// <param name="Request">The request of its valid rows.</param>
/// <param name="IsHeldBack">Whether it must not be sent because the order has a bad row.</param>
public sealed record BatchedOrder(BookingRequest Request, bool IsHeldBack)
{
    /// <summary>Returns the names of the items that the request has more than once.</summary>
    public IEnumerable<string> DuplicateItems() => Request.Items.Count < 2 ? [] :
        from item in Request.Items
        group item by item.Key(Request.Order.Addressing) into same
        where same.Skip(1).Any()
        select same.First().Name(Request.Order.Addressing);
}
