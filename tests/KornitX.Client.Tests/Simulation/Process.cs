namespace KornitX.Client.Tests.Simulation;

/// <summary>
/// One virtual process: it opens the journal, sends all orders as the command does, and checks on the way what must
/// hold at every moment.
/// </summary>
internal sealed class Process : IDisposable
{
    /// <summary>How many tries after the first.</summary>
    private const int RetryPolicy = 3;

    private readonly World _world;
    private readonly ProcessPlan _plan;
    private readonly Steps _steps;
    private readonly VirtualNetwork _network;
    private readonly Journal _journal;
    private readonly OrderRun _run;
    private readonly string?[] _verdicts;
    private readonly List<RequestOutcome> _outcomes = [];
    private readonly ManualResetEventSlim _changed = new();

    private Process(World world, ProcessPlan plan)
    {
        _world = world;
        _plan = plan;
        _verdicts = Enumerable.Range(0, world.Orders).Select(order => world.Sight.OutcomeClassifier(World.IdOf(order))).ToArray();
        for (int order = 0; order < world.Orders && plan.RetryUnknown; order++)
        {
            if (_verdicts[order] == "Unknown")
                world.AllowResend(order);
        }

        _steps = new Steps(plan.Schedule.Start(), plan.DeathAt);
        _network = new VirtualNetwork(world, _steps, plan.Limit);
        VirtualClock clock = new(_steps, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        _journal = Journal.Open(
            "run.jsonl", new VirtualFile(world.Disk, _steps, plan.Trouble), plan.PlantedBug?.Account(plan.Account) ?? plan.Account, clock);
        _run = new OrderRun(
            new OrderSender(plan.PlantedBug?.Transport(_network) ?? _network, RetryPolicy, plan.PlantedBug?.Clock(clock) ?? clock),
            new OrderRunOptions(
                plan.PlantedBug?.Limit(plan.Limit) ?? plan.Limit,
                plan.RetryUnknown) { QueueCapacity = plan.Limit, StopOnFirstFailure = plan.StopOnFirstFailure, Sent = plan.Sent },
            plan.PlantedBug?.Record(_journal) ?? _journal,
            plan.PlantedBug?.Observer,
            clock,
            _changed.Set);
    }

    /// <summary>Runs a process until it completes or crashes.</summary>
    /// <returns>What it did.</returns>
    public static Report Run(World world, ProcessPlan plan)
    {
        using Process process = new(world, plan);
        bool died = false;
        try
        {
            process.SendAll();
        }
        catch (Steps.Death)
        {
            died = true;
        }
        catch (Exception exception) when (exception is not Violation { InnerException: not null })
        {
            throw new Violation($"{exception.Message}\n  steps: {process._steps}", exception);
        }

        return new Report(died, process._steps.Done, process._outcomes, process._journal.Failure, process._steps.ToString());
    }

    public void Dispose()
    {
        _run.Dispose();
        _changed.Dispose();
        _journal.Dispose();
    }

    private void SendAll()
    {
        for (int order = 0; order < _world.Orders && !IsEnding; order++)
        {
            while (!IsEnding && _run.IsFull)
                Step();
            BookingRequest request = _plan.OrderNaming.Request(order);
            if (!IsEnding && _run.Prepare(request) is { } pending)
                _run.Enqueue(pending);
            Take();
        }

        while (!_run.IsDone)
            Step();
        _steps.ThrowViolation();
    }

    private bool IsEnding => _journal.Failure is not null || _steps.Done >= _plan.StopAt;

    private void Step()
    {
        if (_steps.Done == _plan.ReplacedAt)
            _world.ReplaceJournal();
        if (_steps.Done >= _plan.StopAt && _steps.AreNone)
            WaitForCancelled();
        else
            _steps.Next();

        if (_steps.Done == _plan.StopAt)
            _run.Stop(TimeSpan.FromSeconds(3));
        Take();
    }

    /// <summary>
    /// A canceled wait between attempts ends on another thread, which only reports that the order was not
    /// sent; so nothing that follows depends on when.
    /// </summary>
    private void WaitForCancelled()
    {
        if (!_changed.Wait(TimeSpan.FromMinutes(1)))
            throw new Violation("it does not stop");
        _changed.Reset();
    }

    private void Take()
    {
        _steps.ThrowViolation();
        while ((_plan.PlantedBug?.Take(_run) ?? _run.TryGetNext()) is { } outcome)
            Check(outcome);
    }

    private void Check(RequestOutcome reported)
    {
        int order = _outcomes.Count;
        if (World.OrderOf(reported.Request) != order)
            throw new Violation($"order {World.OrderOf(reported.Request)} is reported where order {order} should be");
        _outcomes.Add(reported);

        if (reported is { FromJournal: true, Outcome: Outcome.NotSent { Reason: NotSentReason.JournalConflict } })
        {
            if (Array.TrueForAll(_verdicts, had => had is null))
                throw new Violation($"order {order} is reported as a conflict, but nothing in the journal may be booked");
            return;
        }

        if (reported.Source == OutcomeSource.Session)
        {
            CheckJournal(order, reported.Outcome is Outcome.Unknown ? "Unknown" : "Created");
            return;
        }

        bool mayLoseOutcome = _plan.PlantedBug is { MayLoseOutcome: true };
        Outcome? answer = _network.LastAnswer(order);
        if (mayLoseOutcome && answer is not (Outcome.Created or Outcome.Unknown)
            && reported.Attempt is Outcome.NotSent { Reason: NotSentReason.Failed or NotSentReason.JournalFailed })
            return;

        string state = reported.Outcome.GetType().Name;
        string? verdict = _plan.RetryUnknown && _verdicts[order] == "Unknown" ? null : _verdicts[order];
        if (reported.FromJournal != verdict is not null)
            throw new Violation(
                $"order {order} is reported as {(reported.FromJournal ? "known" : "new")}, but the journal had '{verdict}'");
        if (reported.FromJournal)
        {
            if (state != verdict)
                throw new Violation($"order {order} is reported as {state}, but the journal had '{verdict}'");
            return;
        }

        // What a try before this run may have booked is still in doubt when this one was refused.
        bool inDoubt = _verdicts[order] == "Unknown";
        string expected = answer is Outcome.Created ? "Created" : inDoubt ? "Unknown" : answer?.GetType().Name ?? "NotSent";
        if (mayLoseOutcome && state == "Unknown")
            return;
        if (state != expected)
            throw new Violation($"order {order} is reported as {state}, but the last response was {expected}");

        if (!mayLoseOutcome && answer is not null)
            CheckJournal(order, answer.GetType().Name);
    }

    private void CheckJournal(int order, string state)
    {
        _world.Sight.Read(_world.Disk.Flushed);
        if (_journal.Failure is null && !_world.IsReplaced && _world.Sight.Last(World.IdOf(order)) is var last && last != state)
            throw new Violation($"order {order} is reported as {state} while the journal on disk has '{last}'");
    }
}

/// <summary>How a process goes.</summary>
/// <param name="Schedule">Which step happens first.</param>
/// <param name="Limit">The most requests in flight.</param>
internal sealed record ProcessPlan(Schedule Schedule, int Limit)
{
    /// <summary>Before which step it crashes.</summary>
    public int? DeathAt { get; init; }

