using System.Text;

namespace KornitX.Client;

/// <summary>The result of sending one HTTP request.</summary>
/// <param name="Guard">Withholds what repeats a secret of the request.</param>
internal sealed record ExchangeResult(SecretGuard Guard)
{
    /// <summary>The HTTP status code; null if there was no response.</summary>
    public int? Status { get; init; }

    /// <summary>The complete response body; null if it could not be read completely or there was no response.</summary>
    public byte[]? Body { get; init; }

    /// <summary>
    /// How long the server asks to wait before a retry (RFC 9110 section 10.2.3), never negative; null if it does not say.
    /// </summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What went wrong, safe to show; null if the response is complete and was read.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether any part of the request body was written to a connection.</summary>
    public bool BodyStarted { get; init; }

    /// <summary>Whether the caller stopped the exchange.</summary>
    public bool StoppedByCaller { get; init; }

    /// <summary>What KornitX support needs to find the request; null if nothing was sent.</summary>
    public RequestTrace? Trace { get; init; }

    /// <summary>The address of the proxy, without user and password; null without one.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>The error message in the body, or else the body, to recognize its meaning; null without a body. Never show it.</summary>
    public string? ErrorText =>
        Body is null ? null : DisplayText.Sanitize(ErrorResponse.Read(Body)?.Message ?? Encoding.UTF8.GetString(Body));

    /// <summary>The error message in the body, safe to show; null without a body.</summary>
    public string? ErrorMessage => Guard.Show(ErrorText);
}
