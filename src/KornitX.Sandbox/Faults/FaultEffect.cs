using System.Globalization;

namespace KornitX.Sandboxes;

/// <summary>The reply that a client gets from a fault.</summary>
internal static class FaultEffect
{
    private const string Html = "text/html; charset=utf-8";
    private const string HtmlBody = "<!DOCTYPE html><html><body><h1>Welcome to the hotel network</h1></body></html>";

    /// <summary>The reply of a fault that applies before the request takes effect.</summary>
    public static HttpReply Before(SandboxFault fault) => Apply(fault, fault.Kind switch
    {
        SandboxFaultKind.Unauthorized => Error(fault, 401, "invalid_client", "Unauthorized").With("WWW-Authenticate", "Bearer"),
        SandboxFaultKind.Forbidden => Error(fault, 403, "access_denied", "Permission denied"),
        SandboxFaultKind.TooManyRequests => Error(fault, 429, "temporarily_unavailable", "Too many requests"),
        SandboxFaultKind.ServiceUnavailable => Error(fault, 503, "temporarily_unavailable", "Service unavailable"),
        SandboxFaultKind.RateLimited => Error(fault, 400, "temporarily_unavailable", RateLimitMessage),
        SandboxFaultKind.DropBeforeBooking => Dropped(),
        _ => ServerError(fault),
    });

    /// <summary>The reply of a fault that applies after the request took effect; it replaces the real one.</summary>
    public static HttpReply After(SandboxFault fault, HttpReply done) => Apply(fault, fault.Kind switch
    {
        SandboxFaultKind.DropAfterBooking => Dropped(),
        SandboxFaultKind.TruncatedBody => new HttpReply(done.StatusCode, done.ContentType, done.Body),
        SandboxFaultKind.ForeignBody => new HttpReply(200, Html, HtmlBody),
        _ => ServerError(fault),
    });

    public const string RateLimitMessage = "Rate limit exceeded";

    private static HttpReply ServerError(SandboxFault fault) =>
        Error(fault, fault.StatusCode, "server_error", "Internal server error");

    private static HttpReply Error(SandboxFault fault, int statusCode, string oauthError, string message) =>
        fault.OnToken ? EndpointResult.OAuthError(statusCode, oauthError, message) : EndpointResult.Error(statusCode, message);

    private static HttpReply Dropped() => new(0, EndpointResult.Json, "") { Ending = HttpEnding.Drop };

    private static HttpReply Apply(SandboxFault fault, HttpReply plain)
    {
        HttpReply reply = fault.Body is null
            ? new HttpReply(plain.StatusCode, fault.ContentType ?? plain.ContentType, plain.Body)
            : new HttpReply(plain.StatusCode, fault.ContentType ?? plain.ContentType, fault.Body);
        reply.Headers.AddRange(plain.Headers);
        if (RetryAfter(fault) is { } seconds && plain.StatusCode >= 400)
            reply.With("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));
        reply.Ending = fault.Kind == SandboxFaultKind.TruncatedBody ? HttpEnding.Truncate : plain.Ending;
        reply.DelayMs = fault.LatencyMs;
        return reply;
    }

    private static int? RetryAfter(SandboxFault fault) =>
        fault.RetryAfterSec ?? (fault.Kind == SandboxFaultKind.ServiceUnavailable ? 1 : null);
}
