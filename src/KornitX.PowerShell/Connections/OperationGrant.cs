using System;
using KornitX.Client;

namespace KornitX;

/// <summary>Whether a connection may do an operation.</summary>
public sealed class OperationGrant
{
    internal OperationGrant(TokenGrant grant)
    {
        Operation = grant.Operation.Name;
        Scope = grant.Operation.Scope;
        Granted = grant.Granted;
        ExpiresAt = grant.ExpiresAt?.LocalDateTime;
        Message = grant.Refusal?.Message;
    }

    /// <summary>Cancellation or Return.</summary>
    public string Operation { get; }

    /// <summary>The OAuth scope, which is also the permission's name in KornitX.</summary>
    public string Scope { get; }

    /// <summary>Whether a token was given.</summary>
    public bool Granted { get; }

    /// <summary>When that token expires, local time; null where there is none or the server does not say. It is renewed by itself.</summary>
    public DateTime? ExpiresAt { get; }

    /// <summary>Why no token was given; null where one was.</summary>
    public string? Message { get; }
}
