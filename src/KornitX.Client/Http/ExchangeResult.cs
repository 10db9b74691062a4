using System;

namespace KornitX.Client;

/// <summary>What came of putting one request on the wire.</summary>
internal sealed class ExchangeResult
{
    private readonly SecretRedactor? _redactor;

    private ExchangeResult(SecretRedactor? redactor = null) => _redactor = redactor;

    /// <summary>The HTTP status code; null when no answer came.</summary>
    public int? Status { get; private init; }

    /// <summary>The answer's body, whole; null when it could not be read to its end or there was no answer.</summary>
    public byte[]? Body { get; private init; }

    /// <summary>What the answer's body says, as far as it is a refusal, safe to show; null when it says nothing.</summary>
    public string? Words => Body is null ? null : ErrorResponse.Words(Body, _redactor!);

    /// <summary>How long the server asks to wait before the next try (RFC 9110 section 10.2.3), never negative.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>What went wrong, where something did, safe to show.</summary>
    public string? Failure { get; private init; }

    /// <summary>Whether any of the body was handed to a connection.</summary>
    public bool BodyStarted { get; private init; }

    /// <summary>Whether it was the caller who ended it.</summary>
    public bool StoppedByCaller { get; private init; }

    /// <param name="status">The status code.</param>
    /// <param name="body">The whole body.</param>
    /// <param name="retryAfter">How long the server asks to wait.</param>
    /// <param name="redactor">Takes out what must not show, even if the answer repeats it.</param>
    public static ExchangeResult Answered(int status, byte[] body, TimeSpan? retryAfter, SecretRedactor redactor) => new(redactor)
    {
        Status = status,
        Body = body,
        RetryAfter = retryAfter,
        BodyStarted = true,
    };

    public static ExchangeResult AnsweredInPart(int status, TimeSpan? retryAfter, string failure) =>
        new() { Status = status, RetryAfter = retryAfter, Failure = failure, BodyStarted = true };

    public static ExchangeResult Failed(bool mayHaveArrived, string failure, bool stoppedByCaller = false) =>
        new() { BodyStarted = mayHaveArrived, Failure = failure, StoppedByCaller = stoppedByCaller };
}
