using static KornitX.Client.Tests.Simulation.ServerBehavior;

namespace KornitX.Client.Tests.Simulation;

/// <summary>The operator settles unknown orders; the next run books nothing twice, whichever process crashes at whatever step.</summary>
public class SettlementCrashTests
{
    private static readonly ServerBehavior[][] Behaviors =
        [[Books], [LosesAnswer], [FailsBeforeBooking, Books], [FailsAfterBooking], [IsDropped, Books]];

    private static readonly Schedule[] Schedules = [Schedule.OldestFirst, Schedule.NewestFirst, Schedule.DiskFirst, Schedule.NetworkFirst];

    [Fact]
    public void A_run_that_crashed_at_any_step_and_was_settled_is_completed_by_the_next_run() => SingleThread.Run(() =>
    {
        foreach (Schedule schedule in Schedules)
        {
            bool died = true;
            for (int at = 0; died; at++)
            {
                World world = Dead(schedule, at, out died);
                Operator.Settle(world, schedule, deathAt: null);
                world.Crash(new Crash(int.MaxValue, RequestsInTransitArrive: true));
                Report report = Process.Run(world, new ProcessPlan(schedule, 3));
                RunChecker.Check(world, report);

                // Orders that the next run sends can be unknown again; settled ones are not.
                Assert.All(report.Outcomes, reported => Assert.False(reported is { FromJournal: true, Outcome: Outcome.Unknown }));
            }
        }
    });

    [Fact]
    public void Settling_can_crash_at_any_step_and_byte_and_be_repeated() => SingleThread.Run(() =>
    {
        foreach (Schedule schedule in Schedules)
        {
            World unknown = Dead(schedule, 18, out _);
            int steps = Operator.Settle(unknown.Clone(), schedule, deathAt: null);
            for (int at = 0; at <= steps; at++)
            {
                World dying = unknown.Clone();
                Operator.Settle(dying, schedule, deathAt: at);
                for (int surviving = 0; surviving <= dying.Disk.Unflushed.Length; surviving++)
                {
                    World world = dying.Clone();
                    world.Crash(new Crash(surviving, RequestsInTransitArrive: true));
                    World beside = world.Clone();
                    RunChecker.Check(beside, Process.Run(beside, new ProcessPlan(schedule, 3)));
                    Operator.Settle(world, schedule, deathAt: null);
                    world.Crash(new Crash(int.MaxValue, RequestsInTransitArrive: true));
                    RunChecker.Check(world, Process.Run(world, new ProcessPlan(schedule, 3)));
                }
            }
        }
    });

    [Theory]
    [InlineData(nameof(Mistake.SaysTheOpposite))]
    [InlineData(nameof(Mistake.SettlesAnother))]
    public void A_mistake_is_detected(string mistake) => SingleThread.Run(() =>
    {
        foreach (Schedule schedule in Schedules)
        {
            World world = new(Behaviors);
            Process.Run(world, new ProcessPlan(schedule, 3));
            world.Crash(new Crash(int.MaxValue, RequestsInTransitArrive: true));
            Operator.Settle(world, schedule, deathAt: null, (Mistake)Enum.Parse(typeof(Mistake), mistake));
            world.Crash(new Crash(int.MaxValue, RequestsInTransitArrive: true));

            Assert.Throws<Violation>(() => RunChecker.Check(world, Process.Run(world, new ProcessPlan(schedule, 3))));
        }
    });

    private static World Dead(Schedule schedule, int at, out bool died)
    {
        World world = new(Behaviors);
        died = Process.Run(world, new ProcessPlan(schedule, 3) { DeathAt = at }).Died;
        world.Crash(new Crash(int.MaxValue, RequestsInTransitArrive: true));
        return world;
    }
}
