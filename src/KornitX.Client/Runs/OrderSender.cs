namespace KornitX.Client;

/// <summary>
/// Sends an order's request, and retries it if that is safe. Each attempt is recorded on disk before it is sent, and its
/// outcome before the next attempt. So when a process dies, only requests that may have had an effect lack an outcome.
/// </summary>
/// <param name="maximumRetryCount">The number of attempts after the first.</param>
/// <param name="time">The clock for the waits between attempts.</param>
/// <param name="closed">Cancelled when the transport is disposed.</param>
internal sealed class OrderSender(
    IOrderTransport transport, int maximumRetryCount, TimeProvider time, CancellationToken closed = default)
{
    /// <summary>The outcome of a request that is not sent because the run was stopped.</summary>
    public static readonly Outcome.NotSent Stopped = new(NotSentReason.Stopped, "the run was stopped");

    internal static readonly Task<string?> NotFailed = Task.FromResult<string?>(null);

    private static readonly Outcome.NotSent Disconnected = new(NotSentReason.Disconnected, "the connection was closed");

    private readonly RetryPolicy<SentOrder> _retries = new(
        maximumRetryCount,
        shouldRetry: sent => sent.Attempt.Resend == Resend.AfterWait && !closed.IsCancellationRequested,
        retryAfter: sent => sent.Attempt.RetryAfter,
        reason: sent => ((Outcome.NotSent)sent.Attempt.Outcome).Message,
        time);

    /// <summary>Sends a request without a journal.</summary>
    /// <returns>The outcome. Network and server errors are outcomes, not exceptions.</returns>
    public async Task<Outcome> SendAsync(BookingRequest request, IClientObserver? observer, CancellationToken cancellationToken) =>
        (await SendAsync(new PendingOrder(request), journal: null, observer, cancellationToken, cancellationToken)
            .ConfigureAwait(false)).Outcome;

    /// <summary>Sends a request.</summary>
    /// <param name="journal">The journal that records it; null for none.</param>
    /// <param name="observer">Is notified of each exchange and wait.</param>
    /// <param name="stopToken">Prevents further attempts.</param>
    /// <param name="abortToken">Aborts the exchange in progress.</param>
    /// <returns>
    /// The outcome, as soon as it is known and passed to the journal. Every error is an outcome: one before the request is sent means
    /// that it was not sent, and one after that means that it may be booked.
    /// </returns>
    public async Task<SentOrder> SendAsync(
        PendingOrder order, IJournal? journal, IClientObserver? observer, CancellationToken stopToken, CancellationToken abortToken)
    {
        int attempts = 0;
        try
        {
            IJournalEntry? entry = journal?.CreateEntry(order.Request, order.Occurrence);
            SentOrder last = await _retries.RunAsync(
                () =>
                {
                    attempts++;
                    return SendAttemptAsync(order.Request, entry, observer, stopToken, abortToken);
                },
                observer,
                stopToken).ConfigureAwait(false);
            return last.Outcome is Outcome.NotSent notSent
                ? last with { Attempt = last.Attempt with { Outcome = OrDisconnected(notSent, stopToken) with { Attempts = attempts } } }
                : last;
        }
        catch (Exception exception)
        {
            // From a preparation or a wait: no attempt is in progress, and all earlier ones had no effect.
            Outcome.NotSent notSent = stopToken.IsCancellationRequested ? Stopped
                : closed.IsCancellationRequested ? Disconnected
                : new Outcome.NotSent(NotSentReason.Failed, exception.Message);
            return SentOrder.Unrecorded(notSent with { Attempts = attempts });
        }
    }

    /// <summary>Records a request that the process has sent without this journal.</summary>
    /// <returns>Why that failed; null if it is on disk.</returns>
    public static Task<string?> RecordAsync(PendingOrder order, Outcome known, DateTimeOffset? sentAt, IJournal journal) =>
        FindFailureAsync(async () =>
        {
            IJournalEntry entry = journal.CreateEntry(order.Request, order.Occurrence, sentAt);
            await entry.WriteIntentAsync().ConfigureAwait(false);
            await entry.WriteOutcomeAsync(known).ConfigureAwait(false);
        });

    /// <summary>Replaces the outcome of a request that was not sent if the transport was disposed. The actual error then varies.</summary>
    private Outcome.NotSent OrDisconnected(Outcome.NotSent outcome, CancellationToken stopToken) =>
        closed.IsCancellationRequested && !stopToken.IsCancellationRequested
            && outcome.Reason is NotSentReason.Stopped or NotSentReason.Unreachable
            ? Disconnected
            : outcome;

    /// <summary>Performs one attempt with the current token and, if the token is rejected, another with a new one.</summary>
    private async Task<SentOrder> SendAttemptAsync(
        BookingRequest request, IJournalEntry? entry, IClientObserver? observer, CancellationToken stopToken, CancellationToken abortToken)
    {
        AccessToken? rejected = null;
        while (true)
        {
            (AccessToken? token, Outcome.NotSent? notReady, RequestPermit? permit) =
                await transport.PrepareAsync(request, rejected, observer, stopToken).ConfigureAwait(false);
            // Returns the permit if the request is not sent.
            using RequestPermit? unused = permit;
            if (token is null)
                return SentOrder.Unrecorded(notReady!);

            if (entry is not null && await FindFailureAsync(entry.WriteIntentAsync).ConfigureAwait(false) is { } failure)
                return SentOrder.Unrecorded(new Outcome.NotSent(NotSentReason.JournalFailed, failure));
            Attempt attempt = stopToken.IsCancellationRequested
                ? new Attempt(Stopped)
                : await PostAsync(request, token, observer, abortToken).ConfigureAwait(false);
            if (attempt.WasSent)
                permit?.Use();
            if (attempt.Outcome is Outcome.NotSent notSent)
                attempt = attempt with { Outcome = OrDisconnected(notSent, stopToken) };

            // An outcome that can't be recorded is still reported. The journal accepts no further intents, and a later run treats
            // this order as unknown, which is safe.
            Task<string?> recorded = entry is null ? NotFailed : FindFailureAsync(() => entry.WriteOutcomeAsync(attempt.Outcome));
            if (attempt.Resend == Resend.Never)
                return new SentOrder(attempt, recorded);

            await recorded.ConfigureAwait(false);
            if (attempt.Resend != Resend.WithNewToken || rejected is not null)
                return new SentOrder(attempt, recorded);
            rejected = token;
        }
    }

    /// <summary>Sends the request. Whatever fails from here on, the request may be booked.</summary>
    private async Task<Attempt> PostAsync(
        BookingRequest request, AccessToken token, IClientObserver? observer, CancellationToken abortToken)
    {
        try
        {
            return await transport.PostAsync(request, token, observer, abortToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            return new Attempt(new Outcome.Unknown(exception.Message));
        }
    }

    /// <summary>Writes to the journal.</summary>
    /// <returns>Why it failed; null if the record is on disk.</returns>
    private static async Task<string?> FindFailureAsync(Func<Task> write)
    {
        try
        {
            await write().ConfigureAwait(false);
            return null;
        }
        catch (Exception exception)
        {
            return exception.Message;
        }
    }
}

/// <summary>The last attempt to send an order's request.</summary>
/// <param name="Recorded">
/// Completes when the outcome is on disk, with null, or with why it can't be written; never fails. Records that are added in the
/// meantime follow this one in the journal.
/// </param>
internal readonly record struct SentOrder(Attempt Attempt, Task<string?> Recorded)
{
    /// <summary>The outcome of the order.</summary>
    public Outcome Outcome => Attempt.Outcome;

    /// <summary>Creates the result of a request that was not sent since the last record, so there is nothing to record.</summary>
    public static SentOrder Unrecorded(Outcome.NotSent outcome) => new(new Attempt(outcome), OrderSender.NotFailed);
}
