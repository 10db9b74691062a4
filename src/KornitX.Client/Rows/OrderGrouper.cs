using System;
using System.Collections.Generic;
using System.Linq;

namespace KornitX.Client;

/// <summary>
/// Groups rows into orders and returns the complete ones: all orders at the end of the input or, as a stream, each order as
/// soon as a row of another order arrives, so that the memory does not grow with the input.
/// </summary>
public sealed class OrderGrouper
{
    private static readonly IReadOnlyList<BatchedOrder> None = [];

    private readonly Operation _operation;
    private readonly bool _asStream;
    private OrderBatch _batch;
    private IReadOnlyList<BatchedOrder> _complete = None;

    // As a stream: the identifiers of the current order that its rows have so far.
    private long? _orderId;
    private string? _orderExternalRef;
    private string? _reference;
    private bool _hasRow;

    /// <summary>Creates an empty grouper.</summary>
    /// <param name="operation">The operation of the orders.</param>
    /// <param name="asStream">Whether a row of another order completes the current one.</param>
    public OrderGrouper(Operation operation, bool asStream)
    {
        _operation = operation;
        _asStream = asStream;
        _batch = new OrderBatch(operation);
    }

    /// <summary>Adds a row that can be sent.</summary>
    /// <returns>Why it contradicts earlier rows; null if it does not.</returns>
    public RowError? Add(Row row, ParsedRow parsed)
    {
        bool sameRequest = !_hasRow || string.Equals(_reference, parsed.Reference, StringComparison.Ordinal);
        MoveTo(parsed.Order.Id, parsed.Order.ExternalRef, sameRequest);
        _reference = parsed.Reference;
        _hasRow = true;
        return _batch.Add(row, parsed);
    }

    /// <summary>Adds a row that can't be sent, so that its order is held back.</summary>
    public void AddBad(RowError error)
    {
        // A row without an identifier does not end the current order. A row with several may belong to it.
        if ((error.OrderId is not null || error.OrderExternalRef is not null)
            && !error.OtherNames.Any(name => IsCurrent(name.Id, name.ExternalRef)))
            MoveTo(error.OrderId, error.OrderExternalRef, sameRequest: true);
        _batch.AddBad(error);
    }

    /// <summary>Takes the complete orders.</summary>
    public IReadOnlyList<BatchedOrder> TakeComplete()
    {
        IReadOnlyList<BatchedOrder> taken = _complete;
        _complete = None;
        return taken;
    }

    /// <summary>Takes the remaining orders after the last row.</summary>
    public IReadOnlyList<BatchedOrder> TakeRemaining()
    {
        IReadOnlyList<BatchedOrder> remaining = _batch.Orders();
        _batch = new OrderBatch(_operation);
        return remaining;
    }

    private void MoveTo(long? orderId, string? orderExternalRef, bool sameRequest)
    {
        if (!_asStream)
            return;

        if (!(sameRequest && IsCurrent(orderId, orderExternalRef)))
        {
            _complete = [.. _complete, .. _batch.Orders()];
            _batch = new OrderBatch(_operation);
            _hasRow = false;
            _orderId = null;
            _orderExternalRef = null;
        }

        _orderId ??= orderId;
        _orderExternalRef ??= orderExternalRef;
    }

    /// <summary>Whether these identify the current order: by ID if both are known, because several orders may share a reference.</summary>
    private bool IsCurrent(long? orderId, string? orderExternalRef) =>
        orderId is not null && _orderId is not null
            ? orderId == _orderId
            : orderExternalRef is not null && string.Equals(orderExternalRef, _orderExternalRef, StringComparison.Ordinal);
}
