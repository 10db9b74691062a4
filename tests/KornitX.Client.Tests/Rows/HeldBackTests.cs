namespace KornitX.Client.Tests;

/// <summary>A bad row holds back its whole order and no other, so that the corrected input can be run again.</summary>
public sealed class HeldBackTests
{
    [Theory]
    [InlineData("OrderId=1,ItemId=,Quantity=1")]
    [InlineData("OrderId=1,ItemId=12,Quantity=x")]
    [InlineData("OrderId=1,ItemId=12")]
    [InlineData("OrderId=1,OrderExternalRef=B,ItemId=12,Quantity=x")]
    // Under any reference: it is not known which request the row belongs to.
    [InlineData("OrderId=1,ItemId=12,Quantity=x,Reference=R2")]
    public void By_ID(string bad)
    {
        AssertBatch(
            ["OrderId=1,ItemId=11,Quantity=1", bad, "OrderId=2,ItemId=21,Quantity=1"],
            ["HELD order 1: 11 x1", "order 2: 21 x1"]);
    }

    [Theory]
    [InlineData("OrderExternalRef=A,Quantity=1")]
    [InlineData("OrderExternalRef=A,ItemExternalRef=Y,Quantity=x")]
    [InlineData("OrderExternalRef=A,OrderId=x,ItemExternalRef=Y,Quantity=1")]
    [InlineData("OrderExternalRef=A,OrderId=7,ItemExternalRef=Y,Quantity=x")]
    public void By_reference(string bad)
    {
        AssertBatch(
            ["OrderExternalRef=A,ItemExternalRef=X,Quantity=1", bad, "OrderExternalRef=a,ItemExternalRef=X,Quantity=1"],
            ["HELD order A: X x1", "order a: X x1"]);
    }

    [Fact]
    public void The_position_of_the_bad_row_does_not_matter()
    {
        AssertBatch(["OrderId=1,ItemId=x,Quantity=1", "OrderId=1,ItemId=11,Quantity=1"], ["HELD order 1: 11 x1"]);
        AssertBatch(
            ["OrderId=1,ItemId=11,Quantity=1", "OrderId=2,ItemId=21,Quantity=1", "OrderId=1,ItemId=x,Quantity=1"],
            ["HELD order 1: 11 x1", "order 2: 21 x1"]);
    }

    [Fact]
    public void An_order_with_only_bad_rows_makes_no_request()
    {
        AssertBatch(["OrderId=1,ItemId=x,Quantity=1", "OrderId=2,ItemId=21,Quantity=1"], ["order 2: 21 x1"]);
    }

    [Fact]
    public void A_row_without_an_order_holds_back_no_order()
    {
        AssertBatch(["OrderId=x,ItemId=12,Quantity=1", "OrderId=1,ItemId=11,Quantity=1"], ["order 1: 11 x1"]);
    }

    [Fact]
    public void Orders_with_the_same_reference_are_distinguished_by_ID()
    {
        AssertBatch(
            [
                "OrderId=1,OrderExternalRef=A,ItemId=11,ItemExternalRef=X,Quantity=1",
                "OrderId=2,OrderExternalRef=A,ItemId=21,ItemExternalRef=X,Quantity=1",
                "OrderId=2,OrderExternalRef=A,ItemId=22,ItemExternalRef=Y,Quantity=x",
            ],
            ["order A (1): X (11) x1", "HELD order A (2): X (21) x1"]);
    }

    [Fact]
    public void If_the_bad_row_can_belong_to_two_orders_both_are_held_back()
    {
        AssertBatch(
            [
                "OrderId=1,OrderExternalRef=A,ItemId=11,ItemExternalRef=X,Quantity=1",
                "OrderId=2,OrderExternalRef=A,ItemId=21,ItemExternalRef=X,Quantity=1",
                "OrderExternalRef=A,ItemExternalRef=Y,Quantity=x",
            ],
            ["HELD order A (1): X (11) x1", "HELD order A (2): X (21) x1"]);
    }

