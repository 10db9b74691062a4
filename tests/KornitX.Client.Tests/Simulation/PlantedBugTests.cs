using System.Text;
using System.Text.RegularExpressions;
using KornitX.Client.Tests.Journals;
using static KornitX.Client.Tests.Simulation.ServerBehavior;

namespace KornitX.Client.Tests.Simulation;

/// <summary>The simulation finds what it looks for: each of these bugs, put in on purpose, is seen.</summary>
public class PlantedBugTests
{
    private static readonly ServerBehavior[][] Behaviors = [[Books], [LosesAnswer], [IsBusy, Books], [Books]];

    private static readonly Schedule[] EachSchedule =
        [Schedule.OldestFirst, Schedule.NewestFirst, Schedule.DiskFirst, Schedule.NetworkFirst];

    [Theory]
    [InlineData(nameof(SendsBeforeIntentIsWritten), "order 0 leaves while the disk says '' of it")]
    [InlineData(nameof(ReportsBeforeOutcomeIsWritten), "order 0 is reported as Created while the journal on disk has 'Sending'")]
    [InlineData(nameof(TreatsOpenIntentAsNotSent), "order 0 is reported as new, but the journal had 'Unknown'")]
    [InlineData(nameof(ForgetsBookings), "order 0 leaves again although it is, or may be, booked")]
    [InlineData(nameof(TreatsEverythingAsUnknown), "order 0 is reported as known, but the journal had ''")]
    [InlineData(nameof(SendsAgainAfterUnknown), "order 1 leaves again although it is, or may be, booked")]
    [InlineData(nameof(TreatsUnknownAsCreated), "order 1 is reported as Created, but the last response was Unknown")]
    [InlineData(nameof(TreatsBusyAsUnknown), "order 2 is reported as Unknown, but the last response was NotSent")]
    [InlineData(nameof(SwapsTwoOutcomes), "order 1 is reported where order 0 should be")]
    [InlineData(nameof(LosesLastOutcome), "3 of 4 orders were reported")]
    public void A_planted_bug_is_detected(string plant, string violation) =>
        AssertSeen(violation, EachSchedule, schedule => new Scenario(Behaviors, schedule, Limit: 2)
        {
            PlantedBug = (PlantedBug)Activator.CreateInstance(
                Type.GetType($"{typeof(PlantedBug).Namespace}.{plant}", throwOnError: true)!)!,
        });

    /// <summary>With the other schedules one request completes before the next one is sent.</summary>
    [Fact]
    public void A_run_without_a_limit_is_detected() =>
        AssertSeen("3 requests are in flight", [Schedule.OldestFirst, Schedule.DiskFirst], schedule => new Scenario(
            Behaviors, schedule, Limit: 2)
        {
            PlantedBug = new IgnoresLimit(),
        });

    [Fact]
    public void Orders_with_unknown_outcome_after_a_crash_are_counted() => SingleThread.Run(() =>
    {
        int most = 0;
        for (int at = 0; at < 10; at++)
        {
            World dying = new(Behaviors);
            Process.Run(dying, new ProcessPlan(Schedule.OldestFirst, Limit: 4) { DeathAt = at });
            dying.Crash(new Crash(int.MaxValue, RequestsInTransitArrive: true));
            most = Math.Max(most, dying.OpenIntents());
        }

        Assert.Equal(4, most);
    });

    [Fact]
    public void A_flush_that_does_nothing_is_detected() =>
        AssertSeen("order 0 leaves while the disk says '' of it", EachSchedule, schedule => new Scenario(Behaviors, schedule, Limit: 2)
        {
            Trouble = new DiskFaults { FlushLies = true },
        });

    [Fact]
    public void An_append_that_completes_before_its_flush_is_detected() =>
        AssertSeen("order 0 leaves while the disk says '' of it", EachSchedule, schedule => new Scenario(Behaviors, schedule, Limit: 2)
        {
            Trouble = new DiskFaults { CompletesBeforeFlush = true },
        });

    /// <summary>
    /// What a run had flushed is lost within the last 4 KB, which the next one takes for an unfinished write. A journal that dropped
    /// more than its last write would look like this.
    /// </summary>
    [Fact]
    public void Dropping_a_flushed_write_is_detected() => SingleThread.Run(() =>
    {
        World world = new(Behaviors);
        Process.Run(world, new ProcessPlan(Schedule.OldestFirst, 2));
        int length = world.Disk.Flushed.Length;
        Assert.Empty(world.Disk.Unflushed);
        world.Disk.Crash(0, new Hole(-length / 2, length));

        Violation seen = Assert.Throws<Violation>(() => Process.Run(world, new ProcessPlan(Schedule.OldestFirst, 2)));
        Assert.Contains("leaves again although it is, or may be, booked", seen.Message, StringComparison.Ordinal);
    });

