using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;

namespace KornitX.Book;

/// <summary>Reads orders from JSON, with KornitX's names or those of the PowerShell objects.</summary>
internal static class OrderJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public static SandboxOrder[] Read(byte[] bytes)
    {
        // Windows PowerShell writes UTF-8 with a byte order mark, which is not valid JSON.
        int start = bytes.Length >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0;
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes.AsMemory(start), Options);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
                throw new FormatException("an array of orders is expected");
            return document.RootElement.EnumerateArray().Select((order, i) => ReadOrder(order, Place("order {0}", i))).ToArray();
        }
        catch (JsonException e)
        {
            throw new FormatException(
                string.Format(CultureInfo.InvariantCulture, "line {0} is not JSON", (e.LineNumber ?? 0) + 1), e);
        }
    }

    private static SandboxOrder ReadOrder(JsonElement order, string place)
    {
        Dictionary<string, JsonElement> fields = Fields(order, place);
        SandboxOrder read = new()
        {
            Id = Number(fields, place, "id", "orderid") ?? throw Missing(place, "id"),
            ExternalRef = Text(fields, place, "external_ref", "orderexternalref"),
            Status = Status(fields, place),
        };
        if (!fields.TryGetValue("items", out JsonElement items))
            throw Missing(place, "items");
        if (items.ValueKind != JsonValueKind.Array)
            throw new FormatException(place + ": items must be an array");
        read.Items = items.EnumerateArray().Select((item, i) => ReadItem(item, place + Place(", item {0}", i))).ToArray();
        return read;
    }

    private static SandboxItem ReadItem(JsonElement item, string place)
    {
        Dictionary<string, JsonElement> fields = Fields(item, place);
        return new SandboxItem
        {
            Id = Number(fields, place, "id", "itemid") ?? throw Missing(place, "id"),
            ExternalRef = Text(fields, place, "external_ref", "itemexternalref"),
            Quantity = Count(fields, place, "quantity") ?? throw Missing(place, "quantity"),
            Shipped = Count(fields, place, "shipped") ?? 0,
            Cancelled = Count(fields, place, "cancelled") ?? 0,
            Returned = Count(fields, place, "returned") ?? 0,
        };
    }

    /// <summary>The fields that are not null, by their names without case and underscores.</summary>
    private static Dictionary<string, JsonElement> Fields(JsonElement element, string place)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new FormatException(place + ": an object is expected");
        Dictionary<string, JsonElement> fields = new(StringComparer.OrdinalIgnoreCase);
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.Null)
                fields[Plain(property.Name)] = property.Value;
        }

        return fields;
    }

    private static string Plain(string name) => name.Replace("_", string.Empty);

    private static bool Find(Dictionary<string, JsonElement> fields, string name, string alias, out JsonElement value) =>
        fields.TryGetValue(Plain(name), out value) || fields.TryGetValue(alias, out value);

    private static long? Number(Dictionary<string, JsonElement> fields, string place, string name, string alias)
    {
        if (!Find(fields, name, alias, out JsonElement value))
            return null;
        long number = 0;
        bool isNumber = value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetInt64(out number),
            JsonValueKind.String => long.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out number),
            _ => false,
        };
        return isNumber ? number : throw NotWhole(place, name, value);
    }

    private static int? Count(Dictionary<string, JsonElement> fields, string place, string name) =>
        Number(fields, place, name, name) switch
        {
            null => null,
            long number when number is >= 0 and <= int.MaxValue => (int)number,
            _ => throw NotWhole(place, name, fields[name]),
        };

    private static string? Text(Dictionary<string, JsonElement> fields, string place, string name, string alias)
    {
        if (!Find(fields, name, alias, out JsonElement value))
            return null;
        return value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : throw new FormatException(place + ": " + name + " must be a string, not " + value.GetRawText());
    }

    private static SandboxOrderStatus Status(Dictionary<string, JsonElement> fields, string place)
    {
        if (!fields.TryGetValue("status", out JsonElement value))
            return SandboxOrderStatus.New;
        if (value.ValueKind == JsonValueKind.String && OrderFile.TryParseStatus(value.GetString()!, out SandboxOrderStatus named))
            return named;

        // ConvertTo-Json writes an enum as its number.
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) &&
            Enum.IsDefined(typeof(SandboxOrderStatus), number))
            return (SandboxOrderStatus)number;
        throw new FormatException(place + ": there is no status " + value.GetRawText());
    }

    private static string Place(string format, int index) => string.Format(CultureInfo.InvariantCulture, format, index + 1);

    private static FormatException Missing(string place, string field) => new(place + ": " + field + " is missing");

    private static FormatException NotWhole(string place, string field, JsonElement value) =>
        new(place + ": " + field + " must be a whole number, not " + value.GetRawText());
}
