using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KornitX.Client;

/// <summary>
/// A refusal's body in either of the two shapes in use: KornitX's <c>{"error":{"message","code"}}</c> and RFC 6749's
/// <c>{"error","error_description"}</c>. A body that is neither is shown by its beginning.
/// </summary>
internal sealed class ErrorResponse
{
    [JsonPropertyName("error")]
    public JsonElement Error { get; set; }

    [JsonPropertyName("error_description")]
    public JsonElement ErrorDescription { get; set; }

    [JsonPropertyName("message")]
    public JsonElement PlainMessage { get; set; }

    /// <summary>RFC 6749's error code, such as invalid_client; null in the other shape.</summary>
    [JsonIgnore]
    public string? Code => ApiJson.Text(Error);

    /// <summary>The message in words, as it came.</summary>
    [JsonIgnore]
    public string? Message => OAuthMessage ?? ApiJson.Text(PlainMessage);

    /// <summary>The same in the two shapes that the token endpoint is documented to have.</summary>
    [JsonIgnore]
    public string? OAuthMessage =>
        Error.ValueKind == JsonValueKind.Object && Error.TryGetProperty("message", out JsonElement message) ? ApiJson.Text(message)
        : ApiJson.Text(ErrorDescription) is { } description ? Code is null ? description : $"{description} ({Code})"
        : Code;

    /// <summary>Reads a refusal's body.</summary>
    /// <returns>The error, or null where the body is of neither shape.</returns>
    public static ErrorResponse? Read(byte[]? body)
    {
        if (body is null)
            return null;

        try
        {
            return JsonSerializer.Deserialize(body, ApiJson.Default.ErrorResponse);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What a refusal says, safe to show; null when it says nothing.</summary>
    /// <param name="body">The body.</param>
    /// <param name="redactor">Takes out what must not show, even if the refusal repeats it.</param>
    public static string? Words(byte[] body, SecretRedactor redactor) =>
        DisplayText.Of(redactor.Redact(Read(body)?.Message ?? Encoding.UTF8.GetString(body)));
}
