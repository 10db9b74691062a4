using static KornitX.Client.Tests.Journals.JournalTexts;

namespace KornitX.Client.Tests.Journals;

/// <summary>A journal's lines, and how the next run treats the orders.</summary>
public class DecisionTests
{
    private const string Died = "the run that sent it ended before the response arrived";
    private const string Conflict =
        "NotSent JournalConflict: the journal has this order with different items, which are or may be booked. Send the same items as "
            + "before, or look up the order in KornitX and use another journal";

    [Fact]
    public void An_order_that_is_not_in_the_journal_is_sent() =>
        Assert.Equal("send", Decide(Head + Intent(1) + Created(1), Cancel(43, new RequestItem(7, null, 1))));

    [Fact]
    public void A_booked_order_is_reported_again_and_not_sent()
    {
        Assert.Equal("Created 9 [7 of 42, line 2]", Decide(Head + Intent(1) + Created(1), Order42));
        Assert.Equal("Created 9 [7 of 42, line 2]", Decide(Head + Intent(1) + Created(1), Order42, retryUnknown: true));
    }

    [Fact]
    public void A_rejected_or_unsent_order_is_sent()
    {
        Assert.Equal("send", Decide(Head + Intent(1) + Rejected(1), Order42));
        Assert.Equal("send", Decide(Head + Intent(1) + NotSent(1), Order42));
        Assert.Equal("send", Decide(Head + Intent(1) + NotSent(1) + Intent(2) + Rejected(2), Order42));
    }

    [Fact]
    public void An_unknown_order_is_sent_only_with_RetryUnknown()
    {
        Assert.Equal("Unknown: in an earlier run: no answer", Decide(Head + Intent(1) + Unknown(1), Order42));
        Assert.Equal("Unknown: in an earlier run: " + Died, Decide(Head + Intent(1), Order42));
        Assert.Equal("Unknown: in an earlier run: " + Died, Decide(Head + Intent(1) + NotSent(1) + Intent(2), Order42));

        Assert.Equal("send", Decide(Head + Intent(1) + Unknown(1), Order42, retryUnknown: true));
        Assert.Equal("send", Decide(Head + Intent(1), Order42, retryUnknown: true));
    }

    [Fact]
    public void After_an_attempt_that_may_be_booked_only_a_booking_ends_the_doubt()
    {
        const string Doubt = "Unknown: in an earlier run: an earlier attempt may have been booked; the last attempt ";

        Assert.Equal(Doubt + "was rejected with HTTP 422: no", Decide(Head + Intent(1) + Unknown(1) + Intent(2) + Rejected(2), Order42));
        Assert.Equal(Doubt + "was not sent: later", Decide(Head + Intent(1) + Unknown(1) + Intent(2) + NotSent(2), Order42));
        Assert.Equal(Doubt + "was rejected with HTTP 422: no", Decide(Head + Intent(1) + Intent(2) + Rejected(2), Order42));
        Assert.Equal(
            Doubt + "was rejected with HTTP 422: no",
            Decide(Head + Intent(1) + Unknown(1) + Intent(2) + NotSent(2) + Intent(3) + Rejected(3), Order42));
        Assert.Equal(Doubt + "was rejected with HTTP 422: no", Decide(Head + Intent(1) + Intent(2) + Intent(3) + Rejected(3), Order42));
        Assert.Equal(
            Doubt + "was rejected with HTTP 422: no",
            Decide(Head + Intent(1) + Unknown(1) + Intent(2) + Unknown(2) + Intent(3) + Rejected(3), Order42));
        Assert.Equal("Created 9 [7 of 42, line 2]", Decide(Head + Intent(1) + Unknown(1) + Intent(2) + Created(2), Order42));
        Assert.Equal("Created 9 [7 of 42, line 2]", Decide(Head + Intent(1) + Intent(2) + Created(2), Order42));
    }

