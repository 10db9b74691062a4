
namespace KornitX.Client.Tests;

/// <summary>Rows become requests: one per order and reference.</summary>
public sealed class OrderBatchTests
{
    [Fact]
    public void Rows_of_one_order_make_one_request_in_order_of_first_appearance()
    {
        AssertBatch(
            [
                "OrderId=2,ItemId=21,Quantity=1",
                "OrderId=1,ItemId=11,Quantity=1",
                "OrderId=2,ItemId=22,Quantity=2",
                "OrderId=1,ItemId=12,Quantity=3",
                "OrderId=3,ItemId=31,Quantity=1",
            ],
            [
                "order 2: 21 x1, 22 x2",
                "order 1: 11 x1, 12 x3",
                "order 3: 31 x1",
            ]);
    }

    [Fact]
    public void A_different_reference_makes_a_separate_request()
    {
        AssertBatch(
            [
                "OrderId=1,ItemId=11,Quantity=1,Reference=R1",
                "OrderId=1,ItemId=11,Quantity=1,Reference=R2",
                "OrderId=1,ItemId=12,Quantity=1,Reference=R1",
                "OrderId=1,ItemId=13,Quantity=1,Reference=r1",
                "OrderId=2,ItemId=14,Quantity=1",
            ],
            [
                "order 1 R1: 11 x1, 12 x1",
                "order 1 R2: 11 x1",
                "order 1 r1: 13 x1",
                "order 2: 14 x1",
            ]);
    }

    [Fact]
    public void References_that_differ_only_in_case_are_different_orders()
    {
        AssertBatch(
            [
                "OrderExternalRef=pos-1,ItemExternalRef=A,Quantity=1",
                "OrderExternalRef=POS-1,ItemExternalRef=B,Quantity=1",
                "OrderExternalRef=pos-1,ItemExternalRef=C,Quantity=1",
            ],
            [
                "order pos-1: A x1, C x1",
                "order POS-1: B x1",
            ]);
    }

    [Fact]
    public void Fields_that_are_only_echoed_do_not_separate_orders()
    {
        AssertBatch(
            [
                "OrderId=1,ItemId=11,Quantity=1",
                "OrderId=1,OrderExternalRef=A,ItemId=12,Quantity=1",
            ],
            ["order 1: 11 x1, 12 x1"]);
    }

    [Fact]
    public void A_row_that_has_the_ID_and_the_reference_of_earlier_rows_joins_the_request_of_its_own_reference()
    {
        AssertBatch(
            [
                "OrderId=3,ItemId=31,Quantity=1,Reference=R1",
                "OrderExternalRef=A,ItemExternalRef=X,Quantity=3,Reference=R2",
                "OrderId=3,OrderExternalRef=A,ItemExternalRef=Y,Quantity=2,Reference=R2",
            ],
            [
                "order 3 R1: 31 x1",
                "order A R2: X x3, Y x2",
            ]);
    }

    [Fact]
    public void Orders_that_share_a_reference_are_separated_by_ID()
    {
        AssertBatch(
            [
                "OrderId=1,OrderExternalRef=A,ItemId=11,ItemExternalRef=X,Quantity=1",
                "OrderId=2,OrderExternalRef=A,ItemId=21,ItemExternalRef=X,Quantity=1",
            ],
            [
                "order A (1): X (11) x1",
                "order A (2): X (21) x1",
            ]);
    }

    [Fact]
    public void A_repeated_item_is_sent_as_given_and_reported()
    {
        OrderBatch batch = Batch(
            "OrderId=1,ItemId=11,Quantity=1", "OrderId=1,ItemId=12,Quantity=1", "OrderId=1,ItemId=11,Quantity=2",
                "OrderId=1,ItemId=11,Quantity=1");

        BatchedOrder order = Assert.Single(batch.Orders());
        Assert.Equal("order 1: 11 x1, 12 x1, 11 x2, 11 x1", Describe(order));
        Assert.Equal(["11"], order.DuplicateItems());
    }

    [Fact]
    public void Items_are_compared_by_what_is_sent()
    {
        Assert.Equal(
            ["A"],
            Twice("OrderExternalRef=O,ItemExternalRef=A,ItemId=1,Quantity=1", "OrderExternalRef=O,ItemExternalRef=A,ItemId=2,Quantity=1"));
        Assert.Empty(Twice("OrderExternalRef=O,ItemExternalRef=A,Quantity=1", "OrderExternalRef=O,ItemExternalRef=a,Quantity=1"));
        Assert.Equal(["1"], Twice("OrderId=1,ItemExternalRef=A,ItemId=1,Quantity=1", "OrderId=1,ItemExternalRef=B,ItemId=1,Quantity=1"));
        Assert.Empty(Twice("OrderId=1,OrderExternalRef=O,combined=A-1,Quantity=1", "OrderId=1,OrderExternalRef=O,combined=B-1,Quantity=1"));
        Assert.Equal(
            ["A (1)"],
            Twice("OrderId=1,OrderExternalRef=O,combined=A-1,Quantity=1", "OrderId=1,OrderExternalRef=O,combined=A-1,Quantity=9"));
    }

