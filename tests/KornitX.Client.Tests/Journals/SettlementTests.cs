using static KornitX.Client.Tests.Journals.JournalTexts;

namespace KornitX.Client.Tests.Journals;

/// <summary>A person looks an unknown order up and says whether it is booked; the next run goes by that.</summary>
public class SettlementTests
{
    private static readonly Settlement IsBooked = new(true, 254001, "night\\operator", "History shows it");
    private static readonly Settlement IsNotBooked = new(false, null, "operator", null);

    [Fact]
    public async Task An_order_settled_as_booked_is_not_sent_again_and_shows_who_settled_it()
    {
        FakeJournalFile file = new(Head + Intent(1) + Unknown(1));
        Assert.Equal(SettlementResult.Settled, await SettleAsync(file, 1, IsBooked));

        Assert.Equal(
            Head + Intent(1) + Unknown(1)
            + """{"State":"Settled","Number":1,"Time":"2026-01-01T12:00:00+00:00","IsBooked":"""
                + """true,"BookingId":254001,"SettledBy":"night\\operator","Reason":"History shows it"}""" + "\n",
            file.Content);
        Assert.Equal("Created 254001 []", Decide(file, Order42));
        Assert.Equal("Created 254001 []", Decide(file, Order42, retryUnknown: true));
        JournalRecord order = Assert.Single(ReadAll(file.Bytes));
        Settlement settled = ((Outcome.Created)order.Outcome).Settlement!;
        Assert.Equal(IsBooked with { At = Noon.GetUtcNow() }, settled);
        Assert.Equal(settled, order.Settlement);
        Assert.Equal(Noon.GetUtcNow(), order.EndedAt);
    }

    [Fact]
    public async Task The_booking_ID_is_optional()
    {
        FakeJournalFile file = new(Head + Intent(1));
        await SettleAsync(file, 1, IsBooked with { BookingId = null, Reason = null });

        Assert.Equal("Created  []", Decide(file, Order42));
        Assert.Null(Assert.Single(((Outcome.Created)Assert.Single(ReadAll(file.Bytes)).Outcome).Bookings).Id);
    }

    [Fact]
    public async Task An_order_settled_as_not_booked_is_sent_by_the_next_run()
    {
        foreach (string unknown in new[] { Intent(1), Intent(1) + Unknown(1), Intent(1) + Unknown(1) + Intent(2) + Rejected(2) })
        {
            FakeJournalFile file = new(Head + unknown);
            long number = Assert.Single(ReadAll(file.Bytes)).Number;
            Assert.Equal(SettlementResult.Settled, await SettleAsync(file, number, IsNotBooked));

            Assert.Equal("send", Decide(file, Order42));
            JournalRecord order = Assert.Single(ReadAll(file.Bytes));
            Assert.Equal("NotSent SettledAsNotBooked: settled as not booked by operator", Describe(order.Outcome));
            Assert.Equal("operator", order.Settlement!.By);
        }
    }

