namespace KornitX;

/// <summary>Whether an operation is granted to a connection.</summary>
public sealed class OperationGrant
{
    internal OperationGrant(TokenGrant grant)
    {
        Operation = grant.Operation.Name;
        Scope = grant.Operation.Scope;
        Granted = grant.Granted;
        ExpiresAt = grant.ExpiresAt?.LocalDateTime;
        Message = grant.Failure?.Message;
    }

    /// <summary>Cancellation or Return.</summary>
    public string Operation { get; }

    /// <summary>The OAuth scope, which is also the name of the permission in KornitX.</summary>
    public string Scope { get; }

    /// <summary>Whether a token was issued.</summary>
    public bool Granted { get; }

    /// <summary>
    /// When the token expires, in local time; null if there is no token or the server does not say. Tokens are renewed automatically.
    /// </summary>
    public DateTime? ExpiresAt { get; }

    /// <summary>Why no token was issued; null if one was.</summary>
    public string? Message { get; }
}