    [Fact]
    public void A_name_in_any_row_of_the_order_is_used()
    {
        AssertBatch(
            [
                "OrderId=1,ItemId=11,Quantity=1",
                "OrderId=1,OrderExternalRef=A,ItemId=12,Quantity=1",
                "OrderExternalRef=A,ItemId=13,Quantity=1",
            ],
            ["HELD order 1: 11 x1, 12 x1"]);
        AssertBatch(
            [
                "OrderExternalRef=A,ItemExternalRef=X,Quantity=1",
                "OrderExternalRef=A,OrderId=1,ItemExternalRef=Y,Quantity=1",
                "OrderId=1,ItemExternalRef=Z,Quantity=1",
            ],
            ["HELD order A: X x1, Y x1"]);
    }

    [Fact]
    public void An_order_with_a_bad_row_that_may_belong_to_any_of_its_requests_is_held_back_as_one()
    {
        AssertBatch(
            [
                "OrderExternalRef=A,ItemExternalRef=X,Quantity=1,Reference=R1",
                "OrderId=1,ItemId=11,Quantity=1,Reference=R2",
                "OrderId=1,OrderExternalRef=A,ItemId=12,ItemExternalRef=Y,Quantity=1,Reference=R3",
                "OrderId=1,ItemId=11,Quantity=x",
            ],
            ["HELD order A R1: X x1"]);
    }

    [Theory]
    [InlineData(1, 2, 3)]
    [InlineData(1, 3, 2)]
    [InlineData(2, 1, 3)]
    [InlineData(2, 3, 1)]
    [InlineData(3, 1, 2)]
    [InlineData(3, 2, 1)]
    public void Two_IDs_under_a_reference_by_which_a_row_is_sent_are_held_back_in_any_order_of_the_rows(params int[] order)
    {
        string[] rows =
        [
            "order_id=1,OrderExternalRef=A,id=1,Quantity=2,Reference=B",
            "OrderExternalRef=A,ItemExternalRef=A-1,Quantity=3,Reference=A",
            "OrderId=9223372036854775807,OrderExternalRef=A,item_id=1,Quantity=2,Reference=C",
        ];
        OrderReader reader = new(Operation.Cancellation, Rows.NoDefaults);
        for (int i = 0; i < order.Length; i++)
            Assert.Null(reader.Add(Rows.Csv(i + 1, rows[order[i] - 1]), null));

        BatchedOrder held = Assert.Single(reader.TakeRest());
        Assert.True(held.IsHeldBack);
        Assert.Equal(Array.FindLastIndex(order, number => number != 2) + 1, Assert.Single(held.Contradictions).RowNumber);
        string[] written = ["1 A 1 | 2 B |", "| A | A-1 3 A |", "9223372036854775807 A 1 | 2 C |"];
        Assert.Equal(
            order.Select(number => written[number - 1]),
            held.AllRows.Select(row => string.Join(" ", row.Take(7).Select(cell => cell.Value ?? "|"))));
    }

    [Fact]
    public void An_order_that_contradicts_itself_is_held_back_with_all_its_requests_in_one()
    {
        BatchedOrder order = Assert.Single(OrderBatchTests.Batch(
            "OrderId=1,ItemId=11,Quantity=1,Reference=R1",
            "OrderId=1,ItemId=12,Quantity=1,Reference=R2",
            "OrderId=1,ItemId=13,Quantity=1",
            "OrderId=1,ItemId=14,Quantity=x,Reference=R2").Orders());

        Assert.Equal(
            "Row 3 (1, 13, 1): Reference is missing, but row 1 of the same order has Reference 'R1'. "
                + "All rows of an order need the same one, or none.",
            Assert.Single(order.Contradictions).Message);
        Assert.False(order.Contradictions[0].IsMixedAddressing);
        Assert.Equal(["11", "12", "13", "14"], order.AllRows.Select(row => $"{row[2].Value}"));
        Assert.Equal(2, order.ValidRows);
    }

    [Fact]
    public void A_row_that_is_written_keeps_its_state()
    {
        Assert.Equal(
            ["1 | 10 | 1 R | Cancellation Unknown /j 3", "1 | x R | Cancellation NotSent"],
            AllRows(
                Rows.Csv(1, "OrderId=1,ItemId=10,Quantity=1,Reference=R,Operation=Cancellation,State=Unknown,Path=/j,Number=3"),
                Rows.Csv(2, "OrderId=1,Quantity=x,Reference=R")));
    }

