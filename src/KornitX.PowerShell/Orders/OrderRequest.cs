using System.Linq;

namespace KornitX;

/// <summary>What was asked of KornitX for one order. Goes into New-KornitXCancellation and New-KornitXReturn as it is.</summary>
public sealed class OrderRequest
{
    internal OrderRequest(Client.OrderRequest request)
    {
        Addressing = request.Order.Addressing.ToString();
        OrderId = request.Order.Id;
        OrderExternalRef = request.Order.ExternalRef;
        Reference = request.Reference;
        Items = request.Items.Select(item => new OrderItem(item)).ToArray();
    }

    /// <summary>Id, ExternalRef or Combined: how the order and its items are named to KornitX.</summary>
    public string Addressing { get; }

    /// <summary>The KornitX order ID, where known.</summary>
    public long? OrderId { get; }

    /// <summary>The sales channel's reference of the order, where known.</summary>
    public string? OrderExternalRef { get; }

    /// <summary>The caller's own reference of the cancellation or return.</summary>
    public string? Reference { get; }

    /// <summary>The items, as asked.</summary>
    public OrderItem[] Items { get; }

    /// <inheritdoc/>
    public override string ToString() =>
        "order " + (Addressing == nameof(Client.Addressing.Id) ? $"{OrderId}" : OrderExternalRef) + ": " + string.Join(", ", Items.Select(item => item.ToString()));
}
