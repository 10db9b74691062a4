using System;

namespace KornitX.Client;

/// <summary>What came of putting one request on the wire.</summary>
internal sealed class WireResult
{
    private WireResult()
    {
    }

    /// <summary>The HTTP status code; null when no answer came.</summary>
    public int? Status { get; private init; }

    /// <summary>The answer's body, whole; null when it could not be read to its end or there was no answer.</summary>
    public byte[]? Body { get; private init; }

    /// <summary>How long the server asks to wait before the next try (RFC 9110 section 10.2.3), never negative.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>What went wrong, where something did, safe to show.</summary>
    public string? Failure { get; private init; }

    /// <summary>Whether any of the body was handed to a connection.</summary>
    public bool MayHaveArrived { get; private init; }

    /// <summary>Whether it was the caller who ended it.</summary>
    public bool StoppedByCaller { get; private init; }

    public static WireResult Answered(int status, byte[] body, TimeSpan? retryAfter) =>
        new() { Status = status, Body = body, RetryAfter = retryAfter, MayHaveArrived = true };

    public static WireResult AnsweredInPart(int status, TimeSpan? retryAfter, string failure) =>
        new() { Status = status, RetryAfter = retryAfter, Failure = failure, MayHaveArrived = true };

    public static WireResult Failed(bool mayHaveArrived, string failure, bool stoppedByCaller = false) =>
        new() { MayHaveArrived = mayHaveArrived, Failure = failure, StoppedByCaller = stoppedByCaller };
}
