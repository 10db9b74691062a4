using System;
using System.Threading;
using System.Threading.Tasks;
using Polly;
using Polly.Retry;

namespace KornitX.Client;

/// <summary>
/// Waits and counts between tries, with Polly. Whether there may be another try, and how long the server asks to wait,
/// it is told with each result.
/// </summary>
internal sealed class RetryPolicy<T>
{
    private static readonly ResiliencePropertyKey<IClientObserver?> ObserverKey = new("observer");

    private readonly ResiliencePipeline<T> _pipeline = ResiliencePipeline<T>.Empty;
    private readonly Func<T, bool> _again;

    /// <param name="maximum">How many tries after the first, from 0.</param>
    /// <param name="again">Whether a result lets the request be tried again.</param>
    /// <param name="after">How long the server asks to wait; null for a growing pause of our own.</param>
    /// <param name="reason">What a waiting person is told.</param>
    /// <param name="time">The clock.</param>
    public RetryPolicy(int maximum, Func<T, bool> again, Func<T, TimeSpan?> after, Func<T, string> reason, TimeProvider time)
    {
        _again = again;
        if (maximum == 0)
            return;

        _pipeline = new ResiliencePipelineBuilder<T> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<T>
            {
                MaxRetryAttempts = maximum,
                // 1, 2, 4 s and so on, jittered so that the orders in flight do not come back all at once.
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromSeconds(1),
                MaxDelay = TimeSpan.FromMinutes(1),
                UseJitter = true,
                ShouldHandle = arguments => new ValueTask<bool>(
                    arguments.Outcome.Exception is null && again(arguments.Outcome.Result!)),
                DelayGenerator = arguments => new ValueTask<TimeSpan?>(after(arguments.Outcome.Result!)),
                OnRetry = arguments =>
                {
                    arguments.Context.Properties.GetValue(ObserverKey, null)?.OnWait(new ClientWait(
                        arguments.RetryDelay, arguments.AttemptNumber + 1, reason(arguments.Outcome.Result!)));
                    return default;
                },
            })
            .Build();
    }

    /// <summary>Runs tries until one is the last.</summary>
    /// <exception cref="OperationCanceledException">Stopped before a try, when nothing was under way.</exception>
    public async Task<T> RunAsync(Func<Task<T>> attempt, IClientObserver? observer, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        // Nearly every try is the only one; the pipeline is for those that are not, and takes this one for its first.
        T first = await attempt().ConfigureAwait(false);
        if (!_again(first))
            return first;

        Task<T>? known = Task.FromResult(first);
        ResilienceContext context = ResilienceContextPool.Shared.Get(stop);
        context.Properties.Set(ObserverKey, observer);
        try
        {
            return await _pipeline.ExecuteAsync(_ => new ValueTask<T>(Interlocked.Exchange(ref known, null) ?? attempt()), context)
                .ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }
}
