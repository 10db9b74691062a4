using System.Text.RegularExpressions;

namespace KornitX.Commands;

/// <summary>
/// Says whether the client ID or the secret was rejected, if the token endpoint says so. RFC 6749, section 5.2, does not
/// require that, and many servers don't; the sentence then names both.
/// </summary>
internal static class RejectedCredential
{
    private const RegexOptions IgnoreCase = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private static readonly Regex Id = new(
        @"client[ _-]?id\b|(unknown|unregistered|no such) client|client (was |is )?(not found|unknown|not registered)"
        + "|client does not exist",
        IgnoreCase);

    private static readonly Regex Secret = new("secret|password", IgnoreCase);

    /// <summary>The sentence, without its period.</summary>
    /// <param name="response">The server's response: its name and the status, a colon, and its message.</param>
    public static string Sentence(string clientId, string response)
    {
        string words = response.Substring(response.IndexOf(':') + 1).Replace(TokenGrant.Withheld, "");
        return (Id.IsMatch(words), Secret.IsMatch(words)) switch
        {
            (true, false) => $"KornitX does not know client ID '{clientId}'",
            (false, true) => $"KornitX rejected the secret of client ID '{clientId}'",
            _ => $"KornitX rejected client ID '{clientId}' or its secret, and did not say which",
        };
    }
}
