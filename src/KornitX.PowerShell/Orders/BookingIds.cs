using System.Collections.Generic;

namespace KornitX.Orders;

/// <summary>
/// Finds booking IDs that KornitX gave to two orders of a run. Then one of the answers belongs to another request.
/// </summary>
internal sealed class BookingIds
{
    /// <summary>How many IDs of an endless input are kept.</summary>
    private const int StreamCapacity = 10_000;

    private readonly Dictionary<long, Client.OrderRequest> _orders = [];
    private readonly Queue<long>? _oldest;

    /// <param name="isStream">Whether the input may be endless.</param>
    public BookingIds(bool isStream) => _oldest = isStream ? new Queue<long>() : null;

    /// <summary>Finds another order with the ID, and keeps the ID.</summary>
    public Client.OrderRequest? FindOther(long id, Client.OrderRequest order)
    {
        if (_orders.TryGetValue(id, out Client.OrderRequest? other))
            return ReferenceEquals(other, order) ? null : other;

        _orders.Add(id, order);
        _oldest?.Enqueue(id);
        if (_oldest?.Count > StreamCapacity)
            _orders.Remove(_oldest.Dequeue());
        return null;
    }
}
