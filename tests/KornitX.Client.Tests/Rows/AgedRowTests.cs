namespace KornitX.Client.Tests;

/// <summary>A row from a journal is judged by what that journal says of its order now.</summary>
public class AgedRowTests
{
    /// <summary>The journal has for each number the reference and the state of a return of order 1.</summary>
    [Theory]
    // The attempt of the row.
    [InlineData("1 R1 Unknown", "1 R1 Created", "Created")]
    [InlineData("1 R1 Unknown", "1 R1 NotSent", "NotSent")]
    [InlineData("1 R1 Rejected", "1 R1 Rejected, 2 R2 Created", "Rejected")]
    [InlineData("1 é Unknown", "1 e\u0301 Created", "Created")]
    // A later attempt, whatever other references of the order the journal has.
    [InlineData("1 R1 Unknown", "2 R2 Rejected, 3 R1 Created", "Created")]
    [InlineData("1 R1 Rejected", "3 R1 Unknown", "Unknown")]
    [InlineData("1 R1 Rejected", "3 R1 Created, 4 R1 Created", "Created")]
    [InlineData("1 R1 Rejected", "3 R1 Created, 4 R1 Rejected", "has several orders that it may be")]
    // Another order is in its place, such as in a new journal with the same path.
    [InlineData("1 R1 Unknown", "1 R2 Rejected", "has another order in its place")]
    [InlineData("1 R1 Created", "1 R2 Rejected", "has another order in its place")]
    [InlineData("2 R1 Unknown", "1 R1 Created", "has another order in its place")]
    [InlineData("1 R1 NotSent", "", "has another order in its place")]
    // An edited reference.
    [InlineData("1 R2 Rejected", "1 R1 Rejected", "Rejected")]
    [InlineData("1 R2 Rejected", "1 R1 Created", "has another order in its place")]
    // Without a number, as from an error.
    [InlineData("0 R1 Rejected", "4 R1 Created", "Created")]
    [InlineData("0 R1 NotSent", "4 R2 Created", "NotSent")]
    [InlineData("0 R1 Unknown", "4 R1 NotSent", "NotSent")]
    public void The_state_of_a_row_is_that_in_its_journal(string row, string journal, string expected)
    {
        (long number, string reference, OrderState state) = Parse(row);
        RowState aged = RowState.Parse("Return", $"{state}", "/j", number == 0 ? null : number, reference)!.Value;
        List<JournalRecord> records = [.. journal.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(Record)];
        DateTimeOffset? notBookedAt = null;

        Assert.Equal(expected, aged.FindInJournal(records, OrderAddress.ById(1), ref state, ref notBookedAt) ?? $"{state}");
    }

    private static JournalRecord Record(string text)
    {
        (long number, string reference, OrderState state) = Parse(text);
        OrderAddress order = OrderAddress.ById(1);
        Outcome outcome = state switch
        {
            OrderState.Created => new Outcome.Created([]),
            OrderState.Unknown => new Outcome.Unknown("lost"),
            OrderState.Rejected => new Outcome.Rejected(400, null),
            _ => new Outcome.NotSent(NotSentReason.Stopped, "stopped"),
        };
        BookingRequest request = new(Operation.Return, order, reference, [new RequestItem(2, null, 1)]);
        return new JournalRecord(OrderIdentity.FromAddress(order), request, outcome) { Number = number };
    }

    private static (long Number, string Reference, OrderState State) Parse(string text)
    {
        string[] parts = text.Split(' ');
        return (long.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), parts[1], Enum.Parse<OrderState>(parts[2]));
    }
}
