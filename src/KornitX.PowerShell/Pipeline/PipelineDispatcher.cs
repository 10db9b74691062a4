using System;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;

namespace KornitX.Pipeline;

/// <summary>
/// Runs actions of other threads on the pipeline's thread while that thread waits. Only the pipeline's thread may write
/// output, and PowerShell calls a command back on no other.
/// </summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The collection holds no handle; observers may post until the end.")]
internal sealed class PipelineDispatcher
{
    /// <summary>How often the pipeline's thread looks for Ctrl+C and for what else there is to do.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly BlockingCollection<Action> _posted = new();
    private readonly PSCmdlet _command;
    private readonly Action _stop;

    /// <param name="command">The command that waits.</param>
    /// <param name="stop">
    /// What its StopProcessing does. Behind Select-Object -First, PowerShell does not call StopProcessing any more once
    /// that has its objects, so without this Ctrl+C would do nothing there.
    /// </param>
    public PipelineDispatcher(PSCmdlet command, Action stop)
    {
        _command = command;
        _stop = stop;
    }

    /// <summary>Runs now and then while nothing is posted.</summary>
    public Action? Idle { get; set; }

    /// <summary>
    /// What a write threw to end the command, as -ErrorAction Stop, -ProgressAction Stop or an answer to Inquire do. It is
    /// for the command to throw again when it has written all that must not be lost.
    /// </summary>
    public ExceptionDispatchInfo? Ending { get; private set; }

    /// <summary>Runs the action on the pipeline's thread, soon.</summary>
    public void Post(Action action) => _posted.Add(action);

    /// <summary>Writes. If that is to end the command, <see cref="Ending"/> keeps the reason.</summary>
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

    /// <summary>Writes what a person may miss: verbose and debug messages, warnings, progress.</summary>
    public void Notify(Action write)
    {
        try
        {
            Write(write);
        }
        catch (Exception exception) when (exception is not PipelineStoppedException)
        {
            // The host can't show it. That must not cost the outcome of an order.
        }
    }

    /// <summary>Runs what is posted until the task has completed.</summary>
    public void RunUntil(Task task)
    {
        // Whoever completes the task wakes the pipeline's thread: a detour over the thread pool would cost as much again.
        if (!task.IsCompleted)
            task.ContinueWith(_ => Post(static () => { }), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        while (!task.IsCompleted)
        {
            if (_posted.TryTake(out Action? action, Interval))
                Notify(action);
            else
                Notify(() => Idle?.Invoke());
            if (_command.Stopping)
                _stop();
        }

        RunPosted();
    }

    /// <summary>Runs what has been posted by now.</summary>
    public void RunPosted()
    {
        while (_posted.TryTake(out Action? action))
            Notify(action);
    }

    /// <summary>Runs what is posted until the task has completed.</summary>
    /// <returns>The task's result.</returns>
    public T RunUntil<T>(Task<T> task)
    {
        RunUntil((Task)task);
        Ending?.Throw();
        return task.GetAwaiter().GetResult();
    }
}
