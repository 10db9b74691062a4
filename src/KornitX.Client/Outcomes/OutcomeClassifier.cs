namespace KornitX.Client;

/// <summary>
/// Decides the outcome of an exchange, and whether the request may be sent again. A POST is not idempotent (RFC 9110
/// section 9.2.2), and KornitX offers neither an idempotency key nor a lookup. So a request is sent again only if it
/// definitely had no effect, and everything that neither confirms nor rejects it is unknown.
/// </summary>
/// <remarks>docs/decisions.md lists who sends which status code and what it says about the effect.</remarks>
internal static class OutcomeClassifier
{
    /// <summary>The longest wait that a server can ask for. If it asks for more, the request is not retried.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    public static Attempt Classify(BookingRequest request, ExchangeResult result)
    {
        Attempt attempt = ClassifyStatus(request, result);
        return attempt with { Outcome = attempt.Outcome with { StatusCode = result.Status, Trace = result.Trace } };
    }

    private static Attempt ClassifyStatus(BookingRequest request, ExchangeResult result) => result.Status switch
    {
        null => OnNoResponse(result),

        >= 200 and < 300 => BookingResponse.Read(result.Body) is { } bookings
            ? OnBookings(request, result, bookings)
            : Unknown($"{Describe(result)}, which does not confirm the booking"),

        // Rejected for its credentials before it was processed (RFC 9110 section 15.5.2).
        401 => new(
            new Outcome.NotSent(NotSentReason.AuthenticationFailed, Describe(result)), Resend.WithNewToken),

        // A proxy, which did not pass the request on (RFC 9110 section 15.5.8). The same credentials would be rejected again.
        ProxyRejection.Status => new(new Outcome.NotSent(NotSentReason.Unreachable, ProxyRejection.Describe(result.Proxy))),

        // Gateways send these after they forwarded the request: Envoy 408, AWS load balancers 460, nginx 499. The server
        // behind them may have booked it.
        408 or 460 or 499 => Unknown(Describe(result)),

        // The request was not processed (RFC 9110 section 15.5).
        >= 400 and < 500 => OnRejection(request, result),

        // 5xx: the server may have failed after booking, even with 503 and Retry-After, which Varnish returns when the server
        // behind it times out. 3xx: redirects are not followed, and 303 means that the request was processed.
        // 1xx is not a final response.
        _ => Unknown(Describe(result)),
    };

    /// <summary>Says how long a server asks to wait, as the end of a sentence.</summary>
    public static string DescribeWait(TimeSpan wait) => $"; the server asks to wait {wait:d\\.hh\\:mm\\:ss}";

    private static Attempt OnNoResponse(ExchangeResult result)
    {
        if (result.BodyStarted)
            return Unknown(result.Failure!);
        if (result.StoppedByCaller)
            return new(new Outcome.NotSent(NotSentReason.Stopped, result.Failure!));

        // Name resolution, connection, TLS, or proxy failed. Without a body nothing is booked.
        return new(new Outcome.NotSent(NotSentReason.Unreachable, result.Failure!), Resend.AfterWait);
    }

    private static Attempt OnRejection(BookingRequest request, ExchangeResult result)
    {
        int status = result.Status!.Value;
        string? text = result.ErrorText;

        // 429 (RFC 6585 section 4), or KornitX's 400: not processed.
        if (RejectionPatterns.IsRateLimit(status, text))
            return OnRateLimit(result);

        string? message = result.ErrorMessage;
        return new(new Outcome.Rejected(status, message is null ? null : RejectionPatterns.NameItem(message, request))
        {
            IsPermission = status == 403 || RejectionPatterns.IsPermission(text),
        });
    }

    private static Attempt OnRateLimit(ExchangeResult result)
    {
        string description = Describe(result);
        bool tooLong = result.RetryAfter > LongestWait;
        string message = tooLong ? description + DescribeWait(result.RetryAfter!.Value) : description;
        return new(new Outcome.NotSent(NotSentReason.RateLimited, message), tooLong ? Resend.Never : Resend.AfterWait, result.RetryAfter);
    }

    private static Attempt OnBookings(BookingRequest request, ExchangeResult result, IReadOnlyList<Booking> bookings) =>
        ResponseComparison.FindOtherOrder(request, bookings) is { } otherOrder
            ? Unknown($"HTTP {result.Status}, but {otherOrder}")
            : new(new Outcome.Created(bookings) { Warning = ResponseComparison.FindDifference(request, bookings) });

    private static Attempt Unknown(string message) => new(new Outcome.Unknown(message));

    private static string Describe(ExchangeResult result) =>
        $"HTTP {result.Status}" + ((result.Failure ?? result.ErrorMessage) is { } message ? $": {message}" : "");
}
