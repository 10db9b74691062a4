using System;
using Xunit;
using static KornitX.Client.Tests.Simulation.Fate;

namespace KornitX.Client.Tests.Simulation;

/// <summary>A person settles what a run left unknown; whoever dies, and whenever, the next run books nothing twice.</summary>
public class SettlingTests
{
    private static readonly Fate[][] Fates = [[Books], [LosesAnswer], [FailsBeforeBooking, Books], [FailsAfterBooking], [IsDropped, Books]];

    private static readonly Schedule[] Schedules = [Schedule.OldestFirst, Schedule.NewestFirst, Schedule.DiskFirst, Schedule.NetworkFirst];

    [Fact]
    public void A_run_that_dies_at_any_step_and_is_settled_is_finished_by_the_next_one() => OneThread.Run(() =>
    {
        foreach (Schedule schedule in Schedules)
        {
            bool died = true;
            for (int at = 0; died; at++)
            {
                World world = Dead(schedule, at, out died);
                Person.Settle(world, schedule, deathAt: null);
                world.Crash(new Crash(int.MaxValue, WireGoesOn: true));
                Report report = Process.Run(world, new ProcessPlan(schedule, 3));
                Referee.Check(world, report);

                // What the next run has to find out anew may be unknown again; what was settled is not.
                Assert.All(report.Outcomes, told => Assert.False(told is { FromJournal: true, Outcome: Outcome.Unknown }));
            }
        }
    });

    [Fact]
    public void Settling_may_die_at_any_step_and_byte_and_be_done_again() => OneThread.Run(() =>
    {
        foreach (Schedule schedule in Schedules)
        {
            World unknown = Dead(schedule, 18, out _);
            int steps = Person.Settle(unknown.Clone(), schedule, deathAt: null);
            for (int at = 0; at <= steps; at++)
            {
                World dying = unknown.Clone();
                Person.Settle(dying, schedule, deathAt: at);
                for (int surviving = 0; surviving <= dying.Disk.Unflushed.Length; surviving++)
                {
                    World world = dying.Clone();
                    world.Crash(new Crash(surviving, WireGoesOn: true));
                    World beside = world.Clone();
                    Referee.Check(beside, Process.Run(beside, new ProcessPlan(schedule, 3)));
                    Person.Settle(world, schedule, deathAt: null);
                    world.Crash(new Crash(int.MaxValue, WireGoesOn: true));
                    Referee.Check(world, Process.Run(world, new ProcessPlan(schedule, 3)));
                }
            }
        }
    });

    [Theory]
    [InlineData(nameof(Mistake.SaysTheOpposite))]
    [InlineData(nameof(Mistake.SettlesAnother))]
    public void A_mistake_is_seen(string mistake) => OneThread.Run(() =>
    {
        foreach (Schedule schedule in Schedules)
        {
            World world = new(Fates);
            Process.Run(world, new ProcessPlan(schedule, 3));
            world.Crash(new Crash(int.MaxValue, WireGoesOn: true));
            Person.Settle(world, schedule, deathAt: null, (Mistake)Enum.Parse(typeof(Mistake), mistake));
            world.Crash(new Crash(int.MaxValue, WireGoesOn: true));

            Assert.Throws<Violation>(() => Referee.Check(world, Process.Run(world, new ProcessPlan(schedule, 3))));
        }
    });

    private static World Dead(Schedule schedule, int at, out bool died)
    {
        World world = new(Fates);
        died = Process.Run(world, new ProcessPlan(schedule, 3) { DeathAt = at }).Died;
        world.Crash(new Crash(int.MaxValue, WireGoesOn: true));
        return world;
    }
}
