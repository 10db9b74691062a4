namespace KornitX;

/// <summary>
/// A failure of the next matching requests. Faults are queued, and a request takes the first one that matches. A fault after
/// booking applies only to requests that are booked; a rejected request does not remove it from the queue.
/// </summary>
public sealed class SandboxFault
{
    private SandboxFaultKind _kind;
    private int _count = 1;
    private int _statusCode = 500;
    private int? _retryAfterSec;
    private int _latencyMs;

    /// <summary>A fault of kind <see cref="SandboxFaultKind.Latency"/>, whose properties are set afterwards.</summary>
    public SandboxFault()
    {
    }

    /// <summary>A fault of this kind for the next request.</summary>
    public SandboxFault(SandboxFaultKind kind) => Kind = kind;

    /// <summary>A fault of the kind of this name for the next request.</summary>
    /// <exception cref="ArgumentException">There is no such kind.</exception>
    public SandboxFault(string kind)
    {
        if (!Enum.TryParse(kind, ignoreCase: true, out SandboxFaultKind parsed) || !Enum.IsDefined(typeof(SandboxFaultKind), parsed))
            throw new ArgumentException(
                $"There is no fault '{kind}'; there are: {string.Join(", ", Enum.GetNames(typeof(SandboxFaultKind)))}.",
                nameof(kind));
        Kind = parsed;
    }

    /// <summary>The kind of failure.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a defined kind.</exception>
    public SandboxFaultKind Kind
    {
        get => _kind;
        set => _kind = Enum.IsDefined(typeof(SandboxFaultKind), value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "There is no such fault.");
    }

    /// <summary>The KornitX id or the external reference of the one order it applies to; null for any.</summary>
    public string? Order { get; set; }

    /// <summary>The number of requests that fail; at least 1. In the queue, the remaining number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int Count
    {
        get => _count;
        set => _count = AtLeast(1, value, nameof(Count));
    }

    /// <summary>The HTTP status of the two ServerError kinds: 500 to 599, such as 500, 502, 503 or 504.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a status of a server error.</exception>
    public int StatusCode
    {
        get => _statusCode;
        set => _statusCode = value is >= 500 and <= 599
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "StatusCode must be from 500 to 599.");
    }

    /// <summary>Seconds for a Retry-After header, on any kind that responds with an error; null for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0.</exception>
    public int? RetryAfterSec
    {
        get => _retryAfterSec;
        set => _retryAfterSec = value is { } seconds ? AtLeast(0, seconds, nameof(RetryAfterSec)) : null;
    }

    /// <summary>Milliseconds that pass between the decision (and the booking, if any) and the response. Applies to any kind.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0.</exception>
    public int LatencyMs
    {
        get => _latencyMs;
        set => _latencyMs = AtLeast(0, value, nameof(LatencyMs));
    }

    /// <summary>Replaces the body of the kind; null for no change. Not for Latency and the two Drop kinds.</summary>
    public string? Body { get; set; }

    /// <summary>Replaces the content type of the kind; null for no change.</summary>
    public string? ContentType { get; set; }

    /// <summary>True to apply to the token endpoint, where "booking" means issuing a token; false for cancellations and returns.</summary>
    public bool OnToken { get; set; }

    /// <summary>The kind and its limits.</summary>
    public override string ToString() =>
        $"{Kind}{(OnToken ? " on token" : "")}{(Order is null ? "" : $" on order {Order}")}{(Count == 1 ? "" : $" x{Count}")}";

    internal bool AppliesBeforeBooking => Kind is SandboxFaultKind.Unauthorized or SandboxFaultKind.Forbidden
        or SandboxFaultKind.TooManyRequests or SandboxFaultKind.ServiceUnavailable or SandboxFaultKind.RateLimited
        or SandboxFaultKind.ServerErrorBeforeBooking or SandboxFaultKind.DropBeforeBooking;

    internal bool AppliesAfterBooking => !AppliesBeforeBooking && Kind != SandboxFaultKind.Latency;

    internal SandboxFault Copy() => (SandboxFault)MemberwiseClone();

    private static int AtLeast(int least, int value, string name) => value >= least
        ? value
        : throw new ArgumentOutOfRangeException(
            nameof(value), value, $"{name} must be at least {least}.");
}
