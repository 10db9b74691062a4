using System;
using System.Threading.Tasks;
using KornitX.Client.Tests.Journals;
using KornitX.Client.Tests.Simulation;
using Xunit;
using static KornitX.Client.Tests.Journals.JournalTexts;
using static KornitX.Client.Tests.Runs.RunSteps;

namespace KornitX.Client.Tests.Runs;

/// <summary>A run with a queue: each worker takes the next order as soon as it is done.</summary>
public class QueuedOrdersTests
{
    [Fact]
    public void Whoever_leaves_a_place_starts_the_next_one_and_no_more_are_in_flight_than_may_be() => OneThread.Run(() =>
    {
        HandTransport transport = new();
        using OrderRun run = RunOf(transport, limit: 2, queue: 3);
        Start(run, 1, 2, 3, 4);
        Assert.False(run.IsFull);
        Start(run, 5);
        Assert.True(run.IsFull);
        Assert.Equal([1, 2], transport.Sent);

        transport.Answer(2, HandTransport.Created(20));
        Assert.Equal([1, 3], transport.InFlight);
        Assert.False(run.IsFull);

        transport.Answer(1, new Attempt(new Outcome.Rejected(422, "no")));
        Assert.Equal([3, 4], transport.InFlight);
        transport.Answer(4, HandTransport.Created(40));
        transport.Answer(3, HandTransport.Created(30));
        transport.Answer(5, HandTransport.Created(50));
        Assert.Equal(
            ["1: Rejected 422: no", "2: Created 20 []", "3: Created 30 []", "4: Created 40 []", "5: Created 50 []"], TakeAll(run));
    });

    [Fact]
    public void The_next_ones_intent_goes_to_the_disk_with_the_outcome_it_follows() => OneThread.Run(() =>
    {
        FakeJournalFile file = new() { Holds = true };
        using Journal journal = Journal.Open("run.jsonl", file, Account, Noon);
        HandTransport transport = new();
        using OrderRun run = RunOf(transport, limit: 1, queue: 1, journal);
        Start(run, 1, 2);
        file.Complete();

        transport.Answer(1, HandTransport.Created(10));
        Assert.Equal([1], transport.Sent);
        file.Complete();

        Assert.Equal([1, 2], transport.Sent);
        Assert.Equal(2, file.Flushes);
        Assert.Equal(["1: Created 10 []"], TakeAll(run));
    });

    [Fact]
    public void A_stop_withdraws_those_that_wait() => OneThread.Run(() =>
    {
        FakeJournalFile file = new();
        using Journal journal = Journal.Open("run.jsonl", file, Account, Noon);
        HandTransport transport = new();
        using OrderRun run = RunOf(transport, limit: 1, queue: 2, journal);
        Start(run, 1, 2, 3);

        run.Stop(TimeSpan.FromMinutes(1));
        Start(run, 4);
        Assert.True(run.IsFull);
        transport.Answer(1, HandTransport.Created(10));

        Assert.Equal(
            ["1: Created 10 []", "2: NotSent Stopped: the run was stopped", "3: NotSent Stopped: the run was stopped", "4: NotSent Stopped: the run was stopped"],
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
    public void Where_a_failure_ends_the_run_none_starts_after_it_although_a_slow_one_is_told_first(Outcome failure, string told) => OneThread.Run(() =>
    {
        HandTransport transport = new();
        using OrderRun run = RunOf(transport, limit: 2, queue: 2, stopOnFirstFailure: true);
        Start(run, 1, 2, 3);

        transport.Answer(2, new Attempt(failure));
        Assert.Empty(TakeAll(run));
        Assert.True(run.IsFull);
        transport.Answer(1, HandTransport.Created(10));

        Assert.Equal(["1: Created 10 []", "2: " + told, "3: NotSent Stopped: the run was stopped"], TakeAll(run));
        Assert.Equal([1, 2], transport.Sent);
        Assert.False(run.IsFull);
    });

    [Fact]
    public void Where_a_failure_does_not_end_the_run_the_next_one_starts_after_it() => OneThread.Run(() =>
    {
        HandTransport transport = new();
        using OrderRun run = RunOf(transport, limit: 1, queue: 2);
        Start(run, 1, 2);

        transport.Answer(1, new(new Outcome.Unknown("no answer")));

        Assert.Equal([1, 2], transport.Sent);
    });

    [Theory]
    [InlineData(NotSentReason.AuthenticationFailed)]
    [InlineData(NotSentReason.PermissionDenied)]
    [InlineData(NotSentReason.JournalFailed)]
    public void Once_connection_or_journal_is_of_no_use_none_starts(NotSentReason reason) => OneThread.Run(() =>
    {
        HandTransport transport = new();
        using OrderRun run = RunOf(transport, limit: 1, queue: 2);
        Start(run, 1, 2, 3);

        transport.Answer(1, new Attempt(new Outcome.NotSent(reason, "no")));

        Assert.Equal(
            [$"1: NotSent {reason}: no", "2: NotSent Stopped: the run was stopped", "3: NotSent Stopped: the run was stopped"], TakeAll(run));
        Assert.Equal([1], transport.Sent);
    });

    [Fact]
    public void A_mistake_of_who_sends_lets_none_start_and_is_told_at_once() => OneThread.Run(() =>
    {
        HandTransport transport = new();
        using OrderRun run = RunOf(transport, limit: 1, queue: 1);
        Start(run, 1, 2);
        Task change = run.WaitForChangeAsync();

        transport.Fail(1, new NotSupportedException("mistake"));

        Assert.True(change.IsCompleted);
        Assert.Throws<NotSupportedException>(run.TryGetNext);
        Assert.Equal(["2: NotSent Stopped: the run was stopped"], TakeAll(run));
        Assert.Equal([1], transport.Sent);
    });

    private static OrderRun RunOf(HandTransport transport, int limit, int queue, Journal? journal = null, bool stopOnFirstFailure = false) => new(
        new OrderSender(transport, maximumRetryCount: 3, TimeProvider.System),
        new OrderRunOptions(limit) { QueueCapacity = queue, StopOnFirstFailure = stopOnFirstFailure },
        journal,
        observer: null,
        TimeProvider.System);
}
