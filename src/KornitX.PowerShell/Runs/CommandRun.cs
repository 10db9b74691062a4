namespace KornitX.Commands;

/// <summary>
/// The run of a command: sends its orders while the pipeline's thread reports their outcomes. Every order that has been started is
/// waited for and reported, whatever ends the command.
/// </summary>
internal sealed class CommandRun : IDisposable
{
    /// <summary>How long the orders in flight may take after Ctrl+C before they are aborted.</summary>
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(3);

    private readonly PSCmdlet _command;
    private readonly Connection? _connection;
    private readonly RunJournal? _journal;
    private readonly PipelineDispatcher _dispatcher;
    private readonly OrderRun _run;
    private readonly RepeatedOrders _repeated;

    /// <param name="connection">The destination of the orders; null in a dry run without a connection.</param>
    /// <param name="client">Sends the orders; null in a dry run.</param>
    /// <param name="journal">Records the orders; null without a journal. Disposed with this object.</param>
    public CommandRun(
        PSCmdlet command, Operation operation, Connection? connection, KornitXClient? client, OrderRunOptions options, RunJournal? journal)
    {
        _command = command;
        _connection = connection;
        _journal = journal;
        _repeated = new RepeatedOrders(operation, options.RetryUnknown, journal?.Path);
        _dispatcher = new PipelineDispatcher(command, Stop);
        RunSummary summary = new(operation, connection, journal?.Path);
        OrderProgress progress = new(command, summary);
        CommandObserver observer = new(command, _dispatcher, progress.Bar);
        _run = client?.StartRun(options, journal?.Written, observer, _dispatcher.Wake) ?? OrderRun.CreateDryRun(options, journal?.Read);
        Report = new RunReport(command, _dispatcher, _run, options, progress, summary) { IsDryRun = client is null };
    }

    /// <summary>Counts the orders and writes what comes of them.</summary>
    public RunReport Report { get; }

    /// <summary>Whether no further order is to be started.</summary>
    public bool IsEnding => _run.Ended is not null || _command.Stopping;

    /// <summary>
    /// Sends the orders that may be sent, and reports the others and the outcomes that are known by then. If the run ends, the remaining
    /// orders are left unsent.
    /// </summary>
    public void Send(IReadOnlyList<BatchedOrder> orders)
    {
        // What may not be sent is reported before the first order is sent, so that nothing is sent with -ErrorAction Stop.
        List<(BookingRequest Request, RepeatDecision Decision)> ready = new(orders.Count);
        foreach (BatchedOrder order in orders)
        {
            Report.WarnAboutCase(order);
            if (order.IsHeldBack)
            {
                foreach (ErrorRecord error in RowErrors.HeldBack(order).TakeWhile(_ => !IsEnding))
                    Report.WriteError(error);
                continue;
            }

            RepeatDecision decision = _repeated.Decide(order);
            if (decision.Error is not null)
            {
                Report.WriteNotSent(decision);
                continue;
            }

            Report.WarnAboutJournal(decision.OtherJournal);
            Report.WarnAboutDuplicateItems(order);
            ready.Add((order.Request, decision));
        }

        foreach (BatchedOrder order in orders)
            _run.CheckAddressing(order.Request.Order);
        foreach ((BookingRequest request, RepeatDecision decision) in ready)
            Send(request, decision);
        ReportReady();
    }

    /// <summary>Leaves orders unsent because the run ended while their rows were read. They count as part of the run.</summary>
    public void LeaveUnsent(IReadOnlyList<BatchedOrder> orders)
    {
        foreach (BatchedOrder order in orders.Where(order => !order.IsHeldBack))
        {
            RepeatDecision decision = _repeated.Decide(order);
            if (decision.Error is null)
                LeaveUnsent(order.Request, decision);
            else
                Report.WriteNotSent(decision);
        }
    }

    /// <summary>Waits until all outcomes have been reported, and throws the error that ends the command, if any.</summary>
    /// <param name="terminating">The error with which the input ends the command, if it does.</param>
    public void End(ErrorRecord? terminating = null)
    {
        WaitForAll();
        Report.End(_journal?.Written?.Failure, terminating);
    }

    /// <summary>Starts no further order and gives those in flight a few seconds to complete. Thread-safe.</summary>
    public void Stop()
    {
        if (!_run.IsDone)
            Report.AnnounceStop(StopGrace);
        _run.Stop(StopGrace);
    }

    /// <summary>
    /// Waits for orders that are still in flight because the command was ended from outside. After Ctrl+C they have the grace
    /// period of <see cref="Stop"/>. After Select-Object -First, or an error of another command in the pipeline, they have the
    /// whole request timeout, so that their outcomes reach the journal.
    /// </summary>
    public void Dispose()
    {
        try
        {
            if (!_run.IsDone)
            {
                _run.Stop(_command.Stopping ? StopGrace : TimeSpan.FromSeconds(_connection!.TimeoutSec));
                _run.DrainAsync().Wait();
            }

            while (_run.TryGetNext() is { } done)
                Report.AddUnreported(done);
            Report.WriteUnreported();
        }
        finally
        {
            _run.Dispose();
            _journal?.Dispose();
        }
    }

    private void Send(BookingRequest request, RepeatDecision decision)
    {
        while (_run.IsFull && !IsEnding)
            WaitForNext();

        if (IsEnding)
            LeaveUnsent(request, decision);
        else if (Prepare(request, decision) is { } pending
            && _command.ShouldProcess(OrderDescription.Target(request, _connection), OrderDescription.Action(request)))
            _run.Enqueue(pending);
        ReportReady();
    }

    private PendingOrder? Prepare(BookingRequest request, RepeatDecision decision) =>
        _run.Prepare(request, decision.MayBeBooked, decision.NotBookedAt);

    /// <summary>Adds an order to those that the end of the run leaves unsent.</summary>
    private void LeaveUnsent(BookingRequest request, RepeatDecision decision)
    {
        // The orders before it come first, so that the error lists all of them in the order of the input.
        WaitForAll();
        // What the journal or the session has of it is still true, so an order that may be booked stays unknown.
        if (_run.Ended?.Reason is null or NotSentReason.Stopped)
            Report.AddUnsent(request);
        else if (Prepare(request, decision) is { } pending)
            _run.Enqueue(pending);
    }

    private void WaitForAll()
    {
        while (!_run.IsDone)
            WaitForNext();
        ReportReady();
    }

    private void WaitForNext()
    {
        _dispatcher.RunUntil(() => _run.HasNext);
        ReportReady();
    }

    /// <summary>Reports the outcomes that are known, in the order of the input.</summary>
    private void ReportReady()
    {
        _dispatcher.RunPosted();
        while (_run.TryGetNext() is { } done)
            Report.Write(done);
    }
}