    [Fact]
    public void A_bad_row_with_another_ID_belongs_to_an_order_that_is_sent_by_its_reference()
    {
        AssertBatch(
            ["OrderId=41,OrderExternalRef=A,ItemExternalRef=X,Quantity=1", "OrderId=42,OrderExternalRef=A,ItemExternalRef=Y,Quantity=x"],
            ["HELD order A: X x1"]);
    }

    [Fact]
    public void Its_rows_are_written_in_the_order_of_the_input_and_the_bad_ones_as_they_came()
    {
        Assert.Equal(
            [
                "1 A 10 | 1 R | Cancellation NotSent",
                "1 | x | Cancellation NotSent",
                "1 A 11 | 2 R | Cancellation NotSent",
                "1 | 5\n6 Y 1 NULL | Cancellation Created",
            ],
            AllRows(
                Rows.Csv(1, "OrderId=1,OrderExternalRef=A,ItemId=10,Quantity=1,Reference=R"),
                Rows.Csv(2, "OrderId=1,Quantity=x"),
                Rows.Csv(3, "OrderId=1,OrderExternalRef=A,ItemId=11,Quantity=2,Reference=R"),
                Rows.Csv(4, "OrderId=1,id=5,item_id=6,ItemExternalRef=Y,Quantity=1,Reference=NULL,Operation=Cancellation,State=Created")));
    }

    [Fact]
    public void Its_nested_rows_are_written_in_the_order_of_their_positions()
    {
        Row outer = Rows.Csv(1, "OrderId=1");
        Assert.Equal(
            ["1 | 5 | 1 | Cancellation NotSent", "1 | 6 | x | Cancellation NotSent", "1 | 7 | 1 | Cancellation NotSent"],
            AllRows(
                Nested(outer, 1, "ItemId=5,Quantity=1"),
                Nested(outer, 2, "ItemId=6,Quantity=x"),
                Nested(outer, 3, "ItemId=7,Quantity=1")));
    }

