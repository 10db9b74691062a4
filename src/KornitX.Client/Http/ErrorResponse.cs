using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KornitX.Client;

/// <summary>
/// The body of an error response in one of two formats: KornitX's <c>{"error":{"message","code"}}</c> or RFC 6749's
/// <c>{"error","error_description"}</c>.
/// </summary>
internal sealed class ErrorResponse
{
    [JsonPropertyName("error")]
    public JsonElement Error { get; set; }

    [JsonPropertyName("error_description")]
    public JsonElement ErrorDescription { get; set; }

    [JsonPropertyName("message")]
    public JsonElement PlainMessage { get; set; }

    /// <summary>The error code of RFC 6749, such as invalid_client; null in KornitX's format.</summary>
    [JsonIgnore]
    public string? Code => ApiJson.Text(Error);

    /// <summary>The error message, unredacted.</summary>
    [JsonIgnore]
    public string? Message => OAuthMessage ?? ApiJson.Text(PlainMessage);

    /// <summary>The error message in the two formats of the token endpoint, unredacted.</summary>
    [JsonIgnore]
    public string? OAuthMessage =>
        Error.ValueKind == JsonValueKind.Object && Error.TryGetProperty("message", out JsonElement message) ? ApiJson.Text(message)
        : ApiJson.Text(ErrorDescription) is { } description ? Code is null ? description : $"{description} ({Code})"
        : Code;

    /// <summary>Reads the body of an error response.</summary>
    /// <returns>The error; null if the body has neither format.</returns>
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

    /// <summary>Returns the error message, or the body if it has neither format, safe to show; null if it is empty.</summary>
    /// <param name="body">The body.</param>
    /// <param name="redactor">Removes secrets that the response may repeat.</param>
    public static string? ReadMessage(byte[] body, SecretRedactor redactor) =>
        DisplayText.Of(redactor.Redact(Read(body)?.Message ?? Encoding.UTF8.GetString(body)));
}
