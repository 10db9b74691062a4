using KornitX.Client.Tests.Journals;
using KornitX.Client.Tests.Simulation;
using static KornitX.Client.Tests.Journals.JournalTexts;
using static KornitX.Client.Tests.Runs.RunSteps;

namespace KornitX.Client.Tests.Runs;

/// <summary>A run with a queue: each worker takes the next order as soon as it is done.</summary>
public class QueuedOrdersTests
{
    [Fact]
    public void A_completed_order_starts_the_next_one_within_the_limit() => SingleThread.Run(() =>
    {
        ManualTransport transport = new();
        using OrderRun run = RunOf(transport, limit: 2, queue: 3);
        Start(run, 1, 2, 3, 4);
        Assert.False(run.IsFull);
        Start(run, 5);
        Assert.True(run.IsFull);
        Assert.Equal([1, 2], transport.Sent);

        transport.Answer(2, ManualTransport.Created(20));
        Assert.Equal([1, 3], transport.InFlight);

        transport.Answer(1, new Attempt(new Outcome.Rejected(422, "no")));
        Assert.Equal([3, 4], transport.InFlight);
        transport.Answer(4, ManualTransport.Created(40));
        transport.Answer(3, ManualTransport.Created(30));
        transport.Answer(5, ManualTransport.Created(50));
        Assert.Equal(
            ["1: Rejected 422: no", "2: Created 20 []", "3: Created 30 []", "4: Created 40 []", "5: Created 50 []"], TakeAll(run));
    });

    [Fact]
    public void The_next_intent_shares_a_flush_with_the_outcome_before_it() => SingleThread.Run(() =>
    {
        FakeJournalFile file = new(Head) { Holds = true };
        using Journal journal = Journal.Open("run.jsonl", file, Account, Noon);
        ManualTransport transport = new();
        using OrderRun run = RunOf(transport, limit: 1, journal, queue: 1);
        Start(run, 1, 2);
        file.Complete();

        transport.Answer(1, ManualTransport.Created(10));
        Assert.Equal([1], transport.Sent);
        file.Complete();

        Assert.Equal([1, 2], transport.Sent);
        Assert.Equal(2, file.Flushes);
        Assert.Equal(["1: Created 10 []"], TakeAll(run));
    });

    [Fact]
    public void A_change_is_signaled_when_an_outcome_is_on_disk() => SingleThread.Run(() =>
    {
        int changes = 0;
        FakeJournalFile file = new(Head) { Holds = true };
        using Journal journal = Journal.Open("run.jsonl", file, Account, Noon);
        ManualTransport transport = new();
        using OrderRun run = RunOf(transport, limit: 1, journal, queue: 1, changed: () => changes++);
        Start(run, 1);
        file.Complete();
        transport.Answer(1, ManualTransport.Created(10));
        Assert.Equal(0, changes);

        file.Complete();

        Assert.Equal(1, changes);
        Assert.Equal(["1: Created 10 []"], TakeAll(run));
    });

    [Fact]
    public void Stopping_cancels_queued_orders() => SingleThread.Run(() =>
    {
        FakeJournalFile file = new(Head);
        using Journal journal = Journal.Open("run.jsonl", file, Account, Noon);
        ManualTransport transport = new();
        using OrderRun run = RunOf(transport, limit: 1, journal, queue: 2);
        Start(run, 1, 2, 3);

        run.Stop(TimeSpan.FromMinutes(1));
        Start(run, 4);
        Assert.True(run.IsFull);
        transport.Answer(1, ManualTransport.Created(10));

        Assert.Equal(
            [
                "1: Created 10 []", "2: NotSent Stopped: the run was stopped", "3: NotSent Stopped: the run was stopped",
                "4: NotSent Stopped: the run was stopped",
            ],
            TakeAll(run));
        Assert.Equal([1], transport.Sent);
        Assert.Single(ReadAll(file.Bytes));
    });

    public static TheoryData<Outcome, string> Failures => new()
    {
        { new Outcome.Rejected(422, "no"), "Rejected 422: no" },
        { new Outcome.Unknown("no answer"), "Unknown: no answer" },
        { new Outcome.NotSent(NotSentReason.Unreachable, "no such host"), "NotSent Unreachable: no such host" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void With_StopOnFirstFailure_no_order_starts_after_a_failure_that_is_not_reported_yet(Outcome failure, string line) =>
        SingleThread.Run(() =>
    {
        ManualTransport transport = new();
        using OrderRun run = RunOf(transport, new OrderRunOptions(2) { QueueCapacity = 2, StopOnFirstFailure = true });
        Start(run, 1, 2, 3);

        transport.Answer(2, new Attempt(failure));
        Assert.Empty(TakeAll(run));
        Assert.Equal(NotSentReason.Stopped, run.Ended!.Reason);
        transport.Answer(1, ManualTransport.Created(10));

        Assert.Equal(["1: Created 10 []", "2: " + line, "3: NotSent Stopped: the run was stopped"], TakeAll(run));
        Assert.Equal([1, 2], transport.Sent);
    });

    [Fact]
    public void Without_StopOnFirstFailure_the_next_order_starts_after_a_failure() => SingleThread.Run(() =>
    {
        ManualTransport transport = new();
        using OrderRun run = RunOf(transport, limit: 1, queue: 2);
        Start(run, 1, 2);

        transport.Answer(1, new(new Outcome.Unknown("no answer")));

        Assert.Equal([1, 2], transport.Sent);
    });

    [Theory]
    [InlineData(NotSentReason.AuthenticationFailed)]
    [InlineData(NotSentReason.PermissionDenied)]
    [InlineData(NotSentReason.JournalFailed)]
    public void No_order_starts_after_the_connection_or_the_journal_fails(NotSentReason reason) => SingleThread.Run(() =>
    {
        ManualTransport transport = new();
        using OrderRun run = RunOf(transport, limit: 1, queue: 2);
        Start(run, 1, 2, 3);

        transport.Answer(1, new Attempt(new Outcome.NotSent(reason, "no")));

        Assert.Equal(
            [$"1: NotSent {reason}: no", $"2: NotSent {reason}: no", $"3: NotSent {reason}: no"], TakeAll(run));
        Assert.Equal(reason, run.Ended!.Reason);
        Assert.Equal([1], transport.Sent);
    });
}
