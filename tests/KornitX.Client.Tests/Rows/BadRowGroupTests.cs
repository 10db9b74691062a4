namespace KornitX.Client.Tests;

/// <summary>Rows that fail alike become one error.</summary>
public sealed class BadRowGroupTests
{
    [Fact]
    public void Rows_without_the_same_column_are_one_error()
    {
        OrderReader reader = new(Operation.Cancellation, Rows.NoDefaults);
        Assert.Equal("first", Add(1, "OrderId=1,ItemId=2"));
        Assert.Equal("", Add(2, "OrderId=2,ItemId=2"));
        Assert.Equal("own", Add(3, "OrderId=2,ItemId=2,Quantity="));
        Assert.Equal("own", Add(4, "OrderId=2,ItemId=2,Quantity=x"));
        Assert.Equal("first", Add(5, "ItemId=2,Quantity=1"));
        Assert.Equal("own first", Add(6, "OrderId=x,ItemId=2,Quantity=1"));
        Assert.Equal("", Add(7, "OrderId=,ItemId=2,Quantity=1"));
        Assert.Equal("", Add(8, "OrderId=4,ItemId=2"));

        BadRowGroup shared = Assert.Single(reader.BadRowGroups);
        Assert.Equal(
            ("Rows 1, 2 and 8: Quantity is missing.", 3, "1 2 8"), (shared.Message, shared.Count, string.Join(" ", shared.Inputs)));
        Assert.Equal(["Rows 5 and 7", "Row 6 (x, 2, 1)"], reader.UnidentifiedRows.Select(group => group.Message.Split(':')[0]));

        string Add(int number, string cells)
        {
            BadRow bad = reader.Add(Rows.Csv(number, cells), number)!;
            return string.Join(
                " ", new List<string> { bad.IsOwnError ? "own" : "", bad.IsFirstOfGroup ? "first" : "" }.Where(word => word.Length > 0));
        }
    }

    [Fact]
    public void Rows_with_other_columns_are_errors_of_their_own()
    {
        OrderReader reader = new(Operation.Cancellation, Rows.NoDefaults);
        reader.Add(Rows.Csv(1, "OrderId=1,ItemId=2,Qty=3"), null);
        reader.Add(Rows.Csv(2, "OrderId=1,ItemId=2"), null);
        reader.Add(Rows.Csv(3, "OrderId=1,ItemId=2,Qnty=3"), null);
        reader.Add(Rows.Of(4, ("OrderId;ItemId", "1;2")), null);
        reader.Add(Rows.Of(5, ("OrderId|ItemId", "1|2")), null);
        reader.Add(Rows.Of(6, ("Note", "x")), null);

        Assert.Equal(
            [
                "Row 1 (1, 2): Quantity is missing. Column 'Qty' may mean Quantity; if so, rename it.",
                "Row 2 (1, 2): Quantity is missing.",
                "Row 3 (1, 2): Quantity is missing. Column 'Qnty' may mean Quantity; if so, rename it.",
            ],
            reader.BadRowGroups.Select(group => group.Message));
        Assert.Equal([4, 5, 6], reader.UnidentifiedRows.Select(group => group.First.RowNumber));
    }

    [Theory]
    [InlineData(1, 1, "Row 1 (1, 2): Quantity is missing.")]
    [InlineData(1, 2, "Rows 1 and 2: Quantity is missing.")]
    [InlineData(1, 200_000, "Rows 1 to 200000: Quantity is missing.")]
    public void Row_ranges_are_formatted_briefly(int first, int last, string message)
    {
        OrderReader reader = new(Operation.Cancellation, Rows.NoDefaults, asStream: true);
        for (int number = first; number <= last; number++)
            reader.Add(Rows.Csv(number, "OrderId=1,ItemId=2"), number);

        Assert.Equal((message, Math.Min(last, 100)), (reader.BadRowGroups[0].Message, reader.BadRowGroups[0].Inputs.Count));
    }

    [Fact]
    public void An_item_on_the_command_line_counts_as_one_row()
    {
        OrderReader reader = new(Operation.Cancellation, Rows.NoDefaults);
        reader.Add(Rows.Csv(0, "OrderId=1,ItemId=2"), null);

        Assert.Equal(("Quantity is missing.", 1), (reader.BadRowGroups[0].Message, reader.BadRowGroups[0].Count));
    }

