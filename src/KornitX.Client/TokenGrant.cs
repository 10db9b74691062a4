using System;

namespace KornitX.Client;

/// <summary>Whether the token endpoint grants an operation. Holds no token.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="ExpiresAt">When the token at hand expires; null when there is none or the server does not say.</param>
/// <param name="Refusal">Why there is no token; null when there is one.</param>
public sealed record TokenGrant(Operation Operation, DateTimeOffset? ExpiresAt, Outcome.NotSent? Refusal)
{
    /// <summary>Whether orders can be sent.</summary>
    public bool Granted => Refusal is null;
}
