using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using KornitX.Client;
using KornitX.Errors;
using KornitX.Journals;
using KornitX.Pipeline;

namespace KornitX.Orders;

/// <summary>
/// Sends the orders of a command while the pipeline's thread writes their outcomes. Every order that has been started is
/// waited for and reported, whatever ends the command.
/// </summary>
internal sealed class OrderRunWriter : IDisposable
{
    /// <summary>How long the orders in flight may take after Ctrl+C before they are aborted.</summary>
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(3);

    private readonly PSCmdlet _command;
    private readonly Connection? _connection;
    private readonly RunJournal? _journal;
    private readonly PipelineDispatcher _dispatcher;
    private readonly CommandObserver _observer;
    private readonly OrderProgress _progress;
    private readonly OrderRun _run;
    private readonly RunEnd _end;
    private readonly OutcomeWriter _writer;
    private readonly RunSummary _summary;

    private bool _hasInputEnded;

    /// <param name="command">The command that writes.</param>
    /// <param name="connection">The destination of the orders; null in a dry run without a connection.</param>
    /// <param name="client">Sends the orders; null in a dry run.</param>
    /// <param name="options">The options of the run.</param>
    /// <param name="journal">Records the orders; null without a journal. Disposed with this object.</param>
    /// <param name="summary">Counts the outcomes.</param>
    public OrderRunWriter(
        PSCmdlet command, Connection? connection, KornitXClient? client, OrderRunOptions options, RunJournal? journal, RunSummary summary)
    {
        string where = summary.IsSandbox ? " in the sandbox" : "";
        _command = command;
        _connection = connection;
        _journal = journal;
        _summary = summary;
        _dispatcher = new PipelineDispatcher(command, Stop);
        _progress = new OrderProgress(command, $"{Client.Operation.Parse(summary.Operation).Gerund} items{where}");
        _observer = new CommandObserver(command, _dispatcher, _progress.Bar);
        _run = client?.StartRun(options, journal?.Written, _observer) ?? OrderRun.CreateDryRun(options, journal?.Read);
        _end = new RunEnd(command, _dispatcher, _run, journal?.Written, options.MaximumFailureCount);
        bool isDryRun = client is null;
        _writer = new OutcomeWriter(command, _dispatcher, _end, _progress, summary) { IsDryRun = isDryRun, StopsOnFirstFailure = options.StopOnFirstFailure };
    }

    /// <summary>Takes the orders whose rows have been read and that have not been sent yet.</summary>
    public Func<IReadOnlyList<BatchedOrder>> TakeIncomplete { get; set; } = static () => [];

    /// <summary>Sends all orders and returns when their outcomes have been reported.</summary>
    public void SendAll(IReadOnlyList<BatchedOrder> orders)
    {
        _hasInputEnded = true;
        _summary.Orders += orders.Count;
        BatchedOrder[] heldBack = orders.Where(order => order.IsHeldBack).ToArray();
        BatchedOrder[] ready = orders.Where(order => !order.IsHeldBack).ToArray();
        _summary.HeldBack += heldBack.Length;
        // Reported before the first order is sent, so that nothing is sent with -ErrorAction Stop.
        foreach (BatchedOrder order in heldBack.TakeWhile(_ => !_end.HasBegun))
            _writer.WriteError(RowErrors.HeldBack(order));
        foreach (BatchedOrder order in ready)
            WarnOfItemsAskedTwice(order);

        foreach (BatchedOrder order in orders)
            _end.CheckAddressing(order.Request.Order);

        _progress.EndInput(left: ready.Length);
        foreach (BatchedOrder order in ready)
            Send(order);
        WaitForAll();
        End();
    }

    /// <summary>Sends orders while the input goes on.</summary>
    public void SendSome(IReadOnlyList<BatchedOrder> orders)
    {
        foreach (BatchedOrder order in orders)
        {
            if (order.IsHeldBack)
            {
                ReportHeldBack(order);
                continue;
            }

            _summary.Orders++;
            WarnOfItemsAskedTwice(order);
            _end.CheckAddressing(order.Request.Order);
            Send(order);
        }

        ReportReady();
        EndIfEnding();
    }

    /// <summary>Reports invalid rows. If that ends the command, the orders in flight are reported first.</summary>
    public void Report(ErrorRecord badRows)
    {
        _writer.WriteError(badRows);
        EndIfEnding();
    }

    /// <summary>Reports an order that is not sent because it is or may be booked.</summary>
    public void ReportRefused(ErrorRecord refusal)
    {
        _summary.Orders++;
        if (((KornitXException)refusal.Exception).ErrorId == "OutcomeUnknown")
            _summary.Unknown++;
        Report(refusal);
    }