    [Fact]
    public void The_outcome_of_a_later_attempt_does_not_undo_a_booking()
    {
        Assert.Equal("Created 9 [7 of 42, line 2]", Decide(Head + Intent(1) + Created(1) + Intent(2) + Rejected(2), Order42));
        Assert.Equal("Created 9 [7 of 42, line 2]", Decide(Head + Intent(1) + Created(1) + Intent(2) + Unknown(2), Order42));
        Assert.Equal("Created 9 [7 of 42, line 2]", Decide(Head + Intent(1) + Created(1) + Intent(2), Order42));
    }

    [Fact]
    public void An_order_whose_last_attempt_has_no_outcome_has_not_ended()
    {
        JournalRecord order = Assert.Single(ReadAll(Head + Intent(1) + Created(1) + Intent(2)));

        Assert.Equal("Created 9 [7 of 42, line 2]", Describe(order.Outcome));
        Assert.Null(order.EndedAt);
        Assert.False(order.IsOpen);
    }

    [Fact]
    public void Only_a_request_whose_outcome_is_unknown_may_already_be_booked_when_it_is_sent()
    {
        Assert.Equal(new JournalVerdict(null, 1, MayBeBooked: false), Check(Head, Order42));
        Assert.Equal(new JournalVerdict(null, 1, MayBeBooked: false), Check(Head + Intent(1) + Rejected(1), Order42));
        Assert.Equal(new JournalVerdict(null, 1, MayBeBooked: false), Check(Head + Intent(1) + NotSent(1), Order42));
        Assert.Equal(new JournalVerdict(null, 1, MayBeBooked: true), Check(Head + Intent(1), Order42));
        Assert.Equal(new JournalVerdict(null, 1, MayBeBooked: true), Check(Head + Intent(1) + Unknown(1), Order42));
        Assert.Equal(
            new JournalVerdict(Client.Conflict.OtherItems, 1, MayBeBooked: false),
            Check(Head + Intent(1) + Unknown(1), Cancel(42, new RequestItem(8, null, 1))));

        static JournalVerdict Check(string content, BookingRequest request)
        {
            using Journal journal = Journal.Open("run.jsonl", new FakeJournalFile(content), Account, Noon);
            return ((IJournal)journal).Check(request, retryUnknown: true);
        }
    }

    [Fact]
    public void A_missing_message_is_read_as_empty()
    {
        const string Words = ",\"Message\":";

        Assert.Equal(
            "NotSent RateLimited: ",
            Describe(Read(Head + Intent(1) + NotSent(1).Replace(Words + "\"later\"", "", StringComparison.Ordinal)).Outcome));
        Assert.Equal(
            "Unknown: ",
            Describe(Read(Head + Intent(1) + Unknown(1).Replace(Words + "\"no answer\"", "", StringComparison.Ordinal)).Outcome));
        Assert.Equal(
            "Unknown: an earlier attempt may have been booked; the last attempt was rejected with HTTP 422",
            Describe(
                Read(
                    Head + Intent(1) + Unknown(1) + Intent(2)
                        + Rejected(2).Replace(Words + "\"no\"", "", StringComparison.Ordinal)).Outcome));

        static JournalRecord Read(string content) => Assert.Single(ReadAll(content));
    }

    [Fact]
    public void Outcomes_can_be_in_a_different_order_than_intents()
    {
        string other = Intent(2).Replace("\"OrderId\":42", "\"OrderId\":43", StringComparison.Ordinal);
        string journal = Head + Intent(1) + other + Rejected(2) + Created(1);

        Assert.Equal("Created 9 [7 of 42, line 2]", Decide(journal, Order42));
        Assert.Equal("send", Decide(journal, Cancel(43, new RequestItem(7, null, 1))));
    }

