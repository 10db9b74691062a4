namespace KornitX.Client;

/// <summary>The result of a token request for an operation. Does not show the token.</summary>
public sealed class TokenGrant
{
    /// <summary>What a message says instead of a text that repeats a secret.</summary>
    public const string Withheld = SecretGuard.Withheld;

    private TokenGrant(
        Operation operation, AccessToken? token, Outcome.NotSent? failure, bool isTransient = false, TimeSpan? retryAfter = null)
    {
        Operation = operation;
        Token = token;
        Failure = failure;
        IsTransient = isTransient;
        RetryAfter = retryAfter;
    }

    /// <summary>The operation.</summary>
    public Operation Operation { get; }

    /// <summary>When the token expires; null if there is no token or the server does not say.</summary>
    public DateTimeOffset? ExpiresAt => Token?.ExpiresAt;

    /// <summary>Why there is no token, as the outcome of the orders that need it; null if there is one.</summary>
    public Outcome.NotSent? Failure { get; }

    /// <summary>Whether there is a token, so that orders can be sent.</summary>
    public bool Granted => Failure is null;

    internal AccessToken? Token { get; }

    /// <summary>Whether the request failed with a transient error. It has no side effects, so it can be retried.</summary>
    internal bool IsTransient { get; }

    /// <summary>How long the server asks to wait before a retry; null if it does not say.</summary>
    internal TimeSpan? RetryAfter { get; }

    /// <summary>Creates the result of a request that returned a token.</summary>
    internal static TokenGrant Create(Operation operation, AccessToken token) => new(operation, token, null);

    /// <summary>Creates the result of a request that failed permanently.</summary>
    internal static TokenGrant Rejected(Operation operation, NotSentReason reason, string message) =>
        new(operation, null, new Outcome.NotSent(reason, message));

    /// <summary>Creates the result of a request that failed with a transient error.</summary>
    internal static TokenGrant Failed(Operation operation, NotSentReason reason, string message, TimeSpan? retryAfter) =>
        new(operation, null, new Outcome.NotSent(reason, message), isTransient: true, retryAfter);
}
