using System;

namespace KornitX.Client;

/// <summary>What came of asking for a token: the token, or why there is none.</summary>
internal sealed class TokenResult
{
    private TokenResult(AccessToken? token, Outcome.NotSent? refusal, bool mayAskAgain, TimeSpan? retryAfter)
    {
        Token = token;
        Refusal = refusal;
        MayAskAgain = mayAskAgain;
        RetryAfter = retryAfter;
    }

    public AccessToken? Token { get; }

    /// <summary>Why there is no token, in the terms of the order that waits for it; null when there is one.</summary>
    public Outcome.NotSent? Refusal { get; }

    /// <summary>Whether it was a passing fault. Asking for a token books nothing, so any of those may be asked again.</summary>
    public bool MayAskAgain { get; }

    public TimeSpan? RetryAfter { get; }

    public static TokenResult Granted(AccessToken token) => new(token, null, false, null);

    public static TokenResult Refused(NotSentReason reason, string message) =>
        new(null, new Outcome.NotSent(reason, message), false, null);

    public static TokenResult Failed(NotSentReason reason, string message, TimeSpan? retryAfter) =>
        new(null, new Outcome.NotSent(reason, message), true, retryAfter);
}
