using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using System.Runtime.ExceptionServices;
using KornitX.Client;
using KornitX.Errors;
using KornitX.Pipeline;

namespace KornitX.Orders;

/// <summary>
/// Sends a command's orders and writes what becomes of them, on the pipeline's thread, while the requests run on
/// others. An order that has been started is always waited for, so that its outcome is told, whatever else happens.
/// </summary>
internal sealed class OrderRunWriter : IDisposable
{
    /// <summary>How long the orders in flight have, after Ctrl+C, to tell what became of them.</summary>
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long it looks for nothing but what is urgent after it has looked at all there was. To be woken for every answer
    /// costs as much as to send one; and nobody sees that a line comes out so much later.
    /// </summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(10);

    private readonly PSCmdlet _command;
    private readonly Connection? _connection;
    private readonly Journal? _journal;
    private readonly PipelineDispatcher _dispatcher;
    private readonly CommandObserver _observer;
    private readonly OrderProgress _progress;
    private readonly OrderRun _run;
    private Stopwatch? _lastLook;

    /// <summary>Orders that can't be sent, because the connection or the journal itself is of no use any more.</summary>
    private readonly List<RequestOutcome> _refused = [];

    /// <summary>Outcomes that came when the pipeline took no more.</summary>
    private readonly List<RequestOutcome> _untold = [];

    private readonly bool _stopsAtErrors;

    /// <summary>
    /// The error that ends the command, under -ErrorAction Stop. Written last: PowerShell takes no output after it, and
    /// orders that are being booked at this moment are not to vanish.
    /// </summary>
    private ErrorRecord? _last;

    /// <summary>What an answer to -ErrorAction Inquire threw; thrown again when what is in flight has been told.</summary>
    private ExceptionDispatchInfo? _ending;

    /// <param name="command">The command that writes.</param>
    /// <param name="operation">What it does.</param>
    /// <param name="connection">What sends; null in a dry run.</param>
    /// <param name="options">How.</param>
    /// <param name="journal">Where it is recorded, if it is. Disposed here.</param>
    public OrderRunWriter(
        PSCmdlet command, Operation operation, Connection? connection, OrderRunOptions options, Journal? journal)
    {
        string activity = $"{operation.Gerund} order items";
        _command = command;
        _connection = connection;
        _journal = journal;
        _dispatcher = new PipelineDispatcher(command, Stop);
        _progress = new OrderProgress(command, activity);
        _observer = new CommandObserver(command, _dispatcher, _progress.Bar);
        _stopsAtErrors = options.EndsAtFailure;
        _run = connection?.Client?.StartRun(options, journal, _observer) ?? OrderRun.Dry(options, journal);
    }

    /// <summary>Whether no further order is to be started.</summary>
    public bool IsEnding => _last is not null || _ending is not null || _refused.Count > 0 || _journal?.Failure is not null || _command.Stopping;

    /// <summary>Sends all orders there are and returns when what became of them has been told.</summary>
    public void SendAll(IReadOnlyList<BatchedOrder> orders)
    {
        // What is held back is known before anything is sent, so that -ErrorAction Stop means that nothing was.
        foreach (BatchedOrder order in orders.Where(order => order.IsHeldBack).TakeWhile(_ => !IsEnding))
            WriteError(RowErrors.HeldBack(order.Request));
        BatchedOrder[] ready = orders.Where(order => !order.IsHeldBack).ToArray();
        foreach (BatchedOrder order in ready)
            WarnOfItemsAskedTwice(order);

        _progress.EndInput(left: ready.Length);
        int next = 0;
        for (; next < ready.Length && !IsEnding; next++)
            Send(ready[next]);
        WaitForAll();

        // Those that had no chance to start share the refusal, so that none goes missing.
        for (; next < ready.Length; next++)
            Refuse(ready[next].Request);
        End();
    }

    /// <summary>Sends orders while more are to come.</summary>
    public void SendSome(IReadOnlyList<BatchedOrder> orders)
    {
        foreach (BatchedOrder order in orders)
        {
            if (order.IsHeldBack)
            {
                WriteError(RowErrors.HeldBack(order.Request));
                continue;
            }

            WarnOfItemsAskedTwice(order);
            Send(order);
        }

        Tell();
        EndIfEnding();
    }

    /// <summary>Reports a row that can't be sent. Where that ends the command, what is in flight is told first.</summary>
    public void Report(ErrorRecord badRow)
    {
        WriteError(badRow);
        EndIfEnding();
    }

    /// <summary>Ends the command with an error, after what is in flight has been reported.</summary>
    public void EndWith(ErrorRecord terminating)
    {
        WaitForAll();
        End();
        _command.ThrowTerminatingError(terminating);
    }

    /// <summary>No further order starts; those in flight have a moment to tell what became of them. From any thread.</summary>
    public void Stop() => _run.Stop(StopGrace);

