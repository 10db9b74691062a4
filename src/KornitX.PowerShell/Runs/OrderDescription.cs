using System.Text;

namespace KornitX.Commands;

/// <summary>The texts of -WhatIf and -Confirm for an order: its items and their destination.</summary>
internal static class OrderDescription
{
    /// <summary>The maximum number of characters for items, so that the action fits in about one line.</summary>
    private const int LongestItems = 80;

    /// <summary>The action, such as: Cancel 2 x 12345678, 1 x 12345679.</summary>
    public static string Action(BookingRequest request)
    {
        StringBuilder items = new();
        int named = 0;
        foreach (string item in request.Items.Select(item => $"{item.Quantity} x {item.Name(request.Order.Addressing)}"))
        {
            if (named > 0 && items.Length + item.Length > LongestItems)
                break;
            items.Append(named++ == 0 ? "" : ", ").Append(item);
        }

        int more = request.Items.Count - named;
        return $"{request.Operation.Verb} {items}" + (more == 0 ? "" : $", and {more} more");
    }

    /// <summary>The order and the destination, such as: order 45453571 at api-sl-2-3.kornitx.net.</summary>
    /// <param name="connection">The connection; null in a dry run without one.</param>
    public static string Target(BookingRequest request, Connection? connection) =>
        connection is { IsConnected: true } ? $"{request} {connection.Destination}" : $"{request}";

    /// <summary>The text of a dry run for an order that is booked according to the journal.</summary>
    public static string Booked(BookingRequest request, long? bookingId) =>
        $"Nothing is sent for {request}: according to the journal it is booked"
        + (bookingId is null ? "." : $", as {request.Operation.Noun} {bookingId}.");
}
