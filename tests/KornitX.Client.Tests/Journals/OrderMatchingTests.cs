using static KornitX.Client.Tests.Journals.JournalTexts;

namespace KornitX.Client.Tests.Journals;

/// <summary>An order that is or may be booked is found under any of its names; if a match is ambiguous, nothing is sent.</summary>
public class OrderMatchingTests
{
    private const string Names = " Identify the order and its items by both ID and external reference, or use another journal";
    internal const string OnlyById =
        "NotSent JournalConflict: the journal has orders identified only by ID, and one of them may be this order." + Names;
    internal const string OnlyByRef =
        "NotSent JournalConflict: the journal has orders identified only by external reference, and one of them may be this order." + Names;
    private const string ItemsById =
        "NotSent JournalConflict: the journal has this order with items identified only by ID, so the items can't be compared, and they "
            + "are or may be booked." + Names;
    internal const string ItemsByRef =
        "NotSent JournalConflict: the journal has this order with items identified only by external reference, so the items can't be "
            + "compared, and they are or may be booked." + Names;
    private const string Ambiguous =
        "NotSent JournalConflict: the journal has several orders that match this one, which are or may be booked." + Names;
    private const string OtherItems =
        "NotSent JournalConflict: the journal has this order with different items, which are or may be booked. Send the same items as "
            + "before, or look up the order in KornitX and use another journal";
    private const string Doubt = "Unknown: in an earlier run: no answer";

    [Fact]
    public async Task The_same_return_by_ID_then_with_references_then_by_reference_alone_is_sent_once()
    {
        FakeJournalFile file = new();
        Assert.Equal("send", await SendAsync(file, ById(42, "R1"), Booked(42)));
        Assert.Equal("Created 9 [7 of 42, line 2]", await SendAsync(file, Combined("POS-1", 42, "R1"), Booked(42)));
        Assert.Equal(OnlyById, await SendAsync(file, ByRef("POS-1", "R1"), Booked(42)));
    }

    [Fact]
    public async Task The_order_ID_in_the_response_is_recorded()
    {
        FakeJournalFile file = new();
        Assert.Equal("send", await SendAsync(file, ByRef("POS-1", "R1"), Booked(42)));

        Assert.Equal(ItemsByRef, await SendAsync(file, ById(42, "R1"), Booked(42)));
        Assert.Equal("Created 9 [7 of 42, line 2]", await SendAsync(file, Combined("POS-1", 42, "R1"), Booked(42)));
        Assert.Equal("send", await SendAsync(file, ById(43, "R1"), Booked(43)));
        Assert.Equal((long?)42, ReadAll(file.Bytes)[0].Identity.Id);
    }

    [Fact]
    public async Task A_response_without_one_order_ID_records_none()
    {
        Outcome.Created two = new([new Booking(9, [new BookedLine(7, 42, 2), new BookedLine(8, 43, 2)])]);
        foreach (Outcome answer in new Outcome[] { new Outcome.Created([new Booking(9, [])]), two, new Outcome.Unknown("no answer") })
        {
            FakeJournalFile file = new();
            await SendAsync(file, ByRef("POS-1", "R1"), answer);

            Assert.Equal(OnlyByRef, await SendAsync(file, ById(42, "R1"), Booked(42)));
            Assert.Equal(OnlyByRef, await SendAsync(file, ById(77, "R1"), Booked(77)));
        }
    }

    [Fact]
    public async Task Orders_are_compared_by_the_names_that_both_have()
    {
        FakeJournalFile file = new();
        await SendAsync(file, Combined("POS-1", 42, "R1"), new Outcome.Unknown("no answer"));

        Assert.Equal(Doubt, await SendAsync(file, ById(42, "R1"), Booked(42)));
        Assert.Equal(Doubt, await SendAsync(file, ByRef("POS-1", "R1"), Booked(42)));
        Assert.Equal("send", await SendAsync(file, ById(43, "R1"), new Outcome.Rejected(422, "no")));
        Assert.Equal("send", await SendAsync(file, ByRef("POS-2", "R1"), new Outcome.Rejected(422, "no")));
        Assert.Equal("send", await SendAsync(file, Combined("POS-1", 44, "R1"), new Outcome.Rejected(422, "no")));
    }

