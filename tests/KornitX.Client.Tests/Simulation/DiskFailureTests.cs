using static KornitX.Client.Tests.Simulation.ServerBehavior;

namespace KornitX.Client.Tests.Simulation;

/// <summary>
/// A disk that is full or fails: no request is sent without its intent on disk (the network checks that in
/// every simulation), known outcomes are still reported, and the journal stays readable.
/// </summary>
public class DiskFailureTests
{
    private static readonly ServerBehavior[][] Behaviors = [[Books], [IsBusy, Books], [LosesAnswer]];

    private static readonly Schedule[] Schedules =
        [Schedule.OldestFirst, Schedule.NewestFirst, Schedule.DiskFirst, Schedule.NetworkFirst, Schedule.Random(1), Schedule.Random(2)];

    [Fact]
    public void The_disk_can_be_full_at_any_byte() => SingleThread.Run(() =>
    {
        // At every byte under the plainest schedule, at every seventeenth under the others: they flush other lines together.
        foreach (Schedule schedule in Schedules)
        {
            int whole = JournalOf(new DiskFaults(), schedule, out string? failure);
            Assert.Null(failure);
            for (int capacity = 0; capacity < whole; capacity += schedule == Schedule.OldestFirst ? 1 : 17)
            {
                JournalOf(new DiskFaults { Capacity = capacity }, schedule, out failure);
                Assert.Equal("the journal could not be written: No space left on device", failure);
            }
        }
    });

    [Fact]
    public void Any_flush_can_fail() => SingleThread.Run(() =>
    {
        foreach (Schedule schedule in Schedules)
        {
            string? failure = "";
            for (int flushes = 0; failure is not null; flushes++)
            {
                JournalOf(new DiskFaults { FlushesThatWork = flushes }, schedule, out failure);
                if (failure is not null)
                    Assert.Equal("the journal could not be written: Input/output error", failure);
            }
        }
    });

    /// <summary>Plays a run into that trouble, and the next one, with the trouble over, to its end.</summary>
    /// <returns>How long the first run's journal was.</returns>
    private static int JournalOf(DiskFaults trouble, Schedule schedule, out string? failure)
    {
        World world = new(Behaviors);
        Report report = Process.Run(world, new ProcessPlan(schedule, 3) { Trouble = trouble });
        RunChecker.Check(world.Clone(), report);
        failure = report.JournalFailure;
        Assert.All(report.Outcomes, result => Assert.False(result.FromJournal));
        if (failure is not null)
        {
            Assert.All(
                report.Outcomes.Where(result => result.Outcome is Outcome.NotSent),
                result => Assert.Equal(NotSentReason.JournalFailed, ((Outcome.NotSent)result.Outcome).Reason));
        }

        int length = world.Disk.Visible.Length;
        int unflushed = world.Disk.Unflushed.Length;
        foreach (int surviving in new[] { 0, unflushed / 2, unflushed })
        {
            World resumed = world.Clone();
            resumed.Crash(new Crash(surviving, RequestsInTransitArrive: true));
            RunChecker.Check(resumed, Process.Run(resumed, new ProcessPlan(schedule, 3)));
        }

        return length;
    }
}
