namespace KornitX.Client.Tests;

/// <summary>
/// Rows become requests: all together at the end, or, as a stream, each when a row of another order comes. A request is
/// shown as its order, its reference and its items; one that is held back, in brackets.
/// </summary>
public class OrderGrouperTests
{
    private readonly List<string> _seen = [];

    [Fact]
    public void Without_Stream_all_orders_complete_at_the_end()
    {
        OrderGrouper gathering = new(Operation.Cancellation, asStream: false);
        Add(gathering, Row(1, item: 7), Row(2, item: 8), Row(1, item: 9));

        Assert.Equal(["", "", ""], _seen);
        Assert.Equal("1: 7 9, 2: 8", Show(gathering.TakeRemaining()));
    }

    [Fact]
    public void With_Stream_an_order_completes_at_the_next_orders_row()
    {
        OrderGrouper gathering = new(Operation.Cancellation, asStream: true);
        Add(gathering, Row(1, item: 7), Row(1, item: 8), Row(2, item: 9), Row(1, item: 7));

        Assert.Equal(["", "", "1: 7 8", "2: 9"], _seen);
        Assert.Equal("1: 7", Show(gathering.TakeRemaining()));
    }

    [Fact]
    public void A_completed_order_is_returned_once()
    {
        OrderGrouper gathering = new(Operation.Cancellation, asStream: true);
        gathering.Add(new Row(1), Row(1, item: 7));
        gathering.Add(new Row(2), Row(2, item: 7));
        gathering.Add(new Row(3), Row(3, item: 7));

        Assert.Equal("1: 7, 2: 7", Show(gathering.TakeComplete()));
        Assert.Equal("", Show(gathering.TakeComplete()));
        Assert.Equal("3: 7", Show(gathering.TakeRemaining()));
    }

    [Fact]
    public void With_Stream_a_different_reference_is_a_separate_request()
    {
        OrderGrouper gathering = new(Operation.Return, asStream: true);
        Add(gathering, Row(1, item: 7, reference: "R1"), Row(1, item: 8, reference: "R1"), Row(1, item: 9, reference: "R2"));

        Assert.Equal(["", "", "1 R1: 7 8"], _seen);
        Assert.Equal("1 R2: 9", Show(gathering.TakeRemaining()));
    }

