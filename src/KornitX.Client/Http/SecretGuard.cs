using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace KornitX.Client;

/// <summary>
/// Shows external text, unless it repeats a piece of a secret: a server or gateway may repeat what it was sent. Such a text is
/// not shown at all, so no escaping has to be undone exactly.
/// </summary>
/// <remarks>docs/decisions.md says what counts as a piece, and what does not.</remarks>
internal sealed class SecretGuard
{
    /// <summary>What is shown instead of a text that repeats a secret.</summary>
    public const string Withheld = "the server's message is not shown because it repeats a secret";

    /// <summary>The letters or digits of a piece: six characters, as they are, in base64 and in hexadecimal.</summary>
    private const int PlainLength = 6;
    private const int Base64Length = 8;
    private const int HexLength = 12;

    /// <summary>How many layers of escaping are undone.</summary>
    private const int Layers = 5;

    /// <summary>Words of ordinary messages. They say nothing about a secret that contains them.</summary>
    private const string OrdinaryWords =
        "access account address allowed application authenticate authentication authorization authorized bearer booked"
        + " cancellation cancelled cannot client combined connection contact content credential credentials customer denied"
        + " description disabled documentation error exceeded expired external failed forbidden gateway granted header identifier"
        + " incorrect internal invalid kornitx length limited message method missing number operation parameter password"
        + " permission please problem product production provided proxies quantity reason received reference rejected request"
        + " requests required resource response returned returns sandbox secret server service should status support supported"
        + " system temporarily timeout tokens unauthorized unavailable unexpected unknown unsupported username version without"
        + " clientid clientsecret invalidclient granttype accesstoken errordescription";

    private static readonly Regex Backslashes = new(@"\\+");
    private static readonly Regex Utf16Escape = new(@"[\\%]u([0-9a-fA-F]{4})");
    private static readonly Regex ByteEscape = new(@"\\[xX]([0-9a-fA-F]{2})");

    /// <summary>Escapes that no decoder of the platform reads. They stand for punctuation, which is not compared.</summary>
    private static readonly Regex OtherEscape =
        new(@"&#?\w{1,31};|\\U[0-9a-fA-F]{8}|[\\%]u\{[0-9a-fA-F]{1,8}\}|\\[0-7]{3}|0x(?=[0-9a-fA-F]{2})");

    private static readonly HashSet<string> OrdinaryPieces =
        [.. OrdinaryWords.Split(' ').SelectMany(word => Pieces(Comparable(word, IsAnyLetter), PlainLength))];

    /// <summary>Created on demand, because most responses are never shown.</summary>
    private readonly Lazy<(HashSet<string> Pieces, string[] Wholes)> _secrets;

    /// <param name="secrets">The secrets. What is empty is ignored.</param>
    /// <param name="open">What the request contains openly, such as order IDs. A piece that is in it says nothing about a secret.</param>
    public SecretGuard(Func<IEnumerable<string>> secrets, Func<string>? open = null) =>
        _secrets = new(() => Prepare(secrets(), open?.Invoke() ?? ""));

    /// <summary>Withholds nothing.</summary>
    public static SecretGuard None { get; } = new(() => []);

    /// <summary>Returns the text on one line and of limited length, or that it is withheld; null if it has no visible character.</summary>
    public string? Show(string? text, int longest = DisplayText.Longest) =>
        DisplayText.Sanitize(text, longest) is { } shown ? Repeats(shown) ? Withheld : shown : null;

    /// <summary>Whether a text contains a piece of a secret: plain, escaped, in base64 or in hexadecimal.</summary>
    public bool Repeats(string text)
    {
        (HashSet<string> pieces, string[] wholes) = _secrets.Value;
        return wholes.Length > 0
            && Views(text).Any(view => Array.Exists(wholes, whole => ContainsWhole(view, whole)) || LetterSets.Any(letters =>
        {
            string comparable = Comparable(view, letters);
            return new[] { PlainLength, Base64Length, HexLength }.Any(length => Pieces(comparable, length).Any(pieces.Contains))
                || Array.Exists(
                    wholes, whole => Comparable(whole, letters) is { Length: >= PlainLength } form && comparable.Contains(form));
        }));
    }

