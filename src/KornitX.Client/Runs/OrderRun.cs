using System.Threading.Channels;

namespace KornitX.Client;

/// <summary>
/// Sends requests concurrently and returns their outcomes in the order of the requests. Says why it ended before all requests were
/// sent. Not thread-safe, except for <see cref="End()"/> and <see cref="Stop"/>.
/// </summary>
public sealed class OrderRun : IDisposable
{
    private readonly OrderRunOptions _options;
    private readonly IJournalCheck? _journal;
    private readonly Action? _changed;
    private readonly int _capacity;

    /// <summary>The orders that wait for a worker. Null in a dry run.</summary>
    private readonly Channel<PendingOrder>? _queue;

    /// <summary>The outcomes that have not been taken, in the order of the requests.</summary>
    private readonly Queue<Task<RequestOutcome>> _outcomes = new();
    private readonly FailureCount _failures;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abort;
    private readonly CancellationToken _stopToken;
    private readonly CancellationToken _abortToken;
    private Outcome.NotSent? _ended;
    private TimeSpan? _grace;
    private bool _hasOnlyIds;
    private bool _hasOnlyExternalRefs;
    private bool _disposed;

    /// <param name="sender">Sends the requests; null in a dry run.</param>
    /// <param name="journal">The journal that records the requests; null for none.</param>
    /// <param name="observer">Is notified of each exchange and wait.</param>
    /// <param name="time">The clock for <see cref="Stop"/>.</param>
    /// <param name="changed">Is called when an outcome is available and when the run ends. On any thread, so it must not block.</param>
    internal OrderRun(
        OrderSender? sender, OrderRunOptions options, IJournalCheck? journal, IClientObserver? observer, TimeProvider time,
        Action? changed = null)
    {
        _options = options;
        _journal = journal;
        _changed = changed;
        _failures = new FailureCount(options.MaximumFailureCount);
        _abort = time.CreateCancellationTokenSource(after: Timeout.InfiniteTimeSpan);
        _stopToken = _stop.Token;
        _abortToken = _abort.Token;
        _capacity = options.ThrottleLimit + options.QueueCapacity;
        if (sender is null)
            return;

        // Synchronous continuations let the simulations run on a single thread.
        _queue = Channel.CreateUnbounded<PendingOrder>(new UnboundedChannelOptions { AllowSynchronousContinuations = true });
        for (int worker = 0; worker < options.ThrottleLimit; worker++)
            _ = WorkAsync(_queue.Reader, sender, observer);
    }

    /// <summary>
    /// Creates a run that sends nothing and returns only the outcomes that the journal or an earlier run of the process settles.
    /// </summary>
    public static OrderRun CreateDryRun(OrderRunOptions options, ReadOnlyJournal? journal) =>
        new(null, options, journal, null, TimeProvider.System);

    /// <summary>
    /// Why no further request is sent, which is also the outcome of the requests that were queued; null while requests are sent. The
    /// first reason counts.
    /// </summary>
    public Outcome.NotSent? Ended => Volatile.Read(ref _ended);

    /// <summary>Whether an outcome must be taken before a further request can be enqueued.</summary>
    public bool IsFull => _outcomes.Count >= _capacity;

    /// <summary>Whether all outcomes have been taken.</summary>
    public bool IsDone => _outcomes.Count == 0;

    /// <summary>Whether the next outcome is available.</summary>
    public bool HasNext => _outcomes.Count > 0 && _outcomes.Peek().IsCompleted;

    /// <summary>
    /// Ends a run with a journal if its input identifies some orders only by ID and others only by external reference, because a
    /// later run could not match them with the journal. Call it for all orders of a batch before the first is enqueued.
    /// </summary>
    public void CheckAddressing(OrderAddress order)
    {
        _hasOnlyIds |= order.Addressing == Addressing.Id;
        _hasOnlyExternalRefs |= order.Addressing == Addressing.ExternalRef;
        if (_journal is null || !_hasOnlyIds || !_hasOnlyExternalRefs)
            return;
        End(new Outcome.NotSent(
            NotSentReason.MixedAddressing,
            "the input identifies some orders only by ID and others only by external reference, "
            + "and a later run with this journal could not tell them apart"));
    }

