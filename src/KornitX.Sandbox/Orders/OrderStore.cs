namespace KornitX.Sandboxes;

/// <summary>The orders and their bookings.</summary>
internal sealed class OrderStore(TimeProvider time)
{
    private readonly List<SandboxOrder> _orders = [];
    private readonly Dictionary<long, SandboxOrder> _byId = [];
    private readonly Dictionary<string, SandboxOrder> _byRef = new(StringComparer.Ordinal);
    private readonly List<SandboxBooking> _bookings = [];
    private readonly Dictionary<string, long> _nextBookingId =
        Operation.All.ToDictionary(operation => operation.Name, operation => operation.FirstBookingId);

    public IReadOnlyList<SandboxOrder> Orders => _orders.ToArray();

    public IReadOnlyList<SandboxBooking> Bookings => _bookings.ToArray();

    /// <summary>Adds a copy, so that several sandboxes can start with the same orders.</summary>
    /// <exception cref="ArgumentException">The order is not valid, or there is an order with its ID.</exception>
    public void Add(SandboxOrder order)
    {
        if (OrderCheck.FindProblem(order) is { } problem)
            throw new ArgumentException(problem + ".", nameof(order));
        SandboxOrder copy = order.Copy();
        MarkShipped(copy);
        if (_byId.ContainsKey(copy.Id))
            throw new ArgumentException($"There is an order with Id {copy.Id} already.", nameof(order));
        _orders.Add(copy);
        _byId.Add(copy.Id, copy);

        // Orders of different sales channels may have the same reference. A lookup by reference returns the first one.
        if (copy.ExternalRef is not null && !_byRef.ContainsKey(copy.ExternalRef))
            _byRef.Add(copy.ExternalRef, copy);
    }

    public SandboxOrder? Find(Address address)
    {
        SandboxOrder? order;
        if (address.Id is { } id)
            _byId.TryGetValue(id, out order);
        else
            _byRef.TryGetValue(address.ExternalRef!, out order);
        return order is not null && address.Matches(order.Id, order.ExternalRef) ? order : null;
    }

    /// <summary>Books all requested items.</summary>
    /// <exception cref="RejectedException">An item can't be booked, so nothing was booked.</exception>
    public SandboxBooking Book(Operation operation, SandboxOrder order, RequestedOrder requested)
    {
        MarkShipped(order);
        if (!operation.AllowedIn.Contains(order.Status))
            throw new RejectedException(400, "Invalid order status");

        SandboxItem[] items = FindItems(operation, order, requested);
        for (int i = 0; i < items.Length; i++)
            operation.Apply(items[i], requested.Items[i].Quantity);
        if (order.Items.All(item => item.Cancelled == item.Quantity))
            order.Status = SandboxOrderStatus.Cancelled;

        SandboxBooking booking = new()
        {
            Id = _nextBookingId[operation.Name]++,
            Operation = operation.Name,
            OrderId = order.Id,
            Reference = requested.Reference,
            Time = time.GetUtcNow().LocalDateTime,
            Items = [.. items.Zip(requested.Items, (item, line) => new SandboxBookingItem { ItemId = item.Id, Quantity = line.Quantity })],
        };
        _bookings.Add(booking);
        return booking;
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

    private static SandboxItem[] FindItems(Operation operation, SandboxOrder order, RequestedOrder requested)
    {
        SandboxItem[] items = new SandboxItem[requested.Items.Count];
        // A request may have the same item twice.
        Dictionary<SandboxItem, int> left = order.Items.ToDictionary(item => item, operation.Left);
        for (int i = 0; i < items.Length; i++)
        {
            (Address address, int quantity) = requested.Items[i];
            items[i] = Array.Find(order.Items, item => address.Matches(item.Id, item.ExternalRef))
                ?? throw new RejectedException(400, $"Invalid item specified, index {i}");
            if (quantity > left[items[i]])
                throw new RejectedException(400, $"Invalid quantity specified, index {i}");
            left[items[i]] -= quantity;
        }

        return items;
    }
}
