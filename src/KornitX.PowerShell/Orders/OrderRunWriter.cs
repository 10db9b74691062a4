using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using KornitX.Client;
using KornitX.Errors;
using KornitX.Pipeline;

namespace KornitX.Orders;

/// <summary>
/// Sends a command's orders and writes their outcomes on the pipeline's thread, while the requests run on others. An
/// order that has been started is always waited for and reported, whatever ends the command.
/// </summary>
internal sealed class OrderRunWriter : IDisposable
{
    /// <summary>How long the orders in flight have after Ctrl+C until they are aborted.</summary>
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(3);

    private readonly PSCmdlet _command;
    private readonly Connection? _connection;
    private readonly Journal? _journal;
    private readonly PipelineDispatcher _dispatcher;
    private readonly CommandObserver _observer;
    private readonly OrderProgress _progress;
    private readonly OrderRun _run;
    private readonly OrderRunOptions _options;
    private readonly RunSummary _summary;
    private readonly Stopwatch _duration = Stopwatch.StartNew();
    private readonly bool _isDryRun;
    private readonly AddressingMix _addressing = new();

    /// <summary>Outcomes that the pipeline did not take any more.</summary>
    private readonly List<RequestOutcome> _unreported = [];

    private RunEnding? _ending;
    private bool _hasInputEnded;
    private bool _hasSummarized;

    /// <param name="command">The command that writes.</param>
    /// <param name="connection">Where the orders go, or would go; null in a dry run without a connection.</param>
    /// <param name="client">What sends them; null in a dry run.</param>
    /// <param name="options">How they are sent.</param>
    /// <param name="journal">Where they are recorded, if they are. Disposed with this object.</param>
    /// <param name="summary">Counts what the run does.</param>
    public OrderRunWriter(
        PSCmdlet command, Connection? connection, KornitXClient? client, OrderRunOptions options, Journal? journal, RunSummary summary)
    {
        string where = summary.IsSandbox ? " in the sandbox" : "";
        _command = command;
        _connection = connection;
        _journal = journal;
        _options = options;
        _summary = summary;
        _isDryRun = client is null;
        _dispatcher = new PipelineDispatcher(command, Stop);
        _progress = new OrderProgress(command, $"{Client.Operation.Parse(summary.Operation).Gerund} order items{where}");
        _observer = new CommandObserver(command, _dispatcher, _progress.Bar);
        _run = client?.StartRun(options, journal, _observer) ?? OrderRun.Dry(options, journal);
    }

    /// <summary>Whether no further order is to be started.</summary>
    public bool IsEnding => Ending is not null || _command.Stopping;

    private RunEnding? Ending
    {
        get
        {
            if (_ending is null)
            {
                _ending =
                    _dispatcher.Ending is { } thrown ? new RunEnding.Thrown(thrown)
                    : _journal?.Failure is { } failure ? new RunEnding.Refused(new Outcome.NotSent(NotSentReason.JournalFailed, failure))
                    : _run.HasTooManyFailures ? new RunEnding.Refused(new Outcome.NotSent(NotSentReason.ServiceDown, $"{_options.MaximumFailureCount} orders in a row got no clear answer"))
                    : null;
                if (_ending is not null)
                    _run.CancelQueued();
            }

            return _ending;
        }
    }

    /// <summary>Sends all orders there are and returns when their outcomes have been reported.</summary>
    public void SendAll(IReadOnlyList<BatchedOrder> orders)
    {
        _hasInputEnded = true;
        _summary.Orders += orders.Count;
        BatchedOrder[] heldBack = orders.Where(order => order.IsHeldBack).ToArray();
        BatchedOrder[] ready = orders.Where(order => !order.IsHeldBack).ToArray();
        _summary.HeldBack += heldBack.Length;
        // Reported before anything is sent, so that with -ErrorAction Stop nothing is.
        foreach (BatchedOrder order in heldBack.TakeWhile(_ => !IsEnding))
            WriteError(RowErrors.HeldBack(order.Request));
        foreach (BatchedOrder order in ready)
            WarnOfItemsAskedTwice(order);

        foreach (BatchedOrder order in orders)
            RefuseMixedAddressing(order);

        _progress.EndInput(left: ready.Length);
        foreach (BatchedOrder order in ready)
            Send(order);
        WaitForAll();
        End();
    }

