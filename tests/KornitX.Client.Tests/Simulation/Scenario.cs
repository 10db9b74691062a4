namespace KornitX.Client.Tests.Simulation;

/// <summary>A batch, the server's behavior, and in which order things happen.</summary>
/// <param name="Behaviors">The server's behavior for each attempt of each order; the last one repeats.</param>
/// <param name="Schedule">Which step happens first.</param>
/// <param name="Limit">The most requests in flight.</param>
internal sealed record Scenario(ServerBehavior[][] Behaviors, Schedule Schedule, int Limit)
{
    /// <summary>A planted bug.</summary>
    public PlantedBug? PlantedBug { get; init; }

    /// <summary>The faults of the disk.</summary>
    public DiskFaults Trouble { get; init; } = new();

    /// <summary>Whether the runs after a crash send again what is unknown.</summary>
    public bool RetryUnknown { get; init; }

    private ProcessPlan Plan => new(Schedule, Limit) { PlantedBug = PlantedBug, Trouble = Trouble };

    /// <summary>
    /// Lets the run die before every single step, in every way there is to die there, and lets the next one run to its
    /// end; and, for two crashes, lets that one die before every single step as well.
    /// </summary>
    public void CrashEverywhere(int crashes, Tally tally)
    {
        int steps = Complete(new World(Behaviors), "alive").Steps;
        for (int at = 0; at < steps; at++)
        {
            World dying = new(Behaviors);
            Process.Run(dying, Plan with { DeathAt = at });
            tally.CrashPoints++;
            foreach (Crash crash in CrashVariants(dying))
                Resume(dying, openBefore: 0, crash, $"{at}: {crash}", crashes - 1, tally);
        }
    }

    /// <summary>Crashes runs at random steps of a seed until one completes.</summary>
    /// <param name="plant">Plants a bug in each run but the last.</param>
    public static void CrashAtRandom(int seed, int orders, int limit, int crashes, Func<Random, PlantedBug>? plant = null)
    {
        Random random = new(seed);
        ServerBehavior[] all = Enum.GetValues<ServerBehavior>();
        // Half of the tries go well: with nothing but trouble, an order is unknown at once and the rest goes unseen.
        ServerBehavior[][] behaviors = Enumerable.Range(0, orders)
            .Select(
                _ =>
                    Enumerable.Range(0, random.Next(1, 4)).Select(
                        _ => random.Next(2) == 0 ? ServerBehavior.Books : all[random.Next(all.Length)]).ToArray())
            .ToArray();
        World world = new(behaviors);
        string story = $"seed {seed}";
        try
        {
            for (int life = 0; life <= crashes; life++)
            {
                bool stopped = random.Next(4) == 0;
                int end = random.Next(1, 10 * orders);
                ProcessPlan plan = new(Schedule.Random(random.Next()), limit);
                plan = plan with { StopOnFirstFailure = life < crashes && random.Next(4) == 0 };
                plan = plan with { PlantedBug = life < crashes ? plant?.Invoke(random) : null };
                plan = life == crashes ? plan : stopped ? plan with { StopAt = end } : plan with { DeathAt = end };
                Report report = Process.Run(world, plan);
                if (life == crashes)
                    RunChecker.Check(world, report);
                int unflushed = world.Disk.Unflushed.Length;
                Crash crash = new(report.Died ? random.Next(unflushed + 1) : int.MaxValue, random.Next(2) == 0)
                {
                    Hole = report.Died && world.Disk.Flushed.Length > 0 && random.Next(3) == 0
                        ? new Hole(random.Next(unflushed + 1), random.Next(unflushed + 1)) : default,
                };
                world.Crash(crash);
                story += $"; {(report.Died ? "died" : "ended")} after {report.Steps} steps, {crash}";
            }
        }
        catch (Violation violation)
        {
            throw new Violation($"{story}: {violation.Message}", violation);
        }
    }

    private void Resume(World dead, int openBefore, Crash crash, string story, int crashesLeft, Tally tally)
    {
        World resumed = dead.Clone();
        resumed.Crash(crash);
        tally.Runs++;
        int open = resumed.OpenIntents();
        if (open - openBefore > Limit)
            throw new Violation($"{open - openBefore} orders are left in doubt, {story}");
        int steps = Complete(resumed.Clone(), story).Steps;
        for (int at = 0; at < steps && crashesLeft > 0; at++)
        {
            World dying = resumed.Clone();
            Process.Run(dying, Plan with { DeathAt = at });
            tally.CrashPoints++;
            // Of the ways to die a second time the plainest: nothing, half or all of what was not flushed is there.
            int unflushed = dying.Disk.Unflushed.Length;
            foreach (int surviving in new[] { 0, unflushed / 2, unflushed }.Distinct())
            {
                Crash again = new(surviving, RequestsInTransitArrive: true);
                Resume(dying, open, again, $"{story}, then {at}: {again}", crashesLeft - 1, tally);
            }
        }
    }

    private Report Complete(World world, string story)
    {
        Report? report = null;
        try
        {
            report = Process.Run(world, Plan with { RetryUnknown = RetryUnknown });
            RunChecker.Check(world, report, mayBookTwice: RetryUnknown);
            return report;
        }
        catch (Violation violation)
        {
            throw new Violation(
                $"{this}, {story}: {violation.Message}{(report is null ? "" : $"\n  steps: {report.Trace}")}", violation);
        }
    }

    /// <summary>Every relevant truncation of unflushed bytes, with and without the arrival of requests in transit.</summary>
    private static IEnumerable<Crash> CrashVariants(World world)
    {
        byte[] unflushed = world.Disk.Unflushed;
        SortedSet<int> cuts = [0, unflushed.Length];
        int line = 0;
        for (int i = 0; i < unflushed.Length; i++)
        {
            if (unflushed[i] != '\n')
                continue;
            // One byte of the line, half of it, all but its last byte, all but its line feed, all of it.
            cuts.UnionWith([Math.Min(line + 1, i), (line + i) / 2, Math.Max(line, i - 1), i, i + 1]);
            line = i + 1;
        }

        bool[] wires = world.InTransit.Count == 0 ? [true] : [true, false];
        return (from cut in cuts from wire in wires select new Crash(cut, wire))
            .Concat(from hole in Holes(unflushed.Length) select new Crash(unflushed.Length, RequestsInTransitArrive: true) { Hole = hole });
    }

    /// <summary>Parts of the last write that are missing although later ones are there: halves, a part in the middle, all of it.</summary>
    private static IEnumerable<Hole> Holes(int unflushed) => unflushed == 0 ? [] :
    [
        new Hole(0, unflushed),
        new Hole(0, (unflushed + 1) / 2),
        new Hole(unflushed / 2, unflushed),
        new Hole(unflushed / 3, (unflushed / 3) + 1),
    ];

    public override string ToString() =>
        $"[{string.Join("; ", Behaviors.Select(behaviors => string.Join(" ", behaviors)))}] {Schedule}, {Limit} in flight";
}

/// <summary>The number of simulated runs.</summary>
internal sealed class Tally
{
    /// <summary>How many runs crashed.</summary>
    public int CrashPoints { get; set; }

    /// <summary>How many runs completed after a crash.</summary>
    public int Runs { get; set; }
}