    private static (HashSet<string> Pieces, string[] Wholes) Prepare(IEnumerable<string> secrets, string open)
    {
        HashSet<string> wholes = [];
        HashSet<string> pieces = [];
        HashSet<string> encoded = [];
        foreach (string secret in secrets.Where(secret => secret.Length > 0))
        {
            // A secret may itself look escaped; a decoded text then contains its decoded form. A server may read UTF-8 as Latin-1.
            wholes.UnionWith(Decodings(secret));
            byte[] utf8 = Encoding.UTF8.GetBytes(secret);
            wholes.UnionWith(SingleByteEncodings.Select(encoding => encoding.GetString(utf8)));
            byte[][] forms = [utf8, Encoding.Unicode.GetBytes(secret), Encoding.UTF8.GetBytes(Uri.EscapeDataString(secret))];
            foreach (byte[] bytes in forms)
            {
                encoded.UnionWith(Pieces(string.Concat(bytes.Select(b => b.ToString("X2", CultureInfo.InvariantCulture))), HexLength));
                for (int before = 0; before < 3; before++)
                {
                    // Only characters whose 6 bits belong to the secret alone; the first and the last may be shared with other bytes.
                    int first = ((before * 8) + 5) / 6;
                    string form = Convert.ToBase64String([.. new byte[before], .. bytes])
                        .Substring(first, ((before + bytes.Length) * 8 / 6) - first);
                    encoded.UnionWith(Pieces(Comparable(form, IsAscii), Base64Length));
                }
            }
        }

        foreach (Func<char, bool> letters in LetterSets)
        {
            pieces.UnionWith(wholes.SelectMany(whole => Pieces(Comparable(whole, letters), PlainLength)));
            pieces.ExceptWith(Pieces(Comparable(open, letters), PlainLength));
        }

        pieces.ExceptWith(OrdinaryPieces);
        pieces.UnionWith(encoded);
        return (pieces, [.. wholes.Where(whole => !string.IsNullOrWhiteSpace(whole))]);
    }

    /// <summary>Letters and digits of ASCII, which no wrong encoding changes, and of all scripts.</summary>
    private static readonly Func<char, bool>[] LetterSets = [IsAscii, IsAnyLetter];

    private static readonly Encoding[] SingleByteEncodings =
    [
        Encoding.GetEncoding("iso-8859-1"),
#if NETFRAMEWORK
        Encoding.GetEncoding(1252),
#else
        CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
#endif
    ];

    private static bool IsAscii(char c) => c is (>= '0' and <= '9') or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    private static bool IsAnyLetter(char c) => char.IsLetterOrDigit(c);

    private static string Comparable(string text, Func<char, bool> letters) =>
        string.Concat(text.Where(letters).Select(char.ToUpperInvariant));

    private static IEnumerable<string> Pieces(string comparable, int length)
    {
        for (int i = 0; i + length <= comparable.Length; i++)
            yield return comparable.Substring(i, length);
    }

    /// <summary>
    /// Whether a text contains a secret with fewer letters and digits than a piece: whole, in its case, and not within a word.
    /// </summary>
    private static bool ContainsWhole(string text, string secret)
    {
        if (Comparable(secret, IsAnyLetter).Length >= PlainLength)
            return false;
        for (int at = text.IndexOf(secret, StringComparison.Ordinal); at >= 0; at = text.IndexOf(secret, at + 1, StringComparison.Ordinal))
        {
            int end = at + secret.Length;
            bool startsInWord = at > 0 && IsAnyLetter(text[at - 1]) && IsAnyLetter(secret[0]);
            bool endsInWord = end < text.Length && IsAnyLetter(text[end]) && IsAnyLetter(secret[secret.Length - 1]);
            if (!startsInWord && !endsInWord)
                return true;
        }

        return false;
    }

    /// <summary>Returns the text with each number of layers of escaping removed, also as if it were quoted-printable.</summary>
    private static IEnumerable<string> Views(string text) => new[] { text, text.Replace('=', '%') }.Distinct().SelectMany(Decodings)
        .SelectMany(view => new[] { view, OtherEscape.Replace(view, "") });

    private static IEnumerable<string> Decodings(string text)
    {
        for (int layer = 0; layer <= Layers; layer++)
        {
            yield return text;
            string decoded = Backslashes.Replace(text, "\\").Replace("\\\"", "\"").Replace("\\'", "'").Replace("\\/", "/");
            decoded = ByteEscape.Replace(decoded, "%$1");
            decoded = Utf16Escape.Replace(decoded, match =>
                ((char)int.Parse(match.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());
            decoded = WebUtility.HtmlDecode(WebUtility.UrlDecode(decoded));
            if (decoded == text)
                yield break;
            text = decoded;
        }
    }
}
