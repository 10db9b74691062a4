using System.Linq;
using KornitX.Client;

namespace KornitX;

/// <summary>What was asked of KornitX for one order. Goes into New-KornitXCancellation and New-KornitXReturn as it is.</summary>
public sealed class OrderRequest
{
    private readonly string _name;

    internal OrderRequest(Client.OrderRequest request, string state = nameof(Outcome.NotSent))
    {
        Operation = request.Operation.Name;
        State = state;
        Addressing = request.Order.Addressing.ToString();
        OrderId = request.Order.Id;
        OrderExternalRef = request.Order.ExternalRef;
        Reference = request.Reference;
        Items = new ItemList<OrderItem>(request.Items.Select(item => new OrderItem(this, item)).ToArray());
        _name = request.Order.ToString();
    }

    /// <summary>Cancellation or Return: what was asked.</summary>
    public string Operation { get; }

    /// <summary>
    /// Created (KornitX booked it); Rejected, NotSent (nothing was booked); Unknown (it may have been booked); or Conflict (the
    /// journal has, or may have, it otherwise).
    /// </summary>
    public string State { get; }

    /// <summary>Id, ExternalRef or Combined: how the order and its items are named to KornitX.</summary>
    public string Addressing { get; }

    /// <summary>The KornitX order ID, where known.</summary>
    public long? OrderId { get; }

    /// <summary>The sales channel's reference of the order, where known.</summary>
    public string? OrderExternalRef { get; }

    /// <summary>The caller's own reference of the cancellation or return.</summary>
    public string? Reference { get; }

    /// <summary>The items, as asked.</summary>
    public ItemList<OrderItem> Items { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{_name}: {Items}";

    /// <summary>The request of an order with that outcome.</summary>
    internal static OrderRequest Of(Client.OrderRequest request, Outcome outcome) => new(
        request, outcome is Outcome.NotSent { Reason: NotSentReason.JournalConflict } ? "Conflict" : outcome.GetType().Name);
}
