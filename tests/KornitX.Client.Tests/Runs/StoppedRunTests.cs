using Microsoft.Extensions.Time.Testing;
using KornitX.Client.Tests.Simulation;
using static KornitX.Client.Tests.Journals.JournalTexts;
using static KornitX.Client.Tests.Runs.RunSteps;

namespace KornitX.Client.Tests.Runs;

/// <summary>A run that is stopped: what is in flight has a grace period, and nothing else is sent.</summary>
public class StoppedRunTests
{
    [Fact]
    public void Stopping_signals_a_change_and_ends_the_run() => SingleThread.Run(() =>
    {
        int changes = 0;
        ManualTransport transport = new();
        using OrderRun run = RunOf(transport, limit: 2, changed: () => changes++);
        Start(run, 1);
        Assert.Null(run.Ended);

        run.Stop(TimeSpan.FromHours(1));

        Assert.Equal(1, changes);
        Assert.Equal(NotSentReason.Stopped, run.Ended!.Reason);
        transport.Answer(1, ManualTransport.Created(10));
        Assert.Equal(["1: Created 10 []"], TakeAll(run));
    });

    [Fact]
    public void After_a_full_run_is_stopped_each_remaining_order_is_reported_as_not_sent() => SingleThread.Run(() =>
    {
        ManualTransport transport = new();
        using OrderRun run = RunOf(transport, limit: 1, queue: 2);
        Start(run, 1, 2, 3);
        Assert.True(run.IsFull);
        run.Stop(TimeSpan.FromHours(1));
        transport.Answer(1, ManualTransport.Created(10));
        Assert.Equal(
            ["1: Created 10 []", "2: NotSent Stopped: the run was stopped", "3: NotSent Stopped: the run was stopped"], TakeAll(run));

        for (int order = 4; order <= 20; order++)
        {
            Assert.False(run.IsFull);
            Start(run, order);
            Assert.Equal([$"{order}: NotSent Stopped: the run was stopped"], TakeAll(run));
        }

        Assert.Equal([1], transport.Sent);
    });

    [Fact]
    public void A_dry_run_can_be_stopped()
    {
        using OrderRun run = OrderRun.CreateDryRun(new OrderRunOptions(2), null);

        run.Stop(TimeSpan.Zero);

        Assert.NotNull(run.Prepare(Order42));
        Assert.True(run.IsDone);
        Assert.False(run.IsFull);
    }

    [Fact]
    public void A_disposed_run_sends_nothing() => SingleThread.Run(() =>
    {
        ManualTransport transport = new();
        OrderRun run = RunOf(transport, limit: 1);
        run.Dispose();

        Start(run, 1);
        Assert.Equal(["1: NotSent Stopped: the run was stopped"], TakeAll(run));
        Assert.Empty(transport.Sent);
    });

    [Fact(Skip = NetFrameworkSkip.InjectedClock)]
    public void After_the_grace_period_requests_in_flight_are_unknown_and_waiting_ones_were_not_sent() => SingleThread.Run(() =>
    {
        Steps steps = new(Schedule.OldestFirst.Start(), deathAt: null);
        ManualTransport transport = new();
        OrderSender sender = new(transport, maximumRetryCount: 3, new VirtualClock(steps, default));
        using OrderRun run = new(sender, new OrderRunOptions(3), null, null, new VirtualClock(steps, default));
        Start(run, 1, 2, 3);

        run.Stop(TimeSpan.FromSeconds(3));
        transport.Answer(1, ManualTransport.Created(10));
        steps.Next();
        Start(run, 4);

        Assert.Equal(
            [
                "1: Created 10 []", "2: Unknown: the run was stopped", "3: Unknown: the run was stopped",
                "4: NotSent Stopped: the run was stopped",
            ],
            TakeAll(run));
        Assert.Equal([1, 2, 3], transport.Sent);
    });

    [Theory(Skip = NetFrameworkSkip.InjectedClock)]
    [InlineData(10, 3)]
    [InlineData(3, 10)]
    [InlineData(3, 3)]
    public void The_shorter_grace_period_of_two_stops_applies(int first, int second) => SingleThread.Run(() =>
    {
        FakeTimeProvider clock = new();
        OrderSender sender = new(new ManualTransport(), maximumRetryCount: 3, clock);
        using OrderRun run = new(sender, new OrderRunOptions(1), null, null, clock);
        Start(run, 1);

        run.Stop(TimeSpan.FromSeconds(first));
        run.Stop(TimeSpan.FromSeconds(second));

        clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.Empty(TakeAll(run));
        clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(["1: Unknown: the run was stopped"], TakeAll(run));
    });

    [Fact(Skip = NetFrameworkSkip.InjectedClock)]
    public void Stopping_again_does_not_restart_the_grace_period() => SingleThread.Run(() =>
    {
        FakeTimeProvider clock = new();
        OrderSender sender = new(new ManualTransport(), maximumRetryCount: 3, clock);
        using OrderRun run = new(sender, new OrderRunOptions(1), null, null, clock);
        Start(run, 1);

        run.Stop(TimeSpan.FromSeconds(3));
        clock.Advance(TimeSpan.FromSeconds(2));
        run.Stop(TimeSpan.FromSeconds(3));
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["1: Unknown: the run was stopped"], TakeAll(run));
    });

    [Fact]
    public void Stopping_a_completed_run_does_nothing()
    {
        OrderRun run = RunOf(new ManualTransport(), limit: 1);
        run.Dispose();

        run.Stop(TimeSpan.Zero);
        run.Dispose();
    }
}