    /// <summary>
    /// Prepares a request. If the journal settles it, or else an earlier run of the process, its outcome is added at once; a journal that
    /// lacks what the process knows of the order gets it first. Does not block.
    /// </summary>
    /// <param name="mayBeBooked">Whether the caller sends again an order that may have been booked.</param>
    /// <param name="notBookedAt">When an operator settled the order as not booked in the journal that it is from; null if none did.</param>
    /// <returns>The order to enqueue; null if it is settled.</returns>
    public PendingOrder? Prepare(BookingRequest request, bool mayBeBooked = false, DateTimeOffset? notBookedAt = null)
    {
        PendingOrder order;
        try
        {
            JournalVerdict verdict = _journal?.Check(request, _options.RetryUnknown)
                ?? new JournalVerdict(null, Occurrence: 1, mayBeBooked);
            if (verdict.Settled is not null)
                return Settle(verdict.Settled, OutcomeSource.Journal);
            if ((verdict.NotBookedAt ?? notBookedAt) is { } at)
                _options.Sent?.Forget(request, at);
            order = new PendingOrder(request, verdict.Occurrence, verdict.MayBeBooked || mayBeBooked);
        }
        catch (Exception exception)
        {
            // Whatever it is, it is not known what the journal has.
            return Settle(new Outcome.NotSent(NotSentReason.JournalFailed, exception.Message), OutcomeSource.Run);
        }

        if (_options.Sent?.Find(request, _options) is not { } unsent)
            return order;
        _outcomes.Enqueue(order.Outcome);
        _ = CompleteAsync(order, unsent);
        return null;

        PendingOrder? Settle(Outcome outcome, OutcomeSource source)
        {
            if (outcome is Outcome.NotSent { EndsRun: true } reason)
                End(reason);
            _outcomes.Enqueue(Task.FromResult(new RequestOutcome(request, outcome, source)));
            return null;
        }
    }

    /// <summary>
    /// Enqueues a prepared request, which is sent as soon as a worker is free, or left unsent if the run has ended. Does not block.
    /// </summary>
    /// <exception cref="InvalidOperationException">It is a dry run that has not ended, or the run is full.</exception>
    public void Enqueue(PendingOrder order)
    {
        if (_queue is null && Ended is null)
            throw new InvalidOperationException("A dry run sends nothing.");
        if (IsFull && Ended is null)
            throw new InvalidOperationException("The run is full.");

        _outcomes.Enqueue(order.Outcome);
        if (_queue?.Writer.TryWrite(order) != true)
            order.Complete(order.ToOutcome(_ended!));
    }

    /// <summary>Takes the next outcome in the order of the requests, if it is available.</summary>
    /// <returns>The outcome; null if it is not available yet.</returns>
    public RequestOutcome? TryGetNext() => HasNext ? _outcomes.Dequeue().GetAwaiter().GetResult() : null;

    /// <summary>Completes when all enqueued orders have an outcome. Never fails.</summary>
    public Task DrainAsync() => Task.WhenAll(_outcomes);

    /// <summary>Starts no further order because the caller ends the run. Those in flight are completed.</summary>
    public void End() => End(OrderSender.Stopped);

    /// <summary>Starts no further order. The reason becomes the outcome of the queued ones, unless the run has already ended.</summary>
    internal void End(Outcome.NotSent reason)
    {
        if (Interlocked.CompareExchange(ref _ended, reason, null) is not null || _queue is null)
            return;

        _queue.Writer.TryComplete();
        while (_queue.Reader.TryRead(out PendingOrder? order))
            order.Complete(order.ToOutcome(reason));
        _changed?.Invoke();
    }

