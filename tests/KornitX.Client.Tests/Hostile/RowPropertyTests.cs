using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace KornitX.Client.Tests.Hostile;

/// <summary>A row is either exactly one item of a request, with the values it has, or exactly one error. No value is lost on the way.</summary>
public sealed class RowPropertyTests
{
    public static TheoryData<string, string> Ways => new()
    {
        { "Cancellation", "" }, { "Return", "" }, { "Return", "de-DE" }, { "Cancellation", "tr-TR" },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_row_is_one_item_as_it_is_or_one_error(string operation, string culture)
    {
        using IDisposable _ = Culture.Of(culture);
        Prop.ForAll(AnyRow.One, row => IsOneOfBoth(Operation.Parse(operation), row)).Check(Config.QuickThrowOnFailure.WithMaxTest(2_500));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_many_rows_none_is_lost_and_none_doubled(bool asStream)
    {
        Prop.ForAll(AnyRow.Table, rows => AllAreTold(rows, asStream)).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    private static void IsOneOfBoth(Operation operation, AnyRow any)
    {
        Row row = any.Row(7);
        OrderBatch batch = new(operation);
        if (new RowReader(operation, Rows.NoDefaults).Read(row, out GoodRow good) is { } problem)
        {
            batch.AddBad(problem);
            Assert.Empty(batch.Orders());
            Assert.StartsWith("Row 7: ", problem.Message, StringComparison.Ordinal);
            Assert.Equal(SafeText.Of(problem.Message), problem.Message);
            return;
        }

        Assert.Null(batch.Add(row, good));
        BatchedOrder order = Assert.Single(batch.Orders());
        Assert.False(order.IsHeldBack);
        SaysTheSame(any, order.Request);
    }

    /// <summary>Each cell that is not blank is what the request says of that field, on the wire where the addressing uses it.</summary>
    private static void SaysTheSame(AnyRow any, OrderRequest request)
    {
        OrderItem item = Assert.Single(request.Items);
        string path = Uri.UnescapeDataString(request.Order.Path(request.Operation));
        using JsonDocument body = JsonDocument.Parse(RequestBody.Of(request));
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
        Assert.Equal(request.Reference, body.RootElement.TryGetProperty("reference", out JsonElement reference) ? reference.GetString() : null);

        foreach (AnyRow.Cell cell in any.Cells.Where(cell => !cell.IsBlank))
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
                    Assert.Equal(cell.Text, request.Order.ExternalRef);
                    break;
                case Field.ItemExternalRef:
                    Assert.Equal(cell.Text, item.ExternalRef);
                    break;
                case Field.Combined:
                    Assert.Equal(cell.Text, $"{item.ExternalRef}-{item.Id}");
                    break;
                case Field.Reference:
                    Assert.Equal(cell.Text, request.Reference);
                    break;
            }
        }
    }

    /// <summary>What nobody can misread: plain digits, or an integer.</summary>
    private static BigInteger Number(AnyRow.Cell cell)
    {
        Assert.True(cell.Value is int or long or short or ulong or BigInteger || ((string)cell.Value!).All(char.IsAsciiDigit));
        return BigInteger.Parse(cell.Text, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private static void AllAreTold(AnyRow[] rows, bool asStream)
    {
        OrderGathering gathering = new(Operation.Cancellation, asStream);
        RowReader reader = new(Operation.Cancellation, Rows.NoDefaults);
        List<RowProblem> problems = [];
        List<OrderItem> good = [];
        List<BatchedOrder> orders = [];
        for (int i = 0; i < rows.Length; i++)
        {
            Row row = rows[i].Row(i + 1);
            RowProblem? problem = reader.Read(row, out GoodRow read);
            if (problem is not null)
                gathering.AddBad(problem);
            else if ((problem = gathering.Add(row, read)) is null)
                good.Add(read.Item);
            if (problem is not null)
                problems.Add(problem);
            orders.AddRange(gathering.TakeComplete());
        }

        orders.AddRange(gathering.TakeRest());

        Assert.Equal(rows.Length, problems.Count + orders.Sum(order => order.Request.Items.Count));
        Assert.Equal(Sorted(good), Sorted(orders.SelectMany(order => order.Request.Items)));
        if (asStream)
            return;

        // An order is one request, and none goes of which a row is bad.
        Assert.Equal(orders.Count, orders.Select(order => (order.Request.Order, order.Request.Reference)).Distinct().Count());
        foreach (OrderAddress order in orders.Where(order => !order.IsHeldBack).Select(order => order.Request.Order))
        {
            Assert.DoesNotContain(problems, problem => problem.OrderId is not null && problem.OrderId == order.Id);
            Assert.DoesNotContain(problems, problem =>
                problem.OrderId is null && problem.OrderExternalRef is not null && problem.OrderExternalRef == order.ExternalRef);
        }
    }

    private static IEnumerable<string> Sorted(IEnumerable<OrderItem> items) => items.Select(item => item.ToString()).Order(StringComparer.Ordinal);
}
