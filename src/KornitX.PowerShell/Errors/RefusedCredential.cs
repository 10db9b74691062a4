using System.Text.RegularExpressions;

namespace KornitX.Errors;

/// <summary>
/// Says which of client id and secret is refused, as far as the server tells. By RFC 6749 section 5.2 it need not, and
/// many do not; then that is said, so that nobody looks in the wrong place.
/// </summary>
internal static class RefusedCredential
{
    private static readonly Regex Id = new(@"client[ _-]?id\b|(unknown|unregistered|no such) client|client (was |is )?(not found|unknown|not registered)|client does not exist", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Regex Secret = new("secret|password", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>The sentence, without its end.</summary>
    /// <param name="clientId">The client id.</param>
    /// <param name="answer">What the server answered: its name and a status, a colon, and its words.</param>
    public static string Sentence(string clientId, string answer)
    {
        string words = answer.Substring(answer.IndexOf(':') + 1);
        return (Id.IsMatch(words), Secret.IsMatch(words)) switch
        {
            (true, false) => $"KornitX does not know client id '{clientId}'",
            (false, true) => $"KornitX does not take this secret of client id '{clientId}'",
            _ => $"KornitX does not take client id '{clientId}' with this secret, and does not tell which of them is wrong",
        };
    }
}
