using System;
using System.Collections.Generic;

namespace KornitX.Log;

/// <summary>The last requests, up to the limit.</summary>
internal sealed class RequestLog(int limit, Func<DateTimeOffset> clock)
{
    private readonly object _gate = new();
    private readonly Queue<SandboxRequest> _requests = new();
    private int _number;
    private int _count;

    /// <summary>The number of requests since the start or the last <see cref="Clear"/>, including those no longer kept.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _count;
            }
        }
    }

    public IReadOnlyList<SandboxRequest> Snapshot()
    {
        lock (_gate)
        {
            return _requests.ToArray();
        }
    }

    public void Add(string method, string path, string? contentType, string body, int statusCode, long? bookingId, string? fault)
    {
        DateTime time = clock().LocalDateTime;
        lock (_gate)
        {
            _number++;
            _count++;
            _requests.Enqueue(new SandboxRequest(_number, time, method, path, contentType, body, statusCode, bookingId, fault));
            while (_requests.Count > limit)
                _requests.Dequeue();
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _requests.Clear();
            _count = 0;
        }
    }
}
