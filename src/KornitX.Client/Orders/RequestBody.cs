using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KornitX.Client;

/// <summary>The JSON body of an order request, with the names and the order of KornitX's API documentation.</summary>
internal sealed class RequestBody
{
    [JsonPropertyName("reference")]
    public string? Reference { get; set; }

    [JsonPropertyName("items")]
    public IEnumerable<SentItem>? Items { get; set; }

    public static byte[] Serialize(BookingRequest request)
    {
        Addressing addressing = request.Order.Addressing;
        RequestBody body = new()
        {
            Reference = request.Reference,
            Items = request.Items.Select(item => SentItem.Create(item, addressing)),
        };
        return JsonSerializer.SerializeToUtf8Bytes(body, ApiJson.Sent.RequestBody);
    }

    internal sealed class SentItem
    {
        [JsonPropertyName("id")]
        public long? Id { get; set; }

        [JsonPropertyName("external_ref")]
        public string? ExternalRef { get; set; }

        [JsonPropertyName("combined")]
        public string? Combined { get; set; }

        [JsonPropertyName("quantity")]
        public int Quantity { get; set; }

        public static SentItem Create(RequestItem item, Addressing addressing) => addressing switch
        {
            Addressing.Id => new() { Id = item.Id, Quantity = item.Quantity },
            Addressing.ExternalRef => new() { ExternalRef = item.ExternalRef, Quantity = item.Quantity },
            _ => new()
            {
                Combined = item.ExternalRef + "-" + item.Id!.Value.ToString(CultureInfo.InvariantCulture),
                Quantity = item.Quantity,
            },
        };
    }
}
