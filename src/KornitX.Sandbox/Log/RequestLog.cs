namespace KornitX.Sandboxes;

/// <summary>The last requests, up to the limit.</summary>
internal sealed class RequestLog(int limit, TimeProvider time)
{
    private readonly object _lock = new();
    private readonly Queue<SandboxRequest> _requests = new();
    private int _number;
    private int _count;

    /// <summary>The number of requests since the start or the last <see cref="Clear"/>, including those no longer kept.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _count;
            }
        }
    }

    public IReadOnlyList<SandboxRequest> Snapshot()
    {
        lock (_lock)
        {
            return _requests.ToArray();
        }
    }

    public void Add(string method, string path, string? contentType, string body, int statusCode, long? bookingId, string? fault)
    {
        DateTime receivedAt = time.GetUtcNow().LocalDateTime;
        lock (_lock)
        {
            _number++;
            _count++;
            _requests.Enqueue(new SandboxRequest(_number, receivedAt, method, path, contentType, body, statusCode, bookingId, fault));
            while (_requests.Count > limit)
                _requests.Dequeue();
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _requests.Clear();
            _count = 0;
        }
    }
}
