using System;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KornitX.Client;

/// <summary>The token endpoint's answer (RFC 6749 section 5.1).</summary>
internal sealed class TokenResponse
{
    /// <summary>Nobody lets a token live longer; a larger number would only overflow the calendar.</summary>
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(365);

    [JsonPropertyName("access_token")]
    public string? AccessToken { get; set; }

    [JsonPropertyName("token_type")]
    public string? TokenType { get; set; }

    [JsonPropertyName("expires_in")]
    public JsonElement ExpiresIn { get; set; }

    [JsonPropertyName("scope")]
    public string? Scope { get; set; }

    /// <summary>
    /// How long the token lives; null when the answer does not say so in a usable way. A lifetime of nothing is no
    /// usable one either: the token is then used until it is refused, as without the field.
    /// </summary>
    [JsonIgnore]
    public TimeSpan? Lifetime
    {
        get
        {
            string? text = ExpiresIn.ValueKind == JsonValueKind.Number ? ExpiresIn.GetRawText() : ApiJson.Text(ExpiresIn);
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && seconds > 0
                ? TimeSpan.FromSeconds(Math.Min(seconds, LongestLifetime.TotalSeconds))
                : null;
        }
    }

    /// <summary>Whether the token is of the scope that was asked for. A server that does not say has granted it (section 5.1).</summary>
    public bool Grants(string scope) =>
        string.IsNullOrWhiteSpace(Scope) || Array.IndexOf(Scope!.Split(' '), scope) >= 0;

    /// <summary>Whether the token is of the type that this client can use (section 7.1).</summary>
    [JsonIgnore]
    public bool IsBearer => TokenType is null || string.Equals(TokenType, "Bearer", StringComparison.OrdinalIgnoreCase);
}