    [Fact]
    public void Orders_of_two_channels_with_the_same_reference_are_separate()
    {
        OrderGrouper gathering = new(Operation.Cancellation, asStream: true);
        Add(gathering, Combined("POS-1", 1, item: 7), Combined("POS-1", 2, item: 8));

        Assert.Equal(["", "POS-1 1: 7"], _seen);
        Assert.Equal("POS-1 2: 8", Show(gathering.TakeRemaining()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_bad_row_holds_back_the_rows_of_its_order_before_and_after_it(bool asStream)
    {
        OrderGrouper gathering = new(Operation.Cancellation, asStream);
        gathering.Add(new Row(1), Row(1, item: 7));
        gathering.AddBad(Rows.Bad(1, null));
        gathering.Add(new Row(3), Row(1, item: 8));
        gathering.Add(new Row(4), Row(2, item: 9));

        Assert.Equal("[1: 7 8], 2: 9", Show([.. gathering.TakeComplete(), .. gathering.TakeRemaining()]));
    }

    [Fact]
    public void An_order_that_starts_with_a_bad_row_is_held_back()
    {
        OrderGrouper gathering = new(Operation.Cancellation, asStream: true);
        gathering.Add(new Row(1), Row(1, item: 7));
        gathering.AddBad(Rows.Bad(2, null));
        Assert.Equal("1: 7", Show(gathering.TakeComplete()));

        gathering.Add(new Row(3), Row(2, item: 8));
        Assert.Equal("[2: 8]", Show(gathering.TakeRemaining()));
    }

    [Fact]
    public void A_bad_row_of_a_later_order_holds_back_no_earlier_one()
    {
        OrderGrouper gathering = new(Operation.Cancellation, asStream: true);
        gathering.Add(new Row(1), Row(1, item: 7));
        gathering.AddBad(Rows.Bad(2, null));
        gathering.Add(new Row(3), Row(3, item: 8));

        Assert.Equal("1: 7", Show(gathering.TakeComplete()));
        Assert.Equal("3: 8", Show(gathering.TakeRemaining()));
    }

    [Fact]
    public void A_bad_row_without_an_order_belongs_to_no_order()
    {
        OrderGrouper gathering = new(Operation.Cancellation, asStream: true);
        gathering.Add(new Row(1), Row(1, item: 7));
        gathering.AddBad(Rows.Bad(null, null));
        gathering.Add(new Row(3), Row(1, item: 8));

        Assert.Equal("", Show(gathering.TakeComplete()));
        Assert.Equal("1: 7 8", Show(gathering.TakeRemaining()));
    }

    [Fact]
    public void A_bad_row_that_also_names_another_order_holds_back_the_current_order()
    {
        OrderGrouper gathering = new(Operation.Cancellation, asStream: true);
        gathering.Add(new Row(1), Row(1, item: 7));
        gathering.AddBad(Rows.Bad(2, null, (1, null)));
        gathering.Add(new Row(3), Row(3, item: 8));

        Assert.Equal("[1: 7]", Show(gathering.TakeComplete()));
    }

    [Fact]
    public void With_Stream_an_order_keeps_the_names_of_all_its_rows()
    {
        OrderGrouper byId = new(Operation.Cancellation, asStream: true);
        byId.Add(new Row(1), new ParsedRow(new OrderAddress(Addressing.Id, 1, "A"), null, new RequestItem(7, null, 1)));
        byId.AddBad(Rows.Bad(null, "A"));
        byId.Add(new Row(3), Row(1, item: 8));
        Assert.Equal("", Show(byId.TakeComplete()));
        Assert.Equal("[A 1: 7 8]", Show(byId.TakeRemaining()));

        OrderGrouper byRef = new(Operation.Cancellation, asStream: true);
        byRef.Add(new Row(1), new ParsedRow(new OrderAddress(Addressing.Id, 1, "A"), null, new RequestItem(7, null, 1)));
        byRef.Add(new Row(2), Row(1, item: 8));
        byRef.AddBad(Rows.Bad(null, "A"));
        Assert.Equal("", Show(byRef.TakeComplete()));
        Assert.Equal("[A 1: 7 8]", Show(byRef.TakeRemaining()));
    }

    [Fact]
    public void With_Stream_rows_without_a_common_name_are_two_orders()
    {
        OrderGrouper gathering = new(Operation.Cancellation, asStream: true);
        gathering.Add(new Row(1), Row(1, item: 7));
        gathering.AddBad(Rows.Bad(null, "A"));
        gathering.Add(new Row(3), Row(2, item: 8));

        Assert.Equal("1: 7", Show(gathering.TakeComplete()));
        Assert.Equal("2: 8", Show(gathering.TakeRemaining()));
    }

    [Fact]
    public void With_Stream_a_bad_row_holds_back_later_rows_of_any_reference()
    {
        OrderGrouper gathering = new(Operation.Return, asStream: true);
        gathering.Add(new Row(1), Row(1, item: 7, reference: "R1"));
        gathering.AddBad(Rows.Bad(2, null));
        gathering.Add(new Row(3), Row(2, item: 8, reference: "R2"));

        Assert.Equal("1 R1: 7", Show(gathering.TakeComplete()));
        Assert.Equal("[2 R2: 8]", Show(gathering.TakeRemaining()));
    }

    [Fact]
    public void Without_Stream_a_bad_row_holds_back_all_requests_of_its_order()
    {
        OrderGrouper gathering = new(Operation.Return, asStream: false);
        gathering.Add(new Row(1), Row(1, item: 7, reference: "R1"));
        gathering.Add(new Row(2), Row(1, item: 8, reference: "R2"));
        gathering.Add(new Row(3), Row(2, item: 9, reference: "R3"));
        gathering.AddBad(Rows.Bad(1, null));

        Assert.Equal("[1 R1: 7], [1 R2: 8], 2 R3: 9", Show(gathering.TakeRemaining()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_row_with_different_addressing_is_a_bad_row(bool asStream)
    {
        OrderGrouper gathering = new(Operation.Cancellation, asStream);
        gathering.Add(new Row(1), Row(1, item: 7));

        gathering.Add(new Row(2), Combined("POS-1", 1, item: 8));

        BatchedOrder order = Assert.Single(gathering.TakeRemaining());
        Assert.True(Assert.Single(order.Contradictions).Error.IsMixedAddressing);
        Assert.Equal("[1: 7]", Show([order]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rows_that_contradict_each_other_are_one_order_that_is_held_back(bool asStream)
    {
        OrderGrouper byRef = new(Operation.Cancellation, asStream);
        byRef.Add(new Row(1), ByRef("1001", 41));
        byRef.Add(new Row(2), ByRef("1001", 42));
        AssertContradiction(
            byRef,
            "[1001 41: ]",
            "Row 2 (42, 1001, X, 1): OrderId '42' contradicts row 1, which has OrderId '41' and the same OrderExternalRef '1001'. One "
                + "reference is one order, so correct one of the rows.");

        OrderGrouper byId = new(Operation.Cancellation, asStream);
        byId.Add(new Row(1), Combined("A", 41, item: 7));
        byId.Add(new Row(2), Combined("B", 41, item: 8));
        AssertContradiction(
            byId,
            "[A 41: 7]",
            "Row 2 (41, B, 8, A, 1): OrderExternalRef 'B' contradicts row 1, which has OrderExternalRef 'A' and the same OrderId '41'. "
                + "One ID is one order, so correct one of the rows.");
    }

    [Theory]
    [InlineData(
        "R1",
        null,
        "Row 2 (1, 8, 1): Reference is missing, but row 1 of the same order has Reference 'R1'. All rows of an order need the same one, "
            + "or none.",
        false)]
    [InlineData(
        null,
        "R1",
        "Row 2 (1, 8, 1, R1): Reference 'R1' contradicts row 1 of the same order, which has no Reference. All rows of an order need the "
            + "same one, or none.",
        false)]
    [InlineData(
        "R1",
        null,
        "Row 2 (1, 8, 1): Reference is missing, but row 1 of the same order has Reference 'R1'. All rows of an order need the same one, "
            + "or none.",
        true)]
    [InlineData(
        null,
        "R1",
        "Row 2 (1, 8, 1, R1): Reference 'R1' contradicts row 1 of the same order, which has no Reference. All rows of an order need the "
            + "same one, or none.",
        true)]
    public void A_reference_in_some_rows_only_holds_the_order_back(string? first, string? second, string problem, bool asStream)
    {
        OrderGrouper orders = new(Operation.Cancellation, asStream);
        orders.Add(new Row(1), Row(1, item: 7, reference: first));
        orders.Add(new Row(2), Row(1, item: 8, reference: second));
        AssertContradiction(orders, first is null ? "[1: 7]" : "[1 R1: 7]", problem);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Composed_and_decomposed_letters_are_the_same(bool asStream)
    {
        OrderGrouper orders = new(Operation.Cancellation, asStream);
        orders.Add(new Row(1), Combined("Caf\u00E9", 1, item: 7) with { Reference = "\u00E9" });
        orders.Add(new Row(2), Combined("Cafe\u0301", 1, item: 8) with { Reference = "e\u0301" });

        Assert.Equal("Caf\u00E9 1 \u00E9: 7 8", Show([.. orders.TakeComplete(), .. orders.TakeRemaining()]));
    }

    [Fact]
    public void Orders_with_bad_rows_only_are_counted_once_each()
    {
        OrderGrouper orders = new(Operation.Cancellation, asStream: false);
        orders.Add(new Row(1), Row(1, item: 7));
        orders.AddBad(Rows.Bad(1, null));
        orders.AddBad(Rows.Bad(2, null));
        orders.AddBad(Rows.Bad(2, "A"));
        orders.AddBad(Rows.Bad(null, "A"));
        orders.AddBad(Rows.Bad(null, "B"));
        orders.AddBad(Rows.Bad(3, "B"));
        orders.AddBad(Rows.Bad(null, null));

        Assert.Equal("[1: 7]", Show(orders.TakeRemaining()));
        Assert.Equal(3, orders.OrdersWithoutValidRow);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_rows_make_no_orders(bool asStream)
    {
        OrderGrouper gathering = new(Operation.Cancellation, asStream);

        Assert.Empty(gathering.TakeComplete());
        Assert.Empty(gathering.TakeRemaining());
    }

    [Fact]
    public void References_that_differ_only_in_case_are_two_orders_of_which_the_second_is_marked()
    {
        OrderReader reader = new(Operation.Cancellation, Rows.NoDefaults);
        int number = 0;
        foreach (string cells in (string[])
        [
            "OrderExternalRef=POS-9",
            "OrderExternalRef=pos-9",
            "OrderExternalRef=POS-9,Reference=A",
            "OrderExternalRef=B",
            "OrderExternalRef=C,Reference=R",
            "OrderExternalRef=C,Reference=r",
        ])
            reader.Add(Rows.Csv(++number, cells + ",ItemExternalRef=X,Quantity=1"), null);

        Assert.Equal([null, "order POS-9", null, null, "order C with reference R"], reader.TakeRest().Select(order => order.CaseVariant));
    }

    private void Add(OrderGrouper gathering, params ParsedRow[] rows)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            gathering.Add(new Row(i + 1), rows[i]);
            _seen.Add(Show(gathering.TakeComplete()));
        }
    }

    /// <summary>Asserts that the last row contradicts the others, and that all of them are one order.</summary>
    private static void AssertContradiction(OrderGrouper orders, string shown, string message)
    {
        BatchedOrder order = Assert.Single((BatchedOrder[])[.. orders.TakeComplete(), .. orders.TakeRemaining()]);
        Assert.Equal(message, Assert.Single(order.Contradictions).Error.Message);
        Assert.Equal(shown, Show([order]));
        Assert.Equal(2, order.AllRows().Count());
    }

    private static ParsedRow ByRef(string externalRef, long? echoedId) =>
        new(new OrderAddress(Addressing.ExternalRef, echoedId, externalRef), null, new RequestItem(null, "X", 1));

    private static ParsedRow Row(long order, long item, string? reference = null) =>
        new(OrderAddress.ById(order), reference, new RequestItem(item, null, 1));

    private static ParsedRow Combined(string externalRef, long order, long item) =>
        new(OrderAddress.ByCombined(externalRef, order), null, new RequestItem(item, "A", 1));

    private static string Show(IEnumerable<BatchedOrder> orders) => string.Join(", ", orders.Select(order =>
    {
        BookingRequest request = order.Request;
        string name =
            string.Join(' ', new[] { request.Order.ExternalRef, $"{request.Order.Id}", request.Reference }.Where(part => part is not null));
        string shown = $"{name}: {string.Join(' ', request.Items.Select(item => item.Id))}";
        return order.IsHeldBack ? $"[{shown}]" : shown;
    }));
}
