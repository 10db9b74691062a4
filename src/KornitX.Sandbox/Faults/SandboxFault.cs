using System;
using System.Globalization;

namespace KornitX;

/// <summary>
/// Something to go wrong with the next matching requests. Faults wait in line: a request takes the first one that
/// matches it. One that strikes after booking waits for a request that books; a rejected request leaves it in line.
/// </summary>
public sealed class SandboxFault
{
    private SandboxFaultKind _kind;
    private int _count = 1;
    private int _statusCode = 500;
    private int? _retryAfterSec;
    private int _latencyMs;

    /// <summary>A fault of kind <see cref="SandboxFaultKind.Latency"/>, to be filled in.</summary>
    public SandboxFault()
    {
    }

    /// <summary>A fault of this kind for the next request.</summary>
    /// <param name="kind">What goes wrong.</param>
    public SandboxFault(SandboxFaultKind kind) => Kind = kind;

    /// <summary>A fault of the kind of this name for the next request.</summary>
    /// <param name="kind">A name of <see cref="SandboxFaultKind"/>, in any case.</param>
    /// <exception cref="ArgumentException">There is no such kind.</exception>
    public SandboxFault(string kind)
    {
        if (!Enum.TryParse(kind, ignoreCase: true, out SandboxFaultKind parsed) || !Enum.IsDefined(typeof(SandboxFaultKind), parsed))
            throw new ArgumentException(
                "There is no fault '" + kind + "'; there are: " + string.Join(", ", Enum.GetNames(typeof(SandboxFaultKind))) + ".",
                nameof(kind));
        Kind = parsed;
    }

    /// <summary>What goes wrong.</summary>
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

    /// <summary>How many requests it strikes; at least 1. Of a pending fault: how many are left.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int Count
    {
        get => _count;
        set => _count = AtLeast(1, value, nameof(Count));
    }

    /// <summary>The status of the two ServerError kinds: 500 to 599, for example 500, 502, 503 or 504.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a status of a server's error.</exception>
    public int StatusCode
    {
        get => _statusCode;
        set => _statusCode = value is >= 500 and <= 599
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "StatusCode must be from 500 to 599.");
    }

    /// <summary>Seconds for a Retry-After header, on any kind that answers with an error; null for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0.</exception>
    public int? RetryAfterSec
    {
        get => _retryAfterSec;
        set => _retryAfterSec = value is { } seconds ? AtLeast(0, seconds, nameof(RetryAfterSec)) : null;
    }

    /// <summary>Milliseconds that pass between the decision (and the booking, if any) and the answer. Goes with any kind.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0.</exception>
    public int LatencyMs
    {
        get => _latencyMs;
        set => _latencyMs = AtLeast(0, value, nameof(LatencyMs));
    }

    /// <summary>The body to send instead of the kind's own; null for that. Not for Latency and the two Drop kinds.</summary>
    public string? Body { get; set; }

    /// <summary>The content type to send instead of the kind's own; null for that.</summary>
    public string? ContentType { get; set; }

    /// <summary>True to strike the token endpoint, where "booking" is the issue of a token; false for cancellations and returns.</summary>
    public bool OnToken { get; set; }

    /// <summary>The kind, and what narrows it.</summary>
    public override string ToString() =>
        Kind
        + (OnToken ? " on token" : string.Empty)
        + (Order is null ? string.Empty : " on order " + Order)
        + (Count == 1 ? string.Empty : " x" + Count.ToString(CultureInfo.InvariantCulture));

    internal bool StrikesBeforeBooking => Kind is SandboxFaultKind.Unauthorized or SandboxFaultKind.Forbidden
        or SandboxFaultKind.TooManyRequests or SandboxFaultKind.ServiceUnavailable or SandboxFaultKind.RateLimited
        or SandboxFaultKind.ServerErrorBeforeBooking or SandboxFaultKind.DropBeforeBooking;

    internal bool StrikesAfterBooking => !StrikesBeforeBooking && Kind != SandboxFaultKind.Latency;

    internal SandboxFault Copy() => (SandboxFault)MemberwiseClone();

    private static int AtLeast(int least, int value, string name) => value >= least
        ? value
        : throw new ArgumentOutOfRangeException(
            nameof(value), value, name + " must be at least " + least.ToString(CultureInfo.InvariantCulture) + ".");
}
