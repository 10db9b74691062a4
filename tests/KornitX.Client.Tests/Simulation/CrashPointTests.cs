using static KornitX.Client.Tests.Simulation.ServerBehavior;

namespace KornitX.Client.Tests.Simulation;

/// <summary>
/// A run may die anywhere and be run again: nothing is booked twice, nothing is lost, and what can't be known is said.
/// </summary>
/// <remarks>
/// The batches are as large as all ways to die in them can be gone through in seconds: one crash at every step with up to
/// four orders, two crashes at every pair of steps with three, under the schedules that differ most. What comes of more
/// orders, more crashes and mixed responses are covered by <see cref="RandomCrashTests"/>.
/// </remarks>
public class CrashPointTests
{
    private static readonly Schedule[] Schedules =
    [
        Schedule.OldestFirst,
        Schedule.NewestFirst,
        Schedule.DiskFirst,
        Schedule.NetworkFirst,
        .. Enumerable.Range(1, 4).Select(Schedule.Random),
    ];

    private static readonly ServerBehavior[][][] FourOrders =
    [
        [[Books], [Books], [Books], [Books]],
        [[Books], [Rejects], [LosesAnswer], [IsBusy, Books]],
        [[FailsBeforeBooking], [FailsAfterBooking], [IsDropped], [Books]],
        [[HasBadToken, Books], [CannotConnect, Books], [IsTurnedAway, Rejects], [LosesAnswer]],
        [[HasBadToken], [CannotConnect], [IsBusy], [GetsNoToken]],
    ];

    private static readonly ServerBehavior[][][] ThreeOrders =
    [
        [[Books], [Books], [Books]],
        [[LosesAnswer], [IsBusy, Books], [Rejects]],
        [[HasBadToken, Books], [IsDropped], [FailsAfterBooking]],
    ];

    private readonly ITestOutputHelper _output;

    public CrashPointTests(ITestOutputHelper output) => _output = output;

    public static TheoryData<int> PlansOfFour => new(Enumerable.Range(0, FourOrders.Length));

    public static TheoryData<int> PlansOfThree => new(Enumerable.Range(0, ThreeOrders.Length));

    [Theory]
    [MemberData(nameof(PlansOfFour))]
    public void Four_orders_survive_a_crash_at_every_step(int plan) =>
        CrashEverywhere(FourOrders[plan], Schedules, crashes: 1);

    [Theory]
    [MemberData(nameof(PlansOfThree))]
    public void Three_orders_survive_two_crashes_at_every_pair_of_steps(int plan) =>
        CrashEverywhere(ThreeOrders[plan], Schedules.Take(3), crashes: 2);

    private void CrashEverywhere(ServerBehavior[][] behaviors, IEnumerable<Schedule> schedules, int crashes) => SingleThread.Run(() =>
    {
        Tally tally = new();
        foreach (Schedule schedule in schedules)
        {
            for (int limit = 1; limit <= 3; limit++)
                new Scenario(behaviors, schedule, limit).CrashEverywhere(crashes, tally);
        }

        _output.WriteLine($"{tally.CrashPoints} deaths, {tally.Runs} runs after them");
    });
}
