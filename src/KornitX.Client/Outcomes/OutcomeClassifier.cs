using System;
using System.Collections.Generic;

namespace KornitX.Client;

/// <summary>
/// The one place that says what an exchange means and whether the request may be sent again. A POST is not idempotent
/// (RFC 9110 section 9.2.2), KornitX has no idempotency key and nothing to look a lost answer up with: so it is sent
/// again only when it surely had no effect. Whatever is neither a clear yes nor a clear no is unknown.
/// </summary>
internal static class OutcomeClassifier
{
    /// <summary>A server that asks for a longer wait than this is not waited for.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    public static Attempt Classify(ExchangeResult result)
    {
        Attempt attempt = Conclude(result);
        return attempt.Outcome is Outcome.Created ? attempt : attempt with { Outcome = attempt.Outcome with { StatusCode = result.Status } };
    }

    private static Attempt Conclude(ExchangeResult result) => result.Status switch
    {
        null => OnNoAnswer(result),

        >= 200 and < 300 => BookingResponse.Read(result.Body) is { } bookings
            ? Booked(bookings)
            : Unknown($"{Told(result)}, which does not say that it was booked"),

        // RFC 9110 section 15.5.2: refused for its credentials, before anything else was looked at.
        401 => new(
            new Outcome.NotSent(NotSentReason.AuthenticationFailed, Told(result)), Resend.WithNewToken),

        // RFC 9110 section 15.5: the request was not carried out.
        >= 400 and < 500 => OnRefusal(result, result.Words),

        // RFC 9110 section 15.6.4: with Retry-After the server says that it did not take the request on.
        // Without it, a 503 is as often a gateway that lost the answer of a server behind it.
        503 when result.RetryAfter is not null => AfterWait(NotSentReason.Unreachable, result, Told(result)),

        // Other 5xx: it may have failed after booking. 3xx: not followed, and 303 would even mean that it was carried out.
        // 1xx can't be a final answer.
        _ => Unknown(Told(result)),
    };

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
            return AfterWait(NotSentReason.RateLimited, result, Told(result));

        return new(new Outcome.Rejected(status, words)
        {
            IsPermission = status == 403 || Permission.IsRefusal(words),
        });
    }

    private static Attempt AfterWait(NotSentReason reason, ExchangeResult result, string told)
    {
        bool tooLong = result.RetryAfter > LongestWait;
        string message = tooLong ? $"{told}; it asks to wait until {result.RetryAfter!.Value:d\\.hh\\:mm\\:ss} from now" : told;
        return new(new Outcome.NotSent(reason, message), tooLong ? Resend.Never : Resend.AfterWait, result.RetryAfter);
    }

    private static Attempt Booked(IReadOnlyList<Booking> bookings) => new(new Outcome.Created(bookings));

    private static Attempt Unknown(string message) => new(new Outcome.Unknown(message));

    private static string Told(ExchangeResult result) =>
        $"HTTP {result.Status}" + ((result.Failure ?? result.Words) is { } words ? $": {words}" : "");
}