    [Theory]
    [InlineData(
        "OrderId=1,ItemId=11,Quantity=1",
        "OrderId=1,OrderExternalRef=A,ItemId=12,ItemExternalRef=X,Quantity=1",
        "1, A, 12, X, 1",
        "order A (1) is addressed by Combined here and by Id")]
    [InlineData(
        "OrderId=1,OrderExternalRef=A,ItemId=12,ItemExternalRef=X,Quantity=1",
        "OrderId=1,ItemId=11,Quantity=1",
        "1, 11, 1",
        "order 1 is addressed by Id here and by Combined")]
    [InlineData(
        "OrderExternalRef=A,ItemExternalRef=X,Quantity=1",
        "OrderId=1,OrderExternalRef=A,ItemId=12,ItemExternalRef=Y,Quantity=1",
        "1, A, 12, Y, 1",
        "order A (1) is addressed by Combined here and by ExternalRef")]
    [InlineData(
        "OrderId=1,OrderExternalRef=A,ItemId=12,Quantity=1",
        "OrderExternalRef=A,ItemExternalRef=X,Quantity=1",
        "A, X, 1",
        "order A is addressed by ExternalRef here and by Id")]
    public void An_order_with_mixed_addressing_is_held_back(string first, string second, string values, string problem)
    {
        BatchedOrder order = Assert.Single(Batch(first, second).Orders());

        BadRow mixed = Assert.Single(order.Contradictions);

        Assert.Equal(
            $"Row 2 ({values}): {problem} in an earlier row. All rows of an order go into one request, so give them the same fields.",
            mixed.Message);
        Assert.True(mixed.IsMixedAddressing);
        Assert.True(order.IsHeldBack);
    }

    [Fact]
    public void A_row_that_names_two_earlier_orders_as_one_joins_the_request_with_its_reference()
    {
        AssertBatch(
            [
                "OrderExternalRef=A,ItemExternalRef=X,Quantity=1,Reference=R1",
                "OrderId=1,ItemId=11,Quantity=1,Reference=R2",
                "OrderId=1,OrderExternalRef=A,ItemExternalRef=Y,Quantity=1,Reference=R1",
            ],
            ["order A R1: X x1, Y x1", "order 1 R2: 11 x1"]);
        AssertBatch(
            [
                "OrderExternalRef=A,ItemExternalRef=X,Quantity=1,Reference=R1",
                "OrderId=1,ItemId=11,Quantity=1,Reference=R2",
                "OrderId=1,OrderExternalRef=A,ItemExternalRef=Y,Quantity=1,Reference=R3",
                "OrderExternalRef=A,ItemExternalRef=Z,Quantity=1,Reference=R3",
            ],
            ["order A R1: X x1", "order 1 R2: 11 x1", "order A R3: Y x1, Z x1"]);
    }

    [Theory]
    [InlineData("OrderId=1,order_id=2,ItemId=12,Quantity=1")]
    [InlineData("order_id=2,OrderId=1,ItemId=12,Quantity=1")]
    [InlineData("OrderId=1,order_id=x,OrderExternalRef=B,order_external_ref=C,ItemId=12,Quantity=1")]
    public void A_contradictory_row_holds_back_every_order_it_can_mean(string row) =>
        AssertBatch(
            [
                "OrderId=1,ItemId=11,Quantity=1",
                row,
                "OrderId=2,OrderExternalRef=C,ItemId=13,Quantity=1",
                "OrderId=3,ItemId=14,Quantity=1",
            ],
            ["HELD order 1: 11 x1", "HELD order 2: 13 x1", "order 3: 14 x1"]);

    [Fact]
    public void Rows_with_the_same_names_can_differ_in_addressing()
    {
        AssertBatch(
            [
                "OrderId=1,OrderExternalRef=A,ItemId=11,ItemExternalRef=X,Quantity=1",
                "OrderId=1,OrderExternalRef=A,ItemId=12,Quantity=1",
            ],
            ["HELD order A (1): X (11) x1"]);
    }

    [Fact]
    public void Separate_requests_of_an_order_can_use_different_addressing()
    {
        AssertBatch(
            [
                "OrderId=1,ItemId=11,Quantity=1,Reference=R1",
                "OrderId=1,OrderExternalRef=A,ItemId=12,ItemExternalRef=X,Quantity=1,Reference=R2",
            ],
            [
                "order 1 R1: 11 x1",
                "order A (1) R2: X (12) x1",
            ]);
    }

    /// <summary>Reads a row and adds it, or its problem.</summary>
    internal static void Add(OrderBatch batch, int number, string cells)
    {
        Row row = Rows.Csv(number, cells);
        if (new RowReader(Operation.Cancellation, Rows.NoDefaults).Read(row, out ParsedRow good) is { } problem)
            batch.AddBad(problem);
        else
            batch.Add(row, good);
    }

    internal static OrderBatch Batch(params string[] rows)
    {
        OrderBatch batch = new(Operation.Cancellation);
        for (int i = 0; i < rows.Length; i++)
            Add(batch, i + 1, rows[i]);
        return batch;
    }

    /// <summary>An order and its items in one line, and whether it is held back.</summary>
    internal static string Describe(BatchedOrder order)
    {
        BookingRequest request = order.Request;
        IEnumerable<string> items = request.Items.Select(item => $"{item.Name(request.Order.Addressing)} x{item.Quantity}");
        string name = request.Reference is { } reference ? $"{request.Order} {reference}" : $"{request.Order}";
        return $"{(order.IsHeldBack ? "HELD " : "")}{name}: {string.Join(", ", items)}";
    }

    private static string[] Twice(params string[] rows) => [.. Assert.Single(Batch(rows).Orders()).DuplicateItems()];

    private static void AssertBatch(string[] rows, string[] orders) => Assert.Equal(orders, Batch(rows).Orders().Select(Describe));
}