    [Fact]
    public async Task Items_are_compared_by_the_names_that_both_requests_send()
    {
        FakeJournalFile file = new();
        await SendAsync(file, Combined("POS-1", 42, "R1"), Booked(42));

        Assert.Equal(OtherItems, await SendAsync(file, Return(OrderAddress.ById(42), "R1", new RequestItem(8, null, 1)), Booked(42)));
        Assert.Equal(
            OtherItems,
            await SendAsync(file, Return(OrderAddress.ByExternalRef("POS-1"), "R1", new RequestItem(null, "A", 2)), Booked(42)));
        Assert.Equal(
            OtherItems, await SendAsync(file, Return(OrderAddress.ByCombined("POS-1", 42), "R1", new RequestItem(7, "B", 1)), Booked(42)));
    }

    [Fact]
    public async Task Items_by_ID_are_not_compared_with_items_by_reference()
    {
        FakeJournalFile file = new();
        await SendAsync(file, Combined("POS-1", 42, "R1"), new Outcome.Rejected(422, "no"));
        await SendAsync(file, ById(42, "R1"), new Outcome.Unknown("no answer"));

        Assert.Equal(ItemsById, await SendAsync(file, ByRef("POS-1", "R1"), Booked(42)));
    }

    [Fact]
    public async Task A_reference_in_only_one_request_is_a_conflict()
    {
        const string Without =
            "NotSent JournalConflict: the journal has this order without a reference, and it is or may be booked. Use the same "
                + "reference, or look up the order in KornitX and use another journal";
        const string With =
            "NotSent JournalConflict: the journal has this order with the reference 'C1', and it is or may be booked. Use the same "
                + "reference, or look up the order in KornitX and use another journal";
        FakeJournalFile without = new();
        await SendAsync(without, Order42, Booked(42));
        Assert.Equal(Without, await SendAsync(without, Cancellation("C1"), Booked(42)));

        FakeJournalFile with = new();
        await SendAsync(with, Cancellation("C1"), new Outcome.Unknown("no answer"));
        Assert.Equal(With, await SendAsync(with, Order42, Booked(42)));
        Assert.Equal("send", await SendAsync(with, Cancellation("C2"), Booked(42)));

        static BookingRequest Cancellation(string reference) =>
            new(Operation.Cancellation, OrderAddress.ById(42), reference, [new RequestItem(7, null, 1)]);
    }

    [Fact]
    public async Task References_with_composed_and_decomposed_letters_are_the_same()
    {
        FakeJournalFile file = new();
        BookingRequest composed = Return(OrderAddress.ByExternalRef("P\u00DCS-1"), "R\u00FCck", new RequestItem(null, "\u00C4", 1));
        BookingRequest decomposed = Return(OrderAddress.ByExternalRef("PU\u0308S-1"), "Ru\u0308ck", new RequestItem(null, "A\u0308", 1));
        await SendAsync(file, composed, Booked(42));

        Assert.Equal("Created 9 [7 of 42, line 2]", await SendAsync(file, decomposed, Booked(42)));
        await SendAsync(
            file, Return(OrderAddress.ByExternalRef("PU\u0308S-2"), "Ru\u0308ck", new RequestItem(null, "A\u0308", 1)), Booked(43));
        Assert.Equal(
            "Created 9 [7 of 43, line 2]",
            await SendAsync(
                file, Return(OrderAddress.ByExternalRef("P\u00DCS-2"), "R\u00FCck", new RequestItem(null, "\u00C4", 1)), Booked(43)));
        // They are sent as they were given.
        Assert.Contains("PU\u0308S-2", file.Content, System.StringComparison.Ordinal);
    }

