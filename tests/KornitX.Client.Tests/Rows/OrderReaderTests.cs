namespace KornitX.Client.Tests;

/// <summary>
/// Rows become requests: all together at the end, or, as a stream, each when a row of another order comes. A request is
/// shown as its order, its reference and its items; one that is held back, in brackets.
/// </summary>
public sealed class OrderReaderTests
{
    private const string BadRowWithoutOrder = "ItemId=7,Quantity=1";

    [Fact]
    public void Without_Stream_all_orders_complete_at_the_end()
    {
        Assert.Equal(["", "", "", "1: 7 9, 2: 8"], Take(false, Row(1, item: 7), Row(2, item: 8), Row(1, item: 9)));
    }

    [Fact]
    public void With_Stream_an_order_completes_at_the_next_orders_row()
    {
        Assert.Equal(
            ["", "", "1: 7 8", "2: 9", "1: 7"], Take(true, Row(1, item: 7), Row(1, item: 8), Row(2, item: 9), Row(1, item: 7)));
    }

    [Fact]
    public void A_completed_order_is_returned_once()
    {
        OrderReader reader = Read(true, Row(1, item: 7), Row(2, item: 7), Row(3, item: 7));

        Assert.Equal("1: 7, 2: 7", Show(reader.TakeComplete()));
        Assert.Equal("", Show(reader.TakeComplete()));
        Assert.Equal("3: 7", Show(reader.TakeRest()));
        Assert.Equal("", Show(reader.TakeRest()));
    }

    [Fact]
    public void What_was_not_taken_before_the_end_is_returned_then()
    {
        Assert.Equal("1: 7, 2: 7, 3: 7", Show(Read(true, Row(1, item: 7), Row(2, item: 7), Row(3, item: 7)).TakeRest()));
    }

    [Fact]
    public void With_Stream_a_different_reference_is_a_separate_request()
    {
        Assert.Equal(
            ["", "", "1 R1: 7 8", "1 R2: 9"], Take(true, Row(1, item: 7, "R1"), Row(1, item: 8, "R1"), Row(1, item: 9, "R2")));
    }

    [Fact]
    public void With_Stream_a_reference_of_the_order_before_does_not_matter()
    {
        Assert.Equal(
            ["", "1 R1: 7", "", "[2 R2: 9]"],
            Take(true, Row(1, item: 7, "R1"), "OrderId=2,ItemId=8,Quantity=x,Reference=R2", Row(2, item: 9, "R2")));
    }

