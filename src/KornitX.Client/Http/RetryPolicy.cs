using System;
using System.Threading;
using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>
/// Waits and counts between tries. Each result says whether there may be another try and how long the server asks to wait.
/// </summary>
internal sealed class RetryPolicy<T>
{
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(1);

#if NETFRAMEWORK
    /// <summary>Random is not safe to share between threads there.</summary>
    private static readonly ThreadLocal<Random> Jitter = new(() => new Random(Guid.NewGuid().GetHashCode()));
#endif

    private readonly int _maximum;
    private readonly Func<T, bool> _again;
    private readonly Func<T, TimeSpan?> _after;
    private readonly Func<T, string> _reason;
    private readonly TimeProvider _time;

    /// <param name="maximum">How many tries after the first, from 0.</param>
    /// <param name="again">Whether a result lets the request be tried again.</param>
    /// <param name="after">How long the server asks to wait; null for the default wait.</param>
    /// <param name="reason">What the person is told during the wait.</param>
    /// <param name="time">The clock.</param>
    public RetryPolicy(int maximum, Func<T, bool> again, Func<T, TimeSpan?> after, Func<T, string> reason, TimeProvider time)
    {
        _maximum = maximum;
        _again = again;
        _after = after;
        _reason = reason;
        _time = time;
    }

    /// <summary>Runs tries until one is the last.</summary>
    /// <exception cref="OperationCanceledException">Stopped before a try, when nothing was under way.</exception>
    public async Task<T> RunAsync(Func<Task<T>> attempt, IClientObserver? observer, CancellationToken stop)
    {
        for (int tries = 1; ; tries++)
        {
            stop.ThrowIfCancellationRequested();
            T result = await attempt().ConfigureAwait(false);
            if (tries > _maximum || !_again(result))
                return result;

            TimeSpan delay = _after(result) ?? Backoff(tries);
            observer?.OnWait(new ClientWait(delay, tries, _reason(result)));
            await _time.Delay(delay, stop).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// The default wait: up to 1, 2, 4 s and so on, at least half of that, and random in between, so that the orders in
    /// flight do not come back all at once.
    /// </summary>
    private static TimeSpan Backoff(int tries)
    {
        double seconds = Math.Min(Math.Pow(2, tries - 1), LongestBackoff.TotalSeconds);
#if NETFRAMEWORK
        double random = Jitter.Value.NextDouble();
#else
        double random = Random.Shared.NextDouble();
#endif
        return TimeSpan.FromSeconds(seconds * (0.5 + (random / 2)));
    }
}