    [Fact]
    public async Task References_that_differ_only_in_case_are_a_conflict()
    {
        const string OtherOrder =
            "NotSent JournalConflict: the journal has the order 'POS-1', which differs only in case, and it is or may be booked. Use the "
                + "same spelling, or look up the order in KornitX and use another journal";
        const string OtherReference =
            "NotSent JournalConflict: the journal has this order with the reference 'R1', which differs only in case, and it is or may "
                + "be booked. Use the same spelling, or look up the order in KornitX and use another journal";
        foreach (Outcome outcome in new Outcome[] { Booked(42), new Outcome.Unknown("no answer") })
        {
            FakeJournalFile file = new();
            await SendAsync(file, ByRef("POS-1", "R1"), outcome);

            Assert.Equal(OtherOrder, await SendAsync(file, ByRef("pos-1", "R1"), Booked(42)));
            Assert.Equal(OtherReference, await SendAsync(file, ByRef("POS-1", "r1"), Booked(42)));
            Assert.Equal(OtherReference, await SendAsync(file, ByRef("Pos-1", "r1"), Booked(42)));
            Assert.Equal("send", await SendAsync(file, ByRef("pos-2", "R1"), new Outcome.Rejected(422, "no")));
            Assert.Equal("send", await SendAsync(file, ByRef("pos-1", "R2"), new Outcome.Rejected(422, "no")));
        }

        FakeJournalFile byId = new();
        await SendAsync(byId, ById(42, "R1"), Booked(42));
        Assert.Equal(OtherReference, await SendAsync(byId, ById(42, "r1"), Booked(42)));
        Assert.Equal(OnlyById, await SendAsync(byId, ByRef("POS-1", "r1"), Booked(42)));
    }

    [Fact]
    public async Task If_nothing_is_booked_the_case_makes_no_conflict()
    {
        FakeJournalFile file = new();
        await SendAsync(file, ByRef("POS-1", "R1"), new Outcome.Rejected(422, "no"));

        Assert.Equal("send", await SendAsync(file, ByRef("pos-1", "R1"), Booked(42)));
    }

    /// <summary>An input with both, which a run without a journal of them has sent.</summary>
    [Fact]
    public async Task Two_spellings_that_one_run_has_sent_are_two_orders()
    {
        FakeJournalFile file = new();
        using (Journal journal = Journal.Open("run.jsonl", file, Account, Noon))
        {
            foreach (string name in new[] { "POS-1", "pos-1" })
            {
                BookingRequest request = ByRef(name, "R1");
                IJournalEntry entry = ((IJournal)journal).CreateEntry(
                    request, ((IJournal)journal).Check(request, retryUnknown: false).Occurrence);
                await entry.WriteIntentAsync();
                await entry.WriteOutcomeAsync(Booked(name == "POS-1" ? 42 : 43));
            }
        }

        Assert.Equal("Created 9 [7 of 42, line 2]", await SendAsync(file, ByRef("POS-1", "R1"), Booked(42)));
        Assert.Equal("Created 9 [7 of 43, line 2]", await SendAsync(file, ByRef("pos-1", "R1"), Booked(43)));
    }

    /// <summary>
    /// References with the same 64-bit FNV-1a hash, by which an earlier version found orders: it took the second for the first and
    /// booked the first again.
    /// </summary>
    [Theory]
    [InlineData("8yn0iYCKYHlIj4-BwPqk", "GReLUrM4wMqfg9yzV3KQ")]
    [InlineData("gMPflVXtwGDXbIhP73TX", "LtHf1prlU1bCeYZEdqWf")]
    [InlineData("pFuM83THhM-Qw8FI5FKo", ".jPx7rOtTDteKAwvfOEo")]
    public async Task References_with_the_same_hash_are_different_orders(string one, string other)
    {
        FakeJournalFile file = new();
        await SendAsync(file, ByRef(one, "R1"), Booked(42));
        await SendAsync(file, ByRef(other, "R1"), Booked(43));

        Assert.Equal("Created 9 [7 of 42, line 2]", await SendAsync(file, ByRef(one, "R1"), Booked(42)));
        Assert.Equal("Created 9 [7 of 43, line 2]", await SendAsync(file, ByRef(other, "R1"), Booked(43)));
        await SendAsync(file, ByRef("POS-1", one), Booked(44));
        Assert.Equal("send", await SendAsync(file, ByRef("POS-1", other), Booked(44)));
    }

