using KornitX.Client.Tests.Journals;
using KornitX.Client.Tests.Simulation;
using static KornitX.Client.Tests.Journals.JournalTexts;
using static KornitX.Client.Tests.Runs.RunSteps;

namespace KornitX.Client.Tests.Runs;

/// <summary>A run as the command uses it: prepare, enqueue, wait, get the next outcome.</summary>
public class OrderRunStepTests
{
    [Fact]
    public void Requests_in_flight_reach_the_limit_and_do_not_exceed_it() => SingleThread.Run(() =>
    {
        ManualTransport transport = new();
        using OrderRun run = RunOf(transport, limit: 2);
        Start(run, 1);
        Assert.False(run.IsFull);
        Start(run, 2);
        Assert.True(run.IsFull);

        transport.Answer(1, ManualTransport.Created(10));
        Assert.Equal(["1: Created 10 []"], TakeAll(run));

        Assert.False(run.IsFull);
        Start(run, 3);
        Assert.True(run.IsFull);
        Assert.Equal([2, 3], transport.InFlight);
    });

    [Fact]
    public void Without_a_queue_no_more_orders_are_sent_than_outcomes_can_be_taken() => SingleThread.Run(() =>
    {
        ManualTransport transport = new();
        using OrderRun run = RunOf(transport, limit: 3);
        Start(run, 1, 2, 3);

        transport.Answer(2, ManualTransport.Created(20));
        transport.Answer(3, ManualTransport.Created(30));
        Assert.True(run.IsFull);
        Assert.Empty(TakeAll(run));

        transport.Answer(1, ManualTransport.Created(10));
        Assert.Equal(3, TakeAll(run).Count);
        Assert.False(run.IsFull);
    });

    [Fact]
    public void A_worker_continues_before_the_outcome_is_on_disk() => SingleThread.Run(() =>
    {
        FakeJournalFile file = new(Head) { Holds = true };
        using Journal journal = Journal.Open("run.jsonl", file, Account, Noon);
        ManualTransport transport = new();
        using OrderRun run = RunOf(transport, limit: 1, journal, queue: 1);
        Start(run, 1);
        file.Complete();

        transport.Answer(1, ManualTransport.Created(10));
        Assert.Null(run.TryGetNext());

        // The second order's intent comes after the first one's outcome, so it is sent when both are on disk.
        Start(run, 2);
        Assert.Equal([1], transport.Sent);
        file.Complete();
        Assert.Equal(["1: Created 10 []"], TakeAll(run));
        Assert.Equal([1, 2], transport.Sent);
    });

    [Fact]
    public void An_order_that_waits_for_a_retry_keeps_its_slot() => SingleThread.Run(() =>
    {
        Steps steps = new(Schedule.OldestFirst.Start(), deathAt: null);
        ManualTransport transport = new();
        OrderSender sender = new(transport, maximumRetryCount: 3, new VirtualClock(steps, default));
        using Journal journal = Journal.Open("run.jsonl", new FakeJournalFile(Head), Account, Noon);
        using OrderRun run = new(sender, new OrderRunOptions(1), journal, null, new VirtualClock(steps, default));
        Start(run, 1);

        transport.Answer(
            1, new Attempt(new Outcome.NotSent(NotSentReason.RateLimited, "busy"), Resend.AfterWait, TimeSpan.FromSeconds(30)));

        Assert.True(run.IsFull);
    });

    [Fact]
    public void An_order_beyond_the_capacity_of_the_run_is_rejected() => SingleThread.Run(() =>
    {
        ManualTransport transport = new();
        using OrderRun run = RunOf(transport, limit: 1);
        Start(run, 1);

        Assert.Equal("The run is full.", Assert.Throws<InvalidOperationException>(() => Start(run, 2)).Message);
        Assert.Equal([1], transport.Sent);
    });

    [Fact]
    public void Outcomes_are_returned_in_the_order_of_the_requests() => SingleThread.Run(() =>
    {
        ManualTransport transport = new();
        using OrderRun run = RunOf(transport, limit: 3);
        Start(run, 1, 2, 3);
        transport.Answer(3, ManualTransport.Created(30));
        transport.Answer(2, ManualTransport.Created(20));
        Assert.Null(run.TryGetNext());
        Assert.False(run.IsDone);

        transport.Answer(1, ManualTransport.Created(10));

        Assert.Equal(["1: Created 10 []", "2: Created 20 []", "3: Created 30 []"], TakeAll(run));
        Assert.True(run.IsDone);
    });

    [Fact]
    public void A_change_is_signaled_for_each_outcome_and_when_the_run_ends() => SingleThread.Run(() =>
    {
        int changes = 0;
        ManualTransport transport = new();
        using OrderRun run = RunOf(transport, limit: 2, queue: 1, changed: () => changes++);
        Start(run, 1, 2, 3);
        Assert.Equal(0, changes);
        transport.Answer(2, ManualTransport.Created(20));
        Assert.Equal(1, changes);
        Assert.False(run.HasNext);

        transport.Answer(1, ManualTransport.Created(10));
        Assert.Equal(2, changes);
        Assert.True(run.HasNext);

        run.End();
        Assert.Equal(3, changes);
    });

    [Fact]
    public void An_exception_while_an_order_is_sent_leaves_it_unknown_and_the_others_go_on() => SingleThread.Run(() =>
    {
        ManualTransport transport = new();
        using OrderRun run = RunOf(transport, limit: 1, queue: 1);
        Start(run, 1, 2);

        transport.Fail(1, new NotSupportedException("mistake"));
        transport.Answer(2, ManualTransport.Created(20));

        Assert.Equal(["1: Unknown: mistake", "2: Created 20 []"], TakeAll(run));
    });

