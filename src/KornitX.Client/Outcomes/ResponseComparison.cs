namespace KornitX.Client;

/// <summary>
/// Compares the bookings in a response with the request. A faulty gateway can return the response to another order's
/// request, which is only detectable by its content.
/// </summary>
internal static class ResponseComparison
{
    /// <summary>Says that the response belongs to another order, as the end of a sentence; null if it does not.</summary>
    public static string? FindOtherOrder(BookingRequest request, IReadOnlyList<Booking> bookings)
    {
        long[] orders = OrderIds(bookings);
        if (request.Order.Addressing != Addressing.ExternalRef)
        {
            long[] others = orders.Where(id => id != request.Order.Id).ToArray();
            return others.Length > 0 ? $"the response is for {Orders(others)}" : null;
        }

        return orders.Length > 1 ? $"the response is for {Orders(orders)}, and only one was requested" : null;
    }

    /// <summary>Says how the response for this order differs from the request, as a sentence; null if it does not.</summary>
    public static string? FindDifference(BookingRequest request, IReadOnlyList<Booking> bookings)
    {
        List<BookedLine> booked = bookings.SelectMany(booking => booking.Items).ToList();
        if (booked.Count == 0)
            return "KornitX's response contains no items";
        if (request.Order.Addressing != Addressing.ExternalRef)
            return FindDifferenceOfIds(request, booked);

        // The ID was not sent, so a different one may be a mistake in the input.
        long[] others = OrderIds(bookings).Where(id => request.Order.Id is { } known && id != known).ToArray();
        if (others.Length > 0)
            return $"KornitX's response is for {Orders(others)}, but the input has the order ID {request.Order.Id}";

        int requested = request.Items.Select(item => item.ExternalRef).Distinct().Count();
        int returned = booked.Where(item => item.ItemId is not null).Select(item => item.ItemId).Distinct().Count()
            + booked.Count(item => item.ItemId is null);
        return returned == requested ? null
            : $"KornitX's response has {Items(returned)}, but {Items(requested)} {(requested == 1 ? "was" : "were")} requested";

        static string Items(int count) => count == 1 ? "1 item" : $"{count} items";
    }

    private static string? FindDifferenceOfIds(BookingRequest request, List<BookedLine> booked)
    {
        long[] requested = request.Items.Select(item => item.Id!.Value).Distinct().ToArray();
        long[] returned = booked.Where(item => item.ItemId is not null).Select(item => item.ItemId!.Value).Distinct().ToArray();
        // An item without an ID may be any of the missing ones.
        int withoutId = booked.Count(item => item.ItemId is null);
        long[] missing = requested.Except(returned).ToArray();
        long[] added = returned.Except(requested).ToArray();

        List<string> differences = [];
        if (missing.Length > withoutId)
            differences.Add($"omits {List(missing)}");
        if (added.Length > 0)
            differences.Add($"adds {List(added)}");
        if (withoutId > missing.Length)
            differences.Add("adds items without an ID");
        return differences.Count == 0 ? null : $"KornitX's response {string.Join(" and ", differences)}";
    }

    private static long[] OrderIds(IReadOnlyList<Booking> bookings) => bookings
        .SelectMany(booking => booking.Items)
        .Where(item => item.OrderId is not null)
        .Select(item => item.OrderId!.Value)
        .Distinct()
        .ToArray();

    private static string Orders(long[] ids) => ids.Length == 1 ? $"order {ids[0]}" : $"the orders {List(ids)}";

    private static string List(long[] ids)
    {
        const int Most = 5;
        string listed = string.Join(", ", ids.Take(Most));
        return ids.Length > Most ? $"{listed} and {ids.Length - Most} more" : listed;
    }
}
