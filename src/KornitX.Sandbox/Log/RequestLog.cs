namespace KornitX.Sandboxes;

/// <summary>The last requests, up to the limit.</summary>
internal sealed class RequestLog(int limit, TimeProvider time)
{
    private readonly Queue<SandboxRequest> _requests = new();
    private int _number;

    /// <summary>The number of requests since the start or the last <see cref="Clear"/>, including those no longer kept.</summary>
    public int Count { get; private set; }

    public IReadOnlyList<SandboxRequest> Snapshot() => _requests.ToArray();

    public void Add(string method, string path, string? contentType, string body, HttpReply reply, string? fault)
    {
        Count++;
        _requests.Enqueue(new SandboxRequest
        {
            Number = ++_number,
            Time = time.GetUtcNow().LocalDateTime,
            Method = method,
            Path = path,
            ContentType = contentType,
            Body = body,
            StatusCode = reply.StatusCode,
            BookingId = reply.BookingId,
            Fault = fault,
        });
        if (_requests.Count > limit)
            _requests.Dequeue();
    }

    public void Clear()
    {
        _requests.Clear();
        Count = 0;
    }
}
