using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>
/// Sends requests, a limited number at once, and returns their outcomes in the order of the requests. To be used from one
/// thread, except for <see cref="Stop"/>.
/// </summary>
public sealed class OrderRun : IDisposable
{
    /// <summary>
    /// How many requests may be ahead of a slow one, per request in flight: enough that a slow answer holds nothing up,
    /// few enough that the outcomes that wait for it need little memory.
    /// </summary>
    private const int WindowPerSlot = 16;

    private readonly OrderRunOptions _options;
    private readonly IJournal? _journal;

    /// <summary>The orders on their way to the workers. Null in a dry run, which has none.</summary>
    private readonly Channel<QueuedOrder>? _queue;
    private readonly Queue<Task<RequestOutcome>> _outcomes = new();

    /// <summary>Tells the thread that uses the run of changes. Several that it has not seen yet are as good as one.</summary>
    // Continuations run on the thread that brings the change: the simulations play whole runs on one thread.
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true, AllowSynchronousContinuations = true });

    private readonly FailureCount _failures;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abort;
    private Task _change = Task.CompletedTask;
    private int _room;
    private volatile bool _isCancelled;
    private volatile bool _hasTooManyFailures;
    private TimeSpan? _grace;
    private bool _disposed;

    /// <param name="sender">Sends the requests; null in a dry run.</param>
    /// <param name="options">How.</param>
    /// <param name="journal">Where the requests are recorded, if they are.</param>
    /// <param name="observer">Is notified of each exchange and wait.</param>
    /// <param name="time">The clock of <see cref="Stop"/>.</param>
    internal OrderRun(
        OrderSender? sender, OrderRunOptions options, IJournal? journal, IClientObserver? observer, TimeProvider time)
    {
        _options = options;
        _journal = journal;
        _failures = new FailureCount(options.MaximumFailureCount);
        _abort = time.CreateStop(after: Timeout.InfiniteTimeSpan);
        _room = options.ThrottleLimit + options.QueueCapacity;
        if (sender is null)
            return;

        _queue = Channel.CreateBounded<QueuedOrder>(new BoundedChannelOptions(_room) { AllowSynchronousContinuations = true });
        for (int slot = 0; slot < options.ThrottleLimit; slot++)
            _ = WorkAsync(_queue.Reader, sender, journal, observer);
    }

    /// <summary>A run that sends nothing: it returns what the journal settles.</summary>
    public static OrderRun Dry(OrderRunOptions options, Journal? journal) =>
        new(null, options, journal, null, TimeProvider.System);

    /// <summary>Whether no other request is to be enqueued yet.</summary>
    /// <remarks>Also when none starts any more and the outcome that ended the run has not been taken yet.</remarks>
    public bool IsFull =>
        _outcomes.Count >= _options.ThrottleLimit * WindowPerSlot
        || Volatile.Read(ref _room) <= 0
        || (_isCancelled && _outcomes.Count > 0);

    /// <summary>Whether every outcome has been taken.</summary>
    public bool IsDone => _outcomes.Count == 0;

    /// <summary>Whether no further order starts because of <see cref="OrderRunOptions.MaximumFailureCount"/>.</summary>
    public bool HasTooManyFailures => _hasTooManyFailures;

    /// <summary>Prepares a request. If the journal settles it, its outcome takes its place among the others at once.</summary>
    /// <returns>What is to be enqueued, or null when the journal settles it.</returns>
    public PendingOrder? Prepare(OrderRequest request)
    {
        if (_journal is null)
            return new PendingOrder(request, Occurrence: 1, MayBeBooked: false);

        JournalVerdict verdict = _journal.Check(request, _options.RetryUnknown);
        if (verdict.Settled is null)
            return new PendingOrder(request, verdict.Occurrence, verdict.MayBeBooked);

        _outcomes.Enqueue(Task.FromResult(new RequestOutcome(request, verdict.Settled, FromJournal: true)));
        return null;
    }

    /// <summary>Enqueues a prepared request. It is sent as soon as a worker is free; this method does not wait for that.</summary>
    /// <exception cref="InvalidOperationException">It is a dry run, or the run is full.</exception>
    public void Enqueue(PendingOrder order)
    {
        if (_queue is null)
            throw new InvalidOperationException("A dry run sends nothing.");

        QueuedOrder queued = new(order);
        _outcomes.Enqueue(queued.Outcome.Task);
        Interlocked.Decrement(ref _room);
        if (_queue.Writer.TryWrite(queued))
            return;
        if (!_isCancelled)
            throw new InvalidOperationException("The run is full.");
        Cancel(queued);
    }

    /// <summary>Takes the next outcome in the order of the requests, if it is known.</summary>
    /// <returns>The outcome, or null when it is not known yet.</returns>
    public RequestOutcome? TryGetNext() =>
        _outcomes.Count > 0 && _outcomes.Peek().IsCompleted ? _outcomes.Dequeue().GetAwaiter().GetResult() : null;

    /// <summary>
    /// Completes when there may be something new to do: a request was answered or its outcome became known since the last
    /// such wait, or the next outcome can be taken, or there is nothing to wait for.
    /// </summary>
    /// <remarks>What follows may run on the thread that brings the change, so it must not block.</remarks>
    public Task WaitForChangeAsync()
    {
        if (_outcomes.Count == 0 || _outcomes.Peek().IsCompleted)
            return Task.CompletedTask;
        // A wait that was given up still waits, and would take the signal from a second one.
        return _change.IsCompleted ? _change = _changes.Reader.ReadAsync().AsTask() : _change;
    }

    /// <summary>Completes when all orders that were enqueued have an outcome.</summary>
    public Task DrainAsync() => Task.WhenAll(_outcomes);

    /// <summary>
    /// Lets no further order start. The requests in flight have that long until they are aborted. Another stop can shorten
    /// that time, not extend it.
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

        CancelQueued();
    }

    /// <summary>Lets no further order start; the outcome of those in the queue is that they were not sent.</summary>
    public void CancelQueued()
    {
        _isCancelled = true;
        if (_queue is not null)
        {
            _queue.Writer.TryComplete();
            while (_queue.Reader.TryRead(out QueuedOrder? order))
                Cancel(order);
        }

        SignalChange();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_stop)
        {
            _disposed = true;
            _queue?.Writer.TryComplete();
            _stop.Dispose();
            _abort.Dispose();
        }
    }

    /// <summary>One slot of the throttle limit: sends one order after the other.</summary>
    private async Task WorkAsync(ChannelReader<QueuedOrder> queue, OrderSender sender, IJournal? journal, IClientObserver? observer)
    {
        while (await queue.WaitToReadAsync().ConfigureAwait(false))
        {
            while (queue.TryRead(out QueuedOrder? order))
            {
                if (_isCancelled)
                    Cancel(order);
                else
                    await SendAsync(order, sender, journal, observer).ConfigureAwait(false);
            }
        }
    }

    private async Task SendAsync(QueuedOrder order, OrderSender sender, IJournal? journal, IClientObserver? observer)
    {
        PendingOrder pending = order.Pending;
        try
        {
            SentOrder sent = await sender
                .SendAsync(pending.Request, journal?.CreateEntry(pending.Request, pending.Occurrence), observer, _stop.Token, _abort.Token)
                .ConfigureAwait(false);
            // With RetryUnknown: that this try was refused says nothing about the one that may have been booked.
            Outcome outcome = pending.MayBeBooked ? JournaledOrder.AfterDoubt(sent.Outcome) : sent.Outcome;
            if (_failures.Add(sent.Outcome))
                _hasTooManyFailures = true;
            // Before the order leaves its slot, so that none starts in its place.
            if (_hasTooManyFailures || outcome.EndsRun || (_options.StopOnFirstFailure && outcome is not Outcome.Created))
                CancelQueued();

            Task completion = CompleteAsync(order, outcome, sent.Recorded);
            // The next order may start before this outcome is on disk, since its intent comes after it in the journal:
            // a crash leaves no more orders in doubt than are in flight. They share a flush.
            if (_options.QueueCapacity == 0)
                await completion.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            CancelQueued();
            order.Outcome.SetException(exception);
        }

        Interlocked.Increment(ref _room);
        SignalChange();
    }

    /// <summary>Lets an outcome be taken once it is on disk.</summary>
    private async Task CompleteAsync(QueuedOrder order, Outcome outcome, Task recorded)
    {
        bool isLater = !recorded.IsCompleted;
        await recorded.ConfigureAwait(false);
        order.Outcome.SetResult(new RequestOutcome(order.Pending.Request, outcome, FromJournal: false));
        if (isLater)
            SignalChange();
    }

    private void Cancel(QueuedOrder order)
    {
        Interlocked.Increment(ref _room);
        order.Outcome.SetResult(new RequestOutcome(order.Pending.Request, OrderSender.Stopped with { Attempts = 0 }, FromJournal: false));
    }

    private void SignalChange() => _changes.Writer.TryWrite(true);

    /// <summary>An order on its way to a worker.</summary>
    private sealed class QueuedOrder
    {
        public QueuedOrder(PendingOrder pending) => Pending = pending;

        public PendingOrder Pending { get; }

        public TaskCompletionSource<RequestOutcome> Outcome { get; } = new();
    }
}
