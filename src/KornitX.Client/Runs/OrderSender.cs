using System;
using System.Threading;
using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>
/// Takes one order's request from ready to known. Each time the request leaves, the journal has it on disk before;
/// each time something is known of it, the journal has that on disk before anything else is done. So a process that
/// dies leaves an open intent only where the request may have had an effect.
/// </summary>
internal sealed class OrderSender
{
    /// <summary>What becomes of a request when the run ends before it leaves.</summary>
    public static readonly Outcome.NotSent Stopped = new(NotSentReason.Stopped, "the run was stopped");

    private readonly IOrderTransport _transport;
    private readonly RetryPolicy<Attempt> _retries;

    /// <param name="transport">What sends.</param>
    /// <param name="maximumRetryCount">How many tries after the first.</param>
    /// <param name="time">The clock of the waits between tries.</param>
    public OrderSender(IOrderTransport transport, int maximumRetryCount, TimeProvider time)
    {
        _transport = transport;
        _retries = new RetryPolicy<Attempt>(
            maximumRetryCount,
            again: attempt => attempt.Resend == Resend.AfterWait,
            after: attempt => attempt.After,
            reason: attempt => ((Outcome.NotSent)attempt.Outcome).Message,
            time);
    }

    /// <summary>Sends the request, and again where that is surely safe.</summary>
    /// <returns>What became of it; nothing that a network, a server or a disk does is an exception.</returns>
    public Task<Outcome> SendAsync(
        OrderRequest request, IJournalEntry? record, IClientObserver? observer, CancellationToken stop) =>
        SendAsync(request, record, observer, landed: null, stop, abort: stop);

    /// <summary>The same, with a stop that lets what has left come to its end.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="record">Where it is recorded, if it is.</param>
    /// <param name="observer">Is told of each exchange and wait.</param>
    /// <param name="landed">
    /// Is told the outcome when it is no longer in flight, although the disk does not have that yet. The journal keeps what
    /// is written in order, so the intent of a request that leaves in its place comes to the disk after that outcome, at
    /// the best with the same flush: a crash leaves no more orders in doubt than may be in flight.
    /// </param>
    /// <param name="stop">Lets nothing leave any more, neither for the first time nor again.</param>
    /// <param name="abort">Ends what has left.</param>
    public async Task<Outcome> SendAsync(
        OrderRequest request,
        IJournalEntry? record,
        IClientObserver? observer,
        Action<Outcome>? landed,
        CancellationToken stop,
        CancellationToken abort)
    {
        int attempts = 0;
        try
        {
            Attempt last = await _retries.RunAsync(
                () =>
                {
                    attempts++;
                    return TryAsync(request, record, observer, landed, stop, abort);
                },
                observer,
                stop).ConfigureAwait(false);
            return last.Outcome is Outcome.NotSent notSent ? notSent with { Attempts = attempts } : last.Outcome;
        }
        catch (OperationCanceledException)
        {
            // Thrown by the waits alone; a request that has left always says what became of it.
            return Stopped with { Attempts = attempts };
        }
        catch (JournalException exception)
        {
            return new Outcome.NotSent(NotSentReason.JournalFailed, exception.Message) { Attempts = attempts };
        }
    }

    /// <summary>One try: with the token at hand and, where that one is refused, once more with a new one.</summary>
    private async Task<Attempt> TryAsync(
        OrderRequest request,
        IJournalEntry? record,
        IClientObserver? observer,
        Action<Outcome>? landed,
        CancellationToken stop,
        CancellationToken abort)
    {
        AccessToken? refused = null;
        while (true)
        {
            (AccessToken? token, Outcome.NotSent? refusal, RequestPermit? permit) =
                await _transport.PrepareAsync(request, refused, observer, stop).ConfigureAwait(false);
            // Returned at once where nothing leaves.
            using RequestPermit? unused = permit;
            if (token is null)
                return new Attempt(refusal!);

            if (record is not null)
                await record.WriteIntentAsync().ConfigureAwait(false);
            Attempt attempt = stop.IsCancellationRequested
                ? new Attempt(Stopped)
                : await _transport.PostAsync(request, token, observer, abort).ConfigureAwait(false);
            if (attempt.HasLeft)
                permit?.Use();

            if (record is not null)
            {
                await NoteAsync(record, attempt.Outcome, placed: () =>
                {
                    if (attempt.Resend == Resend.Never)
                        landed?.Invoke(attempt.Outcome);
                }).ConfigureAwait(false);
            }

            if (attempt.Resend != Resend.WithNewToken || refused is not null)
                return attempt;
            refused = token;
        }
    }

    private static async Task NoteAsync(IJournalEntry record, Outcome outcome, Action placed)
    {
        try
        {
            await record.WriteOutcomeAsync(outcome, placed).ConfigureAwait(false);
        }
        catch (JournalException)
        {
            // The outcome is known all the same and goes to the person. The journal lets nothing more leave, and tells
            // a later run that this one is unknown, which is safe.
        }
    }
}
