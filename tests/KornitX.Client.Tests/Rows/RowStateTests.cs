namespace KornitX.Client.Tests;

/// <summary>The state of the request that a row is from.</summary>
public sealed class RowStateTests
{
    [Theory]
    [InlineData("Operation=Return,State=Created", "Return Created")]
    [InlineData("Operation= return ,State=CREATED", "Return Created")]
    [InlineData("Operation=Cancellation,State=Unknown,Path=/j,Number=7", "Cancellation Unknown /j 7")]
    [InlineData("Operation=Cancellation,State=Unknown,Path=/j,Number=x", "Cancellation Unknown /j 0")]
    [InlineData("Operation=Cancellation,State=Unknown,Path=/j", "Cancellation Unknown /j 0")]
    [InlineData("Operation=Cancellation,State=Unknown,Number=7", "Cancellation Unknown")]
    [InlineData("Operation=Return,State=Created,state_=NY", "Return Created")]
    [InlineData("Operation=Return,state_=NY,State=Created,operation_=Insert", "Return Created")]
    [InlineData("Operation=Return,State=NotSent,state_=Unknown,_state=Rejected", "Return Unknown")]
    [InlineData("State=Created", "")]
    [InlineData("Operation=Return", "")]
    [InlineData("Operation=Return,State=NY", "")]
    [InlineData("Operation=Return,State=0", "")]
    [InlineData("Operation=Insert,State=Created", "")]
    public void A_row_has_a_state_if_operation_and_state_are_words_of_this_module(string cells, string state)
    {
        OrderReader reader = new(Operation.Return, Rows.NoDefaults);
        reader.Add(Rows.Csv(1, "OrderId=1,ItemId=2,Quantity=3,Reference=R," + cells), null);

        Assert.Equal(state, string.Join(", ", Assert.Single(reader.TakeRest()).States.Select(Show)));
    }

    [Theory]
    [InlineData("=\"Return\"", "=\"Created\"")]
    [InlineData("Return\u200B", "\uFEFFCreated ")]
    public void Its_words_are_read_like_a_reference(string operation, string state)
    {
        OrderReader reader = new(Operation.Return, Rows.NoDefaults);
        reader.Add(
            Rows.Of(1, ("OrderId", 1), ("ItemId", 2), ("Quantity", 3), ("Reference", "R"), ("Operation", operation), ("State", state)),
            null);

        Assert.Equal("Return Created", Show(Assert.Single(Assert.Single(reader.TakeRest()).States)));
    }

    [Fact]
    public void A_nested_row_has_the_state_of_its_outer_row_and_its_own()
    {
        OrderReader reader = new(Operation.Return, Rows.NoDefaults);
        Row outer = Rows.Csv(1, "OrderId=1,Reference=R,Operation=Return,State=Unknown");
        foreach ((int item, string cells) in ((int, string)[])
        [
            (1, "ItemId=2,Quantity=1"),
            (2, "ItemId=3,Quantity=1,State=Created"),
            (3, "ItemId=4,Quantity=1,Operation=Cancellation,State=Rejected"),
        ])
        {
            Row nested = new(outer, item);
            foreach (string cell in cells.Split(','))
                nested.Add(Column.Parse(cell.Split('=')[0]), cell.Split('=')[1]);
            reader.Add(nested, null);
        }

        Assert.Equal(["Return Unknown", "Return Created", "Cancellation Rejected"], Assert.Single(reader.TakeRest()).States.Select(Show));
    }

    [Fact]
    public void The_rows_of_an_order_have_each_their_own_state()
    {
        OrderReader reader = new(Operation.Return, Rows.NoDefaults);
        reader.Add(Rows.Csv(1, "OrderId=1,ItemId=2,Quantity=1,Reference=R"), null);
        reader.Add(Rows.Csv(2, "OrderId=1,ItemId=3,Quantity=1,Reference=R,Operation=Return,State=Created"), null);
        reader.Add(Rows.Csv(3, "OrderId=1,ItemId=4,Quantity=1,Reference=R"), null);
        reader.Add(Rows.Csv(4, "OrderId=1,ItemId=5,Quantity=1,Reference=R,Operation=Return,State=NY"), null);
        reader.Add(Rows.Csv(5, "OrderId=1,ItemId=6,Quantity=1,Reference=R,Operation=Cancellation,State=Unknown"), null);
        reader.Add(Rows.Csv(6, "OrderId=1,ItemId=x,Quantity=1,Reference=R,State=Rejected"), null);

        BatchedOrder order = Assert.Single(reader.TakeRest());
        Assert.Equal(["Return Created", "Cancellation Unknown"], order.States.Select(Show));
        Assert.Equal(
            [
                "2 Return NotSent", "3 Return Created", "4 Return NotSent", "5 Return NotSent", "6 Cancellation Unknown",
                "x Return Rejected",
            ],
            order.AllRows.Select(row => $"{row[2].Value} {row[7].Value} {row[8].Value}"));
    }

    [Fact]
    public void A_state_alone_makes_no_row()
    {
        Assert.True(Rows.Csv(1, "OrderId=,ItemId=,Quantity=,Operation=Return,State=Created,Path=/j,Number=3").IsBlank);
        Assert.False(Rows.Csv(1, "Operation=Return,State=Created").HasFields);
    }

    private static string Show(RowState state) =>
        $"{state.Operation.Name} {state.State}" + (state.JournalPath is null ? "" : $" {state.JournalPath} {state.Number}");
}
