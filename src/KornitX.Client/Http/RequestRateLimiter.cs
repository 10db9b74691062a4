using System;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>
/// Keeps to a number of requests in any window of time, for everybody who shares the client. There is one permit per
/// request; a permit is returned one window after the exchange of its request has ended, so that neither more requests
/// leave here nor more arrive there in one window, however long each is on its way.
/// </summary>
[SuppressMessage(
    "Design", "CA1001", Justification = "A permit may be returned after the client is closed, and a semaphore without a wait handle holds nothing.")]
internal sealed class RequestRateLimiter
{
    private readonly SemaphoreSlim _permits;
    private readonly int _limit;
    private readonly TimeSpan _window;
    private readonly TimeProvider _time;
    private readonly CancellationToken _closed;

    /// <param name="requests">How many requests, from 1.</param>
    /// <param name="window">In how long a time.</param>
    /// <param name="time">The clock.</param>
    /// <param name="closed">Ends every wait.</param>
    public RequestRateLimiter(int requests, TimeSpan window, TimeProvider time, CancellationToken closed)
    {
        _permits = new SemaphoreSlim(requests);
        _limit = requests;
        _window = window;
        _time = time;
        _closed = closed;
    }

    /// <summary>Completes when a request may leave. Dispose the permit, whatever becomes of the request.</summary>
    /// <exception cref="OperationCanceledException">Stopped while waiting, or the client was closed.</exception>
    public async Task<RequestPermit> AcquireAsync(IClientObserver? observer, CancellationToken stop)
    {
        _closed.ThrowIfCancellationRequested();
        if (!_permits.Wait(TimeSpan.Zero, CancellationToken.None))
        {
            observer?.OnWait(new ClientWait(null, 0, $"the limit of {_limit} an hour is used up"));
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(stop, _closed);
            await _permits.WaitAsync(either.Token).ConfigureAwait(false);
        }

        return new RequestPermit(this);
    }

    internal void Return() => _permits.Release();

    internal async Task ReturnLaterAsync()
    {
        long start = _time.GetTimestamp();
        try
        {
            // A timer may fire a little early.
            while (_window - _time.GetElapsedTime(start) is { Ticks: > 0 } left)
                await _time.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), _closed).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        Return();
    }
}

/// <summary>Lets one request leave.</summary>
internal sealed class RequestPermit : IDisposable
{
    private RequestRateLimiter? _limiter;

    public RequestPermit(RequestRateLimiter limiter) => _limiter = limiter;

    /// <summary>Notes that the request has left and its exchange ended now: the permit is returned one window later.</summary>
    public void Use() => _ = Interlocked.Exchange(ref _limiter, null)?.ReturnLaterAsync();

    /// <summary>Returns the permit at once, unless it was used.</summary>
    public void Dispose() => Interlocked.Exchange(ref _limiter, null)?.Return();
}
