namespace KornitX.Sandboxes;

/// <summary>POST /order/…/cancellation, /order/…/return.</summary>
internal sealed class OrderEndpoint(OrderStore orders, TokenStore tokens)
{
    private const string Bearer = "Bearer ";

    public EndpointResult Handle(HttpRequest request, OrderPath? path)
    {
        if (path is null)
            return Reject(404, "Not found");
        if (request.Method != "POST")
            return new EndpointResult(EndpointResult.Error(405, "Method not allowed").With("Allow", "POST"));
        if (ScopeOf(request.Header("Authorization")) is not { } scope)
            return new EndpointResult(
                EndpointResult.Error(401, "Missing, unknown or expired access token").With("WWW-Authenticate", "Bearer"));
        if (scope != path.Operation.Scope)
            return Reject(403, "Permission denied (" + path.Operation.Scope + ")");
        if (!MediaType.Is(request.Header("Content-Type"), EndpointResult.Json))
            return Reject(415, "Content type must be application/json");
        if (RequestedOrder.Parse(request.Body, path.Operation, path.Addressing, out string? problem) is not { } requested)
            return Reject(400, problem!);
        if (orders.Find(path.Order) is not { } order)
            return Reject(404, "Order not found");
        return orders.Book(path.Operation, order, requested, out string? rejection) is { } booking
            ? new EndpointResult(Created(booking, order), TookEffect: true, booking.Id)
            : Reject(400, rejection!);
    }

    /// <summary>Whether a path is for the order of this KornitX id or external reference, known or not.</summary>
    public bool IsFor(OrderPath? path, string idOrReference)
    {
        if (path is null)
            return false;
        if (path.Order.ExternalRef == idOrReference || Text(path.Order.Id) == idOrReference)
            return true;
        return orders.Find(path.Order) is { } order && (order.ExternalRef == idOrReference || Text(order.Id) == idOrReference);
    }

    private static string? Text(long? id) => id?.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static EndpointResult Reject(int statusCode, string message) => new(EndpointResult.Error(statusCode, message));

    // KornitX documents this as the quantity of the whole order line, not the quantity booked.
    private static HttpReply Created(SandboxBooking booking, SandboxOrder order)
    {
        Dictionary<long, int> lines = order.Items.ToDictionary(item => item.Id, item => item.Quantity);
        return new HttpReply(200, EndpointResult.Json, EndpointResult.Write(json =>
        {
            json.WriteStartArray();
            json.WriteStartObject();
            json.WriteNumber("id", booking.Id);
            json.WriteStartArray("items");
            foreach (long itemId in booking.Items.Select(item => item.ItemId).Distinct())
            {
                json.WriteStartObject();
                json.WriteNumber("id", itemId);
                json.WriteNumber("order_id", booking.OrderId);
                json.WriteNumber("quantity", lines[itemId]);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
        }));
    }

    private string? ScopeOf(string? authorization) =>
        authorization is not null && authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? tokens.ScopeOf(authorization.Substring(Bearer.Length).Trim())
            : null;
}
