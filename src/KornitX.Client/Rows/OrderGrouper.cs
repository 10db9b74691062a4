namespace KornitX.Client;

/// <summary>
/// Groups rows into orders and returns the complete ones: all orders at the end of the input or, as a stream, each order as
/// soon as a row of another order arrives, so that the memory does not grow with the input.
/// </summary>
internal sealed class OrderGrouper
{
    private static readonly IReadOnlyList<BatchedOrder> None = [];

    private readonly Operation _operation;
    private readonly bool _asStream;
    private readonly bool _isRehearsal;
    private OrderBatch _batch;
    private IReadOnlyList<BatchedOrder> _complete = None;

    // As a stream: the identifiers of the current order that its rows have so far.
    private long? _orderId;
    private string? _orderExternalRef;
    private bool _isByRef;
    private string? _reference;
    private bool _hasRow;

    /// <summary>Creates an empty grouper.</summary>
    /// <param name="asStream">Whether a row of another order completes the current one.</param>
    /// <param name="isRehearsal">Whether the caller's references do not matter yet.</param>
    public OrderGrouper(Operation operation, bool asStream, bool isRehearsal = false)
    {
        _operation = operation;
        _asStream = asStream;
        _isRehearsal = isRehearsal;
        _batch = new OrderBatch(operation, isRehearsal);
    }

    /// <summary>The number of orders of which all rows are bad, among the orders that are complete.</summary>
    public int OrdersWithoutValidRow { get; private set; }

    /// <summary>Adds a row that can be sent.</summary>
    public void Add(Row row, ParsedRow parsed)
    {
        if (_asStream)
        {
            // A reference in some rows only is a contradiction within one order.
            bool sameRequest = !_hasRow || _reference is null || parsed.Reference is null
                || ReferenceText.Compare(_reference, parsed.Reference) == IdentityMatch.Same;
            MoveTo(parsed.Order.Id, parsed.Order.ExternalRef, parsed.Order.Addressing == Addressing.ExternalRef, sameRequest);
            _reference = parsed.Reference;
            _hasRow = true;
        }

        _batch.Add(row, parsed);
    }

    /// <summary>Adds a row that can't be sent, so that its order is held back.</summary>
    public void AddBad(BadRow bad)
    {
        // A row without an identifier does not end the current order. A row with several may belong to it.
        if (_asStream && bad.Names.Any() && !bad.Names.Any(name => IsCurrent(name.Id, name.ExternalRef, isByRef: false)))
            MoveTo(bad.Error.OrderId, bad.Error.OrderExternalRef, isByRef: false, sameRequest: true);
        _batch.AddBad(bad);
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
        OrdersWithoutValidRow += _batch.OrdersWithoutValidRow;
        _batch = new OrderBatch(_operation, _isRehearsal);
        return remaining;
    }

    private void MoveTo(long? orderId, string? orderExternalRef, bool isByRef, bool sameRequest)
    {
        if (!(sameRequest && IsCurrent(orderId, orderExternalRef, isByRef)))
        {
            _complete = [.. _complete, .. TakeRemaining()];
            _hasRow = false;
            _orderId = null;
            _orderExternalRef = null;
            _isByRef = false;
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
}
