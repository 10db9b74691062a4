namespace KornitX.Sandboxes;

/// <summary>Limits requests per hour. Rejected requests do not count, so that a client that waits gets through.</summary>
internal sealed class HourlyQuota(int limit, TimeProvider time)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly object _lock = new();
    private readonly Queue<DateTimeOffset> _served = new();

    /// <summary>Counts a request; returns false if it exceeds the limit.</summary>
    public bool TryCount()
    {
        if (limit == 0)
            return true;
        DateTimeOffset now = time.GetUtcNow();
        lock (_lock)
        {
            while (_served.Count > 0 && now - _served.Peek() >= Hour)
                _served.Dequeue();
            if (_served.Count >= limit)
                return false;
            _served.Enqueue(now);
            return true;
        }
    }
}
