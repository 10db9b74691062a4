namespace KornitX.Sandboxes;

/// <summary>Validates an order before it is added.</summary>
internal static class OrderCheck
{
    /// <summary>Returns the problem of an order; null if it is valid.</summary>
    public static string? FindProblem(SandboxOrder order)
    {
        if (order.Id < 1)
            return $"an order's Id must be at least 1, not {order.Id}";
        if (order.ExternalRef is { Length: 0 })
            return $"order {order.Id}: ExternalRef is empty; leave it out instead";
        if (!Enum.IsDefined(typeof(SandboxOrderStatus), order.Status))
            return $"order {order.Id}: there is no Status {order.Status}";
        if (order.Items is null || order.Items.Length == 0)
            return $"order {order.Id} has no Items";

        HashSet<long> ids = [];
        foreach (SandboxItem item in order.Items)
        {
            if (item is null)
                return $"order {order.Id} has an item that is null";
            if (FindProblem(item) is { } problem)
                return $"order {order.Id}, item {item.Id}: {problem}";
            if (!ids.Add(item.Id))
                return $"order {order.Id} has item Id {item.Id} twice";
        }

        return null;
    }

    private static string? FindProblem(SandboxItem item)
    {
        if (item.Id < 1)
            return "Id must be at least 1";
        if (item.ExternalRef is { Length: 0 })
            return "ExternalRef is empty; leave it out instead";
        if (item.Quantity < 1)
            return "Quantity must be at least 1";
        if (item.Shipped < 0 || item.Cancelled < 0 || (long)item.Shipped + item.Cancelled > item.Quantity)
            return "Shipped and Cancelled together must be from 0 to Quantity";
        if (item.Returned < 0 || item.Returned > item.Shipped)
            return "Returned must be from 0 to Shipped";
        return null;
    }
}