    /// <summary>
    /// Zeros in place of a write that was flushed before others. The lines after it say so, and nothing is sent. A journal whose
    /// lines said that all of them are one write would send again.
    /// </summary>
    [Fact]
    public void Lines_that_do_not_say_where_their_write_begins_are_detected() => SingleThread.Run(() =>
    {
        Assert.Equal(JournalFault.Corrupt, Assert.Throws<JournalException>(() => ResumeAfterHole(_ => { })).Fault);
        Violation seen = Assert.Throws<Violation>(() => ResumeAfterHole(SayThatAllIsOneWrite));
        Assert.Contains("leaves again although it is, or may be, booked", seen.Message, StringComparison.Ordinal);
    });

    private static void ResumeAfterHole(Action<VirtualDisk> plant)
    {
        World world = new(Behaviors);
        Process.Run(world, new ProcessPlan(Schedule.OldestFirst, 2));
        plant(world.Disk);
        int head = Array.IndexOf(world.Disk.Flushed, (byte)'\n') + 1;
        world.Disk.Crash(0, new Hole(head - world.Disk.Flushed.Length, 100));
        Process.Run(world, new ProcessPlan(Schedule.OldestFirst, 2));
    }

    private static void SayThatAllIsOneWrite(VirtualDisk disk)
    {
        List<byte> written = [];
        ulong checksum = 0;
        foreach (string line in JournalTexts.Plain(Encoding.UTF8.GetString(disk.Flushed)).TrimEnd('\n').Split('\n'))
        {
            string planted = Regex.Replace(line, "(,\"WriteOffset\":[0-9]+)?,\"Number\"", $",\"WriteOffset\":{written.Count},\"Number\"");
            written.AddRange(LineChecksum.Append(Encoding.UTF8.GetBytes(planted), ref checksum));
        }

        disk.Truncate(0);
        disk.Write([.. written]);
        disk.Flush();
    }

    [Fact]
    public void A_missing_response_is_detected() => SingleThread.Run(() =>
    {
        Steps steps = new(Schedule.OldestFirst.Start(), deathAt: null);

        Assert.Equal("it hangs: nothing is under way, and not all outcomes are known", Assert.Throws<Violation>(steps.Next).Message);
    });

    [Fact]
    public void An_endless_run_is_detected() => SingleThread.Run(() =>
    {
        Steps steps = new(Schedule.OldestFirst.Start(), deathAt: null);
        Again();

        for (int i = 0; i < 5000; i++)
            steps.Next();
        Assert.Equal("it goes on for ever", Assert.Throws<Violation>(steps.Next).Message);

        void Again() => steps.Add(StepKind.Network, "and again", Again);
    });

    [Fact]
    public void An_unreported_booking_is_detected()
    {
        World world = new([[Books]]);
        world.Arrive(new RequestInTransit(0, Books));

        AssertRefused(world, new Outcome.Rejected(422, "no"), "order 0 is reported as Rejected, but is booked");
        AssertRefused(world, new Outcome.NotSent(NotSentReason.Unreachable, "no"), "order 0 is reported as NotSent, but is booked");
        AssertRefused(
            new World([[Books]]),
            new Outcome.Created([new Booking(10001, [])]),
            "order 0 is reported as booking 10001, but there are 0 bookings");

        world.Arrive(new RequestInTransit(0, Books));
        AssertRefused(world, new Outcome.Created([new Booking(10001, [])]), "order 0 is booked 2 times");
    }

    private static void AssertRefused(World world, Outcome reported, string violation)
    {
        Report report = new(false, 0, [new RequestOutcome(World.Request(0), reported, OutcomeSource.Run)], null, "");
        Assert.Equal(violation, Assert.Throws<Violation>(() => RunChecker.Check(world, report)).Message);
    }

    /// <summary>In none of the schedules is it overlooked, though something else of it may be seen first.</summary>
    private static void AssertSeen(string violation, Schedule[] schedules, Func<Schedule, Scenario> scenario) => SingleThread.Run(() =>
    {
        List<Violation> seen = [];
        foreach (Schedule schedule in schedules)
            seen.Add(Assert.Throws<Violation>(() => scenario(schedule).CrashEverywhere(crashes: 1, new Tally())));
        Assert.Contains(violation, seen.First().Message, StringComparison.Ordinal);
    });
}
