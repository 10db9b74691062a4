namespace KornitX;

/// <summary>How a request fails, and whether its order is booked.</summary>
public enum SandboxFaultKind
{
    /// <summary>Books; the response comes <see cref="SandboxFault.LatencyMs"/> late.</summary>
    Latency,

    /// <summary>401, as for a token that is not valid. Does not book.</summary>
    Unauthorized,

    /// <summary>403, as for a missing permission. Does not book.</summary>
    Forbidden,

    /// <summary>429, with Retry-After when <see cref="SandboxFault.RetryAfterSec"/> is given. Does not book.</summary>
    TooManyRequests,

    /// <summary>503 with Retry-After: <see cref="SandboxFault.RetryAfterSec"/>, or 1. Does not book.</summary>
    ServiceUnavailable,

    /// <summary>400 with an error body, as the platform responds when the hourly limit is exceeded. Does not book.</summary>
    RateLimited,

    /// <summary><see cref="SandboxFault.StatusCode"/> instead of a response. Does not book.</summary>
    ServerErrorBeforeBooking,

    /// <summary><see cref="SandboxFault.StatusCode"/> instead of the response. Books.</summary>
    ServerErrorAfterBooking,

    /// <summary>The connection is closed without a response. Does not book.</summary>
    DropBeforeBooking,

    /// <summary>The connection is closed without a response. Books.</summary>
    DropAfterBooking,

    /// <summary>The connection is closed in the middle of the body of the response. Books.</summary>
    TruncatedBody,

    /// <summary>200 with a body that is not KornitX's: <see cref="SandboxFault.Body"/>, or a page of HTML. Books.</summary>
    ForeignBody,
}
