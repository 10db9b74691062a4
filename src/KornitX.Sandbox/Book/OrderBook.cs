using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using KornitX.Api;

namespace KornitX.Book;

/// <summary>The orders and what was booked on them. All of it under one lock: a booking is a few additions.</summary>
internal sealed class OrderBook(Func<DateTimeOffset> clock)
{
    private readonly object _gate = new();
    private readonly List<SandboxOrder> _orders = [];
    private readonly Dictionary<long, SandboxOrder> _byId = [];
    private readonly Dictionary<string, SandboxOrder> _byRef = new(StringComparer.Ordinal);
    private readonly List<SandboxBooking> _bookings = [];
    private long _nextCancellation = 254001;
    private long _nextReturn = 752;

    public IReadOnlyList<SandboxOrder> Orders
    {
        get
        {
            lock (_gate)
            {
                return _orders.ToArray();
            }
        }
    }

    public IReadOnlyList<SandboxBooking> Bookings
    {
        get
        {
            lock (_gate)
            {
                return _bookings.ToArray();
            }
        }
    }

    /// <summary>Takes in a copy, so that the same orders can be given to several sandboxes.</summary>
    /// <exception cref="ArgumentException">The order makes no sense, or its id or reference is known already.</exception>
    public void Add(SandboxOrder order)
    {
        if (OrderCheck.Problem(order) is { } problem)
            throw new ArgumentException(problem + ".", nameof(order));
        SandboxOrder copy = order.Copy();
        Settle(copy);
        lock (_gate)
        {
            if (_byId.ContainsKey(copy.Id) || (copy.ExternalRef is not null && _byRef.ContainsKey(copy.ExternalRef)))
                throw new ArgumentException(
                    string.Format(CultureInfo.InvariantCulture, "There is an order with the Id or ExternalRef of {0} already.", copy), nameof(order));
            _orders.Add(copy);
            _byId.Add(copy.Id, copy);
            if (copy.ExternalRef is not null)
                _byRef.Add(copy.ExternalRef, copy);
        }
    }

    public SandboxOrder? Find(Address address)
    {
        lock (_gate)
        {
            SandboxOrder? order;
            if (address.Id is { } id)
                _byId.TryGetValue(id, out order);
            else
                _byRef.TryGetValue(address.ExternalRef!, out order);
            return order is not null && address.Matches(order.Id, order.ExternalRef) ? order : null;
        }
    }

    /// <summary>Books all that is asked, or nothing and says why not.</summary>
    public SandboxBooking? Book(Operation operation, SandboxOrder order, OrderAsk ask, out string? refusal)
    {
        lock (_gate)
        {
            Settle(order);
            if (!operation.AllowedIn(order.Status))
            {
                refusal = "Invalid order status";
                return null;
            }

            SandboxItem?[] items = ask.Items.Select(line => Find(order, line.Item)).ToArray();
            refusal = Refusal(operation, ask, items);
            if (refusal is not null)
                return null;

            for (int i = 0; i < items.Length; i++)
                operation.Apply(items[i]!, ask.Items[i].Quantity);
            if (order.Items.All(item => item.Cancelled == item.Quantity))
                order.Status = SandboxOrderStatus.Cancelled;

            SandboxBooking booking = new(
                operation.IsReturn ? _nextReturn++ : _nextCancellation++, operation.Name, order.Id, ask.Reference, clock().LocalDateTime,
                ask.Items.Select((line, i) => new SandboxBookingItem(items[i]!.Id, line.Quantity)).ToArray());
            _bookings.Add(booking);
            return booking;
        }
    }

    /// <summary>A shipped order has shipped all its items, said or not; someone at the prompt may just have set its status.</summary>
    private static void Settle(SandboxOrder order)
    {
        if (order.Status != SandboxOrderStatus.Shipped)
            return;
        foreach (SandboxItem item in order.Items)
        {
            if (item.Shipped == 0)
                item.Shipped = item.Quantity - item.Cancelled;
        }
    }

    private static SandboxItem? Find(SandboxOrder order, Address address) =>
        order.Items.FirstOrDefault(item => address.Matches(item.Id, item.ExternalRef));

    private static string? Refusal(Operation operation, OrderAsk ask, SandboxItem?[] items)
    {
        // The same item may be asked for twice in one request, so what is left shrinks line by line.
        Dictionary<SandboxItem, int> left = [];
        for (int i = 0; i < items.Length; i++)
        {
            if (items[i] is not { } item)
                return string.Format(CultureInfo.InvariantCulture, "Invalid item specified, index {0}", i);
            if (!left.TryGetValue(item, out int remaining))
                remaining = operation.Left(item);
            if (ask.Items[i].Quantity > remaining)
                return string.Format(CultureInfo.InvariantCulture, "Invalid quantity specified, index {0}", i);
            left[item] = remaining - ask.Items[i].Quantity;
        }

        return null;
    }
}
