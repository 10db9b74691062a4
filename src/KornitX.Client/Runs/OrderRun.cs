using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>
/// Sends requests, at most so many at once; what became of them comes out in the order in which they went in.
/// To be used from one thread, all but <see cref="Stop"/>.
/// </summary>
public sealed class OrderRun : IDisposable
{
    /// <summary>
    /// How many requests may be ahead of a slow one, per request in flight: enough that a slow answer holds nothing up,
    /// few enough that answers waiting for their turn take no memory to speak of.
    /// </summary>
    private const int WindowPerSlot = 16;

    private readonly OrderSender? _sender;
    private readonly OrderRunOptions _options;
    private readonly IJournal? _journal;
    private readonly IClientObserver? _observer;
    private readonly Queue<Task<RequestOutcome>> _started = new();
    private readonly Places<Waiting> _places;
    private readonly CancellationTokenSource _stop = new();

    private readonly Changes _changes = new();
    private readonly CancellationTokenSource _abort;
    private TimeSpan? _grace;
    private bool _disposed;

    /// <param name="sender">What sends; null in a dry run.</param>
    /// <param name="options">How.</param>
    /// <param name="journal">Where it is recorded, if it is.</param>
    /// <param name="observer">Is told of each exchange and wait.</param>
    /// <param name="time">The clock of <see cref="Stop"/>.</param>
    internal OrderRun(
        OrderSender? sender, OrderRunOptions options, IJournal? journal, IClientObserver? observer, TimeProvider time)
    {
        _sender = sender;
        _options = options;
        _journal = journal;
        _observer = observer;
        _places = new Places<Waiting>(options.ThrottleLimit, options.Ahead);
        _abort = time.CreateStop(after: Timeout.InfiniteTimeSpan);
    }

    /// <summary>A run in which nothing is started: it tells what the journal settles.</summary>
    public static OrderRun Dry(OrderRunOptions options, Journal? journal) =>
        new(null, options, journal, null, TimeProvider.System);

    /// <summary>Whether another request has to wait.</summary>
    /// <remarks>Also when none starts any more and what ended the run has not been taken yet.</remarks>
    public bool IsFull =>
        _started.Count >= _options.ThrottleLimit * WindowPerSlot || _places.IsFull || (_places.IsClosed && _started.Count > 0);

    /// <summary>Whether every outcome has been taken.</summary>
    public bool IsDone => _started.Count == 0;

    /// <summary>
    /// Gets a request ready. What the journal settles takes its place among the outcomes at once.
    /// </summary>
    /// <returns>What is to be started, or null when the journal settles it.</returns>
    public PendingOrder? Admit(OrderRequest request)
    {
        JournalVerdict verdict = _journal?.Check(request, _options.RetryUnknown) ?? new JournalVerdict(null, 1, MayBeBooked: false);
        if (verdict.Settled is not { } earlier)
            return new PendingOrder(request, verdict.Occurrence, verdict.MayBeBooked);

        _started.Enqueue(Task.FromResult(new RequestOutcome(request, earlier, FromJournal: true)));
        return null;
    }

    /// <summary>
    /// Sends a request that was admitted, now or as soon as there is a place for it. Returns without waiting for that.
    /// </summary>
    /// <exception cref="InvalidOperationException">It is a dry run.</exception>
    public void Start(PendingOrder order)
    {
        if (_sender is null)
            throw new InvalidOperationException("A dry run starts nothing.");

        Waiting waiting = new(order, new TaskCompletionSource<RequestOutcome>());
        _started.Enqueue(waiting.Known.Task);
        if (_places.TryAdd(waiting))
            Fill(_sender);
        else
            Withdraw(waiting);
    }

    /// <summary>Takes the next outcome in the order of the requests, if it is known.</summary>
    /// <returns>The outcome, or null when it is not known yet.</returns>
    public RequestOutcome? Take() =>
        _started.Count > 0 && _started.Peek().IsCompleted ? _started.Dequeue().GetAwaiter().GetResult() : null;

    /// <summary>
    /// Completes when there may be something new to do: an outcome became known or a request was answered since the last
    /// such wait, or the next outcome can be taken, or there is nothing to wait for.
    /// </summary>
    /// <remarks>What follows it may run on the thread that brings the change, in the midst of that order. It must not block.</remarks>
    public Task ChangeAsync() => _changes.AnyAsync(atOnce: _started.Count == 0 || _started.Peek().IsCompleted);

    /// <summary>
    /// Completes when a change is urgent: a request was answered since the last wait for a change and few are left that
    /// could start in its place, or none starts any more. Who waits for this first is woken less often, and holds nothing up.
    /// </summary>
    /// <remarks>As with <see cref="ChangeAsync"/>, what follows must not block.</remarks>
    public Task UrgencyAsync() => _changes.UrgentAsync();

    /// <summary>Completes when all that was started has an outcome.</summary>
    public Task DrainAsync() => Task.WhenAll(_started);

    /// <summary>
    /// Lets nothing leave any more. The requests in flight may tell for so long what became of them; then they are
    /// ended. Another stop can make that time shorter, not longer.
    /// </summary>
    public void Stop(TimeSpan grace)
    {
        lock (_stop)
        {
            if (_disposed || grace >= _grace)
                return;
            _grace = grace;
            _abort.CancelAfter(grace);
            _stop.Cancel();
        }

        Close();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_stop)
        {
            _disposed = true;
            _stop.Dispose();
            _abort.Dispose();
        }
    }

    /// <summary>Starts those who wait, as far as there are places.</summary>
    private void Fill(OrderSender sender)
    {
        while (_places.TryEnter(out Waiting? next))
            _ = SendAsync(sender, next!);
    }

    private async Task SendAsync(OrderSender sender, Waiting waiting)
    {
        PendingOrder order = waiting.Order;
        int inFlight = 1;
        try
        {
            IJournalEntry? record = _journal?.CreateEntry(order.Request, order.Occurrence);
            Outcome outcome = await sender
                .SendAsync(order.Request, record, _observer, outcome => Land(Told(outcome)), _stop.Token, _abort.Token)
                .ConfigureAwait(false);
            waiting.Known.SetResult(new RequestOutcome(order.Request, Told(outcome), FromJournal: false));
            Land(Told(outcome));
        }
        catch (Exception exception)
        {
            waiting.Known.SetException(exception);
            Land(null);
        }

        // With RetryUnknown: a refusal of this try says nothing of the one that may have been booked.
        Outcome Told(Outcome outcome) => order.MayBeBooked ? JournaledOrder.AfterDoubt(outcome) : outcome;

        // The first time makes room for another request, the second time there is an outcome to be taken.
        void Land(Outcome? outcome)
        {
            if (Interlocked.Exchange(ref inFlight, 0) == 1)
            {
                // First, so that none starts in its place.
                if (outcome is null || outcome.EndsRun || (_options.EndsAtFailure && outcome is not Outcome.Created))
                    Close();
                _places.Leave();
                Fill(sender);
            }

            TellChange();
        }
    }

    /// <summary>Lets none start any more; those who wait are told so.</summary>
    private void Close()
    {
        foreach (Waiting waiting in _places.Close())
            Withdraw(waiting);
        TellChange();
    }

    private static void Withdraw(Waiting waiting) =>
        waiting.Known.SetResult(new RequestOutcome(waiting.Order.Request, OrderSender.Stopped with { Attempts = 0 }, FromJournal: false));

    private void TellChange() => _changes.Tell(urgent: _places.IsRunningOut);

    /// <summary>A request on its way to a place.</summary>
    private sealed record Waiting(PendingOrder Order, TaskCompletionSource<RequestOutcome> Known);
}