    [Fact]
    public async Task More_than_one_journaled_order_that_matches_is_a_conflict()
    {
        FakeJournalFile file = new();
        await SendAsync(file, Combined("POS-1", 42, "R1"), Booked(42));
        await SendAsync(file, Combined("POS-1", 43, "R1"), new Outcome.Unknown("no answer"));

        Assert.Equal(Ambiguous, await SendAsync(file, ByRef("POS-1", "R1"), Booked(42)));
        Assert.Equal("Created 9 [7 of 42, line 2]", await SendAsync(file, Combined("POS-1", 42, "R1"), Booked(42)));
        Assert.Equal(Doubt, await SendAsync(file, ById(43, "R1"), Booked(42)));
    }

    [Fact]
    public async Task An_order_that_can_be_either_of_two_journaled_orders_is_a_conflict()
    {
        FakeJournalFile file = new(Head
            + LineById(1, item: 7)
            + LineByRef(2, item: "A"));
        Assert.Equal(Ambiguous, await SendAsync(file, Combined("POS-1", 42, "R1"), Booked(42)));

        FakeJournalFile stream = new(file.Content + LineById(3, item: 7, occurrence: 2));
        Assert.Equal(Ambiguous, await SendAsync(stream, Combined("POS-1", 42, "R1"), Booked(42)));
    }

    [Fact]
    public async Task Of_two_orders_that_match_the_one_that_may_be_booked_is_compared()
    {
        FakeJournalFile file = new(Head
            + LineById(1, item: 8)
            + Rejected(1)
            + LineByRef(2, item: "A")
            + Unknown(2));

        Assert.Equal(Doubt, await SendAsync(file, Combined("POS-1", 42, "R1"), Booked(42)));
    }

    [Fact]
    public async Task Rejected_and_unsent_orders_cause_no_conflict()
    {
        Outcome[] outcomes = [new Outcome.Rejected(422, "no"), new Outcome.NotSent(NotSentReason.RateLimited, "later")];
        foreach (Outcome outcome in outcomes)
        {
            FakeJournalFile file = new();
            await SendAsync(file, ById(42, "R1"), outcome);

            Assert.Equal("send", await SendAsync(file, ByRef("POS-1", "R1"), outcome));
            Assert.Equal("send", await SendAsync(file, Combined("POS-1", 42, "R1"), outcome));
            Assert.Equal("send", await SendAsync(file, Return(OrderAddress.ById(42), "R1", new RequestItem(8, null, 5)), outcome));
        }
    }

    [Fact]
    public async Task A_different_reference_is_a_different_return_even_if_the_order_is_ambiguous()
    {
        FakeJournalFile file = new();
        await SendAsync(file, ById(42, "R1"), Booked(42));

        Assert.Equal("send", await SendAsync(file, ById(42, "R2"), new Outcome.Rejected(422, "no")));
        Assert.Equal("send", await SendAsync(file, ByRef("POS-1", "R3"), new Outcome.Rejected(422, "no")));
    }

    [Fact]
    public async Task A_cancellation_and_a_return_with_the_same_reference_are_two_orders()
    {
        FakeJournalFile file = new();
        BookingRequest cancellation = new(Operation.Cancellation, OrderAddress.ById(42), "R1", [new RequestItem(7, null, 1)]);
        await SendAsync(file, cancellation, new Outcome.Unknown("no answer"));
        await SendAsync(file, ById(42, "R1"), new Outcome.Rejected(422, "no"));

        Assert.Equal(
            ["Cancellation Unknown: no answer", "Return Rejected 422: no"],
            ReadAll(file.Bytes).Select(order => $"{order.Request.Operation} {Describe(order.Outcome)}"));
        Assert.Equal(Doubt, await SendAsync(file, cancellation, Booked(42)));
    }