    /// <summary>
    /// Starts no further order, and aborts the requests in flight after a grace period. A further call can shorten the grace period
    /// but not extend it.
    /// </summary>
    public void Stop(TimeSpan grace)
    {
        End(OrderSender.Stopped);
        lock (_stop)
        {
            if (_disposed || grace >= _grace)
                return;
            _grace = grace;
            _stop.Cancel();
            _abort.CancelAfter(grace);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        End(OrderSender.Stopped);
        lock (_stop)
        {
            _disposed = true;
            _stop.Dispose();
            _abort.Dispose();
        }
    }

    /// <summary>Runs one worker, which sends one order after another.</summary>
    private async Task WorkAsync(ChannelReader<PendingOrder> queue, OrderSender sender, IClientObserver? observer)
    {
        while (await queue.WaitToReadAsync().ConfigureAwait(false))
        {
            while (queue.TryRead(out PendingOrder? order))
            {
                try
                {
                    if (Ended is { } reason)
                        order.Complete(order.ToOutcome(reason));
                    else
                        await SendAsync(order, sender, observer).ConfigureAwait(false);
                }
                catch (Exception exception)
                {
                    // A sender returns every error as an outcome. Whatever fails here, the order may have been sent.
                    order.Complete(Release(order, new Outcome.Unknown(exception.Message)));
                    End(new Outcome.NotSent(NotSentReason.Failed, exception.Message));
                }
            }
        }
    }

    private async Task SendAsync(PendingOrder order, OrderSender sender, IClientObserver? observer)
    {
        if (_options.Sent is { } sentRequests
            && await sentRequests.ReserveAsync(order, _options, _stopToken).ConfigureAwait(false) is { } unsent)
        {
            _ = CompleteAsync(order, unsent);
            return;
        }

        SentOrder sent = await sender.SendAsync(order, _journal as IJournal, observer, _stopToken, _abortToken).ConfigureAwait(false);
        RequestOutcome outcome = Release(order, sent.Outcome);

        // Before this worker takes the next order.
        if (sent.Outcome is Outcome.NotSent { EndsRun: true } refused)
            End(refused);
        else if (_failures.Add(sent.Outcome) is { } tooManyFailures)
            End(tooManyFailures);
        else if (_options.StopOnFirstFailure && outcome.Outcome is not Outcome.Created)
            End(OrderSender.Stopped);

        // The next order can start before this outcome is on disk. Its intent follows in the journal, so both share a flush,
        // and after a crash no more orders are unknown than were in flight.
        _ = CompleteAsync(order, outcome, sent.Recorded);
    }

    /// <summary>Makes the outcome of an order that is not sent available, once the journal has what is known of the order.</summary>
    private Task CompleteAsync(PendingOrder order, UnsentRequest unsent)
    {
        // Before the next order starts, because the outcome is available only later.
        if (_options.StopOnFirstFailure)
            End(OrderSender.Stopped);
        return CompleteAsync(order, unsent.Reported, unsent.Known is { } known && _journal is IJournal journal
            ? OrderSender.RecordAsync(order, known, unsent.SentAt, journal)
            : OrderSender.NotFailed);
    }

    /// <summary>Makes an outcome available once it is on disk.</summary>
    private async Task CompleteAsync(PendingOrder order, RequestOutcome outcome, Task<string?> recorded)
    {
        if (await recorded.ConfigureAwait(false) is { } failure)
            End(new Outcome.NotSent(NotSentReason.JournalFailed, failure));
        order.Complete(outcome);
        _changed?.Invoke();
    }

    /// <summary>Returns the outcome of an attempt, and lets other runs of the process send the request.</summary>
    private RequestOutcome Release(PendingOrder order, Outcome attempt)
    {
        RequestOutcome outcome = order.ToOutcome(attempt);
        if (order.IsReserved)
            _options.Sent?.Release(order, outcome.Outcome);
        return outcome;
    }
}
