using System.Text.RegularExpressions;

namespace KornitX.Sandboxes;

/// <summary>Removes secrets and tokens from the text of a request before it is logged.</summary>
internal static class Redaction
{
    /// <summary>The prefix that identifies tokens of the sandbox.</summary>
    public const string TokenPrefix = "sandbox-token-";

    private const string Mask = "***";

    private static readonly Regex Token = new(TokenPrefix + "[0-9a-zA-Z]+", RegexOptions.CultureInvariant);

    private static readonly Regex Field = new("(?<=^|[?&])(?<name>[^=&?]*)=(?<value>[^&]*)", RegexOptions.CultureInvariant);

    /// <summary>
    /// Redacts tokens and, in requests to the token endpoint, the secret: in a form, any value of client_secret, and the secret in
    /// other fields; in any other text, the secret.
    /// </summary>
    /// <param name="secret">The secret, if the request is to the token endpoint.</param>
    public static string Redact(string text, string? secret) =>
        Token.Replace(secret is null ? text : RedactSecret(text, secret), Mask);

    private static string RedactSecret(string text, string secret)
    {
        bool isForm = false;
        string masked = Field.Replace(text, field =>
        {
            // The name of a field may be percent-encoded too.
            string name = FormText(field.Groups["name"].Value);
            bool isSecret = string.Equals(name, "client_secret", StringComparison.OrdinalIgnoreCase);
            isForm |= isSecret;
            return isSecret || FormText(field.Groups["value"].Value) == secret
                ? field.Groups["name"].Value + "=" + Mask
                : field.Value;
        });
        return isForm ? masked : masked.Replace(secret, Mask);
    }

    private static string FormText(string escaped) => Uri.UnescapeDataString(escaped.Replace('+', ' ')).Trim();
}
