using System;
using System.Collections.Generic;

namespace KornitX.Client;

/// <summary>
/// The one place that says what an exchange means and whether the request may be sent again. A POST is not idempotent
/// (RFC 9110 section 9.2.2), and KornitX has no idempotency key and nothing to look a lost answer up with: so it is sent
/// again only when it definitely had no effect. Whatever is neither a clear yes nor a clear no is unknown.
/// </summary>
/// <remarks>docs/decisions.md has a table of who sends which status, and what that says about the effect.</remarks>
internal static class OutcomeClassifier
{
    /// <summary>A server that asks for a longer wait than this is not waited for.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    public static Attempt Classify(OrderRequest request, ExchangeResult result)
    {
        Attempt attempt = Conclude(request, result);
        return attempt.Outcome is Outcome.Created ? attempt : attempt with { Outcome = attempt.Outcome with { StatusCode = result.Status } };
    }

    private static Attempt Conclude(OrderRequest request, ExchangeResult result) => result.Status switch
    {
        null => OnNoAnswer(result),

        >= 200 and < 300 => BookingResponse.Read(result.Body) is { } bookings
            ? OnBookings(request, result, bookings)
            : Unknown($"{Told(result)}, which does not say that it was booked"),

        // RFC 9110 section 15.5.2: refused for its credentials, before anything else was looked at.
        401 => new(
            new Outcome.NotSent(NotSentReason.AuthenticationFailed, Told(result)), Resend.WithNewToken),

        // Gateways send these after they passed the request on: Envoy 408, Amazon's load balancers 460, and nginx and its
        // relatives 499. The server behind them may have booked.
        408 or 460 or 499 => Unknown(Told(result)),

        // RFC 9110 section 15.5: the request was not carried out.
        >= 400 and < 500 => OnRefusal(result, result.Words),

        // 5xx: it may have failed after booking. That includes 503 with Retry-After, which is Varnish's answer where the
        // server behind it took too long. 3xx: not followed, and 303 would even mean that it was carried out.
        // 1xx can't be a final answer.
        _ => Unknown(Told(result)),
    };

    /// <summary>Says for how long a server asks to wait, as the end of a sentence.</summary>
    public static string AsksForWait(TimeSpan wait) => $"; it asks for a wait of {wait:d\\.hh\\:mm\\:ss}";

    private static Attempt OnNoAnswer(ExchangeResult result)
    {
        if (result.BodyStarted)
            return Unknown(result.Failure!);
        if (result.StoppedByCaller)
            return new(new Outcome.NotSent(NotSentReason.Stopped, result.Failure!));

        // Name, connect, TLS or proxy: none of the body was handed to a connection, and without a body nothing is booked.
        return new(new Outcome.NotSent(NotSentReason.Unreachable, result.Failure!), Resend.AfterWait);
    }

    private static Attempt OnRefusal(ExchangeResult result, string? words)
    {
        int status = result.Status!.Value;

        // RFC 6585 section 4, and the platform's own 400: turned away at the door, unprocessed.
        if (RateLimit.IsRefusal(status, words))
            return OnRateLimit(result);

        return new(new Outcome.Rejected(status, words)
        {
            IsPermission = status == 403 || Permission.IsRefusal(words),
        });
    }

    private static Attempt OnRateLimit(ExchangeResult result)
    {
        string told = Told(result);
        bool tooLong = result.RetryAfter > LongestWait;
        string message = tooLong ? told + AsksForWait(result.RetryAfter!.Value) : told;
        return new(new Outcome.NotSent(NotSentReason.RateLimited, message), tooLong ? Resend.Never : Resend.AfterWait, result.RetryAfter);
    }

    private static Attempt OnBookings(OrderRequest request, ExchangeResult result, IReadOnlyList<Booking> bookings) =>
        AnswerComparison.OtherOrder(request, bookings) is { } otherOrder
            ? Unknown($"HTTP {result.Status}, but {otherOrder}")
            : new(new Outcome.Created(bookings) { Warning = AnswerComparison.Difference(request, bookings) });

    private static Attempt Unknown(string message) => new(new Outcome.Unknown(message));

    private static string Told(ExchangeResult result) =>
        $"HTTP {result.Status}" + ((result.Failure ?? result.Words) is { } words ? $": {words}" : "");
}
