using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using KornitX.Client;

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
    private readonly RunReport _report;
    private readonly bool _isDryRun;
    private bool _hasInputEnded;

    /// <param name="command">The command that writes.</param>
    /// <param name="connection">The destination of the orders; null in a dry run without a connection.</param>
    /// <param name="client">Sends the orders; null in a dry run.</param>
    /// <param name="options">The options of the run.</param>
    /// <param name="journal">Records the orders; null without a journal. Disposed with this object.</param>
    /// <param name="summary">Counts the outcomes.</param>
    public CommandRun(
        PSCmdlet command, Connection? connection, KornitXClient? client, OrderRunOptions options, RunJournal? journal, RunSummary summary)
    {
        _command = command;
        _connection = connection;
        _journal = journal;
        _isDryRun = client is null;
        _dispatcher = new PipelineDispatcher(command, Stop);
        OrderProgress progress = new(command, summary);
        CommandObserver observer = new(command, _dispatcher, progress.Bar);
        _run = client?.StartRun(options, journal?.Written, observer, _dispatcher.Wake) ?? OrderRun.CreateDryRun(options, journal?.Read);
        _report = new RunReport(command, _dispatcher, _run, options, progress, summary) { IsDryRun = _isDryRun };
    }

    /// <summary>Takes the orders whose rows have been read and that have not been sent yet.</summary>
    public Func<IReadOnlyList<BatchedOrder>> TakeIncomplete { get; set; } = static () => [];

    /// <summary>Whether no further order is to be started.</summary>
    private bool IsEnding => _run.Ended is not null || _command.Stopping;

    /// <summary>Sends all orders and returns when their outcomes have been reported.</summary>
    public void SendAll(IReadOnlyList<BatchedOrder> orders)
    {
        _hasInputEnded = true;
        foreach (BatchedOrder order in orders)
            _report.Count(order);
        // Reported before the first order is sent, so that nothing is sent with -ErrorAction Stop.
        foreach (ErrorRecord error in orders.Where(order => order.IsHeldBack).SelectMany(RowErrors.HeldBack).TakeWhile(_ => !IsEnding))
            _report.WriteError(error);
        BatchedOrder[] ready = [.. orders.Where(order => !order.IsHeldBack)];
        foreach (BatchedOrder order in ready)
            _report.WarnAboutDuplicateItems(order);
        foreach (BatchedOrder order in orders)
            _run.CheckAddressing(order.Request.Order);

        _report.HasInputEnded = true;
        foreach (BatchedOrder order in ready)
            Send(order);
        End();
    }

    /// <summary>Sends orders while the input goes on.</summary>
    public void SendSome(IReadOnlyList<BatchedOrder> orders)
    {
        foreach (BatchedOrder order in orders)
        {
            _report.Count(order);
            if (order.IsHeldBack)
            {
                foreach (ErrorRecord error in RowErrors.HeldBack(order))
                    _report.WriteError(error);
                continue;
            }

            _report.WarnAboutDuplicateItems(order);
            _run.CheckAddressing(order.Request.Order);
            Send(order);
        }

        ReportReady();
        EndIfEnding();
    }

    /// <summary>Reports invalid rows. If that ends the command, the orders in flight are reported first.</summary>
    public void Report(ErrorRecord badRows)
    {
        _report.WriteError(badRows);
        EndIfEnding();
    }

    /// <summary>Reports an order that is not sent because it is or may be booked.</summary>
    public void ReportRefused(ErrorRecord refusal)
    {
        _report.CountRefused(refusal);
        Report(refusal);
    }

    /// <summary>Counts orders that are held back and have no valid row.</summary>
    public void CountHeldBack(int orders) => _report.CountHeldBack(orders);

    /// <summary>Counts an invalid row.</summary>
    public void CountBadRow() => _report.CountBadRow();

    /// <summary>Ends the command with an error, after the orders in flight have been reported.</summary>
    /// <param name="terminating">The error.</param>
    /// <param name="heldBack">The orders that it holds back.</param>
    /// <param name="before">Errors to report before it.</param>
    public void EndWith(ErrorRecord terminating, IReadOnlyList<BatchedOrder> heldBack, IEnumerable<ErrorRecord> before)
    {
        foreach (BatchedOrder order in heldBack)
            _report.Count(order with { IsHeldBack = true });
        foreach (ErrorRecord error in before)
            _report.WriteErrorBefore(error);

        End(terminating);
    }

    /// <summary>Starts no further order and gives those in flight a few seconds to complete. Thread-safe.</summary>
    public void Stop()
    {
        if (!_run.IsDone)
            _report.AnnounceStop(StopGrace);
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
                _report.AddUnreported(done);
            _report.WriteUnreported();
        }
        finally
        {
            _run.Dispose();
            _journal?.Dispose();
        }
    }

    private void Send(BatchedOrder order)
    {
        BookingRequest request = order.Request;
        while (_run.IsFull && !IsEnding)
            WaitForNext();

        if (IsEnding)
            LeaveUnsent(order);
        else if (Prepare(order) is { } pending
            && _command.ShouldProcess(OrderDescription.Target(request, _connection), OrderDescription.Action(request)))
            _run.Enqueue(pending);
        ReportReady();
    }

    private PendingOrder? Prepare(BatchedOrder order) => _run.Prepare(order.Request, order.MayBeBooked, order.NotBookedAt);

    /// <summary>Adds an order to those that the end of the run leaves unsent.</summary>
    private void LeaveUnsent(BatchedOrder order)
    {
        // The orders before it come first, so that the error lists all of them in the order of the input.
        WaitForAll();
        // What the journal or the session has of it is still true, so an order that may be booked stays unknown.
        if (_isDryRun || _run.Ended is null or { Reason: NotSentReason.Stopped or NotSentReason.MixedAddressing or NotSentReason.JournalFailed })
            _report.AddUnsent(order.Request);
        else if (Prepare(order) is { } pending)
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
            _report.Write(done);
    }

    private void EndIfEnding()
    {
        if (!IsEnding)
            return;
        WaitForAll();
        // The rows of an incomplete order have been read, so it counts as part of the run.
        foreach (BatchedOrder order in TakeIncomplete())
        {
            _report.Count(order);
            if (!order.IsHeldBack)
                LeaveUnsent(order);
        }

        End();
    }

    /// <summary>Ends the run after all outcomes have been reported, and throws the error that ends the command, if any.</summary>
    private void End(ErrorRecord? terminating = null)
    {
        WaitForAll();
        _report.End(_journal?.Written?.Failure, _hasInputEnded, terminating);
    }
}