    [Fact]
    public void A_nested_row_that_contradicts_another_is_named_by_both_numbers()
    {
        OrderReader reader = new(Operation.Cancellation, Rows.NoDefaults);
        Row outer = Rows.Csv(3, "OrderId=1");
        reader.Add(Nested(outer, 1, "ItemId=5,Quantity=1,Reference=R"), null);
        reader.Add(Nested(outer, 2, "ItemId=6,Quantity=1"), null);

        Assert.StartsWith(
            "Row 3, item 2 (1, 6, 1): Reference is missing, but row 3 of the same order has Reference 'R'.",
            Assert.Single(Assert.Single(reader.TakeRest()).Contradictions).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Its_rows_have_the_values_of_the_command_line()
    {
        OrderReader reader = new(Operation.Cancellation, new OrderDefaults(null, "A", "R"));
        reader.Add(Rows.Csv(1, "OrderExternalRef=B,ItemExternalRef=X,Quantity=x,Reference=Q"), null);
        reader.Add(Rows.Csv(2, "ItemExternalRef=Y,Quantity=1"), null);

        Assert.Equal(
            ["A X R", "A Y R"],
            Assert.Single(reader.TakeRest()).AllRows.Select(row => $"{row[1].Value} {row[3].Value} {row[5].Value}"));
    }

    [Fact]
    public void A_combined_field_next_to_an_item_ID_is_written_as_a_value_that_is_not_valid()
    {
        Assert.Equal(
            "1 | 8\nX-7\n(Combined) | x | Cancellation NotSent",
            AllRows(
                Rows.Csv(1, "OrderId=1,combined=X-7,ItemId=8,Quantity=x"), Rows.Csv(2, "OrderId=1,ItemId=10,Quantity=1"))[0]);
    }

    [Fact]
    public void A_row_with_two_states_is_written_with_the_one_of_its_operation()
    {
        Row outer = Rows.Csv(1, "OrderId=1,Operation=Return,State=Created");
        Assert.Equal(
            ["1 | 5 | 1 | Cancellation Unknown", "1 | x | Cancellation NotSent"],
            AllRows(
                Nested(outer, 1, "ItemId=5,Quantity=1,Operation=Cancellation,State=Unknown"), Rows.Csv(2, "OrderId=1,Quantity=x")));
    }

    [Theory]
    [InlineData("X-7", "7 X")]
    [InlineData("-7", "-7\n(Combined) |")]
    [InlineData("X7", "X7\n(Combined) |")]
    [InlineData("7", "7\n(Combined) |")]
    public void The_combined_field_of_a_bad_row_is_written_as_its_parts(string combined, string written)
    {
        Assert.Equal(
            $"1 | {written} x | Cancellation NotSent",
            AllRows(Rows.Csv(1, $"OrderId=1,combined={combined},Quantity=x"), Rows.Csv(2, "OrderId=1,ItemId=10,Quantity=1"))[0]);
    }

    [Theory]
    [InlineData(1.5, "1.5\n(Double)")]
    [InlineData(true, "True\n(Boolean)")]
    [InlineData(2.0, "2")]
    public void A_value_of_a_type_that_is_not_valid_is_written_as_text_that_is_not_valid(object value, string written)
    {
        Row row = Rows.Of(1, ("OrderId", 1), ("Reference", value), ("Quantity", "x"), ("ItemId", 1));
        Assert.Equal($"1 | 1 | x {written} | Cancellation NotSent", AllRows(row, Rows.Csv(2, "OrderId=1,ItemId=10,Quantity=1"))[0]);
    }

    [Fact]
    public void A_row_that_could_not_be_read_is_written_as_one_that_is_not_valid()
    {
        Row row = Rows.Csv(1, "OrderId=1,ItemId=2,Quantity=3");
        row.Fail("its Total can't be read");

        Assert.Equal(
            "1 | 2 | 3\n(its Total can't be read) | Cancellation NotSent", AllRows(row, Rows.Csv(2, "OrderId=1,ItemId=10,Quantity=1"))[0]);
    }

    [Fact]
    public void A_value_that_has_several_columns_is_written_once()
    {
        Row row = Rows.Of(1, ("OrderId", 1), ("id", 7), ("item_id", "7"), ("combined", "X-7"), ("Quantity", "x"));

        Assert.Equal("1 | 7 X x | Cancellation NotSent", AllRows(row, Rows.Csv(2, "OrderId=1,ItemId=10,Quantity=1"))[0]);
    }

    [Fact]
    public void Its_rows_of_all_references_are_written_once()
    {
        OrderReader reader = new(Operation.Cancellation, new OrderDefaults(1, null, null));
        reader.Add(Rows.Csv(1, "ItemId=10,Quantity=1,Reference=R1"), null);
        reader.Add(Rows.Csv(2, "ItemId=11,Quantity=1,Reference=R2"), null);
        reader.Add(Rows.Csv(3, "ItemId=12,Quantity=x,Reference=R2"), null);

        // With the order of the command line, so that each row tells its order without it.
        Assert.Equal(
            ["1 10 1 R1", "1 11 1 R2", "1 12 x R2"],
            Assert.Single(reader.TakeRest()).AllRows.Select(row => $"{row[0].Value} {row[2].Value} {row[4].Value} {row[5].Value}"));
    }

    private static Row Nested(Row outer, int number, string cells)
    {
        Row row = new(outer, number);
        foreach (string cell in cells.Split(','))
            row.Add(Column.Parse(cell.Split('=')[0]), cell.Split('=')[1]);
        return row;
    }

    private static string[] AllRows(params Row[] rows)
    {
        OrderReader reader = new(Operation.Cancellation, Rows.NoDefaults);
        foreach (Row row in rows)
            reader.Add(row, null);
        return [.. Assert.Single(reader.TakeRest()).AllRows.Select(Show)];

        // Blank cells as one bar, none for a row without a journal.
        static string Show(IReadOnlyList<(Field Field, object? Value)> row) =>
            System.Text.RegularExpressions.Regex.Replace(
                string.Join(" ", row.Where(cell => cell is not (Field.Path or Field.Number, null))
                    .Select(cell => cell.Value is null ? "|" : $"{cell.Value}")), @"\|( \|)+", "|");
    }

    private static void AssertBatch(string[] rows, string[] orders) =>
        Assert.Equal(orders, OrderBatchTests.Batch(rows).Orders().Select(OrderBatchTests.Describe));
}
