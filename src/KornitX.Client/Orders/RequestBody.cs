using System.Globalization;
using System.Text.Json;

namespace KornitX.Client;

/// <summary>The JSON body of an order request, with the names and the order of KornitX's API documentation.</summary>
internal sealed record RequestBody(string? Reference, IEnumerable<RequestBody.Item> Items)
{
    public static byte[] Serialize(BookingRequest request)
    {
        RequestBody body = new(request.Reference, request.Items.Select(item => Item.Create(item, request.Order.Addressing)));
        return JsonSerializer.SerializeToUtf8Bytes(body, ApiJson.Sent.RequestBody);
    }

    internal sealed record Item(long? Id, string? ExternalRef, string? Combined, int Quantity)
    {
        public static Item Create(RequestItem item, Addressing addressing) => addressing switch
        {
            Addressing.Id => new(item.Id, null, null, item.Quantity),
            Addressing.ExternalRef => new(null, item.ExternalRef, null, item.Quantity),
            _ => new(null, null, $"{item.ExternalRef}-{item.Id!.Value.ToString(CultureInfo.InvariantCulture)}", item.Quantity),
        };
    }
}