    [Fact]
    public void Rows_that_are_not_consecutive_are_named_up_to_the_fifth()
    {
        OrderReader reader = new(Operation.Cancellation, Rows.NoDefaults);
        foreach (int number in (int[])[1, 3, 4, 8, 9, 12, 40])
            reader.Add(Rows.Csv(number, "OrderId=1,ItemId=2"), number);

        Assert.Equal("Rows 1, 3, 4, 8, 9 and 2 more: Quantity is missing.", reader.BadRowGroups[0].Message);
    }

    [Fact]
    public void Nested_rows_of_one_input_object_count_once()
    {
        OrderReader reader = new(Operation.Cancellation, Rows.NoDefaults);
        Row outer = Rows.Csv(4, "OrderId=1");
        foreach (int item in (int[])[1, 2])
        {
            Row nested = new(outer, item);
            nested.Add(Column.Parse("ItemId"), "2");
            reader.Add(nested, "the object");
        }

        Assert.Equal(
            ("Row 4, item 1 (1, 2): Quantity is missing.", 1, "the object"),
            (reader.BadRowGroups[0].Message, reader.BadRowGroups[0].Count, Assert.Single(reader.BadRowGroups[0].Inputs)));
    }

    [Fact]
    public void Two_columns_of_one_field_with_different_values_are_one_error()
    {
        OrderReader reader = new(Operation.Cancellation, Rows.NoDefaults);
        for (int number = 1; number <= 300; number++)
            Assert.False(reader.Add(Rows.Csv(number, $"OrderId=1,id={number},item_id=5000,Quantity=1"), number)!.IsOwnError);

        Assert.Equal(300, reader.BadRowGroups[0].Inputs.Count);
        Assert.Equal(
            "Rows 1 to 300: columns id and item_id are both read as ItemId, and their values differ. Remove or rename the one that does "
                + "not have the ItemId.",
            Assert.Single(reader.BadRowGroups).Message);
    }

    [Fact]
    public void Two_values_under_one_name_are_an_error_of_the_row()
    {
        OrderReader reader = new(Operation.Cancellation, Rows.NoDefaults);

        Assert.True(reader.Add(Rows.Of(1, ("OrderId", 1), ("id", 1), ("ID", 2), ("Quantity", 1)), null)!.IsOwnError);
    }

    [Fact]
    public void A_row_of_columns_that_contradict_each_other_shows_both_values()
    {
        OrderReader reader = new(Operation.Cancellation, Rows.NoDefaults);
        reader.Add(Rows.Csv(2, "OrderId=1,id=7,item_id=5000,Quantity=1"), null);

        Assert.Equal(
            "Row 2 (1, 7, 1): id '7' and item_id '5000' have different values for the same field.", reader.BadRowGroups[0].Message);
    }

    [Theory]
    [InlineData("is empty", null, "Row 1 is empty.", "Rows 1 and 2 are empty.")]
    [InlineData(
        "has Items more than once",
        "has Items more than once",
        "Row 1 has Items more than once.",
        "Rows 1 and 2 have Items more than once.")]
    [InlineData("its Items are empty", "its Items are empty", "Row 1: its Items are empty.", "Rows 1 and 2: its Items are empty.")]
    [InlineData("can't be read: x", "can't be read", "Row 1 can't be read: x.", "Rows 1 and 2 can't be read.")]
    [InlineData("is 'x', not an object", "is text, not objects", "Row 1 is 'x', not an object.", "Rows 1 and 2 are text, not objects.")]
    public void An_object_that_is_no_row_is_the_subject_of_the_sentence(string problem, string? shared, string one, string two)
    {
        OrderReader reader = new(Operation.Cancellation, Rows.NoDefaults);
        Add(1, problem);
        Assert.Equal(one, Assert.Single(reader.UnidentifiedRows).Message);
        Add(2, shared is null ? problem : "is another object");
        Assert.Equal(two, Assert.Single(reader.UnidentifiedRows).Message);

        void Add(int number, string own)
        {
            Row row = new(number);
            row.Fail(own, shared);
            reader.Add(row, null);
        }
    }
}
