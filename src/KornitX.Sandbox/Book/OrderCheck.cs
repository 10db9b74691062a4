using System;
using System.Collections.Generic;
using System.Globalization;

namespace KornitX.Book;

/// <summary>Validates an order before it is added.</summary>
internal static class OrderCheck
{
    /// <summary>Returns the problem of an order; null if it is valid.</summary>
    public static string? FindProblem(SandboxOrder order)
    {
        if (order.Id < 1)
            return Format("an order's Id must be at least 1, not {0}", order.Id);
        if (order.ExternalRef is { Length: 0 })
            return Format("order {0}: ExternalRef is empty; leave it out instead", order.Id);
        if (!Enum.IsDefined(typeof(SandboxOrderStatus), order.Status))
            return Format("order {0}: there is no Status {1}", order.Id, order.Status);
        if (order.Items is null || order.Items.Length == 0)
            return Format("order {0} has no Items", order.Id);

        HashSet<long> ids = [];
        foreach (SandboxItem item in order.Items)
        {
            if (item is null)
                return Format("order {0} has an item that is null", order.Id);
            if (FindProblem(item) is { } problem)
                return Format("order {0}, item {1}: {2}", order.Id, item.Id, problem);
            if (!ids.Add(item.Id))
                return Format("order {0} has item Id {1} twice", order.Id, item.Id);
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

    private static string Format(string format, params object[] values) => string.Format(CultureInfo.InvariantCulture, format, values);
}
