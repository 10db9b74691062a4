using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace KornitX.Bench;

/// <summary>
/// The order endpoints of the API v2.3. They reject a request that is not authorized or not complete, so that only valid
/// requests are measured.
/// </summary>
internal sealed class OrderEndpoint
{
    private const string TokenPrefix = "bench-token-";
    private long _lastId;

    /// <summary>The token endpoint. It issues a token for either scope.</summary>
    public static async Task GiveTokenAsync(HttpContext context)
    {
        IFormCollection form = await context.Request.ReadFormAsync();
        string scope = form["scope"].ToString();
        bool complete = form["grant_type"] == "client_credentials"
            && form["client_id"].ToString().Length > 0
            && form["client_secret"].ToString().Length > 0
            && scope is "api-sl-2-3.order-cancellation.create" or "api-sl-2-3.order-return.create";
        Answer answer = complete
            ? new Answer(StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(
                new { token_type = "Bearer", expires_in = 3600, access_token = TokenPrefix + scope }))
            : new Answer(StatusCodes.Status400BadRequest, JsonSerializer.SerializeToUtf8Bytes(new { error = "invalid_request" }));
        await answer.WriteAsync(context.Response);
    }

    public async Task<Answer> AnswerAsync(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method) || Target.Of(request.Path.Value!) is not { } target)
            return Answer.Refusal(StatusCodes.Status404NotFound, "Not found");
        if (request.Headers.Authorization != $"Bearer {TokenPrefix}api-sl-2-3.order-{target.Operation}.create")
            return Answer.Refusal(StatusCodes.Status401Unauthorized, "Unauthorized");
        if (!request.HasJsonContentType())
            return Answer.Refusal(StatusCodes.Status415UnsupportedMediaType, "Content-Type must be application/json");

        using JsonDocument body = await JsonDocument.ParseAsync(request.Body);
        if (target.Operation == "return" && !HasText(body.RootElement, "reference"))
            return Answer.Refusal(StatusCodes.Status400BadRequest, "reference is missing");
        return body.RootElement.TryGetProperty("items", out JsonElement items) && items.GetArrayLength() > 0
            ? Book(target, items)
            : Answer.Refusal(StatusCodes.Status400BadRequest, "items is missing");
    }

    private Answer Book(Target target, JsonElement items)
    {
        ArrayBufferWriter<byte> bytes = new();
        using Utf8JsonWriter json = new(bytes);
        json.WriteStartArray();
        json.WriteStartObject();
        json.WriteNumber("id", Interlocked.Increment(ref _lastId));
        json.WriteStartArray("items");
        int index = 0;
        foreach (JsonElement item in items.EnumerateArray())
        {
            if (target.ItemId(item) is not { } id || !item.TryGetProperty("quantity", out JsonElement quantity) || quantity.GetInt32() < 1)
                return Answer.Refusal(StatusCodes.Status400BadRequest, $"Invalid item specified, index {index}");
            json.WriteStartObject();
            json.WriteNumber("id", id);
            json.WriteNumber("order_id", target.OrderId);
            json.WriteNumber("quantity", quantity.GetInt32());
            json.WriteEndObject();
            index++;
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.Flush();
        return new Answer(StatusCodes.Status200OK, bytes.WrittenSpan.ToArray());
    }

    private static bool HasText(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString()!.Length > 0;

    /// <summary>Parses a path: order/[id], order/by-external-ref/[ref] or order/by-combined/[ref]-[id], and the operation.</summary>
    private sealed record Target(string Addressing, long OrderId, string Operation)
    {
        /// <summary>The KornitX ID in the response for an order or item that was sent by reference.</summary>
        private const long SomeId = 45_453_571;

        public static Target? Of(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
        {
            ["order", var id, "cancellation" or "return"] parts when Number(id) is { } order => new("id", order, parts[2]),
            ["order", "by-external-ref", _, "cancellation" or "return"] parts => new("external_ref", SomeId, parts[3]),
            ["order", "by-combined", var combined, "cancellation" or "return"] parts when AfterHyphen(combined) is { } order =>
                new("combined", order, parts[3]),
            _ => null,
        };

        /// <summary>The item's ID; null if its addressing differs from that of the order.</summary>
        public long? ItemId(JsonElement item)
        {
            if (!item.TryGetProperty(Addressing, out JsonElement name))
                return null;
            return Addressing switch
            {
                "id" => name.GetInt64(),
                "combined" => AfterHyphen(name.GetString()!),
                _ => SomeId,
            };
        }

        private static long? AfterHyphen(string combined) =>
            combined.LastIndexOf('-') is > 0 and var hyphen ? Number(combined[(hyphen + 1)..]) : null;

        private static long? Number(string digits) =>
            long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
    }
}
