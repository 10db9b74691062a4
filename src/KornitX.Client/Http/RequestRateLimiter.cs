using System.Diagnostics.CodeAnalysis;

namespace KornitX.Client;

/// <summary>
/// Limits the number of requests in any time window. Each request needs a permit, which is returned one window after its
/// exchange ended, so that the limit holds both for sending and for arrival, whatever the latency.
/// </summary>
/// <param name="limit">The most requests per window, at least 1.</param>
/// <param name="closed">Cancelled when the client is disposed; ends every wait.</param>
[SuppressMessage(
    "Design",
    "CA1001",
    Justification = "A permit may be returned after the client is disposed, and a semaphore without a wait handle has no resources.")]
internal sealed class RequestRateLimiter(int limit, TimeSpan window, TimeProvider time, CancellationToken closed)
{
    private readonly SemaphoreSlim _permits = new(limit);

    /// <summary>Waits until a request may be sent. Dispose the permit in any case.</summary>
    /// <exception cref="OperationCanceledException">The wait was stopped, or the client was disposed.</exception>
    public async Task<RequestPermit> AcquireAsync(IClientObserver? observer, CancellationToken cancellationToken)
    {
        closed.ThrowIfCancellationRequested();
        if (!_permits.Wait(TimeSpan.Zero, CancellationToken.None))
        {
            observer.TryNotify(seen => seen.OnWait(
                new ClientWait(null, 0, $"the limit of {limit} {(limit == 1 ? "request" : "requests")} per hour is reached")));
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, closed);
            await _permits.WaitAsync(either.Token).ConfigureAwait(false);
        }

        return new RequestPermit(this);
    }

    internal void Return() => _permits.Release();

    internal async Task ReturnLaterAsync()
    {
        long start = time.GetTimestamp();
        try
        {
            // A timer can fire slightly early.
            while (window - time.GetElapsedTime(start) is { Ticks: > 0 } left)
                await time.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), closed).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        Return();
    }
}

/// <summary>Permits one request.</summary>
internal sealed class RequestPermit(RequestRateLimiter limiter) : IDisposable
{
    private RequestRateLimiter? _limiter = limiter;

    /// <summary>Reports that the request was sent and its exchange has just ended. The permit is returned one window later.</summary>
    public void Use() => _ = Interlocked.Exchange(ref _limiter, null)?.ReturnLaterAsync();

    /// <summary>Returns the permit unless it was used.</summary>
    public void Dispose() => Interlocked.Exchange(ref _limiter, null)?.Return();
}
