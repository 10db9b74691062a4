using static KornitX.Client.Tests.Simulation.ServerBehavior;

namespace KornitX.Client.Tests.Simulation;

/// <summary>
/// With RetryUnknown an order can be booked twice. The reported outcome must still be true:
/// when the second attempt is rejected, the outcome of the first is unknown.
/// </summary>
public class RetryUnknownTests
{
    [Fact]
    public void An_unknown_order_is_reported_as_booked_or_unknown_after_a_crash_at_every_step() => SingleThread.Run(() =>
    {
        ServerBehavior[][] behaviors =
            [[LosesAnswer, Rejects], [FailsAfterBooking, CannotConnect], [Books, GetsNoToken], [IsDropped, Books]];
        Tally tally = new();
        foreach (Schedule schedule in new[] { Schedule.OldestFirst, Schedule.DiskFirst, Schedule.NetworkFirst, Schedule.Random(1) })
            new Scenario(behaviors, schedule, Limit: 3) { RetryUnknown = true }.CrashEverywhere(crashes: 1, tally);
    });
}
