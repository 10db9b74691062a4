using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace KornitX.Client.Tests;

/// <summary>A clock that stands still until a test moves it.</summary>
internal sealed class ManualClock : TimeProvider
{
    private readonly object _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<(TimeSpan Length, TaskCompletionSource Set)> _awaited = [];
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ManualTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Completes when a timer of that length is running, at once if there is one.</summary>
    public Task TimerAsync(TimeSpan length)
    {
        lock (_lock)
        {
            if (_timers.Exists(timer => timer.Length == length))
                return Task.CompletedTask;
            TaskCompletionSource set = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((length, set));
            return set.Task;
        }
    }

    /// <summary>Moves the clock and runs what is due by then.</summary>
    public void Advance(TimeSpan by)
    {
        List<ManualTimer> due;
        lock (_lock)
        {
            _now += by;
            due = _timers.FindAll(timer => timer.Due <= _now);
            _timers.RemoveAll(due.Contains);
        }

        foreach (ManualTimer timer in due.OrderBy(timer => timer.Due))
            timer.Fire();
    }

    private sealed class ManualTimer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        public TimeSpan Length { get; private set; }

        public DateTimeOffset Due { get; private set; }

        public void Fire() => callback(state);

        /// <summary>Nothing that is tested here asks for a period.</summary>
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                clock._timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;

                // A delay's timer has whole milliseconds on .NET, and what is beyond them, too, on .NET Framework.
                (Length, Due) = (TimeSpan.FromMilliseconds((long)dueTime.TotalMilliseconds), clock._now + dueTime);
                clock._timers.Add(this);
                foreach ((TimeSpan _, TaskCompletionSource set) in clock._awaited.FindAll(awaited => awaited.Length == Length))
                    set.TrySetResult();
                clock._awaited.RemoveAll(awaited => awaited.Length == Length);
                return true;
            }
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
