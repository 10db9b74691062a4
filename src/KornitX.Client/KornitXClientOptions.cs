using System;

namespace KornitX.Client;

/// <summary>The addresses of KornitX, and the timeout, retry and rate limits of a client.</summary>
public sealed class KornitXClientOptions
{
    /// <summary>The documented root of the cancellation and return APIs, version 2.3.</summary>
    public static readonly Uri DefaultApiUri = new("https://api-sl-2-3.kornitx.net/");

    /// <summary>The documented OAuth token endpoint.</summary>
    public static readonly Uri DefaultTokenUri = new("https://oauth.kornitx.net/token");

    /// <summary>The root of the API; endpoint paths are relative to it.</summary>
    public Uri ApiUri { get; init; } = DefaultApiUri;

    /// <summary>The OAuth token endpoint.</summary>
    public Uri TokenUri { get; init; } = DefaultTokenUri;

    /// <summary>The longest time that one exchange may take, from connecting to the last byte of the response.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How often a request that definitely had no effect is retried; at least 0.</summary>
    public int MaximumRetryCount { get; init; } = 3;

    /// <summary>The most requests that the client sends to the API within any 60 minutes; 0 for no limit.</summary>
    public int RequestsPerHour { get; init; }

    /// <summary>The clock for timeouts, waits and token lifetimes.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Says why an address is invalid, as the end of a sentence; null if it is valid.</summary>
    public static string? FindProblem(Uri uri) =>
        !uri.IsAbsoluteUri || uri.Scheme is not ("https" or "http") ? "is not an absolute http or https address"
        : uri.Scheme == "http" && !uri.IsLoopback ? "would send the secret and the tokens unencrypted; http is allowed only for this machine"
        : uri.UserInfo.Length > 0 ? "contains a user name or password; use the credential instead"
        : uri.Query.Length > 0 || uri.Fragment.Length > 0 ? "has a query or fragment"
        : null;

    /// <summary>Returns the address without the parts that may contain a secret.</summary>
    public static string Format(Uri uri) =>
        uri.IsAbsoluteUri ? uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) : uri.OriginalString;

    internal void Validate()
    {
        Check(ApiUri, nameof(ApiUri));
        Check(TokenUri, nameof(TokenUri));
        if (Timeout <= TimeSpan.Zero)
            throw new ArgumentException($"The timeout {Timeout} must be longer than zero.");
        if (MaximumRetryCount < 0)
            throw new ArgumentException($"{MaximumRetryCount} is not a number of retries.");
        if (RequestsPerHour < 0)
            throw new ArgumentException($"{RequestsPerHour} is not a number of requests.");

        static void Check(Uri uri, string name)
        {
            if (FindProblem(uri) is { } problem)
                throw new ArgumentException($"{name} '{Format(uri)}' {problem}.");
        }
    }
}
