using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

namespace KornitX.Pipeline;

/// <summary>
/// Lets other threads have things done on the pipeline's thread, the only one that may write output, while that
/// thread waits for them.
/// </summary>
internal sealed class PipelineDispatcher
{
    /// <summary>How often it is looked what else there is to do.</summary>
    private static readonly TimeSpan LookUp = TimeSpan.FromMilliseconds(200);

    private readonly Queue<Action> _posted = new();
    private readonly PSCmdlet _command;
    private readonly Action _stop;

    /// <param name="command">The command that waits.</param>
    /// <param name="stop">
    /// What its StopProcessing does. Once Select-Object -First, further up the pipeline, has had enough, PowerShell calls
    /// StopProcessing no more; so Ctrl+C would be of no use to who tries the first rows of a file.
    /// </param>
    public PipelineDispatcher(PSCmdlet command, Action stop)
    {
        _command = command;
        _stop = stop;
    }

    /// <summary>Is done now and then while nothing is posted.</summary>
    public Action? Idle { get; set; }

    /// <summary>Has the action done on the pipeline's thread, soon.</summary>
    public void Post(Action action)
    {
        lock (_posted)
        {
            _posted.Enqueue(action);
            Monitor.Pulse(_posted);
        }
    }

    /// <summary>Does what is posted until the task has completed or the time is over.</summary>
    /// <returns>Whether the task has completed.</returns>
    public bool RunUntil(Task task, TimeSpan? atMost = null)
    {
        Stopwatch time = Stopwatch.StartNew();
        // Whoever completes the task wakes the pipeline's thread itself: a detour over another thread would cost as much again.
        if (!task.IsCompleted)
            task.ContinueWith(_ => Post(static () => { }), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        while (!task.IsCompleted && !(time.Elapsed >= atMost))
        {
            TimeSpan left = (atMost ?? LookUp) - time.Elapsed;
            if (TryTake(atMost is null || left > LookUp ? LookUp : left, out Action? action))
                action!();
            else
                Idle?.Invoke();
            if (_command.Stopping)
                _stop();
        }

        RunPosted();
        return task.IsCompleted;
    }

    /// <summary>Does what is posted by now.</summary>
    public void RunPosted()
    {
        while (TryTake(TimeSpan.Zero, out Action? action))
            action!();
    }

    /// <summary>Does what is posted until the task has completed.</summary>
    /// <returns>The task's result.</returns>
    public T RunUntil<T>(Task<T> task)
    {
        RunUntil((Task)task);
        return task.GetAwaiter().GetResult();
    }

    private bool TryTake(TimeSpan patience, out Action? action)
    {
        lock (_posted)
        {
            if (_posted.Count == 0 && patience > TimeSpan.Zero)
                Monitor.Wait(_posted, patience);
            action = _posted.Count > 0 ? _posted.Dequeue() : null;
            return action is not null;
        }
    }
}
