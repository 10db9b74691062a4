using static KornitX.Client.Tests.Journals.JournalTexts;

namespace KornitX.Client.Tests.Journals;

/// <summary>
/// In a stream an order may have several requests. The first one has to match the first journaled one, the second the second;
/// out of step, none is sent.
/// </summary>
public class StreamTests
{
    private static readonly BookingRequest A = Cancel(42, new RequestItem(1, null, 1));
    private static readonly BookingRequest B = Cancel(42, new RequestItem(2, null, 1));
    private static readonly BookingRequest C = Cancel(42, new RequestItem(3, null, 1));
    private static readonly Outcome No = new Outcome.Rejected(422, "no");
    private static readonly Outcome Yes = new Outcome.Created([new Booking(9, [])]);
    private static readonly Outcome Lost = new Outcome.Unknown("no answer");

    [Fact]
    public async Task Repeating_the_same_stream_matches_the_journal()
    {
        FakeJournalFile file = await FirstRunAsync((A, Yes), (B, No), (C, Lost));

        Assert.Equal(["Created", "send 2", "Unknown", "send 4"], Decide(file, A, B, C, C));
    }

    [Fact]
    public async Task A_missing_request_makes_all_later_requests_conflict()
    {
        FakeJournalFile file = await FirstRunAsync((A, No), (B, Yes));

        Assert.Equal(["JournalConflict", "JournalConflict"], Decide(file, B, C));
        Assert.Equal(["send 1", "JournalConflict"], Decide(file, A, C));
    }

    [Fact]
    public async Task A_request_that_reappears_makes_all_later_requests_conflict()
    {
        FakeJournalFile file = await FirstRunAsync((A, Yes));

        Assert.Equal(["JournalConflict", "JournalConflict"], Decide(file, B, A));
    }

    [Fact]
    public async Task Requests_that_were_merged_are_a_conflict()
    {
        FakeJournalFile file = await FirstRunAsync((A, Yes), (B, Yes));

        Assert.Equal(["JournalConflict"], Decide(file, Cancel(42, new RequestItem(1, null, 1), new RequestItem(2, null, 1))));
    }

    [Fact]
    public async Task An_unjournaled_request_before_a_booked_one_is_a_conflict()
    {
        FakeJournalFile file = new();
        using (Journal journal = Journal.Open("run.jsonl", file, Account, Noon))
        {
            Assert.Equal(1, ((IJournal)journal).Check(A, false).Occurrence);
            await SendAsync(journal, B, Yes);
        }

        Assert.Equal(["JournalConflict"], Decide(file, A));
        Assert.Equal(["JournalConflict"], Decide(file, B));
    }

    [Fact]
    public async Task An_unjournaled_request_between_two_booked_ones_is_a_conflict()
    {
        FakeJournalFile file = new();
        using (Journal journal = Journal.Open("run.jsonl", file, Account, Noon))
        {
            await SendAsync(journal, A, Yes);
            Assert.Equal(2, ((IJournal)journal).Check(B, false).Occurrence);
            await SendAsync(journal, C, Yes);
        }

        Assert.Equal(["Created", "JournalConflict", "JournalConflict"], Decide(file, A, B, C));
    }

    [Fact]
    public async Task A_conflict_with_a_request_that_is_not_booked_is_one_of_the_sequence()
    {
        FakeJournalFile file = await FirstRunAsync((A, No), (B, Yes));

        Assert.StartsWith(
            "NotSent JournalConflict: the journal has the requests of this order in a different sequence",
            JournalTexts.Decide(file, B),
            System.StringComparison.Ordinal);
    }

    [Fact]
    public async Task If_nothing_can_be_booked_any_sequence_is_accepted()
    {
        FakeJournalFile file = await FirstRunAsync((A, No), (B, No));

        Assert.Equal(["send 1", "send 2", "send 3"], Decide(file, C, A, B));
    }

    [Fact]
    public async Task Other_orders_and_references_are_counted_separately()
    {
        BookingRequest other = Cancel(43, new RequestItem(1, null, 1));
        BookingRequest withReference = new(Operation.Return, OrderAddress.ById(42), "R1", [new RequestItem(1, null, 1)]);
        FakeJournalFile file = await FirstRunAsync((A, Yes), (other, Yes), (withReference, Yes), (A, Yes));

        Assert.Equal(["Created", "Created", "Created", "Created", "send 3", "send 2"], Decide(file, A, withReference, other, A, A, other));
    }

