using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace KornitX.Commands;

/// <summary>
/// Runs actions that other threads post on the pipeline's thread while it waits, because only that thread may write output.
/// </summary>
/// <param name="stop">
/// What the command's StopProcessing does. After Select-Object -First has its objects, PowerShell no longer calls
/// StopProcessing of the commands before it, so Ctrl+C is also checked here.
/// </param>
[SuppressMessage(
    "Design", "CA1001:Types that own disposable fields should be disposable",
    Justification = "The signal holds no handle unless one is asked for, and observers may post until the end.")]
internal sealed class PipelineDispatcher(PSCmdlet command, Action stop)
{
    /// <summary>How often the pipeline's thread checks for Ctrl+C and runs <see cref="Idle"/>.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentQueue<Action> _posted = new();
    private readonly ManualResetEventSlim _signal = new();

    /// <summary>Runs periodically while nothing is posted.</summary>
    public Action? Idle { get; set; }

    /// <summary>
    /// The exception with which a write ended the command, as -ErrorAction Stop, -ProgressAction Stop and Inquire do. The
    /// command rethrows it after it has written all results.
    /// </summary>
    public ExceptionDispatchInfo? Ending { get; private set; }

    /// <summary>Queues the action to run on the pipeline's thread.</summary>
    public void Post(Action action)
    {
        _posted.Enqueue(action);
        Wake();
    }

    /// <summary>Lets the pipeline's thread look whether what it waits for has happened.</summary>
    public void Wake() => _signal.Set();

    /// <summary>Writes. If that ends the command, the exception is kept in <see cref="Ending"/>.</summary>
    public void Write(Action write)
    {
        try
        {
            write();
        }
        catch (ActionPreferenceStopException exception)
        {
            Ending ??= ExceptionDispatchInfo.Capture(exception);
        }
    }

    /// <summary>Writes a message that may be lost: verbose and debug messages, warnings, progress.</summary>
    public void Notify(Action write)
    {
        try
        {
            Write(write);
        }
        catch (Exception exception) when (exception is not PipelineStoppedException)
        {
            // A host that can't show a message must not prevent an order's outcome from being written.
        }
    }

    /// <summary>Runs posted actions until the condition is true. Whatever makes it true calls <see cref="Wake"/>.</summary>
    public void RunUntil(Func<bool> condition)
    {
        while (!condition())
        {
            if (_signal.Wait(Interval))
                _signal.Reset();
            else
                Notify(() => Idle?.Invoke());
            RunPosted();
            if (command.Stopping)
                stop();
        }

        RunPosted();
    }

    public void RunPosted()
    {
        while (_posted.TryDequeue(out Action? action))
            Notify(action);
    }

    /// <summary>Runs posted actions until the task has completed.</summary>
    public T RunUntil<T>(Task<T> task)
    {
        // Runs synchronously, because queueing the continuation to the thread pool would double the latency.
        task.ContinueWith(_ => Wake(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        RunUntil(() => task.IsCompleted);
        Ending?.Throw();
        return task.GetAwaiter().GetResult();
    }
}
