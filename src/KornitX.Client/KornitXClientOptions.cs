using System;

namespace KornitX.Client;

/// <summary>Where KornitX is and how patient to be with it.</summary>
public sealed class KornitXClientOptions
{
    /// <summary>The documented address of the cancellations and returns APIs, v2.3.</summary>
    public static readonly Uri DefaultApiUri = new("https://api-sl-2-3.kornitx.net/");

    /// <summary>The documented OAuth token endpoint.</summary>
    public static readonly Uri DefaultTokenUri = new("https://oauth.kornitx.net/token");

    /// <summary>The API's root; the endpoints' paths are below it.</summary>
    public Uri ApiUri { get; init; } = DefaultApiUri;

    /// <summary>The OAuth token endpoint.</summary>
    public Uri TokenUri { get; init; } = DefaultTokenUri;

    /// <summary>How long one exchange may take, from connecting to the answer's last byte.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How often a request that surely had no effect is sent again, from 0.</summary>
    public int MaximumRetryCount { get; init; } = 3;

    /// <summary>How many requests may leave for the API in any 60 minutes, over everybody who shares the client; 0 for any number.</summary>
    public int RequestsPerHour { get; init; }

    /// <summary>The clock, for timeouts, waits and tokens.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Why an address can't be used, as the end of a sentence; null when it can.</summary>
    public static string? Problem(Uri uri) =>
        !uri.IsAbsoluteUri || uri.Scheme is not ("https" or "http") ? "is not an absolute http or https address"
        : uri.Scheme == "http" && !uri.IsLoopback ? "would send the secret and the tokens unencrypted; only https may leave this machine"
        : uri.UserInfo.Length > 0 ? "has a user name or password in it; those go into the credential"
        : uri.Query.Length > 0 || uri.Fragment.Length > 0 ? "has a query or fragment"
        : null;

    /// <summary>The address without the parts in which a secret may stand.</summary>
    public static string Show(Uri uri) =>
        uri.IsAbsoluteUri ? uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) : uri.OriginalString;

    internal void Validate()
    {
        Check(ApiUri, nameof(ApiUri));
        Check(TokenUri, nameof(TokenUri));
        if (Timeout <= TimeSpan.Zero)
            throw new ArgumentException($"The timeout must be longer than {Timeout}.");
        if (MaximumRetryCount < 0)
            throw new ArgumentException($"{MaximumRetryCount} is not a number of retries.");
        if (RequestsPerHour < 0)
            throw new ArgumentException($"{RequestsPerHour} is not a number of requests.");

        static void Check(Uri uri, string name)
        {
            if (Problem(uri) is { } problem)
                throw new ArgumentException($"{name} '{Show(uri)}' {problem}.");
        }
    }
}