    [Fact]
    public async Task Requests_of_one_order_under_several_names_get_different_numbers()
    {
        BookingRequest byRef = new(Operation.Cancellation, OrderAddress.ByExternalRef("POS-1"), null, [new RequestItem(null, "A", 1)]);
        BookingRequest of42 = new(Operation.Cancellation, OrderAddress.ByCombined("POS-1", 42), null, [new RequestItem(1, "A", 1)]);
        BookingRequest of43 = new(Operation.Cancellation, OrderAddress.ByCombined("POS-1", 43), null, [new RequestItem(1, "A", 1)]);

        Assert.Equal(
            ["send 1", "send 2", "send 2", "send 3", "send 4", "send 4", "send 5"],
            Decide(new FakeJournalFile(), byRef, of42, of43, byRef, of42, of43, byRef));
        Assert.Equal(["send 1", "send 1", "send 2", "send 3"], Decide(new FakeJournalFile(), of42, of43, byRef, of43));

        FakeJournalFile file = await FirstRunAsync((byRef, Lost), (of42, Lost));
        Assert.Equal(2, ReadAll(file.Bytes).Count);
    }

    [Fact]
    public async Task Orders_by_reference_are_counted_separately()
    {
        BookingRequest first = ByRef("POS-1", "A");
        BookingRequest second = ByRef("POS-2", "A");
        FakeJournalFile file = await FirstRunAsync((first, Yes), (second, Lost));

        Assert.Equal(["Created", "Unknown", "send 2", "send 2"], Decide(file, first, second, first, second));
    }

    [Fact]
    public async Task After_a_conflict_no_later_request_of_the_order_is_sent_under_any_of_its_names()
    {
        BookingRequest combined = new(Operation.Cancellation, OrderAddress.ByCombined("POS-1", 42), null, [new RequestItem(1, "A", 1)]);
        BookingRequest otherItems = new(Operation.Cancellation, OrderAddress.ByCombined("POS-1", 42), null, [new RequestItem(2, "B", 1)]);
        FakeJournalFile file = await FirstRunAsync((combined, Yes));

        // Alone, the second request of each input is booked.
        Assert.Equal(["Created"], Decide(file, ByRef("POS-1", "A")));
        Assert.Equal(["Created"], Decide(file, A));
        Assert.Equal(["JournalConflict", "JournalConflict"], Decide(file, ByRef("POS-1", "B"), ByRef("POS-1", "A")));
        Assert.Equal(["JournalConflict", "JournalConflict"], Decide(file, otherItems, ByRef("POS-1", "A")));
        Assert.Equal(["JournalConflict", "JournalConflict"], Decide(file, otherItems, A));
        Assert.Equal(["JournalConflict", "JournalConflict"], Decide(file, ByRef("POS-1", "B"), combined));
        Assert.Equal(["JournalConflict", "send 1"], Decide(file, ByRef("POS-1", "B"), ByRef("POS-2", "A")));
        Assert.Equal(["JournalConflict", "send 1"], Decide(file, B, Cancel(43, new RequestItem(1, null, 1))));
    }

    [Fact]
    public async Task A_rejected_retry_of_an_unknown_order_leaves_it_unknown()
    {
        FakeJournalFile file = await FirstRunAsync((A, Lost), (A, Yes));
        using (Journal journal = Journal.Open("run.jsonl", file, Account, Noon))
        {
            JournalVerdict verdict = ((IJournal)journal).Check(A, retryUnknown: true);
            Assert.Equal((null, 1, true), (verdict.Settled, verdict.Occurrence, verdict.MayBeBooked));
            IJournalEntry entry = ((IJournal)journal).CreateEntry(A, verdict.Occurrence);
            await entry.WriteIntentAsync();
            await entry.WriteOutcomeAsync(No);
        }

        Assert.Equal(["Unknown", "Created"], Decide(file, A, A));
    }

    private static BookingRequest ByRef(string order, string item) =>
        new(Operation.Cancellation, OrderAddress.ByExternalRef(order), null, [new RequestItem(null, item, 1)]);

    private static async Task<FakeJournalFile> FirstRunAsync(params (BookingRequest Request, Outcome Outcome)[] requests)
    {
        FakeJournalFile file = new();
        using Journal journal = Journal.Open("run.jsonl", file, Account, Noon);
        foreach ((BookingRequest request, Outcome outcome) in requests)
            await SendAsync(journal, request, outcome);
        return file;
    }

    private static async Task SendAsync(IJournal journal, BookingRequest request, Outcome outcome)
    {
        IJournalEntry entry = journal.CreateEntry(request, journal.Check(request, retryUnknown: false).Occurrence);
        await entry.WriteIntentAsync();
        await entry.WriteOutcomeAsync(outcome);
    }

    private static List<string> Decide(FakeJournalFile file, params BookingRequest[] requests)
    {
        using Journal journal = Journal.Open("run.jsonl", file, Account, Noon);
        return requests.Select(request => ((IJournal)journal).Check(request, retryUnknown: false)).Select(verdict => verdict.Settled switch
        {
            null => $"send {verdict.Occurrence}",
            Outcome.NotSent notSent => notSent.Reason.ToString(),
            _ => verdict.Settled.GetType().Name,
        }).ToList();
    }
}