    /// <summary>
    /// Waits for what is still in flight. That is so only where something else than the orders ended the command: for
    /// Ctrl+C they have the moment of <see cref="Stop"/>; for Select-Object -First or an error further up the pipeline
    /// as long as an answer may take, since nobody is in a hurry and the journal wants to know.
    /// </summary>
    public void Dispose()
    {
        if (!_run.IsDone)
        {
            _run.Stop(_command.Stopping ? StopGrace : TimeSpan.FromSeconds(_connection!.TimeoutSec));
            _run.DrainAsync().Wait();
        }

        while (_run.Take() is { } done)
            _untold.Add(done);
        UnreportedResults.Show(_command.Host, _untold, _last is null ? [] : [_last]);
        _run.Dispose();
        _journal?.Dispose();
    }

    private void Send(BatchedOrder order)
    {
        Client.OrderRequest request = order.Request;
        _progress.Admit();
        while (_run.IsFull && !IsEnding)
            WaitForOne();

        if (IsEnding)
            Refuse(request);
        else if (_run.Admit(request) is { } pending && _command.ShouldProcess(OrderDescription.Target(request, (_command as Commands.OrderItemCommand)?.Destination), OrderDescription.Action(request)))
            _run.Start(pending);
        Tell();
    }

    private void WarnOfItemsAskedTwice(BatchedOrder order)
    {
        foreach (string item in order.ItemsAskedTwice())
            Write(() => _command.WriteWarning($"Item {item} appears more than once in {order.Request}. It is sent as given."));
    }

    /// <summary>Notes that an order is not started, where that is for the connection's or the journal's sake.</summary>
    private void Refuse(Client.OrderRequest request)
    {
        Outcome? refusal = _refused.Count > 0 ? _refused[0].Outcome
            : _journal?.Failure is { } failure ? new Outcome.NotSent(NotSentReason.JournalFailed, failure)
            : null;
        if (refusal is not null)
            _refused.Add(new RequestOutcome(request, refusal, FromJournal: false));
    }

    private void WaitForAll()
    {
        while (!_run.IsDone)
            WaitForOne();
        Tell();
    }

    private void WaitForOne()
    {
        TimeSpan rest = _lastLook is null ? TimeSpan.Zero : Rest - _lastLook.Elapsed;
        if (rest > TimeSpan.Zero)
            _dispatcher.RunUntil(_run.UrgencyAsync(), atMost: rest);
        _dispatcher.RunUntil(_run.ChangeAsync());
        Tell();
        _lastLook = Stopwatch.StartNew();
    }

    /// <summary>Writes the outcomes whose turn it is.</summary>
    private void Tell()
    {
        _dispatcher.RunPosted();
        while (_run.Take() is { } done)
        {
            try
            {
                _progress.Count();
                Tell(done);
            }
            catch (PipelineStoppedException) when (_command.Stopping)
            {
                _untold.Add(done);
                throw;
            }
        }
    }

    private void Tell(RequestOutcome done)
    {
        switch (done.Outcome)
        {
            case Outcome.Created created:
                // Only a dry run has no connection. This overload prints the text alone.
                if (_connection is null && created.Bookings.Count > 0)
                    _command.ShouldProcess(OrderDescription.Booked(done.Request, created.Bookings[0].Id), "", "");
                if (created.Warning is { } warning)
                    Write(() => _command.WriteWarning(OrderErrors.AnswerDiffers(done.Request, warning)));
                foreach (Booking booking in created.Bookings)
                    Write(() => _command.WriteObject(OrderItemBooking.Of(done.Request, booking, done.FromJournal)));
                break;
            case { EndsRun: true }:
                _refused.Add(done);
                break;
            // It waited for its turn when the run ended, so it is one of those that were not started.
            case Outcome.NotSent { Reason: NotSentReason.Stopped } when IsEnding:
                Refuse(done.Request);
                break;
            default:
                WriteError(OrderErrors.Of(done.Request, done.Outcome));
                break;
        }
    }

    private void EndIfEnding()
    {
        if (!IsEnding)
            return;
        WaitForAll();
        End();
    }

    /// <summary>Throws what is to end the command, now that all is told.</summary>
    private void End()
    {
        _observer.Done();
        ErrorRecord? terminating =
            _refused.Count > 0 ? OrderErrors.OfAll(_refused)
            : _journal?.Failure is { } failure ? JournalErrors.JournalFailed(failure)
            : null;
        if (terminating is not null && _last is null)
            _command.ThrowTerminatingError(terminating);
        if (terminating is not null)
            Write(() => _command.WriteWarning(terminating.ErrorDetails.Message));
        if (_last is { } last)
        {
            _last = null;
            _command.WriteError(last);
        }

        _ending?.Throw();
    }

    /// <summary>Writes an error; under -ErrorAction Stop the first one at the end, and as warnings what else comes out till then.</summary>
    private void WriteError(ErrorRecord error)
    {
        if (!_stopsAtErrors)
            Write(() => _command.WriteError(error));
        else if (_last is null)
            _last = error;
        else
            Write(() => _command.WriteWarning(error.ErrorDetails.Message));
    }

    /// <summary>Writes, and puts an end to the command off until what is in flight has been told.</summary>
    private void Write(Action write)
    {
        try
        {
            write();
        }
        catch (ActionPreferenceStopException exception)
        {
            _ending ??= ExceptionDispatchInfo.Capture(exception);
        }
    }
}
