using System;
using System.Threading;
using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>
/// Sends one order's request, and again where that is safe. The journal has each try on disk before the request leaves,
/// and the outcome of each try on disk before the next one. So a process that dies leaves an open intent only where the
/// request may have had an effect.
/// </summary>
internal sealed class OrderSender
{
    /// <summary>The outcome of a request that the end of the run keeps from being sent.</summary>
    public static readonly Outcome.NotSent Stopped = new(NotSentReason.Stopped, "the run was stopped");

    private static readonly Outcome.NotSent Disconnected = new(NotSentReason.Disconnected, "the connection was closed");

    private readonly IOrderTransport _transport;
    private readonly CancellationToken _closed;
    private readonly RetryPolicy<SentOrder> _retries;

    /// <param name="transport">Sends a request once.</param>
    /// <param name="maximumRetryCount">How many tries after the first.</param>
    /// <param name="time">The clock of the waits between tries.</param>
    /// <param name="closed">Cancelled when the transport is disposed, which may be at any time.</param>
    public OrderSender(IOrderTransport transport, int maximumRetryCount, TimeProvider time, CancellationToken closed = default)
    {
        _transport = transport;
        _closed = closed;
        _retries = new RetryPolicy<SentOrder>(
            maximumRetryCount,
            again: sent => sent.Attempt.Resend == Resend.AfterWait && !closed.IsCancellationRequested,
            after: sent => sent.Attempt.After,
            reason: sent => ((Outcome.NotSent)sent.Attempt.Outcome).Message,
            time);
    }

    /// <summary>Sends the request without a journal.</summary>
    /// <returns>The outcome; nothing that a network or a server does is an exception.</returns>
    public async Task<Outcome> SendAsync(OrderRequest request, IClientObserver? observer, CancellationToken stop) =>
        (await SendAsync(request, entry: null, observer, stop, abort: stop).ConfigureAwait(false)).Outcome;

    /// <summary>Sends the request.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="entry">Where it is recorded, if it is.</param>
    /// <param name="observer">Is notified of each exchange and wait.</param>
    /// <param name="stop">Lets nothing be sent any more, neither for the first time nor again.</param>
    /// <param name="abort">Ends an exchange that is under way.</param>
    /// <returns>
    /// The outcome, as soon as it is known and has its place in the journal; nothing that a network, a server or a disk does
    /// is an exception.
    /// </returns>
    public async Task<SentOrder> SendAsync(
        OrderRequest request, IJournalEntry? entry, IClientObserver? observer, CancellationToken stop, CancellationToken abort)
    {
        int attempts = 0;
        try
        {
            SentOrder last = await _retries.RunAsync(
                () =>
                {
                    attempts++;
                    return TryAsync(request, entry, observer, stop, abort);
                },
                observer,
                stop).ConfigureAwait(false);
            return last.Outcome is Outcome.NotSent notSent
                ? last with { Attempt = last.Attempt with { Outcome = OrDisconnected(notSent, stop) with { Attempts = attempts } } }
                : last;
        }
        catch (Exception exception) when (exception is OperationCanceledException || (exception is ObjectDisposedException && _closed.IsCancellationRequested))
        {
            // Only what comes before a request is sent throws these; a request that has been sent always has an outcome.
            return SentOrder.Unrecorded(OrDisconnected(Stopped, stop) with { Attempts = attempts });
        }
        catch (JournalException exception)
        {
            return SentOrder.Unrecorded(new Outcome.NotSent(NotSentReason.JournalFailed, exception.Message) { Attempts = attempts });
        }
    }

    /// <summary>What is not sent after the transport has been disposed fails in whatever way; the reason is always that one.</summary>
    private Outcome.NotSent OrDisconnected(Outcome.NotSent outcome, CancellationToken stop) =>
        _closed.IsCancellationRequested && !stop.IsCancellationRequested && outcome.Reason is NotSentReason.Stopped or NotSentReason.Unreachable
            ? Disconnected
            : outcome;

    /// <summary>Makes one try: with the current token and, if that is refused, once more with a new one.</summary>
    private async Task<SentOrder> TryAsync(
        OrderRequest request, IJournalEntry? entry, IClientObserver? observer, CancellationToken stop, CancellationToken abort)
    {
        AccessToken? refused = null;
        while (true)
        {
            (AccessToken? token, Outcome.NotSent? refusal, RequestPermit? permit) =
                await _transport.PrepareAsync(request, refused, observer, stop).ConfigureAwait(false);
            // Returned at once where nothing leaves.
            using RequestPermit? unused = permit;
            if (token is null)
                return SentOrder.Unrecorded(refusal!);

            if (entry is not null)
                await entry.WriteIntentAsync().ConfigureAwait(false);
            Attempt attempt = stop.IsCancellationRequested
                ? new Attempt(Stopped)
                : await _transport.PostAsync(request, token, observer, abort).ConfigureAwait(false);
            if (attempt.HasLeft)
                permit?.Use();

            Task recorded = entry is null ? Task.CompletedTask : RecordAsync(entry, attempt.Outcome);
            if (attempt.Resend == Resend.Never)
                return new SentOrder(attempt, recorded);

            await recorded.ConfigureAwait(false);
            if (attempt.Resend != Resend.WithNewToken || refused is not null)
                return new SentOrder(attempt, recorded);
            refused = token;
        }
    }

    private static async Task RecordAsync(IJournalEntry entry, Outcome outcome)
    {
        try
        {
            await entry.WriteOutcomeAsync(outcome).ConfigureAwait(false);
        }
        catch (JournalException)
        {
            // The outcome is known and is reported all the same. The journal lets nothing more be sent, and a later run
            // takes this order for unknown, which is safe.
        }
    }
}

/// <summary>The last try of an order's request.</summary>
/// <param name="Attempt">The try.</param>
/// <param name="Recorded">
/// Completes when the outcome is on disk, or can't be put there; it never fails. Until then the outcome has only its place
/// in the journal, ahead of whatever is recorded later.
/// </param>
internal readonly record struct SentOrder(Attempt Attempt, Task Recorded)
{
    /// <summary>The outcome of the order.</summary>
    public Outcome Outcome => Attempt.Outcome;

    /// <summary>An outcome of which nothing has to be recorded, because nothing was sent since the last record.</summary>
    public static SentOrder Unrecorded(Outcome.NotSent outcome) => new(new Attempt(outcome), Task.CompletedTask);
}
