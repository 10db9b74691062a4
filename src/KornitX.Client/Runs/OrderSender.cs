using System;
using System.Threading;
using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>
/// Sends an order's request, and retries it if that is safe. Each attempt is recorded on disk before it is sent, and its
/// outcome before the next attempt. So when a process dies, only requests that may have had an effect lack an outcome.
/// </summary>
internal sealed class OrderSender
{
    /// <summary>The outcome of a request that is not sent because the run was stopped.</summary>
    public static readonly Outcome.NotSent Stopped = new(NotSentReason.Stopped, "the run was stopped");

    private static readonly Outcome.NotSent Disconnected = new(NotSentReason.Disconnected, "the connection was closed");

    private readonly IOrderTransport _transport;
    private readonly CancellationToken _closed;
    private readonly RetryPolicy<SentOrder> _retries;

    /// <param name="transport">Performs an attempt.</param>
    /// <param name="maximumRetryCount">The number of attempts after the first.</param>
    /// <param name="time">The clock for the waits between attempts.</param>
    /// <param name="closed">Cancelled when the transport is disposed.</param>
    public OrderSender(IOrderTransport transport, int maximumRetryCount, TimeProvider time, CancellationToken closed = default)
    {
        _transport = transport;
        _closed = closed;
        _retries = new RetryPolicy<SentOrder>(
            maximumRetryCount,
            shouldRetry: sent => sent.Attempt.Resend == Resend.AfterWait && !closed.IsCancellationRequested,
            retryAfter: sent => sent.Attempt.RetryAfter,
            reason: sent => ((Outcome.NotSent)sent.Attempt.Outcome).Message,
            time);
    }

    /// <summary>Sends a request without a journal.</summary>
    /// <returns>The outcome. Network and server errors are outcomes, not exceptions.</returns>
    public async Task<Outcome> SendAsync(BookingRequest request, IClientObserver? observer, CancellationToken stop) =>
        (await SendAsync(request, entry: null, observer, stop, abort: stop).ConfigureAwait(false)).Outcome;

    /// <summary>Sends a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="entry">Its entry in the journal; null without a journal.</param>
    /// <param name="observer">Is notified of each exchange and wait.</param>
    /// <param name="stop">Prevents further attempts.</param>
    /// <param name="abort">Aborts the exchange in progress.</param>
    /// <returns>
    /// The outcome, as soon as it is known and passed to the journal. Network, server and disk errors are outcomes, not
    /// exceptions.
    /// </returns>
    public async Task<SentOrder> SendAsync(
        BookingRequest request, IJournalEntry? entry, IClientObserver? observer, CancellationToken stop, CancellationToken abort)
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
            // Only thrown before the request is sent: a request that was sent always has an outcome.
            return SentOrder.Unrecorded(OrDisconnected(Stopped, stop) with { Attempts = attempts });
        }
        catch (JournalException exception)
        {
            return SentOrder.Unrecorded(new Outcome.NotSent(NotSentReason.JournalFailed, exception.Message) { Attempts = attempts });
        }
    }

    /// <summary>Replaces the outcome of a request that was not sent if the transport was disposed. The actual error then varies.</summary>
    private Outcome.NotSent OrDisconnected(Outcome.NotSent outcome, CancellationToken stop) =>
        _closed.IsCancellationRequested && !stop.IsCancellationRequested && outcome.Reason is NotSentReason.Stopped or NotSentReason.Unreachable
            ? Disconnected
            : outcome;

    /// <summary>Performs one attempt with the current token and, if the token is rejected, another with a new one.</summary>
    private async Task<SentOrder> TryAsync(
        BookingRequest request, IJournalEntry? entry, IClientObserver? observer, CancellationToken stop, CancellationToken abort)
    {
        AccessToken? rejected = null;
        while (true)
        {
            (AccessToken? token, Outcome.NotSent? refusal, RequestPermit? permit) =
                await _transport.PrepareAsync(request, rejected, observer, stop).ConfigureAwait(false);
            // Returns the permit if the request is not sent.
            using RequestPermit? unused = permit;
            if (token is null)
                return SentOrder.Unrecorded(refusal!);

            if (entry is not null)
                await entry.WriteIntentAsync().ConfigureAwait(false);
            Attempt attempt = stop.IsCancellationRequested
                ? new Attempt(Stopped)
                : await _transport.PostAsync(request, token, observer, abort).ConfigureAwait(false);
            if (attempt.WasSent)
                permit?.Use();

            Task recorded = entry is null ? Task.CompletedTask : RecordAsync(entry, attempt.Outcome);
            if (attempt.Resend == Resend.Never)
                return new SentOrder(attempt, recorded);

            await recorded.ConfigureAwait(false);
            if (attempt.Resend != Resend.WithNewToken || rejected is not null)
                return new SentOrder(attempt, recorded);
            rejected = token;
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
            // The outcome is known and still reported. The journal accepts no further intents, and a later run treats this
            // order as unknown, which is safe.
        }
    }
}

/// <summary>The last attempt to send an order's request.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="Recorded">
/// Completes when the outcome is on disk or can't be written; never fails. Records that are added in the meantime follow
/// this one in the journal.
/// </param>
internal readonly record struct SentOrder(Attempt Attempt, Task Recorded)
{
    /// <summary>The outcome of the order.</summary>
    public Outcome Outcome => Attempt.Outcome;

    /// <summary>Creates the result of a request that was not sent since the last record, so there is nothing to record.</summary>
    public static SentOrder Unrecorded(Outcome.NotSent outcome) => new(new Attempt(outcome), Task.CompletedTask);
}
