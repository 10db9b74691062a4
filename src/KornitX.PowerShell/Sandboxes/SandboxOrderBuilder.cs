namespace KornitX.Commands;

/// <summary>Builds the orders of a sandbox in which exactly the given requests can be booked.</summary>
internal static class SandboxOrderBuilder
{
    /// <summary>The first IDs for orders and items that the rows identify by reference only.</summary>
    private const long FirstOrderId = 90_000_001;
    private const long FirstItemId = 900_000_001;

    /// <param name="problems">Receives the requests with an item that can't be booked, and why.</param>
    public static SandboxOrder[] Build(
        Operation operation, IReadOnlyList<BookingRequest> requests, ICollection<(BookingRequest Request, string Problem)> problems)
    {
        Func<long> nextOrderId = UnusedIds(FirstOrderId, requests.Select(request => request.Order.Id));
        Func<long> nextItemId = UnusedIds(FirstItemId, requests.SelectMany(request => request.Items).Select(item => item.Id));
        // The rows of an order have the same ID and reference, so each request has an identity.
        Identity?[] orders = RowIdentityResolver.Resolve(
            [.. requests.Select(request => (request.Order.Addressing, request.Order.Id, request.Order.ExternalRef))], nextOrderId);
        return
        [
            .. requests.Zip(orders, (request, identity) => (Request: request, Identity: identity!))
                .GroupBy(order => order.Identity, order => order.Request)
                .Select(order => BuildOrder(order.Key, [.. order])).Where(order => order.Items.Length > 0),
        ];

        SandboxOrder BuildOrder(Identity identity, BookingRequest[] parts)
        {
            (BookingRequest Request, RequestItem Item)[] items =
                [.. parts.SelectMany(request => request.Items.Select(item => (request, item)))];
            Identity?[] resolved = RowIdentityResolver.Resolve(
                [.. items.Select(item => (item.Request.Order.Addressing, item.Item.Id, item.Item.ExternalRef))], nextItemId);
            Identity[] lines = [.. resolved.OfType<Identity>().Distinct()];
            Dictionary<Identity, SandboxItem> built = lines.ToDictionary(
                line => line, line => new SandboxItem { Id = line.Id, ExternalRef = line.ExternalRef });
            foreach (((BookingRequest request, RequestItem item), Identity? known) in items.Zip(resolved, (item, known) => (item, known)))
            {
                string? problem = known is null ? "has another ItemExternalRef in an earlier row"
                    : item.Quantity > int.MaxValue - built[known].Quantity ? $"has more than {int.MaxValue} units in all rows together"
                    : null;
                if (problem is null)
                    built[known!].Quantity += item.Quantity;
                else
                    problems.Add((request, $"item {item.Name(request.Order.Addressing)} {problem}"));
            }

            SandboxItem[] all = [.. lines.Select(line => built[line])];
            SandboxOrder order = new() { Id = identity.Id, ExternalRef = identity.ExternalRef, Items = all };
            order.SetReadyFor(operation.Name);
            return order;
        }
    }

    /// <summary>Returns a function that returns unused IDs, starting at a number.</summary>
    private static Func<long> UnusedIds(long next, IEnumerable<long?> used)
    {
        HashSet<long> taken = [.. used.OfType<long>()];
        return () =>
        {
            while (!taken.Add(next))
                next++;
            return next;
        };
    }
}
