namespace KornitX.Client.Tests.Simulation;

/// <summary>The order of concurrent steps.</summary>
internal sealed class Schedule
{
    private readonly string _name;
    private readonly Func<Func<IReadOnlyList<Step>, int>> _start;

    private Schedule(string name, Func<Func<IReadOnlyList<Step>, int>> start)
    {
        _name = name;
        _start = start;
    }

    public static readonly Schedule OldestFirst = new("oldest first", () => steps => 0);

    public static readonly Schedule NewestFirst = new("newest first", () => steps => steps.Count - 1);

    /// <summary>The network waits for the disk.</summary>
    public static readonly Schedule DiskFirst = new("disk first", () => steps => First(steps, StepKind.Disk));

    /// <summary>The disk waits for the network, so that many lines share a flush.</summary>
    public static readonly Schedule NetworkFirst = new("network first", () => steps => First(steps, StepKind.Network));

    /// <summary>Random, and the same for the same seed.</summary>
    public static Schedule Random(int seed) => new($"random {seed}", () =>
    {
        Random random = new(seed);
        return steps => random.Next(steps.Count);
    });

    /// <summary>Starts choosing, for one process.</summary>
    public Func<IReadOnlyList<Step>, int> Start() => _start();

    public override string ToString() => _name;

    private static int First(IReadOnlyList<Step> steps, StepKind kind)
    {
        for (int i = 0; i < steps.Count; i++)
        {
            if (steps[i].Kind == kind)
                return i;
        }

        return 0;
    }
}