    /// <summary>Sends orders while more are to come.</summary>
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
            RefuseMixedAddressing(order);
            Send(order);
        }

        ReportReady();
        EndIfEnding();
    }

    /// <summary>Reports rows that can't be sent. Where that ends the command, what is in flight is reported first.</summary>
    public void Report(ErrorRecord badRows)
    {
        WriteError(badRows);
        EndIfEnding();
    }

    /// <summary>Reports an order that this command refuses to send, because it is or may be booked.</summary>
    public void ReportRefused(ErrorRecord refusal)
    {
        _summary.Orders++;
        if (((KornitXException)refusal.Exception).ErrorId == "OutcomeUnknown")
            _summary.Unknown++;
        Report(refusal);
    }

    /// <summary>Reports an order of a stream that a bad row of it holds back.</summary>
    private void ReportHeldBack(BatchedOrder order)
    {
        _summary.Orders++;
        _summary.HeldBack++;
        WriteError(RowErrors.HeldBack(order.Request));
    }

    /// <summary>Counts a row that can't be sent.</summary>
    public void CountBadRow() => _summary.BadRows++;

    /// <summary>Ends the command with an error, after what is in flight has been reported.</summary>
    /// <param name="terminating">The error.</param>
    /// <param name="heldBack">How many orders it holds back.</param>
    /// <param name="before">Errors that come before it.</param>
    public void EndWith(ErrorRecord terminating, int heldBack, IEnumerable<ErrorRecord> before)
    {
        _summary.Orders += heldBack;
        _summary.HeldBack += heldBack;
        foreach (ErrorRecord error in before)
        {
            // Under -ErrorAction Stop they must not end the command in place of the error that names the bad row.
            if (_options.StopOnFirstFailure)
                Warn(error.ErrorDetails.Message);
            else
                WriteError(error);
        }

        WaitForAll();
        // An order that failed before ends the command with its own error, and this one must not be lost.
        if (Ending is not null)
            Warn(terminating.ErrorDetails.Message);
        End();
        _command.ThrowTerminatingError(terminating);
    }

    /// <summary>Lets no further order start and gives those in flight a moment to be answered. From any thread.</summary>
    public void Stop() => _run.Stop(StopGrace);

    /// <summary>
    /// Waits for what is still in flight, which is so only where something else than the orders ended the command. After
    /// Ctrl+C that takes up to the time of <see cref="Stop"/>. After Select-Object -First, or an error of another command in
    /// the pipeline, it takes as long as an answer may: nobody waits at the prompt, and the journal should have the outcome.
    /// </summary>
    public void Dispose()
    {
        if (!_run.IsDone)
        {
            _run.Stop(_command.Stopping ? StopGrace : TimeSpan.FromSeconds(_connection!.TimeoutSec));
            _run.DrainAsync().Wait();
        }

        while (TryGetNext() is { } done)
            _unreported.Add(done);
        _summary.Duration = _duration.Elapsed;
        UnreportedResults.Show(
            _command.Host, _unreported, (_ending as RunEnding.ErrorActionStop)?.Error.ErrorDetails.Message, _hasSummarized ? null : _summary);
        _run.Dispose();
        _journal?.Dispose();
    }

    private void Send(BatchedOrder order)
    {
        Client.OrderRequest request = order.Request;
        _progress.AddOrder();
        while (_run.IsFull && !IsEnding)
            WaitForChange();

        if (IsEnding)
        {
            // First those that are ahead of it, so that the orders stay in the order of the input.
            WaitForAll();
            AddRefused(request);
        }
        else if (_run.Prepare(request) is { } pending && _command.ShouldProcess(OrderDescription.Target(request, _connection), OrderDescription.Action(request)))
            _run.Enqueue(pending);
        ReportReady();
    }

    private void WarnOfItemsAskedTwice(BatchedOrder order)
    {
        foreach (string item in order.ItemsAskedTwice())
            Warn($"Item {item} appears more than once in {order.Request}. It is sent as given.");
    }

    /// <summary>Ends the run where the journal could not tell its orders apart later. In a stream earlier orders have been sent.</summary>
    private void RefuseMixedAddressing(BatchedOrder order)
    {
        if (_journal is null || _addressing.TryAdd(order.Request.Order) || Ending is not null)
            return;
        _ending = new RunEnding.Refused(new Outcome.NotSent(
            NotSentReason.MixedAddressing,
            "the input names some orders only by ID and others only by external reference, and a later run with this journal could not tell them apart"));
        _run.CancelQueued();
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
            try
            {
                Report(done);
            }
            catch (PipelineStoppedException) when (_command.Stopping)
            {
                _unreported.Add(done);
                throw;
            }
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

    private void Report(RequestOutcome done)
    {
        switch (done.Outcome)
        {
            case Outcome.Created created:
                // This overload prints the text alone.
                if (_isDryRun && created.Bookings.Count > 0)
                    _command.ShouldProcess(OrderDescription.Booked(done.Request, created.Bookings[0].Id), "", "");
                if (created.Warning is { } warning)
                    Warn(OrderErrors.AnswerDiffers(done.Request, warning));
                foreach (Booking booking in created.Bookings)
                    _dispatcher.Write(() => _command.WriteObject(OrderItemBooking.Of(done.Request, booking, done.FromJournal)));
                break;
            case Outcome.NotSent { EndsRun: true } reason when Ending is null:
                _ending = new RunEnding.Refused(reason);
                AddRefused(done.Request);
                break;
            case Outcome.NotSent { EndsRun: true } when Ending is RunEnding.Refused:
            // It was in the queue when the run ended.
            case Outcome.NotSent { Reason: NotSentReason.Stopped } when IsEnding:
                AddRefused(done.Request);
                break;
            default:
                WriteError(OrderErrors.Of(done.Request, done.Outcome, HasJournal), done);
                break;
        }

        _dispatcher.Notify(_progress.Refresh);
    }

    private bool HasJournal => _journal is not null;

    /// <summary>Keeps an order that is not sent for the terminating error, if there is to be one that names such orders.</summary>
    private void AddRefused(Client.OrderRequest order) => (Ending as RunEnding.Refused)?.Orders.Add(order);

    private void EndIfEnding()
    {
        if (!IsEnding)
            return;
        WaitForAll();
        End();
    }

    /// <summary>Throws what ends the command, now that all outcomes have been reported.</summary>
    private void End()
    {
        _observer.Done();
        if (Ending is not RunEnding.Refused && _journal?.Failure is { } failure)
            Warn(JournalErrors.JournalFailed(failure).ErrorDetails.Message);
        WriteSummary();

        switch (Ending)
        {
            case RunEnding.Refused { Orders.Count: > 0 } refused:
                _command.ThrowTerminatingError(OrderErrors.OfAll(refused.Orders, refused.Reason, HasJournal));
                break;
            case RunEnding.Refused { Reason: { Reason: NotSentReason.JournalFailed } reason }:
                _command.ThrowTerminatingError(JournalErrors.JournalFailed(reason.Message));
                break;
            // Without an order left over, the input is done and each failure has been reported.
            case RunEnding.Refused refused when !_hasInputEnded:
                _command.ThrowTerminatingError(OrderErrors.OfAll([], refused.Reason, HasJournal));
                break;
            case RunEnding.ErrorActionStop { Error: var error }:
                _ending = null;
                _command.WriteError(error);
                break;
            case RunEnding.Thrown { Exception: var exception }:
                exception.Throw();
                break;
        }
    }

    private void WriteSummary()
    {
        // The pipeline takes nothing any more; Dispose writes it to the host.
        if (_command.Stopping)
            return;
        _hasSummarized = true;
        _summary.Duration = _duration.Elapsed;
        _dispatcher.Notify(() => _command.WriteInformation(_summary, [RunSummary.Tag]));
    }

    /// <summary>Writes an error. Under -ErrorAction Stop the first one is kept for the end, and those after it are warnings.</summary>
    private void WriteError(ErrorRecord error, RequestOutcome? done = null)
    {
        if (_options.StopOnFirstFailure && Ending is null)
        {
            _ending = new RunEnding.ErrorActionStop(error);
            _run.CancelQueued();
        }
        else if (_options.StopOnFirstFailure)
        {
            Warn(error.ErrorDetails.Message);
        }
        else
        {
            try
            {
                _dispatcher.Write(() => _command.WriteError(error));
            }
            catch (Exception exception) when (done is not null && exception is not PipelineStoppedException)
            {
                // As a host that can't ask does, under -ErrorAction Inquire.
                _unreported.Add(done);
                throw;
            }
        }
    }

    private void Warn(string message) => _dispatcher.Notify(() => _command.WriteWarning(message));
}
