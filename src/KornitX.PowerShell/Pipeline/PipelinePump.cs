using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace KornitX.Pipeline;

/// <summary>
/// Lets other threads have things done on the pipeline's thread, the only one that may write output, while that
/// thread waits for them.
/// </summary>
internal sealed class PipelinePump
{
    private readonly Queue<Action> _posted = new();

    /// <summary>Has the action done on the pipeline's thread, soon.</summary>
    public void Post(Action action)
    {
        lock (_posted)
        {
            _posted.Enqueue(action);
            Monitor.Pulse(_posted);
        }
    }

    /// <summary>Does what is posted until the task has completed.</summary>
    public void RunUntil(Task task)
    {
        // Whoever completes the task wakes the pipeline's thread itself: a detour over another thread would cost as much again.
        if (!task.IsCompleted)
            task.ContinueWith(_ => Post(static () => { }), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        while (!task.IsCompleted)
            Take()();
        RunPosted();
    }

    /// <summary>Does what is posted by now.</summary>
    public void RunPosted()
    {
        while (TryTake(out Action? action))
            action!();
    }

    /// <summary>Does what is posted until the task has completed.</summary>
    /// <returns>The task's result.</returns>
    public T RunUntil<T>(Task<T> task)
    {
        RunUntil((Task)task);
        return task.GetAwaiter().GetResult();
    }

    private Action Take()
    {
        lock (_posted)
        {
            while (_posted.Count == 0)
                Monitor.Wait(_posted);
            return _posted.Dequeue();
        }
    }

    private bool TryTake(out Action? action)
    {
        lock (_posted)
        {
            action = _posted.Count > 0 ? _posted.Dequeue() : null;
            return action is not null;
        }
    }
}
