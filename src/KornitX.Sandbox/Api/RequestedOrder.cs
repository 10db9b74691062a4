using System.Text.Json;

namespace KornitX.Sandboxes;

/// <summary>One item of a request's body, and its quantity.</summary>
internal sealed record RequestedItem(Address Item, int Quantity);

/// <summary>The body of a request: the items to book, and the reference.</summary>
internal sealed record RequestedOrder(string? Reference, IReadOnlyList<RequestedItem> Items)
{
    /// <summary>Reads a body; returns null and the problem if it is not valid for the operation.</summary>
    public static RequestedOrder? Parse(byte[] body, Operation operation, Addressing addressing, out string? problem)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return Parse(document.RootElement, operation, addressing, out problem);
        }
        catch (JsonException)
        {
            problem = "Request body is not JSON";
            return null;
        }
        catch (InvalidOperationException)
        {
            // Valid JSON may contain an escaped lone surrogate, which is not valid text.
            problem = "Request body holds a string that is not text";
            return null;
        }
    }

    private static RequestedOrder? Parse(JsonElement root, Operation operation, Addressing addressing, out string? problem)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            problem = "Request body must be an object";
            return null;
        }

        string? reference = null;
        if (root.TryGetProperty("reference", out JsonElement given))
        {
            reference = given.ValueKind == JsonValueKind.String ? given.GetString() : null;
            if (string.IsNullOrWhiteSpace(reference))
            {
                problem = "Invalid reference";
                return null;
            }
        }
        else if (operation.ReferenceRequired)
        {
            problem = "Missing reference";
            return null;
        }

        if (!root.TryGetProperty("items", out JsonElement items) || items.ValueKind != JsonValueKind.Array || items.GetArrayLength() == 0)
        {
            problem = "Missing items";
            return null;
        }

        List<RequestedItem> requested = new(items.GetArrayLength());
        foreach (JsonElement item in items.EnumerateArray())
        {
            if (ParseItem(item, addressing, requested.Count, out problem) is not { } parsed)
                return null;
            requested.Add(parsed);
        }

        problem = null;
        return new RequestedOrder(reference, requested);
    }

    private static RequestedItem? ParseItem(JsonElement item, Addressing addressing, int index, out string? problem)
    {
        Address? address = item.ValueKind == JsonValueKind.Object && IsAddressedOnlyBy(addressing, item)
            ? ParseAddress(item.GetProperty(FieldOf(addressing)), addressing)
            : null;
        if (address is null)
        {
            problem = $"Invalid item specified, index {index}";
            return null;
        }

        if (!item.TryGetProperty("quantity", out JsonElement given) || given.ValueKind != JsonValueKind.Number ||
            !given.TryGetInt32(out int quantity) || quantity < 1)
        {
            problem = $"Invalid quantity specified, index {index}";
            return null;
        }

        problem = null;
        return new RequestedItem(address, quantity);
    }

    private static Address? ParseAddress(JsonElement value, Addressing addressing)
    {
        // KornitX accepts IDs as strings, and an integration relies on it.
        if (value.ValueKind == JsonValueKind.String)
            return Address.Parse(addressing, value.GetString()!);
        return addressing == Addressing.Id && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long id) && id > 0
            ? Address.FromId(id)
            : null;
    }

    private static bool IsAddressedOnlyBy(Addressing addressing, JsonElement item)
    {
        foreach (Addressing each in new[] { Addressing.Id, Addressing.ExternalRef, Addressing.Combined })
        {
            if (item.TryGetProperty(FieldOf(each), out _) != (each == addressing))
                return false;
        }

        return true;
    }

    private static string FieldOf(Addressing addressing) => addressing switch
    {
        Addressing.Id => "id",
        Addressing.ExternalRef => "external_ref",
        _ => "combined",
    };
}
