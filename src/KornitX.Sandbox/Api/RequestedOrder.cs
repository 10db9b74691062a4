using System.Text.Json;

namespace KornitX.Sandboxes;

/// <summary>One item of a request's body, and its quantity.</summary>
internal sealed record RequestedItem(Address Item, int Quantity);

/// <summary>The body of a request: the items to book, and the reference.</summary>
internal sealed record RequestedOrder(string? Reference, IReadOnlyList<RequestedItem> Items)
{
    /// <summary>Reads a body.</summary>
    /// <exception cref="RejectedException">It is not valid for the operation and the addressing of the path.</exception>
    public static RequestedOrder Parse(byte[] body, OrderPath path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw new RejectedException(400, "Request body must be an object");
            string? reference = ParseReference(root, path.Operation);
            if (!root.TryGetProperty("items", out JsonElement items) || items.ValueKind != JsonValueKind.Array
                || items.GetArrayLength() == 0)
                throw new RejectedException(400, "Missing items");
            return new RequestedOrder(reference, [.. items.EnumerateArray().Select((item, index) => ParseItem(item, path.By, index))]);
        }
        catch (JsonException)
        {
            throw new RejectedException(400, "Request body is not JSON");
        }
        catch (InvalidOperationException)
        {
            // Valid JSON may contain an escaped lone surrogate, which is not valid text.
            throw new RejectedException(400, "Request body holds a string that is not text");
        }
    }

    private static string? ParseReference(JsonElement root, Operation operation)
    {
        if (!root.TryGetProperty("reference", out JsonElement reference))
            return operation.ReferenceRequired ? throw new RejectedException(400, "Missing reference") : null;
        return reference.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(reference.GetString())
            ? reference.GetString()
            : throw new RejectedException(400, "Invalid reference");
    }

    private static RequestedItem ParseItem(JsonElement item, string by, int index)
    {
        if (ParseAddress(item, by) is not { } address)
            throw new RejectedException(400, $"Invalid item specified, index {index}");
        return item.TryGetProperty("quantity", out JsonElement given) && given.ValueKind == JsonValueKind.Number
            && given.TryGetInt32(out int quantity) && quantity > 0
            ? new RequestedItem(address, quantity)
            : throw new RejectedException(400, $"Invalid quantity specified, index {index}");
    }

    /// <summary>Reads the address of an item; null if it is not valid, or if the item is not addressed in this way only.</summary>
    private static Address? ParseAddress(JsonElement item, string by)
    {
        string[] all = [Address.ById, Address.ByExternalRef, Address.ByCombined];
        if (item.ValueKind != JsonValueKind.Object || all.Any(field => item.TryGetProperty(field, out _) != (field == by)))
            return null;

        // KornitX accepts IDs as strings, and an integration relies on it.
        JsonElement value = item.GetProperty(by);
        return value.ValueKind == JsonValueKind.String ? Address.Parse(by, value.GetString()!)
            : value.ValueKind == JsonValueKind.Number && by == Address.ById ? Address.Parse(by, value.GetRawText())
            : null;
    }
}
