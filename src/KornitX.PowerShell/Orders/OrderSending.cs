using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Runtime.ExceptionServices;
using System.Threading.Tasks;
using KornitX.Client;
using KornitX.Pipeline;

namespace KornitX.Orders;

/// <summary>
/// Sends a command's orders and writes what becomes of them, on the pipeline's thread, while the requests run on
/// others. An order that has been started is always waited for, so that its outcome is told, whatever else happens.
/// </summary>
internal sealed class OrderSending : IDisposable
{
    /// <summary>How long the orders in flight have, after Ctrl+C, to tell what became of them.</summary>
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(3);

    private readonly PSCmdlet _command;
    private readonly PipelinePump _pump = new();
    private readonly CommandObserver _observer;
    private readonly OrderRun _run;
    private readonly string _activity;
    private OrderProgress? _progress;

    /// <summary>Orders that can't be sent any more, because the connection itself is refused.</summary>
    private readonly List<RequestOutcome> _refused = [];

    /// <summary>What -ErrorAction Stop threw; thrown again when what is in flight has been told.</summary>
    private ExceptionDispatchInfo? _ending;

    public OrderSending(PSCmdlet command, Operation operation, Connection? connection, int throttleLimit)
    {
        _command = command;
        _activity = operation == Operation.Cancellation ? "Cancelling order items" : "Returning order items";
        _observer = new CommandObserver(command, _pump, _activity);
        KornitXClient? client = connection?.Client;
        _run = new OrderRun(
            (request, stop) => client is null
                ? Task.FromResult<Outcome>(new Outcome.NotSent(NotSentReason.Unreachable, "the connection was closed"))
                : client.SendAsync(request, _observer, stop),
            throttleLimit);
    }

    /// <summary>Sends what may be sent, in the order given, and returns when all of it has been told.</summary>
    public void Send(IReadOnlyList<BatchedOrder> orders)
    {
        foreach (BatchedOrder order in orders)
        {
            if (order.IsHeldBack)
                _command.WriteError(Errors.Errors.HeldBack(order.Request));
        }

        BatchedOrder[] ready = orders.Where(order => !order.IsHeldBack).ToArray();
        _progress = new OrderProgress(_command, _activity, ready.Length);
        try
        {
            int next = 0;
            for (; next < ready.Length && !IsEnding; next++)
                Send(ready[next]);
            while (!_run.IsDone)
                WaitForOne();

            // Those that had no chance to start share the refusal, so that none goes missing.
            for (; next < ready.Length && _refused.Count > 0; next++)
                _refused.Add(new RequestOutcome(ready[next].Request, _refused[0].Outcome));
        }
        finally
        {
            // Only where something else than -ErrorAction Stop ended the command: Ctrl+C, Select-Object -First.
            if (!_run.IsDone)
            {
                Stop();
                _run.DrainAsync().Wait();
            }
        }

        _progress.Done();
        if (_refused.Count > 0)
            _command.ThrowTerminatingError(Errors.Errors.OfAll(_refused));
        _ending?.Throw();
    }

    /// <summary>No further order starts; those in flight have a moment to tell what became of them. From any thread.</summary>
    public void Stop() => _run.Stop(StopGrace);

    /// <inheritdoc/>
    public void Dispose() => _run.Dispose();

    private bool IsEnding => _ending is not null || _refused.Count > 0 || _command.Stopping;

    private void Send(BatchedOrder order)
    {
        Client.OrderRequest request = order.Request;
        foreach (string item in order.ItemsAskedTwice())
            Write(() => _command.WriteWarning($"Item {item} appears more than once in {request.Order}. It is sent as given."));
        if (IsEnding || !_command.ShouldProcess(request.Order.ToString(), Describe(request)))
            return;

        while (_run.IsFull && !IsEnding)
            WaitForOne();
        if (_refused.Count > 0)
            _refused.Add(new RequestOutcome(request, _refused[0].Outcome));
        if (IsEnding)
            return;
        _run.Start(request);
        Tell();
    }

    private void WaitForOne()
    {
        _pump.RunUntil(_run.ChangeAsync());
        Tell();
    }

    /// <summary>Writes the outcomes whose turn it is.</summary>
    private void Tell()
    {
        _pump.RunPosted();
        while (_run.Take() is { } done)
        {
            _progress!.Count();
            switch (done.Outcome)
            {
                case Outcome.Created created:
                    foreach (Booking booking in created.Bookings)
                        Write(() => _command.WriteObject(OrderItemBooking.Of(done.Request, booking)));
                    break;
                case Outcome.NotSent { Reason: NotSentReason.AuthenticationFailed or NotSentReason.PermissionDenied }:
                    _refused.Add(done);
                    break;
                case Outcome.NotSent { Reason: NotSentReason.Stopped } when _command.Stopping:
                    break;
                default:
                    Write(() => _command.WriteError(Errors.Errors.Of(done.Request, done.Outcome)));
                    break;
            }
        }
    }

    /// <summary>
    /// Writes, and puts an end to the command off until what is in flight has been told: -ErrorAction Stop may not
    /// make an order vanish that is being booked at this moment.
    /// </summary>
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

    private static string Describe(Client.OrderRequest request)
    {
        string units = request.Units == 1 ? "1 unit" : $"{request.Units} units";
        string items = request.Items.Count == 1 ? "1 item" : $"{request.Items.Count} items";
        string verb = request.Operation == Operation.Cancellation ? "Cancel" : "Return";
        return $"{verb} {units} of {items}";
    }
}
