using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace KornitX.Client;

/// <summary>Every form of one secret that is looked for in a text, and how texts are compared with it.</summary>
internal sealed class SecretForms
{
    /// <summary>Shorter ones would be found in words that have nothing to do with them.</summary>
    private const int Shortest = 4;

    /// <summary>The same for what base64 makes of a secret, of which the ends depend on its neighbors, and for any case.</summary>
    private const int ShortestInAnyCase = 8;

    private readonly string[] _exact;
    private readonly string[] _inAnyCase;
    private readonly Regex[] _inHex;

    /// <param name="secret">The secret.</param>
    public SecretForms(string secret)
    {
        // The secret may itself look escaped; then the text's decoded form has it decoded.
        HashSet<string> forms = [Comparable(secret), .. Decodings(secret).Select(decoded => Comparable(Text(decoded)))];
        forms.RemoveWhere(form => form.Length < Shortest);
        byte[][] encodings = [Encoding.UTF8.GetBytes(secret), Encoding.Unicode.GetBytes(secret), Encoding.UTF8.GetBytes(Uri.EscapeDataString(secret))];
        string[] inBase64 = encodings.SelectMany(Base64).Select(Comparable).ToArray();

        _exact = forms.Where(form => form.Length < ShortestInAnyCase).ToArray();
        _inAnyCase = forms.Except(_exact).Concat(inBase64).Select(form => form.ToUpperInvariant()).Distinct().ToArray();
        _inHex = encodings.Take(2).Select(Hex).ToArray();
    }

    /// <summary>Whether a secret is long enough to be looked for.</summary>
    public static bool CanFind(string? secret) => secret?.Length >= Shortest;

    /// <summary>Every layer of a text's decodings, in every way to read them.</summary>
    public static IEnumerable<DecodedText> Decodings(string text)
    {
        const int Layers = 5;
        DecodedText plain = DecodedText.Of(text);
        foreach (DecodedText.Reading reading in new[]
        {
            DecodedText.Reading.LongReferences, DecodedText.Reading.ShortReferences, DecodedText.Reading.QuotedPrintable,
        })
        {
            DecodedText? layer = plain.Decode(reading);
            for (int i = 0; i < Layers && layer is not null; i++, layer = layer.Decode(reading))
                yield return layer;
        }
    }

    /// <summary>Where the secret is in a text that was made comparable: from where, and how long.</summary>
    public IEnumerable<(int Index, int Length)> Find(string comparable, string inUpperCase)
    {
        foreach ((string text, string[] forms) in new[] { (comparable, _exact), (inUpperCase, _inAnyCase) })
        {
            foreach (string form in forms)
            {
                for (int at = text.IndexOf(form, StringComparison.Ordinal); at >= 0; at = text.IndexOf(form, at + 1, StringComparison.Ordinal))
                    yield return (at, form.Length);
            }
        }

        foreach (Match match in _inHex.SelectMany(hex => hex.Matches(inUpperCase).Cast<Match>()))
            yield return (match.Index, match.Length);
    }

    /// <summary>
    /// The character as it is compared; null where it is passed over. What does not show can stand anywhere within a secret
    /// that still shows. Backslashes escape. A form writes blanks as plus, and base64 has two alphabets.
    /// </summary>
    public static char? Comparable(char c) => c switch
    {
        '\\' => null,
        '-' or '+' => '+',
        '_' or '/' => '/',
        // Variation selectors, the grapheme joiner and the fillers of Hangul and Mongolian show nothing either.
        (>= '\uFE00' and <= '\uFE0F') or '\u034F' or '\u115F' or '\u1160' or '\u3164' or '\uFFA0' or (>= '\u180B' and <= '\u180F') => null,
        _ => CharUnicodeInfo.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.Control or UnicodeCategory.Format => null,
            UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => '+',
            _ => c,
        },
    };

    private static string Comparable(string text) => string.Concat(text.Select(Comparable));

    private static string Text(DecodedText text) => string.Concat(text.Units.Select(unit => unit.Char));

    /// <summary>What base64 makes of octets at each of the three places that they can have in a group of octets.</summary>
    private static IEnumerable<string> Base64(byte[] octets)
    {
        for (int before = 0; before < 3; before++)
        {
            // Whole characters of the secret alone: each has 6 bits, and the first and the last may be shared.
            int first = ((before * 8) + 5) / 6;
            int end = (before + octets.Length) * 8 / 6;
            string form = Convert.ToBase64String([.. new byte[before], .. octets]).Substring(first, end - first);
            if (form.Length >= ShortestInAnyCase)
                yield return form;
        }
    }

    /// <summary>Octets in hex, run together or apart, as in a dump.</summary>
    private static Regex Hex(byte[] octets) => new(
        "(?:0X)?" + string.Join("[+:,]{0,2}(?:0X)?", octets.Select(octet => octet.ToString("X2", CultureInfo.InvariantCulture))),
        RegexOptions.CultureInvariant);
}
