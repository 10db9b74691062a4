using System;
using System.Collections.Concurrent;
using System.Threading.Tasks;

namespace KornitX.Pipeline;

/// <summary>
/// Lets other threads have things done on the pipeline's thread, the only one that may write output, while that
/// thread waits for them.
/// </summary>
internal sealed class PipelinePump
{
    private readonly BlockingCollection<Action> _posted = [];

    /// <summary>Has the action done on the pipeline's thread, soon.</summary>
    public void Post(Action action) => _posted.Add(action);

    /// <summary>Does what is posted until the task has completed.</summary>
    public void RunUntil(Task task)
    {
        if (!task.IsCompleted)
            task.ContinueWith(_ => Post(static () => { }), TaskScheduler.Default);
        while (!task.IsCompleted)
            _posted.Take()();
        RunPosted();
    }

    /// <summary>Does what is posted by now.</summary>
    public void RunPosted()
    {
        while (_posted.TryTake(out Action? action))
            action();
    }

    /// <summary>Does what is posted until the task has completed.</summary>
    /// <returns>The task's result.</returns>
    public T RunUntil<T>(Task<T> task)
    {
        RunUntil((Task)task);
        return task.GetAwaiter().GetResult();
    }
}
