namespace KornitX;

/// <summary>A cancellation or return that KornitX booked.</summary>
public abstract class OrderItemBooking
{
    private protected OrderItemBooking(BookingRequest request, Booking booking, bool fromJournal)
    {
        FromJournal = fromJournal;
        Id = booking.Id;
        Items = new ItemList<BookedItem>([.. booking.Items.Select(item => new BookedItem(item))]);
        Request = new OrderRequest(request, OrderState.Created);
    }

    /// <summary>The ID that KornitX assigned; null if the order was settled in the journal without an ID.</summary>
    public long? Id { get; }

    /// <summary>The KornitX order ID, from the request or else from the response.</summary>
    public long? OrderId => Request.OrderId ?? Items.Select(item => item.OrderId).FirstOrDefault(id => id is not null);

    /// <summary>The sales channel's reference of the order, if it was specified.</summary>
    public string? OrderExternalRef => Request.OrderExternalRef;

    /// <summary>The caller's own reference, if it was specified.</summary>
    public string? Reference => Request.Reference;

    /// <summary>The order lines in KornitX's response.</summary>
    public ItemList<BookedItem> Items { get; }

    /// <summary>The request. It can be piped in again.</summary>
    public OrderRequest Request { get; }

    /// <summary>Whether an earlier run booked it according to the journal, and nothing was sent now.</summary>
    public bool FromJournal { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{GetType().Name} {Id}";

    /// <param name="isSandbox">Whether a sandbox booked it. The table of such results says so.</param>
    internal static OrderItemBooking Create(BookingRequest request, Booking booking, bool fromJournal, bool isSandbox)
    {
        OrderItemBooking result = request.Operation == Operation.Cancellation
            ? new Cancellation(request, booking, fromJournal)
            : new Return(request, booking, fromJournal);
        // After the name of its own type, by which scripts know it, and before that of the base, which the view is for.
        if (isSandbox)
            PSObject.AsPSObject(result).TypeNames.Insert(1, $"{typeof(OrderItemBooking).FullName}#Sandbox");
        return result;
    }
}

/// <summary>A cancellation of order items.</summary>
public sealed class Cancellation : OrderItemBooking
{
    internal Cancellation(BookingRequest request, Booking booking, bool fromJournal)
        : base(request, booking, fromJournal)
    {
    }
}

/// <summary>A return of order items.</summary>
public sealed class Return : OrderItemBooking
{
    internal Return(BookingRequest request, Booking booking, bool fromJournal)
        : base(request, booking, fromJournal)
    {
    }
}

/// <summary>An order line in KornitX's response.</summary>
public sealed class BookedItem
{
    private readonly BookedLine _line;

    internal BookedItem(BookedLine line) => _line = line;

    /// <summary>The KornitX item ID.</summary>
    public long? ItemId => _line.ItemId;

    /// <summary>The KornitX order ID.</summary>
    public long? OrderId => _line.OrderId;

    /// <summary>The total quantity of the order line, which is not the quantity cancelled or returned.</summary>
    public long? LineQuantity => _line.LineQuantity;

    /// <inheritdoc/>
    public override string ToString() => ItemId is null ? "(unknown item)" : $"{ItemId}";
}
