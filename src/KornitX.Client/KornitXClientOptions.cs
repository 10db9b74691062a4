using System.Net;
using System.Text.RegularExpressions;

namespace KornitX.Client;

/// <summary>The addresses of KornitX, and the timeout, retry and rate limits of a client.</summary>
public sealed class KornitXClientOptions
{
    /// <summary>The documented root of the cancellation and return APIs, version 2.3.</summary>
    public static readonly Uri DefaultApiUri = new("https://api-sl-2-3.kornitx.net/");

    /// <summary>The documented OAuth token endpoint.</summary>
    public static readonly Uri DefaultTokenUri = new("https://oauth.kornitx.net/token");

    /// <summary>An address without a user: no @, and no colon but that of the scheme, of an IPv6 address or of a port.</summary>
    private static readonly Regex SafeAddress =
        new(@"^([a-zA-Z]+://)?(\[[^@]*\]|[^@:]*)(:[0-9]*)?(/[^@]*)?$", RegexOptions.CultureInvariant);

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

    /// <summary>
    /// The proxy for all requests, loopback addresses included; null for the system's proxy, which is bypassed for those.
    /// </summary>
    public IWebProxy? Proxy { get; init; }

    /// <summary>Whether all requests are sent without a proxy.</summary>
    public bool NoProxy { get; init; }

    /// <summary>The clock for timeouts, waits and token lifetimes.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Says why an address is invalid, as the end of a sentence; null if it is valid.</summary>
    public static string? FindProblem(Uri uri) =>
        !uri.IsAbsoluteUri || uri.Scheme is not ("https" or "http") ? "is not an absolute http or https address"
        : uri.Scheme == "http" && !uri.IsLoopback
            ? "would send the secret and the tokens unencrypted; http is allowed only for this machine"
        : uri.UserInfo.Length > 0 ? "contains a user name or password; use the credential instead"
        : uri.Query.Length > 0 || uri.Fragment.Length > 0 ? "has a query or fragment"
        : null;

    /// <summary>Says why an address can't be that of a proxy, as the end of a sentence; null if it can.</summary>
    public static string? FindProxyProblem(Uri uri) =>
        uri.IsAbsoluteUri && uri.Scheme is ("http" or "https" or "socks4" or "socks4a" or "socks5") && uri.Host.Length > 0 ? null
        : "is not the absolute address of a proxy, such as http://proxy.example:3128";

    /// <summary>Returns a valid address without the parts that may contain a secret.</summary>
    public static string Format(Uri uri) => uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    /// <summary>
    /// Returns the address in quotes and without the parts that may contain a secret; or that it is not shown, if it can't be read
    /// as an address and may contain a password.
    /// </summary>
    public static string Quote(Uri uri)
    {
        string shown = uri.IsAbsoluteUri && uri.OriginalString.Contains("://") ? Format(uri) : uri.OriginalString.Split('?', '#')[0];
        return SafeAddress.IsMatch(shown) ? $"'{shown}'" : "(not shown, because it may contain a password)";
    }

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
                throw new ArgumentException($"{name} {Quote(uri)} {problem}.");
        }
    }
}
