using System.Collections.Generic;

namespace KornitX.Client;

/// <summary>
/// Knows whether a journal has orders that are booked, or may be, and of which it can't be told whether they are the one of a
/// request, because one side knows only the ID and the other only the external reference.
/// </summary>
internal sealed class UnclearOrders
{
    private readonly OrderIndex _orders;
    private readonly Kind?[] _kinds = new Kind?[4];

    public UnclearOrders(OrderIndex orders) => _orders = orders;

    /// <summary>Whether one of them may be the order of this request.</summary>
    public bool MayHave(OrderRequest request, OrderIdentity identity)
    {
        if (!identity.IsKnownById && !identity.IsKnownByExternalRef)
            return false;
        bool isReturn = request.Operation == Operation.Return;
        int which = (isReturn ? 1 : 0) + (identity.IsKnownById ? 2 : 0);
        Kind kind = _kinds[which] ??= Collect(isReturn, withoutId: identity.IsKnownById);
        return kind.Any && (request.Reference is null || kind.AnyWithoutReference || kind.References.Contains(TextHash.Of(request.Reference)));
    }

    private Kind Collect(bool isReturn, bool withoutId)
    {
        Kind kind = new();
        for (int i = 0; i < _orders.Count; i++)
        {
            ref IndexedOrder order = ref _orders[i];
            bool hasId = order.OrderId != 0 && (order.Flags & IndexFlags.IdIsEchoed) == 0;
            if (!order.MayBeBooked || isReturn != ((order.Flags & IndexFlags.IsReturn) != 0) || (withoutId ? hasId : order.ExternalRefLine != 0))
                continue;
            kind.Any = true;
            if (order.Reference == 0)
                kind.AnyWithoutReference = true;
            else
                kind.References.Add(order.Reference);
        }

        return kind;
    }

    private sealed class Kind
    {
        public bool Any { get; set; }

        public bool AnyWithoutReference { get; set; }

        public HashSet<ulong> References { get; } = [];
    }
}