    [Theory]
    [InlineData(7, 2)]
    [InlineData(8, 1)]
    public void Different_items_for_a_booked_or_unknown_order_are_a_conflict(long item, int quantity)
    {
        BookingRequest other = Cancel(42, new RequestItem(item, null, quantity));

        Assert.Equal(Conflict, Decide(Head + Intent(1) + Created(1), other));
        Assert.Equal(Conflict, Decide(Head + Intent(1) + Unknown(1), other));
        Assert.Equal(Conflict, Decide(Head + Intent(1), other));
        Assert.Equal(Conflict, Decide(Head + Intent(1), other, retryUnknown: true));
        Assert.Equal(Conflict, Decide(Head + Intent(1) + Unknown(1) + Intent(2) + Rejected(2), other, retryUnknown: true));
    }

    [Fact]
    public void More_items_or_fewer_are_a_conflict()
    {
        BookingRequest more = Cancel(42, new RequestItem(7, null, 1), new RequestItem(8, null, 1));
        Assert.Equal(Conflict, Decide(Head + Intent(1) + Created(1), more));
        Assert.Equal(Conflict, Decide(Written(more), Order42));
        Assert.Equal(Conflict, Decide(Written(Cancel(42, new RequestItem(7, null, 1), new RequestItem(7, null, 1))), Order42));
    }

    [Fact]
    public void After_a_rejection_or_without_sending_the_items_can_differ()
    {
        BookingRequest other = Cancel(42, new RequestItem(8, null, 3));

        Assert.Equal("send", Decide(Head + Intent(1) + Rejected(1), other));
        Assert.Equal("send", Decide(Head + Intent(1) + NotSent(1), other));
    }

    [Fact]
    public void The_same_items_in_another_order_are_the_same()
    {
        BookingRequest one = Cancel(42, new RequestItem(7, null, 1), new RequestItem(8, null, 2), new RequestItem(8, null, 1));
        BookingRequest other = Cancel(42, new RequestItem(8, null, 1), new RequestItem(8, null, 2), new RequestItem(7, null, 1));

        Assert.Equal("Unknown: in an earlier run: " + Died, Decide(Written(one), other));
    }

    /// <summary>A zero-width joiner weighs nothing where a language sorts, but KornitX goes by the characters.</summary>
    [Fact]
    public void References_that_compare_equal_in_a_culture_are_distinct()
    {
        BookingRequest one = ByRef("a\u200Db", "ab");

        Assert.Equal("Unknown: in an earlier run: " + Died, Decide(Written(one), ByRef("ab", "a\u200Db")));
        Assert.Equal(Conflict, Decide(Written(one), ByRef("ab", "ab")));

        static BookingRequest ByRef(string first, string second) => new(
            Operation.Cancellation,
            OrderAddress.ByExternalRef("POS-1"),
            null,
            [new RequestItem(null, first, 1), new RequestItem(null, second, 1)]);
    }

    [Fact]
    public void Fields_that_are_only_echoed_make_no_difference()
    {
        BookingRequest echoing = new(
            Operation.Cancellation, new OrderAddress(Addressing.Id, 42, "POS-1"), null, [new RequestItem(7, "ABCD", 1)]);

        Assert.Equal("Created 9 [7 of 42, line 2]", Decide(Head + Intent(1) + Created(1), echoing));
    }

    [Fact]
    public void A_different_operation_or_order_is_a_different_booking()
    {
        string journal = Head + Intent(1) + Created(1);

        Assert.Equal(
            "send", Decide(journal, new BookingRequest(Operation.Return, OrderAddress.ById(42), "R1", [new RequestItem(7, null, 1)])));
        Assert.Equal("send", Decide(journal, Cancel(43, new RequestItem(7, null, 1))));
    }

    /// <summary>A journal with that one order, under way when its run died.</summary>
    private static string Written(BookingRequest request)
    {
        FakeJournalFile file = new();
        using Journal journal = Journal.Open("run.jsonl", file, Account, Noon);
        _ = ((IJournal)journal).CreateEntry(request, 1).WriteIntentAsync();
        return file.Content;
    }
}
