namespace KornitX.Client.Tests;

/// <summary>How long the client waits between attempts if the server does not say.</summary>
public sealed class RetryPolicyTests
{
    /// <summary>The times are random within their bounds, which the most extreme of many reach nearly.</summary>
    [Fact]
    public async Task Waits_double_up_to_one_minute_and_are_spread_over_their_second_half()
    {
        List<double>[] waits = [.. Enumerable.Range(0, 8).Select(_ => new List<double>())];
        for (int i = 0; i < 200; i++)
        {
            InstantClock clock = new();
            RetryPolicy<int> policy = new(8, _ => true, _ => null, _ => "busy", clock);
            await policy.RunAsync(() => Task.FromResult(0), null, CancellationToken.None);
            Assert.Equal(8, clock.Waits.Count);
            for (int attempt = 0; attempt < 8; attempt++)
                waits[attempt].Add(clock.Waits[attempt].TotalSeconds);
        }

        double[] longest = [1, 2, 4, 8, 16, 32, 60, 60];
        for (int attempt = 0; attempt < 8; attempt++)
        {
            Assert.InRange(waits[attempt].Min(), longest[attempt] * 0.5, longest[attempt] * 0.6);
            Assert.InRange(waits[attempt].Max(), longest[attempt] * 0.9, longest[attempt]);
        }
    }

    [Fact]
    public async Task The_result_of_the_last_attempt_is_returned()
    {
        int attempts = 0;
        RetryPolicy<int> policy = new(2, result => result < 9, _ => TimeSpan.Zero, _ => "busy", new InstantClock());

        Assert.Equal(3, await policy.RunAsync(() => Task.FromResult(++attempts), null, CancellationToken.None));
    }

    [Fact]
    public async Task A_stopped_caller_starts_no_attempt()
    {
        int attempts = 0;
        RetryPolicy<int> policy = new(2, _ => true, _ => TimeSpan.Zero, _ => "busy", new InstantClock());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => policy.RunAsync(
            () => Task.FromResult(++attempts), null, new CancellationToken(canceled: true)));

        Assert.Equal(0, attempts);
    }

    /// <summary>A clock whose timers fire at once.</summary>
    private sealed class InstantClock : TimeProvider
    {
        public List<TimeSpan> Waits { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Add(dueTime);
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
