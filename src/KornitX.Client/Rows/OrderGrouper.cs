using System;
using System.Collections.Generic;
using System.Linq;

namespace KornitX.Client;

/// <summary>
/// Takes rows as they come and gives the orders that are complete: all of them when the input has ended, or, as a
/// stream, each as soon as a row of another order arrives, so that an endless input takes no memory.
/// </summary>
public sealed class OrderGrouper
{
    private static readonly IReadOnlyList<BatchedOrder> None = [];

    private readonly Operation _operation;
    private readonly bool _asStream;
    private OrderBatch _batch;
    private IReadOnlyList<BatchedOrder> _complete = None;

    // As a stream: the order at hand, as far as its rows tell it.
    private long? _orderId;
    private string? _orderExternalRef;
    private string? _reference;
    private bool _hasGoodRow;

    /// <summary>An empty gathering.</summary>
    /// <param name="operation">What the orders are gathered for.</param>
    /// <param name="asStream">Whether a row of another order completes the one before.</param>
    public OrderGrouper(Operation operation, bool asStream)
    {
        _operation = operation;
        _asStream = asStream;
        _batch = new OrderBatch(operation);
    }

    /// <summary>Adds a row that can be sent.</summary>
    /// <returns>Why it does not fit the rows before it; null when it does.</returns>
    public RowError? Add(Row row, ParsedRow good)
    {
        bool sameRequest = !_hasGoodRow || string.Equals(_reference, good.Reference, StringComparison.Ordinal);
        Approach(good.Order.Id, good.Order.ExternalRef, sameRequest);
        _reference = good.Reference;
        _hasGoodRow = true;
        return _batch.Add(row, good);
    }

    /// <summary>Adds a row that can't be sent, so that its order is held back.</summary>
    public void AddBad(RowError problem)
    {
        // A row that names no order is of none; the order at hand may go on after it. One that names several may be of it.
        if ((problem.OrderId is not null || problem.OrderExternalRef is not null)
            && !problem.OtherNames.Any(name => IsAtHand(name.Id, name.ExternalRef)))
            Approach(problem.OrderId, problem.OrderExternalRef, sameRequest: true);
        _batch.AddBad(problem);
    }

    /// <summary>Takes the orders to which no row can be added any more.</summary>
    public IReadOnlyList<BatchedOrder> TakeComplete()
    {
        IReadOnlyList<BatchedOrder> taken = _complete;
        _complete = None;
        return taken;
    }

    /// <summary>Takes all that is left, after the last row.</summary>
    public IReadOnlyList<BatchedOrder> TakeRest()
    {
        IReadOnlyList<BatchedOrder> rest = _batch.Orders();
        _batch = new OrderBatch(_operation);
        return rest;
    }

    private void Approach(long? orderId, string? orderExternalRef, bool sameRequest)
    {
        if (!_asStream)
            return;

        if (!(sameRequest && IsAtHand(orderId, orderExternalRef)))
        {
            _complete = [.. _complete, .. _batch.Orders()];
            _batch = new OrderBatch(_operation);
            _hasGoodRow = false;
            _orderId = null;
            _orderExternalRef = null;
        }

        _orderId ??= orderId;
        _orderExternalRef ??= orderExternalRef;
    }

    /// <summary>Whether those are names of the order at hand. Two IDs settle it; a reference may be that of several orders.</summary>
    private bool IsAtHand(long? orderId, string? orderExternalRef) =>
        orderId is not null && _orderId is not null
            ? orderId == _orderId
            : orderExternalRef is not null && string.Equals(orderExternalRef, _orderExternalRef, StringComparison.Ordinal);
}
