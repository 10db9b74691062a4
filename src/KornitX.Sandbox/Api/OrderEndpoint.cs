using System.Globalization;

namespace KornitX.Sandboxes;

/// <summary>POST /order/…/cancellation, /order/…/return.</summary>
internal sealed class OrderEndpoint(OrderStore orders, TokenEndpoint tokens)
{
    /// <exception cref="RejectedException">Nothing was booked.</exception>
    public HttpReply Handle(HttpRequest request, OrderPath? path)
    {
        if (path is null)
            throw new RejectedException(404, "Not found");
        if (request.Method != "POST")
            throw new RejectedException(405, "Method not allowed");
        if (tokens.FindScope(request.Header("Authorization")) is not { } scope)
            throw new RejectedException(401, "Missing, unknown or expired access token");
        if (scope != path.Operation.Scope)
            throw new RejectedException(403, $"Permission denied ({path.Operation.Scope})");
        if (!request.HasContentType("application/json"))
            throw new RejectedException(415, "Content type must be application/json");
        RequestedOrder requested = RequestedOrder.Parse(request.Body, path);
        if (orders.Find(path.Order) is not { } order)
            throw new RejectedException(404, "Order not found");

        SandboxBooking booking = orders.Book(path.Operation, order, requested);
        var items = booking.Items.Select(item => item.ItemId).Distinct().Select(id => new
        {
            id,
            order_id = order.Id,
            // KornitX documents this as the quantity of the whole order line, not the quantity booked.
            quantity = order.Items.First(item => item.Id == id).Quantity,
        });
        return HttpReply.Json(200, new[] { new { id = booking.Id, items } }) with { BookingId = booking.Id };
    }

    /// <summary>Whether a path is for the order of this KornitX id or external reference, known or not.</summary>
    public bool IsFor(OrderPath? path, string idOrReference) => path is not null
        && (Matches(path.Order.Id, path.Order.ExternalRef, idOrReference)
            || (orders.Find(path.Order) is { } order && Matches(order.Id, order.ExternalRef, idOrReference)));

    private static bool Matches(long? id, string? externalRef, string idOrReference) =>
        externalRef == idOrReference || id?.ToString(CultureInfo.InvariantCulture) == idOrReference;
}