    [Fact]
    public void Orders_of_two_channels_with_the_same_reference_are_separate()
    {
        Assert.Equal(["", "POS-1 1: 7", "POS-1 2: 8"], Take(true, Combined("POS-1", 1, item: 7), Combined("POS-1", 2, item: 8)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_bad_row_holds_back_the_rows_of_its_order_before_and_after_it(bool asStream)
    {
        Assert.Equal("[1: 7 8], 2: 9", Show(Read(asStream, Row(1, item: 7), Bad(1), Row(1, item: 8), Row(2, item: 9)).TakeRest()));
    }

    [Fact]
    public void An_order_that_starts_with_a_bad_row_is_held_back()
    {
        Assert.Equal(["", "1: 7", "", "[2: 8]"], Take(true, Row(1, item: 7), Bad(2), Row(2, item: 8)));
    }

    [Fact]
    public void A_bad_row_of_a_later_order_holds_back_no_earlier_one()
    {
        Assert.Equal(["", "1: 7", "", "3: 8"], Take(true, Row(1, item: 7), Bad(2), Row(3, item: 8)));
    }

    [Fact]
    public void A_bad_row_without_an_order_holds_back_the_orders_that_follow()
    {
        Assert.Equal(["", "", "", "[1: 7 8]"], Take(true, Row(1, item: 7), BadRowWithoutOrder, Row(1, item: 8)));
    }

    [Fact]
    public void A_bad_row_that_also_names_another_order_holds_back_the_current_order()
    {
        Assert.Equal(
            ["", "", "[1: 7]", "3: 8"], Take(true, Row(1, item: 7), "OrderId=2,order_id=1,ItemId=7,Quantity=1", Row(3, item: 8)));
    }

    [Fact]
    public void With_Stream_an_order_keeps_the_names_of_all_its_rows()
    {
        const string WithBoth = "OrderId=1,OrderExternalRef=A,ItemId=7,Quantity=1";

        Assert.Equal(["", "", "", "[A 1: 7 8]"], Take(true, WithBoth, Bad("A"), Row(1, item: 8)));
        Assert.Equal(["", "", "", "[A 1: 7 8]"], Take(true, WithBoth, Row(1, item: 8), Bad("A")));
    }

    [Fact]
    public void With_Stream_rows_without_a_common_name_are_two_orders()
    {
        Assert.Equal(["", "1: 7", "", "2: 8"], Take(true, Row(1, item: 7), Bad("A"), Row(2, item: 8)));
    }

    [Fact]
    public void With_Stream_a_bad_row_holds_back_later_rows_of_any_reference()
    {
        Assert.Equal(["", "1 R1: 7", "", "[2 R2: 8]"], Take(true, Row(1, item: 7, "R1"), Bad(2), Row(2, item: 8, "R2")));
    }

    [Fact]
    public void Without_Stream_a_bad_row_holds_back_all_requests_of_its_order_as_one()
    {
        OrderReader reader = Read(false, Row(1, item: 7, "R1"), Row(1, item: 8, "R2"), Row(2, item: 9, "R3"), Bad(1));

        Assert.Equal("[1 R1: 7 8], 2 R3: 9", Show(reader.TakeRest()));
    }

    [Fact]
    public void Requests_are_in_the_order_of_their_first_rows()
    {
        OrderReader reader = Read(false, Row(1, item: 7, "R1"), Row(2, item: 8), Row(1, item: 9, "R2"), Row(2, item: 10));

        Assert.Equal("1 R1: 7, 2: 8 10, 1 R2: 9", Show(reader.TakeRest()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_row_with_different_addressing_is_a_bad_row(bool asStream)
    {
        BatchedOrder order = Assert.Single(Read(asStream, Row(1, item: 7), Combined("POS-1", 1, item: 8)).TakeRest());

        Assert.True(Assert.Single(order.Contradictions).IsMixedAddressing);
        Assert.Equal("[1: 7]", Show([order]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rows_that_contradict_each_other_are_one_order_that_is_held_back(bool asStream)
    {
        AssertContradiction(
            Read(asStream, ByRef("1001", 41), ByRef("1001", 42)),
            "[1001 41: ]",
            "Row 2 (42, 1001, X, 1): OrderId '42' contradicts row 1, which has OrderId '41' and the same OrderExternalRef '1001'. One "
                + "reference is one order, so correct one of the rows.");
        AssertContradiction(
            Read(asStream, Combined("A", 41, item: 7), Combined("B", 41, item: 8)),
            "[A 41: 7]",
            "Row 2 (41, B, 8, A, 1): OrderExternalRef 'B' contradicts row 1, which has OrderExternalRef 'A' and the same OrderId '41'. "
                + "One ID is one order, so correct one of the rows.");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_reference_in_some_rows_only_holds_the_order_back(bool asStream)
    {
        const string All = "All rows of an order need the same one, or none.";

        AssertContradiction(
            Read(asStream, Row(1, item: 7, "R1"), Row(1, item: 8)),
            "[1 R1: 7]",
            $"Row 2 (1, 8, 1): Reference is missing, but row 1 of the same order has Reference 'R1'. {All}");
        AssertContradiction(
            Read(asStream, Row(1, item: 7), Row(1, item: 8, "R1")),
            "[1: 7]",
            $"Row 2 (1, 8, 1, R1): Reference 'R1' contradicts row 1 of the same order, which has no Reference. {All}");
    }

    [Fact]
    public void In_a_rehearsal_references_do_not_matter()
    {
        OrderReader reader = new(Operation.Return, Rows.NoDefaults, isRehearsal: true);
        reader.Add(Rows.Csv(1, Row(1, item: 7, "R1")), null);
        reader.Add(Rows.Csv(2, Row(1, item: 8)), null);

        Assert.Equal("1 R1: 7, 1: 8", Show(reader.TakeRest()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Composed_and_decomposed_letters_are_the_same(bool asStream)
    {
        OrderReader reader = Read(
            asStream,
            Combined("Caf\u00E9", 1, item: 7) + ",Reference=\u00E9",
            Combined("Cafe\u0301", 1, item: 8) + ",Reference=e\u0301",
            "OrderExternalRef=Cafe\u0301,Quantity=x,Reference=e\u0301");

        Assert.Equal("[Caf\u00E9 1 \u00E9: 7 8]", Show(reader.TakeRest()));
    }

    [Fact]
    public void Orders_with_bad_rows_only_are_counted_once_each()
    {
        OrderReader reader = Read(
            false, Row(1, item: 7), Bad(1), Bad(2), Bad(2, "A"), Bad("A"), Bad("B"), Bad(3, "B"), Bad("C"), BadRowWithoutOrder);

        Assert.Equal("[1: 7]", Show(reader.TakeRest()));
        Assert.Equal(4, reader.OrdersWithoutValidRow);
    }

    [Fact]
    public void With_Stream_orders_with_bad_rows_only_are_counted_when_they_are_complete()
    {
        OrderReader reader = Read(true, Row(1, item: 7), Bad(2), Bad(2), Bad(3));

        Assert.Equal(1, reader.OrdersWithoutValidRow);
        Assert.Equal("1: 7", Show(reader.TakeRest()));
        Assert.Equal(2, reader.OrdersWithoutValidRow);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_rows_make_no_orders(bool asStream)
    {
        Assert.Equal([""], Take(asStream));
    }

    [Fact]
    public void References_that_differ_only_in_case_are_two_orders_of_which_the_second_is_marked()
    {
        const string Item = ",ItemExternalRef=X,Quantity=1";
        OrderReader reader = Read(
            false,
            "OrderExternalRef=POS-9" + Item,
            "OrderExternalRef=pos-9" + Item,
            "OrderExternalRef=B" + Item,
            "OrderExternalRef=C,Reference=R" + Item,
            "OrderExternalRef=C,Reference=r" + Item,
            "OrderId=1,ItemId=2,Quantity=1,Reference=S",
            "OrderId=1,ItemId=2,Quantity=1,Reference=s");

        Assert.Equal(
            [null, "order POS-9", null, null, "order C with reference R", null, "order 1 with reference S"],
            reader.TakeRest().Select(order => order.CaseVariant));
    }

    [Fact]
    public void With_Stream_an_order_that_comes_again_is_not_marked()
    {
        const string Item = ",ItemExternalRef=X,Quantity=1";
        OrderReader reader = Read(true, "OrderExternalRef=A" + Item, "OrderExternalRef=B" + Item, "OrderExternalRef=A" + Item);

        Assert.Equal([null, null, null], reader.TakeRest().Select(order => order.CaseVariant));
    }

    [Fact]
    public void With_Stream_a_name_that_a_row_lacks_is_kept()
    {
        const string Both = "OrderId=1,OrderExternalRef=A,ItemId=7,Quantity=1";
        const string ById = "OrderId=1,ItemId=8,Quantity=1";
        const string ByExternalRef = "OrderExternalRef=A,ItemExternalRef=X,Quantity=1";
        Assert.Equal(["", "", "", "[A 1: 7 8]"], Take(true, Both, ByExternalRef, ById));
        Assert.Equal(["", "", "", "[A 1: 7 8]"], Take(true, Both, ById, ByExternalRef));
    }

    /// <summary>Reads rows, and shows what is complete after each of them and at the end.</summary>
    private static string[] Take(bool asStream, params string[] rows)
    {
        OrderReader reader = Read(asStream);
        List<string> taken = [];
        for (int i = 0; i < rows.Length; i++)
        {
            reader.Add(Rows.Csv(i + 1, rows[i]), null);
            taken.Add(Show(reader.TakeComplete()));
        }

        return [.. taken, Show(reader.TakeRest())];
    }

    private static OrderReader Read(bool asStream, params string[] rows)
    {
        OrderReader reader = new(Operation.Cancellation, Rows.NoDefaults, asStream);
        for (int i = 0; i < rows.Length; i++)
            reader.Add(Rows.Csv(i + 1, rows[i]), null);
        return reader;
    }

    /// <summary>Asserts that the last row contradicts the other, and that both are one order.</summary>
    private static void AssertContradiction(OrderReader reader, string shown, string message)
    {
        BatchedOrder order = Assert.Single(reader.TakeRest());
        Assert.Equal(message, Assert.Single(order.Contradictions).Message);
        Assert.Equal(shown, Show([order]));
        Assert.Equal(2, order.AllRows.Count());
    }

    private static string ByRef(string externalRef, long echoedId) =>
        $"OrderExternalRef={externalRef},OrderId={echoedId},ItemExternalRef=X,Quantity=1";

    private static string Row(long order, long item, string? reference = null) =>
        $"OrderId={order},ItemId={item},Quantity=1,Reference={reference}";

    private static string Combined(string externalRef, long order, long item) =>
        $"OrderExternalRef={externalRef},OrderId={order},ItemExternalRef=A,ItemId={item},Quantity=1";

    private static string Bad(long order, string? externalRef = null) => $"OrderId={order},OrderExternalRef={externalRef},Quantity=x";

    private static string Bad(string externalRef) => $"OrderExternalRef={externalRef},Quantity=x";

    private static string Show(IEnumerable<BatchedOrder> orders) => string.Join(", ", orders.Select(order =>
    {
        BookingRequest request = order.Request;
        string name =
            string.Join(' ', new[] { request.Order.ExternalRef, $"{request.Order.Id}", request.Reference }.Where(part => part is not null));
        string shown = $"{name}: {string.Join(' ', request.Items.Select(item => item.Id))}";
        return order.IsHeldBack ? $"[{shown}]" : shown;
    }));
}
