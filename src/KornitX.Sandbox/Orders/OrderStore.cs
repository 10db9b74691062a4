namespace KornitX.Sandboxes;

/// <summary>The orders and their bookings, under one lock: a booking takes only a few additions.</summary>
internal sealed class OrderStore(TimeProvider time)
{
    private readonly object _lock = new();
    private readonly List<SandboxOrder> _orders = [];
    private readonly Dictionary<long, SandboxOrder> _byId = [];
    private readonly Dictionary<string, SandboxOrder> _byRef = new(StringComparer.Ordinal);
    private readonly List<SandboxBooking> _bookings = [];
    private readonly Dictionary<Operation, long> _nextBookingId =
        Operation.All.ToDictionary(operation => operation, operation => operation.FirstBookingId);

    public IReadOnlyList<SandboxOrder> Orders
    {
        get
        {
            lock (_lock)
            {
                return _orders.ToArray();
            }
        }
    }

    public IReadOnlyList<SandboxBooking> Bookings
    {
        get
        {
            lock (_lock)
            {
                return _bookings.ToArray();
            }
        }
    }

    /// <summary>Adds a copy, so that several sandboxes can start with the same orders.</summary>
    /// <exception cref="ArgumentException">The order is not valid, or there is an order with its ID.</exception>
    public void Add(SandboxOrder order)
    {
        if (OrderCheck.FindProblem(order) is { } problem)
            throw new ArgumentException(problem + ".", nameof(order));
        SandboxOrder copy = order.Copy();
        MarkShipped(copy);
        lock (_lock)
        {
            if (_byId.ContainsKey(copy.Id))
                throw new ArgumentException(
                    $"There is an order with Id {copy.Id} already.", nameof(order));
            _orders.Add(copy);
            _byId.Add(copy.Id, copy);

            // Orders of different sales channels may have the same reference. A lookup by reference returns the first one.
            if (copy.ExternalRef is not null && !_byRef.ContainsKey(copy.ExternalRef))
                _byRef.Add(copy.ExternalRef, copy);
        }
    }

    public SandboxOrder? Find(Address address)
    {
        lock (_lock)
        {
            SandboxOrder? order;
            if (address.Id is { } id)
                _byId.TryGetValue(id, out order);
            else
                _byRef.TryGetValue(address.ExternalRef!, out order);
            return order is not null && address.Matches(order.Id, order.ExternalRef) ? order : null;
        }
    }

    /// <summary>Books all requested items, or none: then null, with the reason.</summary>
    public SandboxBooking? Book(Operation operation, SandboxOrder order, RequestedOrder requested, out string? rejection)
    {
        lock (_lock)
        {
            MarkShipped(order);
            if (!operation.AllowedIn(order.Status))
            {
                rejection = "Invalid order status";
                return null;
            }

            SandboxItem?[] items = requested.Items.Select(line => Find(order, line.Item)).ToArray();
            rejection = FindProblem(operation, requested, items);
            if (rejection is not null)
                return null;

            for (int i = 0; i < items.Length; i++)
                operation.Apply(items[i]!, requested.Items[i].Quantity);
            if (order.Items.All(item => item.Cancelled == item.Quantity))
                order.Status = SandboxOrderStatus.Cancelled;

            SandboxBooking booking = new(
                _nextBookingId[operation]++, operation.Name, order.Id, requested.Reference, time.GetUtcNow().LocalDateTime,
                requested.Items.Select((line, i) => new SandboxBookingItem(items[i]!.Id, line.Quantity)).ToArray());
            _bookings.Add(booking);
            return booking;
        }
    }

    /// <summary>Marks all items of a shipped order as shipped, because a script may have changed only the status.</summary>
    private static void MarkShipped(SandboxOrder order)
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

    private static string? FindProblem(Operation operation, RequestedOrder requested, SandboxItem?[] items)
    {
        // A request may have the same item twice.
        Dictionary<SandboxItem, int> left = [];
        for (int i = 0; i < items.Length; i++)
        {
            if (items[i] is not { } item)
                return $"Invalid item specified, index {i}";
            if (!left.TryGetValue(item, out int remaining))
                remaining = operation.Left(item);
            if (requested.Items[i].Quantity > remaining)
                return $"Invalid quantity specified, index {i}";
            left[item] = remaining - requested.Items[i].Quantity;
        }

        return null;
    }
}
