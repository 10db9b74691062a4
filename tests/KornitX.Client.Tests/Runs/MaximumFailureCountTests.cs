using KornitX.Client.Tests.Simulation;
using static KornitX.Client.Tests.Runs.RunSteps;

namespace KornitX.Client.Tests.Runs;

/// <summary>A run ends after so many orders in a row without a clear answer.</summary>
public class MaximumFailureCountTests
{
    private static readonly Attempt Unknown = new(new Outcome.Unknown("HTTP 504"));
    private static readonly Attempt Rejected = new(new Outcome.Rejected(422, "no"));

    public static TheoryData<Outcome, string> Failures => new()
    {
        { new Outcome.Unknown("HTTP 504"), "ended with an unknown outcome" },
        { new Outcome.NotSent(NotSentReason.Unreachable, "no such host"), "could not reach KornitX" },
        { new Outcome.NotSent(NotSentReason.Failed, "mistake"), "could not reach KornitX" },
        { new Outcome.NotSent(NotSentReason.RateLimited, "busy"), "were rate-limited" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void After_the_maximum_of_consecutive_failures_no_order_starts_and_those_in_flight_complete(Outcome failure, string what) =>
        SingleThread.Run(() =>
    {
        ManualTransport transport = new();
        using OrderRun run = RunOf(transport, limit: 2, maximum: 3);
        Start(run, 1, 2, 3, 4, 5, 6);
        transport.Answer(1, new Attempt(failure));
        transport.Answer(2, new Attempt(failure));
        Assert.Null(run.Ended);

        transport.Answer(4, new Attempt(failure));

        Assert.Equal(NotSentReason.ServiceDown, run.Ended!.Reason);
        Assert.Equal([3], transport.InFlight);
        transport.Answer(3, ManualTransport.Created(30));
        Assert.Equal([1, 2, 3, 4], transport.Sent);
        Assert.Equal(NotSentReason.ServiceDown, run.Ended!.Reason);
        Assert.Equal(
            [$"5: NotSent ServiceDown: 3 orders in a row {what}", $"6: NotSent ServiceDown: 3 orders in a row {what}"], TakeAll(run)
                .Skip(4));
    });

    [Fact]
    public void A_maximum_of_1_ends_the_run_with_the_first_failure() => SingleThread.Run(() =>
    {
        ManualTransport transport = new();
        using OrderRun run = RunOf(transport, limit: 1, maximum: 1);
        Start(run, 1);

        transport.Answer(1, Unknown);

        Assert.Equal("1 order ended with an unknown outcome", run.Ended!.Message);
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

        Assert.Null(run.Ended);
    });

    public static TheoryData<NotSentReason> OtherReasons =>
        new(Enum.GetValues<NotSentReason>().Except(
            [NotSentReason.Unreachable, NotSentReason.RateLimited, NotSentReason.Failed, NotSentReason.ServiceDown]));

    [Theory]
    [MemberData(nameof(OtherReasons))]
    public void An_order_that_was_not_sent_for_another_reason_does_not_count(NotSentReason reason) => SingleThread.Run(() =>
    {
        ManualTransport transport = new();
        using OrderRun run = RunOf(transport, limit: 1, maximum: 1);
        Start(run, 1);

        transport.Answer(1, new Attempt(new Outcome.NotSent(reason, "no")));

        Assert.NotEqual(NotSentReason.ServiceDown, run.Ended?.Reason ?? reason);
    });

    [Fact]
    public void An_order_that_was_not_sent_for_another_reason_does_not_reset_the_count() => SingleThread.Run(() =>
    {
        ManualTransport transport = new();
        using OrderRun run = RunOf(transport, limit: 1, maximum: 2);
        Start(run, 1, 2, 3);

        transport.Answer(1, Unknown);
        transport.Answer(2, new Attempt(new Outcome.NotSent(NotSentReason.JournalConflict, "other items")));
        Assert.Null(run.Ended);
        transport.Answer(3, Unknown);

        Assert.Equal(NotSentReason.ServiceDown, run.Ended!.Reason);
    });

    [Fact]
    public void The_reason_names_each_kind_of_failure() => SingleThread.Run(() =>
    {
        ManualTransport transport = new();
        using OrderRun run = RunOf(transport, limit: 1, maximum: 3);
        Start(run, 1, 2, 3);

        transport.Answer(1, Unknown);
        transport.Answer(2, new Attempt(new Outcome.NotSent(NotSentReason.RateLimited, "busy")));
        transport.Answer(3, Unknown);

        Assert.Equal("of 3 orders in a row, 2 ended with an unknown outcome, 1 were rate-limited", run.Ended!.Message);
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

        Assert.Null(run.Ended);
        Assert.Equal(100, transport.Sent.Count);
    });

    private static OrderRun RunOf(ManualTransport transport, int limit, int maximum) =>
        RunSteps.RunOf(transport, new OrderRunOptions(limit) { QueueCapacity = 8, MaximumFailureCount = maximum });
}
