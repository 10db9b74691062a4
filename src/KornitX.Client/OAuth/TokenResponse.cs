using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KornitX.Client;

/// <summary>A response of the token endpoint (RFC 6749 section 5.1).</summary>
internal sealed class TokenResponse
{
    /// <summary>The longest lifetime that is used. A larger number could overflow the date.</summary>
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(365);

    public string? AccessToken { get; set; }

    public string? TokenType { get; set; }

    public JsonElement ExpiresIn { get; set; }

    public JsonElement Scope { get; set; }

    /// <summary>
    /// The lifetime of the token; null if the response has none greater than zero. The token is then used until it is
    /// rejected.
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

    /// <summary>
    /// Whether the token has the requested scope. A response without a scope grants it (section 5.1). Some servers separate scopes
    /// by commas, or return an array.
    /// </summary>
    public bool Grants(string scope)
    {
        IEnumerable<JsonElement> elements = Scope.ValueKind == JsonValueKind.Array ? Scope.EnumerateArray() : [Scope];
        string[] granted =
            [.. elements.SelectMany(element => (ApiJson.Text(element) ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))];
        return granted.Length == 0 || Array.IndexOf(granted, scope) >= 0;
    }

    /// <summary>Whether the token is a bearer token, the only type that this client supports (section 7.1).</summary>
    [JsonIgnore]
    public bool IsBearer => TokenType is null || string.Equals(TokenType, "Bearer", StringComparison.OrdinalIgnoreCase);
}
