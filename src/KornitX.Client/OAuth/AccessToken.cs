namespace KornitX.Client;

/// <summary>A bearer token and its lifetime. ToString does not reveal the token.</summary>
internal sealed class AccessToken
{
    /// <summary>Tokens are renewed this long before they expire, so that they do not expire in transit.</summary>
    private static readonly TimeSpan LongestMargin = TimeSpan.FromMinutes(1);

    /// <param name="receivedAt">When the server returned it.</param>
    /// <param name="lifetime">Its lifetime; null if the server did not say.</param>
    /// <param name="clientSecret">
    /// The client secret. A gateway that serves both the token endpoint and the API can echo it in either.
    /// </param>
    public AccessToken(string value, DateTimeOffset receivedAt, TimeSpan? lifetime, string clientSecret = "")
    {
        Value = value;
        Secrets = [value, clientSecret];
        ExpiresAt = receivedAt + lifetime;
        // A tenth of the lifetime for tokens with a short lifetime.
        RenewAt = ExpiresAt - (lifetime?.Ticks / 10 is { } tenth && tenth < LongestMargin.Ticks
            ? TimeSpan.FromTicks(tenth)
            : LongestMargin);
    }

    public string Value { get; }

    /// <summary>The token and the client secret, which server messages may repeat.</summary>
    public string[] Secrets { get; }

    /// <summary>When the token expires; null if the server did not say, in which case it is used until it is rejected.</summary>
    public DateTimeOffset? ExpiresAt { get; }

    /// <summary>When to renew the token; null if it is used until it is rejected.</summary>
    public DateTimeOffset? RenewAt { get; }

    public override string ToString() => "(access token)";
}
