using static KornitX.Client.Tests.Simulation.ServerBehavior;

namespace KornitX.Client.Tests.Simulation;

/// <summary>
/// One run names the orders by ID, the next by reference, another by both; references come and go; people settle what is
/// unknown; another account uses the wrong journal; the journal is replaced. Nothing is booked twice.
/// </summary>
public class OrderNamingTests
{
    private static readonly ServerBehavior[][] Behaviors =
        [[Books], [LosesAnswer], [IsBusy, Books], [Rejects, Books], [FailsBeforeBooking, Books], [FailsAfterBooking]];

    private static readonly JournalAccount Other = new(new Uri("https://sandbox.example"), "client");

    private static readonly Schedule[] Schedules = [Schedule.OldestFirst, Schedule.DiskFirst, Schedule.NetworkFirst, Schedule.Random(1)];

    private readonly ITestOutputHelper _output;

    public OrderNamingTests(ITestOutputHelper output) => _output = output;

    [Fact]
    public void Orders_named_differently_in_each_run_are_booked_once_for_every_seed() => SingleThread.Run(() =>
    {
        int conflicts = 0;
        int settled = 0;
        for (int seed = 0; seed < 2000; seed++)
            Live(seed, null, ref conflicts, ref settled);
        _output.WriteLine($"{conflicts} conflicts, {settled} settled by the journal");
        Assert.True(conflicts > 1000 && settled > 1000);
    });

    [Fact]
    public void Sending_an_ambiguous_order_is_detected() => SingleThread.Run(() =>
    {
        int unused = 0;
        Violation seen = Assert.Throws<Violation>(() =>
        {
            for (int seed = 0; seed < 100; seed++)
                Live(seed, new SendsConflicts(), ref unused, ref unused);
        });
        Assert.Contains("leaves again although it is, or may be, booked", seen.Message, StringComparison.Ordinal);
    });

    [Theory]
    [InlineData(Addressing.Id, Addressing.ExternalRef)]
    [InlineData(Addressing.ExternalRef, Addressing.Id)]
    public void Orders_named_differently_in_the_next_run_survive_a_crash_at_every_step(Addressing first, Addressing second) =>
        SingleThread.Run(() =>
    {
        foreach (Schedule schedule in Schedules)
        {
            ProcessPlan plan = new(schedule, 3);
            bool died = true;
            for (int at = 0; died; at++)
            {
                World world = new(Behaviors);
                died = Process.Run(world, plan with { OrderNaming = new OrderNaming(first, 0b010101, null), DeathAt = at }).Died;
                world.Crash(new Crash(int.MaxValue, RequestsInTransitArrive: true));
                OrderNaming[] names = [new OrderNaming(second, 0b000011, null), new OrderNaming(second, 0, "C1"), OrderNaming.ByBoth];
                foreach (OrderNaming naming in names)
                {
                    World resumed = world.Clone();
                    RunChecker.Check(resumed, Process.Run(resumed, plan with { OrderNaming = naming }));
                }
            }
        }
    });

    [Fact]
    public void A_journal_of_another_account_sends_nothing() => SingleThread.Run(() =>
    {
        World world = new(Behaviors);
        Process.Run(world, new ProcessPlan(Schedule.OldestFirst, 3));
        World other = world.OfOtherAccount();

        Assert.Equal(JournalFault.Mismatch, Assert.Throws<JournalException>(
            () => Process.Run(other, new ProcessPlan(Schedule.OldestFirst, 3) { Account = Other })).Fault);
        Assert.Empty(other.InTransit);

        // Without that check, all orders are reported as booked.
        World planted = world.OfOtherAccount();
        Report reported = Process.Run(
            planted, new ProcessPlan(Schedule.OldestFirst, 3) { Account = Other, PlantedBug = new AcceptsAnyAccount() });
        Assert.Equal(
            "order 0 is reported as booking 10001, but there are 0 bookings",
            Assert.Throws<Violation>(() => RunChecker.Check(planted, reported)).Message);
    });

    [Fact]
    public void Nothing_is_sent_after_the_journal_is_replaced_at_any_step() => SingleThread.Run(() =>
    {
        foreach (Schedule schedule in Schedules)
        {
            int seen = 0;
            for (int at = 0; at < 25; at++)
            {
                World world = new(Behaviors);
                Process.Run(world, new ProcessPlan(schedule, 3) { ReplacedAt = at });
                seen += Sees(
                    () =>
                        Process.Run(
                            new World(Behaviors),
                            new ProcessPlan(schedule, 3) { ReplacedAt = at, Trouble = new DiskFaults { DoesNotLook = true } })) ? 1 : 0;
            }

            Assert.True(seen > 0, $"a disk that does not look is not seen, {schedule}");
        }

        static bool Sees(Action run)
        {
            try
            {
                run();
                return false;
            }
            catch (Violation violation)
            {
                Assert.Contains("leaves while the disk says '' of it", violation.Message, StringComparison.Ordinal);
                return true;
            }
        }
    });

    /// <summary>The life of one input, of a seed's choosing.</summary>
    private static void Live(int seed, PlantedBug? plant, ref int conflicts, ref int settled)
    {
        Random random = new(seed);
        ServerBehavior[] all = Enum.GetValues<ServerBehavior>();
        World world = new(
            Enumerable.Range(0, 6).Select(
                _ => Enumerable.Range(0, 3).Select(_ => random.Next(2) == 0 ? Books : all[random.Next(all.Length)]).ToArray()).ToArray());
        string story = $"seed {seed}";
        try
        {
            for (int run = 0; run < 5; run++)
            {
                OrderNaming naming = new(
                    random.Next(2) == 0 ? Addressing.Id : Addressing.ExternalRef,
                    random.Next(64) & random.Next(64),
                    random.Next(8) == 0 ? "C1" : null);
                if (run == 4)
                    naming = OrderNaming.ByBoth;
                ProcessPlan plan = new(Schedule.Random(random.Next()), 3)
                {
                    OrderNaming = naming,
                    DeathAt = run < 4 && random.Next(2) == 0 ? random.Next(40) : null,
                    PlantedBug = plant,
                };
                story += $"; {naming}, dies at {plan.DeathAt}";
                Report report = Process.Run(world, plan);
                conflicts += report.Outcomes.Count(
                    reported => reported.Outcome is Outcome.NotSent { Reason: NotSentReason.JournalConflict });
                settled += report.Outcomes.Count(reported => reported.FromJournal && reported.Outcome is not Outcome.NotSent);
                if (run == 4)
                    RunChecker.Check(world, report);
                world.Crash(new Crash(report.Died ? random.Next(world.Disk.Unflushed.Length + 1) : int.MaxValue, random.Next(2) == 0));
                if (random.Next(3) != 0)
                    continue;

                int? death = random.Next(2) == 0 ? random.Next(5) : null;
                story += $"; a person settles, dies at {death}";
                Operator.Settle(world, Schedule.Random(random.Next()), death);
                world.Crash(
                    new Crash(death is null ? int.MaxValue : random.Next(world.Disk.Unflushed.Length + 1), RequestsInTransitArrive: true));
            }
        }
        catch (Violation violation)
        {
            throw new Violation($"{story}: {violation.Message}", violation);
        }
    }
}
