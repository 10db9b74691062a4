using KornitX.Client.Tests.Simulation;
using static KornitX.Client.Tests.Journals.JournalTexts;
using static KornitX.Client.Tests.Runs.RunSteps;

namespace KornitX.Client.Tests.Runs;

/// <summary>A run says why it ended, and that is the outcome of the orders that it did not send.</summary>
public class EndedRunTests
{
    private static readonly Attempt Refused = new(new Outcome.NotSent(NotSentReason.AuthenticationFailed, "HTTP 401"));

    [Theory]
    [InlineData(true, "only by ID", Addressing.Id, Addressing.ExternalRef)]
    [InlineData(true, "two by ID", Addressing.Id, Addressing.Id, Addressing.ExternalRef)]
    [InlineData(true, "two by reference", Addressing.ExternalRef, Addressing.ExternalRef, Addressing.Id)]
    [InlineData(true, "after one with both", Addressing.Combined, Addressing.ExternalRef, Addressing.Id)]
    [InlineData(false, "IDs and both", Addressing.Id, Addressing.Combined, Addressing.Id)]
    [InlineData(false, "references and both", Addressing.ExternalRef, Addressing.Combined)]
    public void With_a_journal_mixed_addressing_ends_the_run_before_anything_is_sent(bool ends, string name, params Addressing[] orders)
    {
        _ = name;
        ManualTransport transport = new();
        using OrderRun run = RunOf(transport, limit: 1, new FakeJournal());

        foreach (Addressing addressing in orders)
            run.CheckAddressing(new OrderAddress(addressing, 42, "POS-42"));

        Assert.Equal(ends ? NotSentReason.MixedAddressing : null, run.Ended?.Reason);
        if (!ends)
            return;
        Start(run, 42);
        Assert.Equal(
            [
                "42: NotSent MixedAddressing: the input identifies some orders only by ID and others only by external reference, and a "
                    + "later run with this journal could not tell them apart",
            ],
            TakeAll(run));
        Assert.Empty(transport.Sent);
    }

    [Fact]
    public void Without_a_journal_mixed_addressing_is_allowed()
    {
        using OrderRun run = RunOf(new ManualTransport(), limit: 1);

        run.CheckAddressing(OrderAddress.ById(42));
        run.CheckAddressing(OrderAddress.ByExternalRef("POS-42"));

        Assert.Null(run.Ended);
    }

    [Fact]
    public void The_first_reason_counts() => SingleThread.Run(() =>
    {
        ManualTransport transport = new();
        using OrderRun run = RunOf(transport, limit: 2);
        Start(run, 1, 2);

        transport.Answer(2, Refused);
        transport.Answer(1, new Attempt(new Outcome.NotSent(NotSentReason.Disconnected, "closed")));

        Assert.Equal(NotSentReason.AuthenticationFailed, run.Ended!.Reason);
    });

    [Fact]
    public void A_refused_client_ends_the_run_with_RetryUnknown_and_the_orders_stay_unknown() => SingleThread.Run(() =>
    {
        ManualTransport transport = new();
        FakeJournal journal = new() { Verdict = _ => new JournalVerdict(null, Occurrence: 1, MayBeBooked: true) };
        using OrderRun run = RunOf(transport, new OrderRunOptions(1, RetryUnknown: true) { QueueCapacity = 2 }, journal);
        Start(run, 42, 43);

        transport.Answer(42, Refused);

        Assert.Equal([42], transport.Sent);
        Assert.Equal(NotSentReason.AuthenticationFailed, run.Ended!.Reason);
        Assert.Equal(
            [
                "42: Unknown: an earlier attempt may have been booked; the last attempt was not sent: HTTP 401",
                "43: Unknown: an earlier attempt may have been booked; the last attempt was not sent: HTTP 401",
            ],
            TakeAll(run));
    });

    [Fact]
    public void An_outcome_that_cannot_be_recorded_ends_the_run_and_is_reported() => SingleThread.Run(() =>
    {
        ManualTransport transport = new();
        using OrderRun run = RunOf(transport, limit: 1, new FakeJournal
        {
            Outcome = _ => throw new JournalException(JournalFault.Unusable, "disk full"),
        });
        Start(run, 1);

        transport.Answer(1, ManualTransport.Created(10));

        Assert.Equal("disk full", run.Ended!.Message);
        Assert.Equal(NotSentReason.JournalFailed, run.Ended.Reason);
        Assert.Equal(["1: Created 10 []"], TakeAll(run));
    });

    [Fact]
    public void A_journal_that_cannot_be_searched_ends_the_run() => SingleThread.Run(() =>
    {
        using OrderRun run = RunOf(new ManualTransport(), limit: 1, new FakeJournal
        {
            Verdict = _ => throw new InvalidOperationException("mistake"),
        });

        Assert.Null(run.Prepare(Order42));

        Assert.Equal(["42: NotSent JournalFailed: mistake"], TakeAll(run));
        Assert.Equal(NotSentReason.JournalFailed, run.Ended!.Reason);
    });
}
