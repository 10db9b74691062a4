using System.Globalization;
using System.Text;

namespace KornitX.Sandboxes;

/// <summary>The faults that are still pending, in the order they were added.</summary>
internal sealed class FaultQueue
{
    public const string RateLimitMessage = "Rate limit exceeded";

    private const string HtmlBody = "<!DOCTYPE html><html><body><h1>Welcome to the hotel network</h1></body></html>";

    private readonly List<SandboxFault> _pending = [];

    public IReadOnlyList<SandboxFault> Snapshot() => _pending.ConvertAll(fault => fault.Copy());

    public void Add(SandboxFault fault)
    {
        if (fault.OnToken && fault.Order is not null)
            throw new ArgumentException("A token request has no order. Specify either Order or OnToken.", nameof(fault));
        _pending.Add(fault.Copy());
    }

    public void Clear() => _pending.Clear();

    /// <summary>Finds the first fault that matches a request.</summary>
    /// <param name="isOrder">Whether the request is for the order of this KornitX id or external reference.</param>
    public SandboxFault? Find(bool onToken, Func<string, bool> isOrder) =>
        _pending.Find(fault => fault.OnToken == onToken && (fault.Order is null || isOrder(fault.Order)));

    /// <summary>Applies a fault to one request, and removes it after the last one.</summary>
    /// <param name="done">The real reply; null if the fault applies before the request takes effect.</param>
    public HttpReply Apply(SandboxFault fault, HttpReply? done)
    {
        if (fault.Count > 1)
            fault.Count--;
        else
            _pending.Remove(fault);

        if (fault.Kind == SandboxFaultKind.Latency)
            return done! with { DelayMs = fault.LatencyMs };
        HttpReply reply = fault.Kind switch
        {
            SandboxFaultKind.Unauthorized => Error(401, "invalid_client", "Unauthorized"),
            SandboxFaultKind.Forbidden => Error(403, "access_denied", "Permission denied"),
            SandboxFaultKind.TooManyRequests => Error(429, "temporarily_unavailable", "Too many requests"),
            SandboxFaultKind.ServiceUnavailable => Error(503, "temporarily_unavailable", "Service unavailable"),
            SandboxFaultKind.RateLimited => Error(400, "temporarily_unavailable", RateLimitMessage),
            SandboxFaultKind.DropBeforeBooking or SandboxFaultKind.DropAfterBooking => new HttpReply(0, "", []),
            SandboxFaultKind.TruncatedBody => done! with { IsTruncated = true },
            SandboxFaultKind.ForeignBody => new HttpReply(200, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(HtmlBody)),
            _ => Error(fault.StatusCode, "server_error", "Internal server error"),
        };
        int? retryAfter = fault.RetryAfterSec ?? (fault.Kind == SandboxFaultKind.ServiceUnavailable ? 1 : null);
        if (retryAfter is { } seconds && reply.StatusCode >= 400)
            reply = reply.With("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));
        return reply with
        {
            ContentType = fault.ContentType ?? reply.ContentType,
            Body = fault.Body is null ? reply.Body : Encoding.UTF8.GetBytes(fault.Body),
            DelayMs = fault.LatencyMs,
            BookingId = done?.BookingId,
        };

        HttpReply Error(int statusCode, string oauthError, string message) =>
            HttpReply.Error(fault.OnToken, statusCode, oauthError, message);
    }
}
