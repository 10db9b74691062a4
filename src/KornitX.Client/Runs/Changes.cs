using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>
/// Tells one waiting thread of what others have done since it last asked, urgent or not. What follows a wait runs on the
/// thread that brings the change and must not block.
/// </summary>
internal sealed class Changes
{
    private readonly object _lock = new();
    private TaskCompletionSource<bool>? _awaited;
    private TaskCompletionSource<bool>? _urgentAwaited;
    private bool _any;
    private bool _urgent;

    /// <summary>Notes a change.</summary>
    public void Tell(bool urgent)
    {
        TaskCompletionSource<bool>? awaited;
        TaskCompletionSource<bool>? urgentAwaited = null;
        lock (_lock)
        {
            awaited = _awaited;
            _awaited = null;
            _any = awaited is null;
            if (urgent)
            {
                urgentAwaited = _urgentAwaited;
                _urgentAwaited = null;
                _urgent = true;
            }
        }

        awaited?.SetResult(true);
        urgentAwaited?.SetResult(true);
    }

    /// <summary>Completes when there has been a change since the last such wait; what was urgent till now is no longer.</summary>
    /// <param name="atOnce">Whether there is something to do anyway, so that nobody is to wait.</param>
    public Task AnyAsync(bool atOnce)
    {
        lock (_lock)
        {
            bool any = _any || atOnce;
            _any = _urgent = false;
            return any ? Task.CompletedTask : (_awaited ??= new TaskCompletionSource<bool>()).Task;
        }
    }

    /// <summary>Completes when there has been an urgent change since the last wait for any.</summary>
    public Task UrgentAsync()
    {
        lock (_lock)
            return _urgent ? Task.CompletedTask : (_urgentAwaited ??= new TaskCompletionSource<bool>()).Task;
    }
}