    [Fact]
    public async Task An_order_settled_as_not_booked_is_treated_as_new()
    {
        FakeJournalFile file = new(Head + Intent(1) + Unknown(1));
        await SettleAsync(file, 1, IsNotBooked);

        Assert.Equal("send", Decide(file, Cancel(42, new RequestItem(8, null, 2))));
        Assert.Equal(
            "send",
            Decide(
                file,
                new BookingRequest(Operation.Cancellation, OrderAddress.ByExternalRef("POS-1"), null, [new RequestItem(null, "A", 1)])));
        Assert.Equal("send", Decide(file.Content + Intent(2) + Rejected(2), Order42));
        Assert.Equal("Unknown: in an earlier run: no answer", Decide(file.Content + Intent(2) + Unknown(2), Order42));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Created")]
    [InlineData("Created, then open")]
    [InlineData("Created, then unknown")]
    [InlineData("Rejected")]
    [InlineData("NotSent")]
    public async Task Only_unknown_orders_can_be_settled(string state)
    {
        string content = Head + state switch
        {
            "" => "",
            "Created" => Intent(1) + Unknown(1) + Intent(2) + Created(2),
            "Created, then open" => Intent(1) + Created(1) + Intent(2),
            "Created, then unknown" => Intent(1) + Created(1) + Intent(2) + Unknown(2),
            "Rejected" => Intent(1) + Rejected(1) + Intent(2) + Rejected(2),
            _ => Intent(1) + Rejected(1) + Intent(2) + NotSent(2),
        };
        FakeJournalFile file = new(content);

        Assert.Equal(state == "" ? SettlementResult.NotFound : SettlementResult.NotUnknown, await SettleAsync(file, 2, IsBooked));
        Assert.Equal(SettlementResult.NotFound, await SettleAsync(file, 1, IsBooked));
        Assert.Equal(SettlementResult.NotFound, await SettleAsync(file, 0, IsBooked));
        Assert.Equal(SettlementResult.NotFound, await SettleAsync(file, 99, IsBooked));
        Assert.Equal(content, file.Content);
    }

    [Fact]
    public async Task Only_the_last_attempt_can_be_settled()
    {
        FakeJournalFile file = new(Head + Intent(1) + Unknown(1) + Intent(2) + Unknown(2));

        Assert.Equal(SettlementResult.NotFound, await SettleAsync(file, 1, IsBooked));
        Assert.Equal(SettlementResult.Settled, await SettleAsync(file, 2, IsBooked));
    }

    [Fact]
    public async Task The_reason_of_a_settlement_is_shown()
    {
        FakeJournalFile file = new(Head + Intent(1));
        await SettleAsync(file, 1, IsNotBooked with { Reason = "History is empty" });

        Assert.Equal(
            "NotSent SettledAsNotBooked: settled as not booked by operator: History is empty",
            Describe(Assert.Single(ReadAll(file.Bytes)).Outcome));
    }

    [Fact]
    public async Task The_lowest_booking_ID_is_1()
    {
        FakeJournalFile file = new(Head + Intent(1));
        Assert.Equal(SettlementResult.Settled, await SettleAsync(file, 1, IsBooked with { BookingId = 1 }));

        Assert.Equal("Created 1 []", Decide(file, Order42));
    }

    [Fact]
    public async Task A_settled_order_cannot_be_settled_again()
    {
        FakeJournalFile file = new(Head + Intent(1) + Unknown(1));
        using (SettlingJournal journal = SettlingJournal.Open("run.jsonl", file, Noon))
        {
            Assert.Equal(SettlementResult.Settled, await journal.SettleAsync(1, IsBooked));
            Assert.Equal(SettlementResult.NotUnknown, await journal.SettleAsync(1, IsNotBooked));
        }

        Assert.Equal(SettlementResult.NotUnknown, await SettleAsync(file, 1, IsNotBooked));
        Assert.Equal("Created 254001 []", Decide(file, Order42));
    }

    [Fact]
    public async Task Many_orders_are_settled_with_few_flushes()
    {
        FakeJournalFile file = new(
            Head
                + string.Concat(
                    Enumerable.Range(1, 100).Select(
                        i => Intent(i).Replace("\"OrderId\":42", $"\"OrderId\":{i}", StringComparison.Ordinal))));
        using SettlingJournal journal = SettlingJournal.Open("run.jsonl", file, Noon);

        Assert.All(
            await Task.WhenAll(Enumerable.Range(1, 100).Select(i => journal.SettleAsync(i, IsNotBooked))),
            result => Assert.Equal(SettlementResult.Settled, result));
        Assert.All(ReadAll(file.Bytes), order => Assert.NotNull(order.Settlement));
    }

    [Fact]
    public void A_settlement_truncated_at_any_byte_is_ignored()
    {
        byte[] whole = Seal(Head + Intent(1) + Unknown(1) + Settled(1));
        int before = Seal(Head + Intent(1) + Unknown(1)).Length;
        for (int length = before; length < whole.Length - 1; length++)
            Assert.Equal("Unknown: in an earlier run: no answer", Decide(new FakeJournalFile(whole[..length]), Order42));
        Assert.Equal("Created  []", Decide(new FakeJournalFile(whole[..^1]), Order42));
    }

    /// <summary>A booking ID that the journal has for another order, or another kind of ID.</summary>
    [Fact]
    public async Task A_booking_ID_belongs_to_one_order()
    {
        string other = Intent(2).Replace("\"OrderId\":42", "\"OrderId\":43", StringComparison.Ordinal);
        string third = Intent(3).Replace("\"OrderId\":42", "\"OrderId\":44", StringComparison.Ordinal);
        FakeJournalFile file = new(Head + Intent(1) + Created(1) + other + third);
        string before = file.Content;

        Assert.Equal(SettlementResult.WrongBookingId, await SettleAsync(file, 2, IsBooked with { BookingId = 9 }));
        Assert.Equal(SettlementResult.WrongBookingId, await SettleAsync(file, 2, IsBooked with { BookingId = 43 }));
        Assert.Equal(SettlementResult.WrongBookingId, await SettleAsync(file, 2, IsBooked with { BookingId = 7 }));
        Assert.Equal(before, file.Content);

        using (SettlingJournal journal = SettlingJournal.Open("run.jsonl", file, Noon))
        {
            Assert.Equal(SettlementResult.Settled, await journal.SettleAsync(2, IsBooked));
            Assert.Equal(SettlementResult.WrongBookingId, await journal.SettleAsync(3, IsBooked));
        }

        Assert.Equal(SettlementResult.WrongBookingId, await SettleAsync(file, 3, IsBooked));
        Assert.Equal(SettlementResult.Settled, await SettleAsync(file, 3, IsBooked with { BookingId = 254002 }));
    }

    [Fact]
    public async Task A_wrong_settlement_is_replaced_only_on_request_and_both_stay_on_record()
    {
        FakeJournalFile file = new(Head + Intent(1) + Unknown(1));
        await SettleAsync(file, 1, IsBooked);

        Assert.Equal(SettlementResult.NotUnknown, await SettleAsync(file, 1, IsNotBooked));
        Assert.Equal(SettlementResult.Settled, await SettleAsync(file, 1, IsNotBooked, replace: true));

        JournalRecord order = Assert.Single(ReadAll(file.Bytes));
        Assert.Equal("NotSent SettledAsNotBooked: settled as not booked by operator", Describe(order.Outcome));
        Assert.Equal([true, false], order.Settlements.Select(settlement => settlement.IsBooked));
        Assert.Equal("send", Decide(file, Order42));

        Assert.Equal(SettlementResult.Settled, await SettleAsync(file, 1, IsBooked, replace: true));
        Assert.Equal("Created 254001 []", Decide(file, Order42));
        Assert.Equal(3, Assert.Single(ReadAll(file.Bytes)).Settlements.Count);
    }

    [Fact]
    public async Task A_wrong_settlement_is_replaced_after_KornitX_rejected_the_order()
    {
        FakeJournalFile file = new(Head + Intent(1) + Unknown(1) + Settled(1, isBooked: false) + Intent(2) + Rejected(2));
        JournalRecord order = Assert.Single(ReadAll(file.Bytes));
        Assert.Equal((OrderState.Rejected, true), (order.State, order.CanBeSettledAgain));

        Assert.Equal(SettlementResult.NotUnknown, await SettleAsync(file, 2, IsBooked));
        Assert.Equal(SettlementResult.Settled, await SettleAsync(file, 2, IsBooked, replace: true));

        order = Assert.Single(ReadAll(file.Bytes));
        Assert.Equal("Created 254001 []", Describe(order.Outcome));
        Assert.Equal([false, true], order.Settlements.Select(settlement => settlement.IsBooked));
        Assert.Equal("Created 254001 []", Decide(file, Order42));
    }

    [Fact]
    public async Task The_record_of_a_settlement_stays_when_the_order_is_sent_later()
    {
        FakeJournalFile file = new(Head + Intent(1) + Unknown(1) + Settled(1, isBooked: false) + Intent(2) + Created(2));

        JournalRecord order = Assert.Single(ReadAll(file.Bytes));
        Assert.Equal("Created 9 [7 of 42, line 2]", Describe(order.Outcome));
        Assert.Equal(("operator", false, false), (order.Settlement!.By, order.Settlement.IsBooked, order.IsSettled));
        // What KornitX has confirmed can't be settled otherwise.
        Assert.Equal(SettlementResult.NotUnknown, await SettleAsync(file, 2, IsNotBooked, replace: true));
    }

    [Fact]
    public void Text_in_a_settlement_is_sanitized_for_display()
    {
        JournalRecord order = Assert.Single(ReadAll(
            Head + Intent(1)
                + """{"State":"Settled","Number":1,"Time":"2026-01-01T12:00:00+00:00","IsBooked":"""
                    + """true,"SettledBy":"\u001b[31mred","Reason":"a\u202Eb"}""" + "\n"));

        Assert.Equal(("[31mred", "a b"), (order.Settlement!.By, order.Settlement.Reason));
        order = Assert.Single(ReadAll(
            Head + Intent(1) + """{"State":"Settled","Number":1,"Time":"2026-01-01T12:00:00+00:00","IsBooked":false,"SettledBy":"\u001b"}"""
                + "\n"));
        Assert.Equal(("", null), (order.Settlement!.By, order.Settlement.Reason));
    }

    [Fact]
    public async Task A_disk_failure_is_reported_and_settles_nothing()
    {
        FakeJournalFile file = new(Head + Intent(1) + Unknown(1)) { Holds = true };
        using SettlingJournal journal = SettlingJournal.Open("run.jsonl", file, Noon);
        Task<SettlementResult> settling = journal.SettleAsync(1, IsNotBooked);
        file.Fail(new IOException("No space left on device"), after: 20);

        JournalException failed = await Assert.ThrowsAsync<JournalException>(() => settling);
        Assert.Equal("the journal could not be written: No space left on device", failed.Message);
        Assert.Equal(Head + Intent(1) + Unknown(1), file.Content);
    }

    [Fact]
    public async Task A_booking_ID_for_an_order_that_is_not_booked_is_rejected()
    {
        using SettlingJournal journal = SettlingJournal.Open("run.jsonl", new FakeJournalFile(Head + Intent(1)), Noon);

        Assert.StartsWith(
            "Only a booked order has a booking ID, which is at least 1.",
            (await Assert.ThrowsAsync<ArgumentException>(() => journal.SettleAsync(1, IsNotBooked with { BookingId = 5 }))).Message,
            StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => journal.SettleAsync(1, IsBooked with { BookingId = 0 }));
    }

    [Fact]
    public void A_missing_journal_cannot_be_settled()
    {
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString());

        Assert.Equal($"The journal '{path}' does not exist.", Assert.Throws<JournalException>(() => SettlingJournal.Open(path)).Message);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task Settling_and_a_run_lock_each_other_out()
    {
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString());
        try
        {
            using (Journal run = Journal.Open(path, Account))
            {
                await ((IJournal)run).CreateEntry(Order42, 1).WriteIntentAsync();
                Assert.Equal(JournalFault.Locked, Assert.Throws<JournalException>(() => SettlingJournal.Open(path)).Fault);
            }

            using (SettlingJournal settling = SettlingJournal.Open(path))
            {
                Assert.Equal(JournalFault.Locked, Assert.Throws<JournalException>(() => Journal.Open(path, Account)).Fault);
                // Listing goes on meanwhile.
                Assert.Equal(
                    SettlementResult.Settled, await settling.SettleAsync(Assert.Single(Journal.ReadOrders(path)).Number, IsBooked));
            }

            JournalRecord order = Assert.Single(Journal.ReadOrders(path));
            Assert.Equal((path, "night\\operator"), (order.Path, order.Settlement!.By));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<SettlementResult> SettleAsync(FakeJournalFile file, long number, Settlement settlement, bool replace = false)
    {
        using SettlingJournal journal = SettlingJournal.Open("run.jsonl", file, Noon);
        return await journal.SettleAsync(number, settlement, replace);
    }
}
