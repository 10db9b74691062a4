namespace KornitX.Client;

/// <summary>
/// Retries an operation with exponential backoff. Its result says whether to retry, and how long the server asks to wait.
/// </summary>
internal sealed class RetryPolicy<T>
{
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(1);

#if NETFRAMEWORK
    /// <summary>Random is not thread-safe on .NET Framework.</summary>
    private static readonly ThreadLocal<Random> Jitter = new(() => new Random(Guid.NewGuid().GetHashCode()));
#endif

    private readonly int _maximum;
    private readonly Func<T, bool> _shouldRetry;
    private readonly Func<T, TimeSpan?> _retryAfter;
    private readonly Func<T, string> _reason;
    private readonly TimeProvider _time;

    /// <param name="maximum">The number of attempts after the first, at least 0.</param>
    /// <param name="shouldRetry">Whether to retry after a result.</param>
    /// <param name="retryAfter">How long the server asks to wait; null for the default wait.</param>
    /// <param name="reason">The reason that is shown during the wait.</param>
    public RetryPolicy(int maximum, Func<T, bool> shouldRetry, Func<T, TimeSpan?> retryAfter, Func<T, string> reason, TimeProvider time)
    {
        _maximum = maximum;
        _shouldRetry = shouldRetry;
        _retryAfter = retryAfter;
        _reason = reason;
        _time = time;
    }

    /// <summary>Runs attempts until one is not retried.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before an attempt, when nothing was in progress.</exception>
    public async Task<T> RunAsync(Func<Task<T>> attempt, IClientObserver? observer, CancellationToken cancellationToken)
    {
        for (int attempts = 1; ; attempts++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            T result = await attempt().ConfigureAwait(false);
            if (attempts > _maximum || !_shouldRetry(result))
                return result;

            TimeSpan delay = _retryAfter(result) ?? Backoff(attempts);
            observer.TryNotify(seen => seen.OnWait(new ClientWait(delay, attempts, _reason(result))));
            await _time.Delay(delay, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Returns the default wait: a random time between half of and all of 1, 2, 4 s and so on, so that the orders in flight
    /// are not all retried at the same time.
    /// </summary>
    private static TimeSpan Backoff(int attempts)
    {
        double seconds = Math.Min(Math.Pow(2, attempts - 1), LongestBackoff.TotalSeconds);
#if NETFRAMEWORK
        double random = Jitter.Value.NextDouble();
#else
        double random = Random.Shared.NextDouble();
#endif
        return TimeSpan.FromSeconds(seconds * (0.5 + (random / 2)));
    }
}
