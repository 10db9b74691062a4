using Xunit;
using static KornitX.Client.Tests.Simulation.Fate;

namespace KornitX.Client.Tests.Simulation;

/// <summary>
/// With RetryUnknown a person takes the risk that something is booked twice. What is told must be true all the same:
/// when the second try is refused, nobody knows of the first one.
/// </summary>
public class RetryUnknownTests
{
    [Fact]
    public void What_was_unknown_is_told_as_booked_or_stays_unknown_after_a_crash_at_every_step() => OneThread.Run(() =>
    {
        Fate[][] fates = [[LosesAnswer, Rejects], [FailsAfterBooking, CannotConnect], [Books, GetsNoToken], [IsDropped, Books]];
        Tally tally = new();
        foreach (Schedule schedule in new[] { Schedule.OldestFirst, Schedule.DiskFirst, Schedule.NetworkFirst, Schedule.Random(1) })
            new Scenario(fates, schedule, Limit: 3) { RetryUnknown = true }.DieEverywhere(crashes: 1, tally);
    });
}
