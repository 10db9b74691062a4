using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>
/// Sends requests, at most so many at once; what became of them comes out in the order in which they went in.
/// To be used from one thread, all but <see cref="Stop"/>.
/// </summary>
public sealed class OrderRun : IDisposable
{
    /// <summary>
    /// How many requests may be ahead of a slow one, per request in flight: enough that a slow answer holds nothing up,
    /// few enough that answers waiting for their turn take no memory to speak of.
    /// </summary>
    private const int WindowPerSlot = 16;

    private readonly Func<OrderRequest, CancellationToken, Task<Outcome>> _send;
    private readonly int _throttleLimit;
    private readonly Queue<Task<RequestOutcome>> _started = new();
    private readonly CancellationTokenSource _stop = new();
    private bool _disposed;

    /// <summary>A run.</summary>
    /// <param name="send">Sends one request. Must tell what became of it also when stopped.</param>
    /// <param name="throttleLimit">The most requests in flight at once, from 1.</param>
    public OrderRun(Func<OrderRequest, CancellationToken, Task<Outcome>> send, int throttleLimit)
    {
        _send = send;
        _throttleLimit = throttleLimit;
    }

    /// <summary>Whether another request has to wait.</summary>
    public bool IsFull =>
        _started.Count >= _throttleLimit * WindowPerSlot || _started.Count(task => !task.IsCompleted) >= _throttleLimit;

    /// <summary>Whether every outcome has been taken.</summary>
    public bool IsDone => _started.Count == 0;

    /// <summary>Sends a request. Returns at once.</summary>
    public void Start(OrderRequest request)
    {
        // On the pool: the caller's thread has a pipeline to run.
        _started.Enqueue(Task.Run(async () =>
            new RequestOutcome(request, await _send(request, _stop.Token).ConfigureAwait(false))));
    }

    /// <summary>Takes the next outcome in the order of the requests, if it is known.</summary>
    /// <returns>The outcome, or null when it is not known yet.</returns>
    public RequestOutcome? Take() =>
        _started.Count > 0 && _started.Peek().IsCompleted ? _started.Dequeue().GetAwaiter().GetResult() : null;

    /// <summary>Completes when an outcome becomes known, or at once when the next one is.</summary>
    public Task ChangeAsync() =>
        _started.Count == 0 || _started.Peek().IsCompleted
            ? Task.CompletedTask
            : Task.WhenAny(_started.Where(task => !task.IsCompleted));

    /// <summary>Completes when all that was started has an outcome.</summary>
    public Task DrainAsync() => Task.WhenAll(_started);

    /// <summary>Lets the requests in flight tell what became of them for so long, and then ends them.</summary>
    public void Stop(TimeSpan grace)
    {
        lock (_stop)
        {
            if (!_disposed)
                _stop.CancelAfter(grace);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_stop)
        {
            _disposed = true;
            _stop.Dispose();
        }
    }
}

/// <summary>A request and what became of it.</summary>
public sealed record RequestOutcome(OrderRequest Request, Outcome Outcome);
