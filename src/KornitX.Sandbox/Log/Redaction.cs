using System.Text.RegularExpressions;

namespace KornitX.Sandboxes;

/// <summary>Removes secrets and tokens from the text of a request before it is logged.</summary>
internal static class Redaction
{
    /// <summary>The prefix that identifies tokens of the sandbox.</summary>
    public const string TokenPrefix = "sandbox-token-";

    private const string Mask = "***";

    private static readonly Regex Token = new(TokenPrefix + "[0-9a-zA-Z]+", RegexOptions.CultureInvariant);

    /// <summary>The fields of a token request that are not secret.</summary>
    private static readonly Regex OpenField = new("^(grant_type|client_id|scope)=", RegexOptions.CultureInvariant);

    /// <summary>Redacts tokens.</summary>
    public static string RedactTokens(string text) => Token.Replace(text, Mask);

    /// <summary>Redacts what may be secret in the body of a token request.</summary>
    public static string RedactForm(string body) => string.Join("&", body.Split('&').Select(field =>
        body.Length == 0 || OpenField.IsMatch(field) ? field
        : field.StartsWith("client_secret=", StringComparison.Ordinal) ? $"client_secret={Mask}"
        : Mask));
}