    /// <summary>Reports an order of a stream that an invalid row holds back.</summary>
    private void ReportHeldBack(BatchedOrder order)
    {
        _summary.Orders++;
        _summary.HeldBack++;
        _writer.WriteError(RowErrors.HeldBack(order));
    }

    /// <summary>Counts orders that are held back and have no valid row.</summary>
    public void CountHeldBack(int orders)
    {
        _summary.Orders += orders;
        _summary.HeldBack += orders;
    }

    /// <summary>Counts an invalid row.</summary>
    public void CountBadRow() => _summary.BadRows++;

    /// <summary>Ends the command with an error, after the orders in flight have been reported.</summary>
    /// <param name="terminating">The error.</param>
    /// <param name="heldBack">The number of orders that it holds back.</param>
    /// <param name="before">Errors to report before it.</param>
    public void EndWith(ErrorRecord terminating, int heldBack, IEnumerable<ErrorRecord> before)
    {
        _summary.Orders += heldBack;
        _summary.HeldBack += heldBack;
        foreach (ErrorRecord error in before)
            _writer.WriteErrorBefore(error);

        WaitForAll();
        // An order that failed earlier ends the command with its own error, and this one must not be lost.
        if (_end.Ending is not null)
            _writer.Warn(terminating.ErrorDetails.Message);
        End();
        _command.ThrowTerminatingError(terminating);
    }

    /// <summary>Starts no further order and gives those in flight a few seconds to complete. Thread-safe.</summary>
    public void Stop() => _run.Stop(StopGrace);

    /// <summary>
    /// Waits for orders that are still in flight because the command was ended from outside. After Ctrl+C they have the grace
    /// period of <see cref="Stop"/>. After Select-Object -First, or an error of another command in the pipeline, they have the
    /// whole request timeout, so that their outcomes reach the journal.
    /// </summary>
    public void Dispose()
    {
        if (!_run.IsDone)
        {
            _run.Stop(_command.Stopping ? StopGrace : TimeSpan.FromSeconds(_connection!.TimeoutSec));
            _run.DrainAsync().Wait();
        }

        while (TryGetNext() is { } done)
            _writer.AddUnreported(done);
        _writer.WriteUnreported();
        _run.Dispose();
        _journal?.Dispose();
    }

    private void Send(BatchedOrder order)
    {
        BookingRequest request = order.Request;
        _progress.AddOrder();
        while (_run.IsFull && !_end.HasBegun)
            WaitForChange();

        if (_end.HasBegun)
        {
            // Waits for the orders before it, so that the error lists them in the order of the input.
            WaitForAll();
            _end.AddUnsent(request);
        }
        else if (_run.Prepare(request) is { } pending && _command.ShouldProcess(OrderDescription.Target(request, _connection), OrderDescription.Action(request)))
            _run.Enqueue(pending);
        ReportReady();
    }

    private void WarnOfItemsAskedTwice(BatchedOrder order)
    {
        foreach (string item in order.DuplicateItems())
            _writer.Warn($"Item {item} appears more than once in {order.Request}. It is sent as given.");
    }

    private void WaitForAll()
    {
        while (!_run.IsDone)
            WaitForChange();
        ReportReady();
    }

    private void WaitForChange()
    {
        _dispatcher.RunUntil(_run.WaitForChangeAsync());
        ReportReady();
    }

    /// <summary>Reports the outcomes that are known, in the order of the input.</summary>
    private void ReportReady()
    {
        _dispatcher.RunPosted();
        while (TryGetNext() is { } done)
        {
            _writer.Write(done);
        }
    }

    private RequestOutcome? TryGetNext()
    {
        RequestOutcome? done = _run.TryGetNext();
        if (done is not null)
        {
            _summary.Add(done);
            _progress.Add(done);
        }

        return done;
    }

    private void EndIfEnding()
    {
        if (!_end.HasBegun)
            return;
        WaitForAll();
        // The rows of an incomplete order have been read, so it counts as part of the run.
        foreach (BatchedOrder order in TakeIncomplete())
        {
            _summary.Orders++;
            _end.AddUnsent(order.Request);
        }

        End();
    }

    /// <summary>Ends the run, after all outcomes have been reported, and throws the error that ends the command.</summary>
    private void End()
    {
        _observer.Done();
        if (_end.Ending is not RunEnding.Refused && _journal?.Written?.Failure is { } failure)
            _writer.Warn(JournalErrors.JournalFailed(failure).ErrorDetails.Message);
        _writer.WriteSummary();
        _end.Throw(_hasInputEnded);
    }
}
