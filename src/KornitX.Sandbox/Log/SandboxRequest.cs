namespace KornitX;

/// <summary>One request that the sandbox received. Holds no token, no Authorization header and no client secret.</summary>
public sealed class SandboxRequest
{
    internal SandboxRequest(
        int number, DateTime time, string method, string path, string? contentType, string body, int statusCode, long? bookingId,
        string? fault)
    {
        Number = number;
        Time = time;
        Method = method;
        Path = path;
        ContentType = contentType;
        Body = body;
        StatusCode = statusCode;
        BookingId = bookingId;
        Fault = fault;
    }

    /// <summary>The number of the request since the start, from 1; clearing the log does not reset it.</summary>
    public int Number { get; }

    /// <summary>When the response was determined, in local time.</summary>
    public DateTime Time { get; }

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>The path and query as received, still escaped.</summary>
    public string Path { get; }

    /// <summary>The Content-Type header, or null when there was none.</summary>
    public string? ContentType { get; }

    /// <summary>The body as received; in a token request, the client secret is replaced with <c>***</c>.</summary>
    public string Body { get; }

    /// <summary>The HTTP status of the response; 0 when the connection was dropped instead.</summary>
    public int StatusCode { get; }

    /// <summary>The ID of the cancellation or return that it booked, even if the response was lost; else null.</summary>
    public long? BookingId { get; }

    /// <summary>The name of the fault that applied to it, or null.</summary>
    public string? Fault { get; }

    /// <summary>Number, method, path and status.</summary>
    public override string ToString() => $"{Number} {Method} {Path} {StatusCode}";
}
