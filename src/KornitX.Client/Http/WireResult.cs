using System;

namespace KornitX.Client;

/// <summary>What came of putting one request on the wire.</summary>
internal sealed class WireResult
{
    private readonly Mask? _mask;

    private WireResult(Mask? mask = null) => _mask = mask;

    /// <summary>The HTTP status code; null when no answer came.</summary>
    public int? Status { get; private init; }

    /// <summary>The answer's body, whole; null when it could not be read to its end or there was no answer.</summary>
    public byte[]? Body { get; private init; }

    /// <summary>What the answer's body says, as far as it is a refusal, safe to show; null when it says nothing.</summary>
    public string? Words => Body is null ? null : ErrorAnswer.Words(Body, _mask!);

    /// <summary>How long the server asks to wait before the next try (RFC 9110 section 10.2.3), never negative.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>What went wrong, where something did, safe to show.</summary>
    public string? Failure { get; private init; }

    /// <summary>Whether any of the body was handed to a connection.</summary>
    public bool MayHaveArrived { get; private init; }

    /// <summary>Whether it was the caller who ended it.</summary>
    public bool StoppedByCaller { get; private init; }

    /// <param name="status">The status code.</param>
    /// <param name="body">The whole body.</param>
    /// <param name="retryAfter">How long the server asks to wait.</param>
    /// <param name="mask">Takes out what must not show, even if the answer repeats it.</param>
    public static WireResult Answered(int status, byte[] body, TimeSpan? retryAfter, Mask mask) => new(mask)
    {
        Status = status,
        Body = body,
        RetryAfter = retryAfter,
        MayHaveArrived = true,
    };

    public static WireResult AnsweredInPart(int status, TimeSpan? retryAfter, string failure) =>
        new() { Status = status, RetryAfter = retryAfter, Failure = failure, MayHaveArrived = true };

    public static WireResult Failed(bool mayHaveArrived, string failure, bool stoppedByCaller = false) =>
        new() { MayHaveArrived = mayHaveArrived, Failure = failure, StoppedByCaller = stoppedByCaller };
}
