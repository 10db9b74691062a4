using System;

namespace KornitX.Client;

/// <summary>The result of a token request: the token, or the reason for the failure.</summary>
internal sealed class TokenResult
{
    private TokenResult(AccessToken? token, Outcome.NotSent? refusal, bool isTransient, TimeSpan? retryAfter)
    {
        Token = token;
        Refusal = refusal;
        IsTransient = isTransient;
        RetryAfter = retryAfter;
    }

    public AccessToken? Token { get; }

    /// <summary>Why there is no token, as the outcome of the orders that need it; null if there is one.</summary>
    public Outcome.NotSent? Refusal { get; }

    /// <summary>Whether the request failed with a transient error. It has no side effects, so it can be retried.</summary>
    public bool IsTransient { get; }

    /// <summary>How long the server asks to wait before a retry; null if it does not say.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>Creates the result of a request that returned a token.</summary>
    public static TokenResult Granted(AccessToken token) => new(token, null, false, null);

    /// <summary>Creates the result of a request that failed permanently.</summary>
    public static TokenResult Rejected(NotSentReason reason, string message) =>
        new(null, new Outcome.NotSent(reason, message), false, null);

    /// <summary>Creates the result of a request that failed with a transient error.</summary>
    public static TokenResult Failed(NotSentReason reason, string message, TimeSpan? retryAfter) =>
        new(null, new Outcome.NotSent(reason, message), true, retryAfter);
}
