namespace KornitX;

/// <summary>One request that the sandbox received. Holds no token, no Authorization header and no client secret.</summary>
public sealed class SandboxRequest
{
    internal SandboxRequest()
    {
    }

    /// <summary>The number of the request since the start, from 1; clearing the log does not reset it.</summary>
    public int Number { get; internal init; }

    /// <summary>When the response was determined, in local time.</summary>
    public DateTime Time { get; internal init; }

    /// <summary>The HTTP method.</summary>
    public string Method { get; internal init; } = "";

    /// <summary>The path and query as received, still escaped; in a token request, without the query.</summary>
    public string Path { get; internal init; } = "";

    /// <summary>The Content-Type header, or null when there was none.</summary>
    public string? ContentType { get; internal init; }

    /// <summary>The body as received; in a token request, what may be secret is replaced with <c>***</c>.</summary>
    public string Body { get; internal init; } = "";

    /// <summary>The HTTP status of the response; 0 when the connection was dropped instead.</summary>
    public int StatusCode { get; internal init; }

    /// <summary>The ID of the cancellation or return that it booked, even if the response was lost; else null.</summary>
    public long? BookingId { get; internal init; }

    /// <summary>The name of the fault that applied to it, or null.</summary>
    public string? Fault { get; internal init; }

    /// <summary>Number, method, path and status.</summary>
    public override string ToString() => $"{Number} {Method} {Path} {StatusCode}";
}
