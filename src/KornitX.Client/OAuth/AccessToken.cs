using System;

namespace KornitX.Client;

/// <summary>A bearer token and until when to use it. Shows nothing of itself, however it is printed.</summary>
internal sealed class AccessToken
{
    /// <summary>Renewed this long before it expires, so that it does not expire on the way.</summary>
    private static readonly TimeSpan LongestMargin = TimeSpan.FromMinutes(1);

    /// <param name="value">The token.</param>
    /// <param name="receivedAt">When the server gave it.</param>
    /// <param name="lifetime">How long it lives, where the server said so.</param>
    /// <param name="redactor">Takes out the client secret, which the API may know too, such as where one gateway serves both.</param>
    public AccessToken(string value, DateTimeOffset receivedAt, TimeSpan? lifetime, SecretRedactor? redactor = null)
    {
        Value = value;
        Redactor = redactor is null ? new SecretRedactor(value) : redactor.And(() => [value]);
        ExpiresAt = receivedAt + lifetime;
        // A tenth of the lifetime where that is shorter: a token that lives for a minute can't have a margin of one.
        RenewAt = ExpiresAt - (lifetime?.Ticks / 10 is { } tenth && tenth < LongestMargin.Ticks
            ? TimeSpan.FromTicks(tenth)
            : LongestMargin);
    }

    public string Value { get; }

    /// <summary>Takes the token and the client secret out of what a server says.</summary>
    public SecretRedactor Redactor { get; }

    /// <summary>When the server said it expires; null when it did not say, and then it is used until it is refused.</summary>
    public DateTimeOffset? ExpiresAt { get; }

    public DateTimeOffset? RenewAt { get; }

    public override string ToString() => "(access token)";
}
