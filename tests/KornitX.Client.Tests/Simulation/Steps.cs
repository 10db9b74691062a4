namespace KornitX.Client.Tests.Simulation;

/// <summary>
/// What can happen next in a virtual process: every operation under way on the disk, the network or the clock. The
/// process does nothing on its own; it runs step by step on one thread and can crash before each step.
/// </summary>
internal sealed class Steps
{
    /// <summary>More than any batch here needs.</summary>
    private const int TooMany = 5000;

    private readonly List<Step> _pending = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly Func<IReadOnlyList<Step>, int> _choose;
    private readonly int? _deathAt;
    private Violation? _violation;

    /// <param name="choose">Which of the pending steps is next.</param>
    /// <param name="deathAt">Before which step the process dies, from 0; null when it lives.</param>
    public Steps(Func<IReadOnlyList<Step>, int> choose, int? deathAt)
    {
        _choose = choose;
        _deathAt = deathAt;
    }

    /// <summary>How many have been done.</summary>
    public int Done { get; private set; }

    /// <summary>Whether no step is pending.</summary>
    public bool AreNone => _pending.Count == 0;

    /// <summary>The names of those done.</summary>
    public List<string> Trace { get; } = [];

    public Step Add(StepKind kind, string name, Action act)
    {
        if (Environment.CurrentManagedThreadId != _thread)
            throw Record(new Violation($"'{name}' came from another thread, so nothing here can be repeated"));
        Step step = new(kind, name, act);
        _pending.Add(step);
        return step;
    }

    public void Remove(Step step) => _pending.Remove(step);

    /// <summary>Does one of the pending steps, and all that follows from it at once.</summary>
    /// <exception cref="Death">The process crashes.</exception>
    public void Next()
    {
        if (Done == _deathAt)
            throw new Death();
        if (Done == TooMany)
            throw new Violation("it goes on for ever");
        if (_pending.Count == 0)
            throw new Violation("it hangs: nothing is under way, and not all outcomes are known");

        Step step = _pending[_choose(_pending)];
        _pending.Remove(step);
        Done++;
        Trace.Add(step.Name);
        step.Act();
        ThrowViolation();
    }

    /// <summary>Keeps a violation that is thrown inside the run, which makes an outcome of every exception.</summary>
    public Violation Record(Violation violation) => _violation ??= violation;

    /// <summary>Throws the first violation that was recorded, if any.</summary>
    public void ThrowViolation()
    {
        if (_violation is not null)
            throw _violation;
    }

    public override string ToString() => string.Join(", ", Trace.Select((name, i) => $"{i}: {name}"));

    /// <summary>The process crashes here.</summary>
    internal sealed class Death : Exception;
}

/// <summary>The component that a step belongs to.</summary>
internal enum StepKind
{
    Disk,
    Network,
    Clock,
}

/// <summary>One possible step.</summary>
internal sealed record Step(StepKind Kind, string Name, Action Act);
