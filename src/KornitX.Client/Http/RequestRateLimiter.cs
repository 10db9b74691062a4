using System;
using System.Threading;
using System.Threading.RateLimiting;
using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>
/// Keeps to a number of requests in any window of time, for all who share the client. The platform counts so too; what
/// it refuses for coming too often has cost a request for nothing.
/// </summary>
internal sealed class RequestRateLimiter : IDisposable
{
    /// <summary>The window moves on in steps of a sixtieth: of an hour, a minute.</summary>
    private const int Steps = 60;

    private readonly SlidingWindowRateLimiter _limiter;
    private readonly int _limit;

    /// <param name="requests">How many requests, from 1.</param>
    /// <param name="window">In how long a time.</param>
    public RequestRateLimiter(int requests, TimeSpan window)
    {
        _limit = requests;
        _limiter = new SlidingWindowRateLimiter(new SlidingWindowRateLimiterOptions
        {
            PermitLimit = requests,
            Window = window,
            SegmentsPerWindow = Steps,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            QueueLimit = int.MaxValue,
            AutoReplenishment = true,
        });
    }

    /// <summary>Completes when a request may leave.</summary>
    /// <exception cref="OperationCanceledException">Stopped while waiting, or the client was closed.</exception>
    public async Task WaitAsync(IClientObserver? observer, CancellationToken stop)
    {
        try
        {
            await TakeTurnAsync(observer, stop).ConfigureAwait(false);
        }
        catch (ObjectDisposedException exception)
        {
            throw new OperationCanceledException("The client was closed.", exception);
        }
    }

    public void Dispose() => _limiter.Dispose();

    private async Task TakeTurnAsync(IClientObserver? observer, CancellationToken stop)
    {
        using RateLimitLease now = _limiter.AttemptAcquire();
        if (now.IsAcquired)
            return;

        observer?.OnWait(new ClientWait(null, 0, $"the limit of {_limit} an hour is used up"));
        using RateLimitLease later = await _limiter.AcquireAsync(1, stop).ConfigureAwait(false);
        if (!later.IsAcquired)
            throw new OperationCanceledException("The connection was closed.");
    }
}
