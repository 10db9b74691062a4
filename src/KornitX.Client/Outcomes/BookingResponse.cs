using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KornitX.Client;

/// <summary>An element of the answer to a cancellation or return, as it came.</summary>
internal sealed class BookingResponse
{
    [JsonPropertyName("id")]
    public long? Id { get; set; }

    [JsonPropertyName("items")]
    public List<BookingResponseItem?>? Items { get; set; }

    /// <summary>
    /// Reads the answer's body: an array of at least one object, each with an id. A server that writes 0 for an id has none to give.
    /// </summary>
    /// <returns>The bookings, or null where the body is anything else: then it does not say that anything was booked.</returns>
    public static IReadOnlyList<Booking>? Read(byte[]? body)
    {
        if (body is null)
            return null;

        try
        {
            List<BookingResponse>? answer = JsonSerializer.Deserialize(body, ApiJson.Default.ListBookingResponse);
            return answer is { Count: > 0 } && answer.All(booking => booking?.Id > 0)
                ? answer.ConvertAll(booking => booking.ToBooking())
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private Booking ToBooking() => new(
        Id!.Value,
        Items is null ? [] : Items.ConvertAll(item => new BookedItem(item?.Id, item?.OrderId, item?.Quantity)));

    internal sealed class BookingResponseItem
    {
        [JsonPropertyName("id")]
        public long? Id { get; set; }

        [JsonPropertyName("order_id")]
        public long? OrderId { get; set; }

        [JsonPropertyName("quantity")]
        public long? Quantity { get; set; }
    }
}
