namespace KornitX.Client;

/// <summary>
/// Retries an operation with exponential backoff. Its result says whether to retry, and how long the server asks to wait.
/// </summary>
/// <param name="maximum">The number of attempts after the first, at least 0.</param>
/// <param name="shouldRetry">Whether to retry after a result.</param>
/// <param name="retryAfter">How long the server asks to wait; null for the default wait.</param>
/// <param name="reason">The reason that is shown during the wait.</param>
internal sealed class RetryPolicy<T>(
    int maximum, Func<T, bool> shouldRetry, Func<T, TimeSpan?> retryAfter, Func<T, string> reason, TimeProvider time)
{
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(1);

    /// <summary>Runs attempts until one is not retried.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before an attempt, when nothing was in progress.</exception>
    public async Task<T> RunAsync(Func<Task<T>> attempt, IClientObserver? observer, CancellationToken cancellationToken)
    {
        for (int attempts = 1; ; attempts++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            T result = await attempt().ConfigureAwait(false);
            if (attempts > maximum || !shouldRetry(result))
                return result;

            TimeSpan delay = retryAfter(result) ?? Backoff(attempts);
            observer.TryNotify(seen => seen.OnWait(new ClientWait(delay, attempts, reason(result))));
            await time.Delay(delay, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Returns the default wait: a random time between half of and all of 1, 2, 4 s and so on, so that the orders in flight
    /// are not all retried at the same time.
    /// </summary>
    private static TimeSpan Backoff(int attempts)
    {
        double seconds = Math.Min(Math.Pow(2, attempts - 1), LongestBackoff.TotalSeconds);
        // A seed of its own: .NET Framework seeds by the clock, so simultaneous retries would be simultaneous again.
        double random = new Random(Guid.NewGuid().GetHashCode()).NextDouble();
        return TimeSpan.FromSeconds(seconds * (0.5 + (random / 2)));
    }
}