    /// <summary>After which step it is stopped.</summary>
    public int StopAt { get; init; } = int.MaxValue;

    public bool RetryUnknown { get; init; }

    public bool StopOnFirstFailure { get; init; }

    public DiskFaults Trouble { get; init; } = new();

    /// <summary>How its input names the orders.</summary>
    public OrderNaming OrderNaming { get; init; } = OrderNaming.ById;

    /// <summary>Whose orders it sends.</summary>
    public JournalAccount Account { get; init; } = World.Account;

    /// <summary>What it has sent in earlier runs without a journal.</summary>
    public SentRequests? Sent { get; init; }

    /// <summary>Before which step the journal is replaced.</summary>
    public int? ReplacedAt { get; init; }

    /// <summary>A planted bug.</summary>
    public PlantedBug? PlantedBug { get; init; }
}

/// <summary>What a process did.</summary>
internal sealed record Report(
    bool Died, int Steps, IReadOnlyList<RequestOutcome> Outcomes, string? JournalFailure, string Trace);

/// <summary>A deliberate bug that the simulation must detect.</summary>
internal abstract class PlantedBug
{
    public virtual IOrderTransport Transport(IOrderTransport transport) => transport;

    public virtual IJournal Record(IJournal record) => record;

    public virtual JournalAccount Account(JournalAccount account) => account;

    public virtual int Limit(int limit) => limit;

    public virtual IClientObserver? Observer => null;

    /// <summary>Whether the response to an order can get lost inside the process, so that it is unknown instead.</summary>
    public virtual bool MayLoseOutcome => false;

    public virtual TimeProvider Clock(TimeProvider clock) => clock;

    public virtual RequestOutcome? Take(OrderRun run) => run.TryGetNext();
}
