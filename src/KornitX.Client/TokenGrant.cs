using System;

namespace KornitX.Client;

/// <summary>The result of a token request for an operation, without the token.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="ExpiresAt">When the token expires; null if there is no token or the server does not say.</param>
/// <param name="Refusal">Why there is no token; null if there is one.</param>
public sealed record TokenGrant(Operation Operation, DateTimeOffset? ExpiresAt, Outcome.NotSent? Refusal)
{
    /// <summary>Whether there is a token, so that orders can be sent.</summary>
    public bool Granted => Refusal is null;
}
