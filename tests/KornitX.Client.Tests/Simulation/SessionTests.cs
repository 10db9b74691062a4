using static KornitX.Client.Tests.Simulation.ServerBehavior;

namespace KornitX.Client.Tests.Simulation;

/// <summary>
/// A process has sent orders without a journal and sends them again with one. Whatever it reports of them is in the journal by
/// then, so that no process that has the journal sends them again.
/// </summary>
public class SessionTests
{
    private static readonly ServerBehavior[][] Behaviors = [[Books], [Books], [FailsAfterBooking], [LosesAnswer], [Books]];

    private static readonly Schedule[] Schedules =
        [Schedule.OldestFirst, Schedule.NewestFirst, Schedule.DiskFirst, Schedule.NetworkFirst, Schedule.Random(1)];

    [Fact]
    public void What_the_session_reports_as_sent_is_in_the_journal_after_a_crash_at_every_step() => SingleThread.Run(() =>
    {
        foreach (Schedule schedule in Schedules)
        {
            for (int limit = 1; limit <= 3; limit++)
            {
                bool died = true;
                for (int at = 0; died; at++)
                {
                    Report report = RunAgain(new ProcessPlan(schedule, limit) { DeathAt = at }, out World world);
                    died = report.Died;
                    int unflushed = world.Disk.Unflushed.Length;
                    foreach (int surviving in new[] { 0, unflushed / 2, unflushed })
                        CheckNextProcess(world.Clone(), report, surviving, new ProcessPlan(schedule, limit));
                }
            }
        }
    });

    [Fact]
    public void A_report_before_the_journal_has_it_is_detected() => SingleThread.Run(() =>
    {
        foreach (Schedule schedule in Schedules)
        {
            ProcessPlan plan = new(schedule, Limit: 2) { PlantedBug = new ReportsBeforeOutcomeIsWritten() };
            Assert.StartsWith(
                "order 0 is reported as Created while the journal on disk has",
                Assert.Throws<Violation>(() => RunAgain(plan, out _)).Message,
                StringComparison.Ordinal);
        }
    });

    /// <summary>Sends orders 0 and 2 without a journal, and then all orders with one.</summary>
    private static Report RunAgain(ProcessPlan plan, out World world)
    {
        world = new World(Behaviors);
        SentRequests sent = new();
        Remember(0, new Outcome.Created([new Booking(world.Arrive(new RequestInTransit(0, Books)), [])]));
        world.Arrive(new RequestInTransit(2, FailsAfterBooking));
        Remember(2, new Outcome.Unknown("500"));
        return Process.Run(world, plan with { Sent = sent });

        void Remember(int order, Outcome outcome)
        {
            PendingOrder pending = new(World.Request(order));
            Assert.Null(sent.ReserveAsync(pending, new OrderRunOptions(1), default).Result);
            sent.Release(pending, outcome);
        }
    }

    private static void CheckNextProcess(World world, Report report, int surviving, ProcessPlan plan)
    {
        world.Crash(new Crash(surviving, RequestsInTransitArrive: true));
        Report next = Process.Run(world, plan);
        for (int order = 0; order < report.Outcomes.Count; order++)
        {
            if (report.Outcomes[order].Source == OutcomeSource.Session)
                Assert.True(next.Outcomes[order].FromJournal, $"order {order} is sent again: {report.Trace}");
        }

        // What the first process had not come to when it died, nobody knows.
        if (!report.Died)
            RunChecker.Check(world, next);
    }
}
