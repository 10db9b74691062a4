namespace KornitX.Client.Tests.Simulation;

/// <summary>
/// A clock whose timers are steps, so that any of them may be late. It moves on by a minute whenever one fires, which is
/// longer than any wait here; so the jitter in a wait's length changes nothing.
/// </summary>
internal sealed class VirtualClock : TimeProvider
{
    private static readonly TimeSpan Leap = TimeSpan.FromMinutes(1);

    private readonly Steps _steps;
    private DateTimeOffset _now;

    public VirtualClock(Steps steps, DateTimeOffset now)
    {
        _steps = steps;
        _now = now;
    }

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Timer timer = new(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer : ITimer
    {
        private readonly VirtualClock _clock;
        private readonly Action _callback;
        private Step? _step;

        public Timer(VirtualClock clock, Action callback)
        {
            _clock = clock;
            _callback = callback;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (_step is not null)
                _clock._steps.Remove(_step);
            _step = null;
            if (dueTime == Timeout.InfiniteTimeSpan)
                return true;
            if (dueTime > Leap || period != Timeout.InfiniteTimeSpan)
                throw new Violation($"a wait of {dueTime} is longer than was thought");

            _step = _clock._steps.Add(StepKind.Clock, "a wait ends", () =>
            {
                _step = null;
                _clock._now += Leap;
                _callback();
            });
            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