    [Fact]
    public async Task Attempts_under_different_names_belong_to_one_order()
    {
        FakeJournalFile file = new();
        await SendAsync(file, ByRef("POS-1", "R1"), new Outcome.Rejected(422, "no"));
        await SendAsync(file, Combined("POS-1", 42, "R1"), new Outcome.Rejected(422, "no"));
        await SendAsync(file, ById(42, "R1"), new Outcome.Unknown("no answer"));

        JournalRecord order = Assert.Single(ReadAll(file.Bytes));
        Assert.Equal("Unknown: no answer", Describe(order.Outcome));
        Assert.Equal((42, "POS-1", 3L), (order.Identity.Id, order.Identity.ExternalRef, order.Number));
        Assert.Equal(
            Doubt, await SendAsync(file, Return(OrderAddress.ByCombined("POS-1", 42), "R1", new RequestItem(7, "A", 1)), Booked(42)));
    }

    [Fact]
    public async Task References_with_any_characters_are_found()
    {
        FakeJournalFile file = new();
        BookingRequest[] requests = Enumerable.Range(1, 50).Select(i => ByRef($"POS-{i} ü\"", $"R{i} ü\"")).ToArray();
        foreach (BookingRequest request in requests)
            await SendAsync(file, request, new Outcome.Unknown("no answer"));

        foreach (BookingRequest request in requests)
            Assert.Equal(Doubt, await SendAsync(file, request, Booked(42)));
    }

    private static string LineById(int number, int item, int occurrence = 1) =>
        Line(number, "\"Addressing\":\"Id\",\"OrderId\":42", $"\"ItemId\":{item}", occurrence);

    private static string LineByRef(int number, string item) =>
        Line(number, "\"Addressing\":\"ExternalRef\",\"OrderExternalRef\":\"POS-1\"", $"\"ItemExternalRef\":\"{item}\"", occurrence: 1);

    private static string Line(int number, string order, string item, int occurrence) =>
        $$"""{"State":"Sending","Number":{{number}},"Time":"2026-01-01T00:00:01+00:00","Operation":"Return","""
            + $$"""{{order}},"Reference":"R1","Occurrence":{{occurrence}},"Items":[{{{item}},"Quantity":1}]}""" + "\n";

    internal static BookingRequest ById(long id, string reference) => Return(OrderAddress.ById(id), reference, new RequestItem(7, null, 1));

    internal static BookingRequest ByRef(string externalRef, string reference) =>
        Return(OrderAddress.ByExternalRef(externalRef), reference, new RequestItem(null, "A", 1));

    internal static BookingRequest Combined(string externalRef, long id, string reference) =>
        Return(OrderAddress.ByCombined(externalRef, id), reference, new RequestItem(7, "A", 1));

    private static BookingRequest Return(OrderAddress order, string reference, params RequestItem[] items) =>
        new(Operation.Return, order, reference, items);

    internal static Outcome.Created Booked(long order) => new([new Booking(9, [new BookedLine(7, order, 2)])]);

    /// <summary>One run with one order: what the journal makes of it, and its outcome where it is sent.</summary>
    internal static async Task<string> SendAsync(FakeJournalFile file, BookingRequest request, Outcome outcome)
    {
        using Journal journal = Journal.Open("run.jsonl", file, Account, Noon);
        JournalVerdict verdict = ((IJournal)journal).Check(request, retryUnknown: false);
        if (verdict.Settled is null)
        {
            IJournalEntry entry = ((IJournal)journal).CreateEntry(request, verdict.Occurrence);
            await entry.WriteIntentAsync();
            await entry.WriteOutcomeAsync(outcome);
        }

        return Describe(verdict.Settled);
    }
}
