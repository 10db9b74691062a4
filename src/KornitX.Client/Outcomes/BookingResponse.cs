using System.Text.Json;

namespace KornitX.Client;

/// <summary>An element of the response to an order request.</summary>
internal sealed record BookingResponse(long? Id, List<BookingResponse.Line?>? Items)
{
    /// <summary>Reads a response body: an array of at least one object, each with an ID greater than 0.</summary>
    /// <returns>The bookings; null if the body is anything else, and so does not confirm a booking.</returns>
    public static IReadOnlyList<Booking>? Read(byte[]? body) => ApiJson.Read<IReadOnlyList<Booking>>(body, bytes =>
        JsonSerializer.Deserialize(bytes, ApiJson.Default.ListBookingResponse) is { Count: > 0 } response
            && response.All(booking => booking?.Id > 0)
            ? response.ConvertAll(booking => booking.ToBooking())
            : null);

    private Booking ToBooking() => new(
        Id!.Value,
        Items is null ? [] : Items.ConvertAll(item => new BookedLine(item?.Id, item?.OrderId, item?.Quantity)));

    internal sealed record Line(long? Id, long? OrderId, long? Quantity);
}
