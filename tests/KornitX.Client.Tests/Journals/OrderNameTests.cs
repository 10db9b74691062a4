using static KornitX.Client.Tests.Journals.JournalTexts;
using static KornitX.Client.Tests.Journals.OrderMatchingTests;

namespace KornitX.Client.Tests.Journals;

/// <summary>An order ID that was not sent, that comes in the response, or that is all one side knows.</summary>
public class OrderNameTests
{
    [Fact]
    public async Task A_contradicting_name_that_is_not_sent_is_a_conflict()
    {
        FakeJournalFile file = new();
        await SendAsync(file, ByRefEchoing("POS-1", 42, "R1"), new Outcome.Unknown("no answer"));

        string decided = await SendAsync(file, Combined("POS-2", 42, "R1"), Booked(42));
        Assert.StartsWith(
            "NotSent JournalConflict: the journal has an order that matches this one in one identifier but not in the other",
            decided,
            System.StringComparison.Ordinal);
    }

    /// <summary>The module reports such a response as unknown, so only an edited journal has it.</summary>
    [Fact]
    public async Task Another_order_ID_in_the_response_does_not_replace_the_ID_that_was_sent()
    {
        FakeJournalFile file = new();
        await SendAsync(file, ById(42, "R1"), Booked(43));

        Assert.Equal("Created 9 [7 of 43, line 2]", await SendAsync(file, ById(42, "R1"), Booked(42)));
        Assert.Equal((long?)42, Assert.Single(ReadAll(file.Bytes)).Identity.Id);
        Assert.Equal("send", await SendAsync(file, ById(43, "R1"), Booked(43)));
    }

    [Fact]
    public async Task The_order_ID_in_the_response_replaces_one_that_was_not_sent()
    {
        FakeJournalFile file = new();
        await SendAsync(file, ByRefEchoing("POS-1", 42, "R1"), Booked(43));

        Assert.Equal((long?)43, Assert.Single(ReadAll(file.Bytes)).Identity.Id);
        Assert.Equal(ItemsByRef, await SendAsync(file, ById(43, "R1"), Booked(43)));
        Assert.Equal("send", await SendAsync(file, ById(42, "R1"), Booked(42)));
    }

    [Fact]
    public async Task An_ID_that_was_sent_once_stays_known_when_a_later_attempt_does_not_send_it()
    {
        FakeJournalFile file = new();
        await SendAsync(file, Combined("POS-1", 42, "R1"), new Outcome.Rejected(422, "no"));
        await SendAsync(file, ByRefEchoing("POS-1", 42, "R1"), new Outcome.Unknown("no answer"));

        Assert.Equal((long?)42, Assert.Single(ReadAll(file.Bytes)).Identity.Id);
        Assert.Equal(ItemsByRef, await SendAsync(file, ById(42, "R1"), Booked(42)));
    }

    [Fact]
    public async Task An_order_known_by_another_name_is_a_conflict_also_if_only_one_side_has_a_reference()
    {
        BookingRequest byId = new(Operation.Cancellation, OrderAddress.ById(42), null, [new RequestItem(7, null, 1)]);
        BookingRequest byIdWithReference = new(Operation.Cancellation, OrderAddress.ById(42), "C1", [new RequestItem(7, null, 1)]);
        BookingRequest byRef = new(Operation.Cancellation, OrderAddress.ByExternalRef("POS-1"), null, [new RequestItem(null, "A", 1)]);
        BookingRequest byRefWithReference = new(
            Operation.Cancellation, OrderAddress.ByExternalRef("POS-1"), "C1", [new RequestItem(null, "A", 1)]);
        foreach ((BookingRequest earlier, BookingRequest later, string conflict) in new[]
        {
            (byId, byRefWithReference, OnlyById),
            (byIdWithReference, byRef, OnlyById),
            (byRef, byIdWithReference, OnlyByRef),
            (byRefWithReference, byId, OnlyByRef),
        })
        {
            FakeJournalFile file = new();
            await SendAsync(file, earlier, new Outcome.Unknown("no answer"));

            Assert.Equal(conflict, await SendAsync(file, later, Booked(42)));
        }
    }

    private static BookingRequest ByRefEchoing(string externalRef, long id, string reference) =>
        new(Operation.Return, new OrderAddress(Addressing.ExternalRef, id, externalRef), reference, [new RequestItem(null, "A", 1)]);
}
