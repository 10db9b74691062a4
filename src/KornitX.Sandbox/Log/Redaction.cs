using System;
using System.Text.RegularExpressions;

namespace KornitX.Log;

/// <summary>Removes secrets and tokens from the text of a request before it is logged.</summary>
internal static class Redaction
{
    /// <summary>The prefix of every token of the sandbox, by which it is recognised.</summary>
    public const string TokenPrefix = "sandbox-token-";

    private const string Mask = "***";

    private static readonly Regex Token = new(TokenPrefix + "[0-9a-zA-Z]+", RegexOptions.CultureInvariant);

    private static readonly Regex Field = new("(?<=^|[?&])(?<name>[^=&?]*)=(?<value>[^&]*)", RegexOptions.CultureInvariant);

    public static string OfToken(string text) =>
        text.Contains(TokenPrefix) ? Token.Replace(text, Mask) : text;

    /// <summary>
    /// For what is sent to the token endpoint. Of a form: the value of client_secret, right or wrong, and the secret where
    /// it was put into another field. Of anything else: the secret wherever it is.
    /// </summary>
    public static string OfSecret(string text, string secret)
    {
        bool isForm = false;
        string masked = Field.Replace(text, field =>
        {
            // A field's name may itself be escaped, in whole or in part.
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
