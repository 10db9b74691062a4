using System.Text.Json;

namespace KornitX.Client;

/// <summary>
/// The body of an error response in one of two formats: KornitX's <c>{"error":{"message","code"}}</c> or RFC 6749's
/// <c>{"error","error_description"}</c>.
/// </summary>
/// <param name="Code">The error code of RFC 6749, such as invalid_client; null in KornitX's format.</param>
/// <param name="Description">The message or the description; otherwise null. Never show it unchecked.</param>
/// <param name="PlainMessage">The message of a body in neither format; otherwise null. Never show it unchecked.</param>
internal sealed record ErrorResponse(string? Code, string? Description, string? PlainMessage)
{
    /// <summary>The message with the code, as a text to recognize its meaning or to check before it is shown.</summary>
    public string? Message => Join(Description, Code) ?? PlainMessage;

    /// <summary>Joins a description and a code; null if there is neither.</summary>
    public static string? Join(string? description, string? code) =>
        description is null ? code : code is null ? description : $"{description} ({code})";

    /// <summary>Reads the body of an error response.</summary>
    /// <returns>The error; null if the body is not a JSON object or can't be read.</returns>
    public static ErrorResponse? Read(byte[]? body) => ApiJson.Read(body, bytes =>
    {
        using JsonDocument document = JsonDocument.Parse(bytes);
        JsonElement root = document.RootElement;
        JsonElement error = ApiJson.Member(root, "error");
        return new ErrorResponse(
            ApiJson.Text(error),
            error.ValueKind == JsonValueKind.Object
                ? ApiJson.Text(ApiJson.Member(error, "message"))
                : ApiJson.Text(ApiJson.Member(root, "error_description")),
            ApiJson.Text(ApiJson.Member(root, "message")));
    });
}
