using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace KornitX.Client.Tests.Hostile;

/// <summary>The invariant of any row: it becomes exactly one item with its own values, or exactly one error.</summary>
internal static class RowInvariant
{
    /// <summary>Reads the row and asserts the invariant.</summary>
    public static void Holds(Operation operation, GeneratedRow any)
    {
        Row row = any.Row(7);
        OrderReader reader = new(operation, Rows.NoDefaults);
        if (reader.Add(row, any) is { } bad)
        {
            Assert.Empty(reader.TakeRest());
            Assert.Equal(bad.OrderId is null && bad.OrderExternalRef is null ? 0 : 1, reader.OrdersWithoutValidRow);
            Assert.StartsWith("Row 7", bad.Message, StringComparison.Ordinal);
            Assert.Equal(DisplayText.Sanitize(bad.Message, int.MaxValue), bad.Message);
            return;
        }

        if (reader.BlankRows > 0)
        {
            Assert.True(any.Cells.All(cell => cell.IsBlank));
            return;
        }

        BatchedOrder order = Assert.Single(reader.TakeRest());
        Assert.False(order.IsHeldBack);
        SaysTheSame(any, order.Request);
    }

    /// <summary>Each cell that is not blank is what the request says of that field, on the wire where the addressing uses it.</summary>
    private static void SaysTheSame(GeneratedRow any, BookingRequest request)
    {
        RequestItem item = Assert.Single(request.Items);
        string path = Uri.UnescapeDataString(request.Order.Path(request.Operation));
        using JsonDocument body = JsonDocument.Parse(RequestBody.Serialize(request));
        JsonElement sent = Assert.Single(body.RootElement.GetProperty("items").EnumerateArray());
        (string order, string its) = request.Order.Addressing switch
        {
            Addressing.Id => ($"order/{request.Order.Id}/", $"{item.Id}"),
            Addressing.ExternalRef => ($"order/by-external-ref/{request.Order.ExternalRef}/", item.ExternalRef!),
            _ => ($"order/by-combined/{request.Order.ExternalRef}-{request.Order.Id}/", $"{item.ExternalRef}-{item.Id}"),
        };
        Assert.Equal(order + request.Operation.PathSegment, path);
        Assert.Equal(its, sent.EnumerateObject().First().Value.ToString());
        Assert.Equal(item.Quantity, sent.GetProperty("quantity").GetInt32());
        Assert.Equal(
            request.Reference, body.RootElement.TryGetProperty("reference", out JsonElement reference) ? reference.GetString() : null);

        foreach (GeneratedRow.Cell cell in any.Cells.Where(cell => !cell.IsBlank))
        {
            switch (cell.Field)
            {
                case Field.OrderId:
                    Assert.Equal(Number(cell), (BigInteger)request.Order.Id!);
                    break;
                case Field.ItemId:
                    Assert.Equal(Number(cell), (BigInteger)item.Id!);
                    break;
                case Field.Quantity:
                    Assert.Equal(Number(cell), item.Quantity);
                    break;
                case Field.OrderExternalRef:
                    AssertReference(cell, request.Order.ExternalRef);
                    break;
                case Field.ItemExternalRef:
                    AssertReference(cell, item.ExternalRef);
                    break;
                case Field.Combined:
                    AssertReference(cell, $"{item.ExternalRef}-{item.Id}");
                    break;
                case Field.Reference:
                    AssertReference(cell, request.Reference);
                    break;
            }
        }

        // Of two cells with the same reference, composed and decomposed, the first is sent as it is.
        void AssertReference(GeneratedRow.Cell cell, string? text)
        {
            Func<string, string> form = cell == any.Cells.First(one => one.Field == cell.Field && !one.IsBlank)
                ? (string exact) => exact
                : ReferenceText.Compose;
            Assert.Equal(form(cell.Reference), form(text!));
        }
    }

    /// <summary>An unambiguous number: plain digits, or a whole number.</summary>
    private static BigInteger Number(GeneratedRow.Cell cell)
    {
        string text = cell.Reference;
        Assert.True(cell.Value is int or long or short or ulong or BigInteger or double or float or decimal or string);
        Assert.True(text.All(c => c is >= '0' and <= '9'));
        return BigInteger.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
