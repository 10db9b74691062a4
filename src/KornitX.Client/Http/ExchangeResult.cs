using System;

namespace KornitX.Client;

/// <summary>The result of sending one HTTP request.</summary>
internal sealed class ExchangeResult
{
    private readonly SecretRedactor? _redactor;

    private ExchangeResult(SecretRedactor? redactor = null) => _redactor = redactor;

    /// <summary>The HTTP status code; null if there was no response.</summary>
    public int? Status { get; private init; }

    /// <summary>The complete response body; null if it could not be read completely or there was no response.</summary>
    public byte[]? Body { get; private init; }

    /// <summary>The error message in the response body, safe to show, or null.</summary>
    public string? ErrorMessage => Body is null ? null : ErrorResponse.ReadMessage(Body, _redactor!);

    /// <summary>How long the server asks to wait before a retry (RFC 9110 section 10.2.3), never negative; null if it does not say.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>The network error or timeout, safe to show; null if there was none.</summary>
    public string? Failure { get; private init; }

    /// <summary>Whether any part of the request body was written to a connection.</summary>
    public bool BodyStarted { get; private init; }

    /// <summary>Whether the caller stopped the exchange.</summary>
    public bool StoppedByCaller { get; private init; }

    /// <param name="status">The status code.</param>
    /// <param name="body">The complete body.</param>
    /// <param name="retryAfter">How long the server asks to wait.</param>
    /// <param name="redactor">Removes secrets that the response may repeat.</param>
    public static ExchangeResult Completed(int status, byte[] body, TimeSpan? retryAfter, SecretRedactor redactor) => new(redactor)
    {
        Status = status,
        Body = body,
        RetryAfter = retryAfter,
        BodyStarted = true,
    };

    public static ExchangeResult Interrupted(int status, TimeSpan? retryAfter, string failure) =>
        new() { Status = status, RetryAfter = retryAfter, Failure = failure, BodyStarted = true };

    public static ExchangeResult Failed(bool bodyStarted, string failure, bool stoppedByCaller = false) =>
        new() { BodyStarted = bodyStarted, Failure = failure, StoppedByCaller = stoppedByCaller };
}
