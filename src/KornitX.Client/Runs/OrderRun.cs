using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>
/// Sends requests concurrently and returns their outcomes in the order of the requests. Not thread-safe, except for
/// <see cref="Stop"/>.
/// </summary>
public sealed class OrderRun : IDisposable
{
    /// <summary>
    /// How many outcomes per worker can wait for an earlier one: enough that a slow response does not block the workers, few
    /// enough to limit memory.
    /// </summary>
    private const int OutcomesPerWorker = 16;

    private readonly OrderRunOptions _options;
    private readonly IJournalCheck? _journal;

    /// <summary>The orders that wait for a worker. Null in a dry run.</summary>
    private readonly Channel<QueuedOrder>? _queue;
    private readonly Queue<Task<RequestOutcome>> _outcomes = new();

    /// <summary>Signals changes to the thread that uses the run. Pending signals are merged into one.</summary>
    // Synchronous continuations let the simulations run on a single thread.
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
    /// <param name="options">The options.</param>
    /// <param name="journal">The journal that records the requests; null for none.</param>
    /// <param name="observer">Is notified of each exchange and wait.</param>
    /// <param name="time">The clock for <see cref="Stop"/>.</param>
    /// <param name="earlier">The orders of earlier runs in a dry run; null for none.</param>
    internal OrderRun(
        OrderSender? sender, OrderRunOptions options, IJournal? journal, IClientObserver? observer, TimeProvider time, IJournalCheck? earlier = null)
    {
        _options = options;
        _journal = journal ?? earlier;
        _failures = new FailureCount(options.MaximumFailureCount);
        _abort = time.CreateStop(after: Timeout.InfiniteTimeSpan);
        _room = options.ThrottleLimit + options.QueueCapacity;
        if (sender is null)
            return;

        _queue = Channel.CreateBounded<QueuedOrder>(new BoundedChannelOptions(_room) { AllowSynchronousContinuations = true });
        for (int worker = 0; worker < options.ThrottleLimit; worker++)
            _ = WorkAsync(_queue.Reader, sender, journal, observer);
    }

    /// <summary>Creates a run that sends nothing and returns only the outcomes that the journal settles.</summary>
    public static OrderRun CreateDryRun(OrderRunOptions options, ReadOnlyJournal? journal) =>
        new(null, options, null, null, TimeProvider.System, journal);

    /// <summary>Whether no further request can be enqueued at the moment.</summary>
    /// <remarks>Also true while the run is cancelled and outcomes are left to take, so that the outcome that ended the run is seen first.</remarks>
    public bool IsFull =>
        _outcomes.Count >= _options.ThrottleLimit * OutcomesPerWorker
        || Volatile.Read(ref _room) <= 0
        || (_isCancelled && _outcomes.Count > 0);

    /// <summary>Whether all outcomes have been taken.</summary>
    public bool IsDone => _outcomes.Count == 0;

    /// <summary>Whether the run was cancelled because of <see cref="OrderRunOptions.MaximumFailureCount"/>.</summary>
    public bool HasTooManyFailures => _hasTooManyFailures;

    /// <summary>Prepares a request. If the journal settles it, its outcome is added at once.</summary>
    /// <returns>The order to enqueue; null if the journal settles it.</returns>
    public PendingOrder? Prepare(BookingRequest request)
    {
        if (_journal is null)
            return new PendingOrder(request, Occurrence: 1, MayBeBooked: false);

        JournalVerdict verdict = _journal.Check(request, _options.RetryUnknown);
        if (verdict.Settled is null)
            return new PendingOrder(request, verdict.Occurrence, verdict.MayBeBooked);

        _outcomes.Enqueue(Task.FromResult(new RequestOutcome(request, verdict.Settled, FromJournal: true)));
        return null;
    }

    /// <summary>Enqueues a prepared request, which is sent as soon as a worker is free. Does not block.</summary>
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

    /// <summary>Takes the next outcome in the order of the requests, if it is available.</summary>
    /// <returns>The outcome; null if it is not available yet.</returns>
    public RequestOutcome? TryGetNext() =>
        _outcomes.Count > 0 && _outcomes.Peek().IsCompleted ? _outcomes.Dequeue().GetAwaiter().GetResult() : null;

    /// <summary>
    /// Completes when an outcome became known or available since the last wait, the next outcome is available, or there is
    /// nothing to wait for.
    /// </summary>
    /// <remarks>The continuation may run on a worker's thread, so it must not block.</remarks>
    public Task WaitForChangeAsync()
    {
        if (_outcomes.Count == 0 || _outcomes.Peek().IsCompleted)
            return Task.CompletedTask;
        // A wait that was abandoned is still pending and would take the signal from a new one.
        return _change.IsCompleted ? _change = _changes.Reader.ReadAsync().AsTask() : _change;
    }

    /// <summary>Completes when all enqueued orders have an outcome.</summary>
    public Task DrainAsync() => Task.WhenAll(_outcomes);

    /// <summary>
    /// Cancels the queued orders, and aborts the requests in flight after a grace period. A further call can shorten the
    /// grace period but not extend it.
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

    /// <summary>Cancels the queued orders. Their outcome is NotSent.</summary>
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

    /// <summary>Runs one worker, which sends one order after another.</summary>
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
            // With RetryUnknown, a rejection of this attempt says nothing about the earlier one, which may have been booked.
            Outcome outcome = pending.MayBeBooked ? JournalRecord.AfterUnknown(sent.Outcome) : sent.Outcome;
            if (_failures.Add(sent.Outcome))
                _hasTooManyFailures = true;
            // Before this worker takes the next order.
            if (_hasTooManyFailures || outcome.EndsRun || (_options.StopOnFirstFailure && outcome is not Outcome.Created))
                CancelQueued();

            Task completion = CompleteAsync(order, outcome, sent.Recorded);
            // The next order can start before this outcome is on disk. Its intent follows in the journal, so both share a flush,
            // and after a crash no more orders are unknown than were in flight.
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

    /// <summary>Makes an outcome available once it is on disk.</summary>
    private async Task CompleteAsync(QueuedOrder order, Outcome outcome, Task recorded)
    {
        bool isPending = !recorded.IsCompleted;
        await recorded.ConfigureAwait(false);
        order.Outcome.SetResult(new RequestOutcome(order.Pending.Request, outcome, FromJournal: false));
        if (isPending)
            SignalChange();
    }

    private void Cancel(QueuedOrder order)
    {
        Interlocked.Increment(ref _room);
        order.Outcome.SetResult(new RequestOutcome(order.Pending.Request, OrderSender.Stopped with { Attempts = 0 }, FromJournal: false));
    }

    private void SignalChange() => _changes.Writer.TryWrite(true);

    /// <summary>An order that waits for a worker.</summary>
    private sealed class QueuedOrder(PendingOrder pending)
    {
        public PendingOrder Pending { get; } = pending;

        public TaskCompletionSource<RequestOutcome> Outcome { get; } = new();
    }
}