    [Fact]
    public void Draining_waits_for_all_requests() => SingleThread.Run(() =>
    {
        ManualTransport transport = new();
        using OrderRun run = RunOf(transport, limit: 2);
        Start(run, 1, 2);
        Task drained = run.DrainAsync();

        transport.Answer(1, ManualTransport.Created(10));
        Assert.False(drained.IsCompleted);
        transport.Answer(2, ManualTransport.Created(20));
        Assert.True(drained.IsCompleted);
    });

    [Fact]
    public void An_order_settled_by_the_journal_is_returned_in_sequence_and_not_sent() => SingleThread.Run(() =>
    {
        ManualTransport transport = new();
        using Journal journal = Journal.Open("run.jsonl", new FakeJournalFile(Head + Intent(1) + Created(1)), Account, Noon);
        using OrderRun run = RunOf(transport, limit: 3, journal);

        Start(run, 41);
        Assert.Null(run.Prepare(Order42));
        Start(run, 43);
        transport.Answer(43, ManualTransport.Created(430));
        transport.Answer(41, ManualTransport.Created(410));

        Assert.Equal(["41: Created 410 []", "42: Created 9 [7 of 42, line 2] (journal)", "43: Created 430 []"], TakeAll(run));
        Assert.Equal([41, 43], transport.Sent);
    });

    [Fact]
    public void The_same_order_again_is_its_next_occurrence() => SingleThread.Run(() =>
    {
        FakeJournalFile file = new(Head);
        using (Journal journal = Journal.Open("run.jsonl", file, Account, Noon))
        using (OrderRun run = RunOf(new ManualTransport { AtOnce = ManualTransport.Created(9) }, limit: 2, journal))
        {
            Start(run, 42, 42);
            Assert.Equal(2, TakeAll(run).Count);
        }

        using Journal next = Journal.Open("run.jsonl", file, Account, Noon);
        using OrderRun second = RunOf(new ManualTransport(), limit: 2, next);
        Assert.Null(second.Prepare(Order42));
        Assert.Null(second.Prepare(Order42));
        Assert.Equal(3, second.Prepare(Order42)!.Occurrence);
    });

    [Fact]
    public void A_prepared_order_that_was_not_enqueued_keeps_its_occurrence() => SingleThread.Run(() =>
    {
        using Journal journal = Journal.Open("run.jsonl", new FakeJournalFile(Head), Account, Noon);
        using OrderRun run = RunOf(new ManualTransport(), limit: 2, journal);

        Assert.Equal(1, run.Prepare(Order42)!.Occurrence);
        Assert.Equal(2, run.Prepare(Order42)!.Occurrence);
    });

    [Fact]
    public void A_rejected_retry_of_an_unknown_order_stays_unknown() => SingleThread.Run(() =>
    {
        using Journal journal = Journal.Open("run.jsonl", new FakeJournalFile(Head + Intent(1) + Unknown(1)), Account, Noon);
        using OrderRun run = RunOf(
            new ManualTransport { AtOnce = new Attempt(new Outcome.Rejected(409, "nothing left")) }, new OrderRunOptions(
                2, RetryUnknown: true), journal);
        Start(run, 42);

        Assert.Equal(
            ["42: Unknown: an earlier attempt may have been booked; the last attempt was rejected with HTTP 409: nothing left"], TakeAll(
                run));
    });

    [Fact]
    public void A_dry_run_reports_what_the_journal_settles_and_sends_nothing()
    {
        using ReadOnlyJournal journal =
            ReadOnlyJournal.Open("run.jsonl", new FakeJournalFile(Head + Intent(1) + Created(1)), isInUse: false, Account);
        using OrderRun run = OrderRun.CreateDryRun(new OrderRunOptions(2), journal);

        Assert.Null(run.Prepare(Order42));
        PendingOrder pending = run.Prepare(Cancel(43, new RequestItem(7, null, 1)))!;

        Assert.Equal("A dry run sends nothing.", Assert.Throws<InvalidOperationException>(() => run.Enqueue(pending)).Message);
        Assert.Equal(["42: Created 9 [7 of 42, line 2] (journal)"], TakeAll(run));
    }

    [Fact]
    public void After_a_journal_conflict_no_later_request_of_that_order_is_sent() => SingleThread.Run(() =>
    {
        ManualTransport transport = new() { AtOnce = ManualTransport.Created(9) };
        using Journal journal = Journal.Open("run.jsonl", new FakeJournalFile(Head + Intent(1) + Created(1)), Account, Noon);
        using OrderRun run = RunOf(transport, limit: 3, journal);

        Assert.Null(run.Prepare(Cancel(42, new RequestItem(8, null, 1))));
        Assert.Null(run.Prepare(Order42));
        Start(run, 43);

        Assert.Collection(
            TakeAll(run),
            line => Assert.StartsWith("42: NotSent JournalConflict: ", line, StringComparison.Ordinal),
            line =>
                Assert.Equal(
                    "42: NotSent JournalConflict: the journal has the requests of this order in a different sequence, so this one may "
                        + "already be booked. Send all of them in the same sequence as before, or look up the order in KornitX and use "
                            + "another journal (journal)",
                    line),
            line => Assert.Equal("43: Created 9 []", line));
        Assert.Equal([43], transport.Sent);
    });
}
