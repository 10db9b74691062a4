using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace KornitX.Client.Tests;

/// <summary>A fake clock that a test can ask whether a timer has been started.</summary>
internal sealed class TestClock() : FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
{
    private readonly ConcurrentDictionary<long, SemaphoreSlim> _started = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        Started(dueTime).Release();
        return timer;
    }

    /// <summary>Completes once per timer of this length, as soon as the timer has been started.</summary>
    public Task TimerStartedAsync(TimeSpan length) => Started(length).WaitAsync();

    /// <summary>The delays of .NET and of .NET Framework differ in what is less than a millisecond.</summary>
    private SemaphoreSlim Started(TimeSpan length) => _started.GetOrAdd((long)length.TotalMilliseconds, _ => new SemaphoreSlim(0));
}
