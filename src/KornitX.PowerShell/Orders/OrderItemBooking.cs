using System.Linq;
using KornitX.Client;

namespace KornitX;

/// <summary>What KornitX booked for an order.</summary>
public abstract class OrderItemBooking
{
    private protected OrderItemBooking(Client.OrderRequest request, Booking booking, bool fromJournal)
    {
        FromJournal = fromJournal;
        Id = booking.Id;
        OrderId = request.Order.Id ?? booking.Items.Select(item => item.OrderId).FirstOrDefault(id => id is not null);
        OrderExternalRef = request.Order.ExternalRef;
        Reference = request.Reference;
        Items = new ItemList<BookedItem>(booking.Items.Select(item => new BookedItem(item)).ToArray());
        Request = new OrderRequest(request, nameof(Outcome.Created));
    }

    /// <summary>The ID that KornitX gave it; empty where a person settled the order in the journal and did not give it.</summary>
    public long? Id { get; }

    /// <summary>The KornitX order ID, as asked or else as answered.</summary>
    public long? OrderId { get; }

    /// <summary>The sales channel's reference of the order, where it was given.</summary>
    public string? OrderExternalRef { get; }

    /// <summary>The caller's own reference, where it was given.</summary>
    public string? Reference { get; }

    /// <summary>The order lines as KornitX answered them.</summary>
    public ItemList<BookedItem> Items { get; }

    /// <summary>What was asked. Can be piped on.</summary>
    public OrderRequest Request { get; }

    /// <summary>Whether it was booked in an earlier run, as the journal tells, and nothing was sent now.</summary>
    public bool FromJournal { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{GetType().Name} {Id}";

    internal static OrderItemBooking Of(Client.OrderRequest request, Booking booking, bool fromJournal) =>
        request.Operation == Operation.Cancellation
            ? new Cancellation(request, booking, fromJournal)
            : new Return(request, booking, fromJournal);
}

/// <summary>A cancellation of order items.</summary>
public sealed class Cancellation : OrderItemBooking
{
    internal Cancellation(Client.OrderRequest request, Booking booking, bool fromJournal)
        : base(request, booking, fromJournal)
    {
    }
}

/// <summary>A return of order items.</summary>
public sealed class Return : OrderItemBooking
{
    internal Return(Client.OrderRequest request, Booking booking, bool fromJournal)
        : base(request, booking, fromJournal)
    {
    }
}

/// <summary>An order line as KornitX answered it.</summary>
public sealed class BookedItem
{
    internal BookedItem(Client.BookedItem item)
    {
        ItemId = item.ItemId;
        OrderId = item.OrderId;
        LineQuantity = item.LineQuantity;
    }

    /// <summary>The KornitX item ID.</summary>
    public long? ItemId { get; }

    /// <summary>The KornitX order ID.</summary>
    public long? OrderId { get; }

    /// <summary>The total quantity of the order line, which is not the quantity cancelled or returned.</summary>
    public long? LineQuantity { get; }

    /// <inheritdoc/>
    public override string ToString() => ItemId is null ? "(unknown item)" : $"{ItemId}";
}
