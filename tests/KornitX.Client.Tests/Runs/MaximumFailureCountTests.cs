using System;
using System.Linq;
using KornitX.Client.Tests.Simulation;
using Xunit;
using static KornitX.Client.Tests.Runs.RunSteps;

namespace KornitX.Client.Tests.Runs;

/// <summary>A run ends after so many orders in a row without a clear answer.</summary>
public class MaximumFailureCountTests
{
    private static readonly Attempt Unknown = new(new Outcome.Unknown("HTTP 504"));
    private static readonly Attempt Rejected = new(new Outcome.Rejected(422, "no"));

    public static TheoryData<Outcome> Failures => new(new Outcome[]
    {
        new Outcome.Unknown("HTTP 504"),
        new Outcome.NotSent(NotSentReason.Unreachable, "no such host"),
        new Outcome.NotSent(NotSentReason.RateLimited, "busy"),
    });

    [Theory]
    [MemberData(nameof(Failures))]
    public void After_the_maximum_of_consecutive_failures_no_order_starts_and_those_in_flight_complete(Outcome failure) => SingleThread.Run(() =>
    {
        ManualTransport transport = new();
        using OrderRun run = RunOf(transport, limit: 2, maximum: 3);
        Start(run, 1, 2, 3, 4, 5, 6);
        transport.Answer(1, new Attempt(failure));
        transport.Answer(2, new Attempt(failure));
        Assert.False(run.HasTooManyFailures);

        transport.Answer(4, new Attempt(failure));

        Assert.True(run.HasTooManyFailures);
        Assert.Equal([3], transport.InFlight);
        transport.Answer(3, ManualTransport.Created(30));
        Assert.Equal([1, 2, 3, 4], transport.Sent);
        Assert.True(run.HasTooManyFailures);
        Assert.Equal(
            ["5: NotSent Stopped: the run was stopped", "6: NotSent Stopped: the run was stopped"], TakeAll(run).Skip(4));
    });

    [Fact]
    public void A_created_or_rejected_order_resets_the_count() => SingleThread.Run(() =>
    {
        ManualTransport transport = new();
        using OrderRun run = RunOf(transport, limit: 1, maximum: 2);
        Start(run, 1, 2, 3, 4, 5);

        transport.Answer(1, Unknown);
        transport.Answer(2, Rejected);
        transport.Answer(3, Unknown);
        transport.Answer(4, ManualTransport.Created(40));
        transport.Answer(5, Unknown);

        Assert.False(run.HasTooManyFailures);
    });

    public static TheoryData<NotSentReason> OtherReasons =>
        new(Enum.GetValues<NotSentReason>().Except([NotSentReason.Unreachable, NotSentReason.RateLimited]));

    [Theory]
    [MemberData(nameof(OtherReasons))]
    public void An_order_that_was_not_sent_for_another_reason_does_not_count(NotSentReason reason) => SingleThread.Run(() =>
    {
        ManualTransport transport = new();
        using OrderRun run = RunOf(transport, limit: 1, maximum: 1);
        Start(run, 1);

        transport.Answer(1, new Attempt(new Outcome.NotSent(reason, "no")));

        Assert.False(run.HasTooManyFailures);
    });

    [Fact]
    public void An_order_that_was_not_sent_for_another_reason_does_not_reset_the_count() => SingleThread.Run(() =>
    {
        ManualTransport transport = new();
        using OrderRun run = RunOf(transport, limit: 1, maximum: 2);
        Start(run, 1, 2, 3);

        transport.Answer(1, Unknown);
        transport.Answer(2, new Attempt(new Outcome.NotSent(NotSentReason.JournalConflict, "other items")));
        Assert.False(run.HasTooManyFailures);
        transport.Answer(3, Unknown);

        Assert.True(run.HasTooManyFailures);
    });

    [Fact]
    public void With_0_failures_never_end_a_run() => SingleThread.Run(() =>
    {
        ManualTransport transport = new() { AtOnce = Unknown };
        using OrderRun run = RunOf(transport, limit: 1, maximum: 0);
        for (int order = 1; order <= 100; order++)
        {
            Start(run, order);
            Assert.Single(TakeAll(run));
        }

        Assert.False(run.HasTooManyFailures);
        Assert.Equal(100, transport.Sent.Count);
    });

    private static OrderRun RunOf(ManualTransport transport, int limit, int maximum) => new(
        new OrderSender(transport, maximumRetryCount: 0, TimeProvider.System),
        new OrderRunOptions(limit) { QueueCapacity = 8, MaximumFailureCount = maximum },
        journal: null,
        observer: null,
        TimeProvider.System);
}
