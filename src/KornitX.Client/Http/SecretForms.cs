using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace KornitX.Client;

/// <summary>Finds the forms in which a secret may appear in a text.</summary>
internal sealed class SecretForms
{
    /// <summary>The shortest secret that is searched for. Shorter ones would match unrelated text.</summary>
    private const int Shortest = 4;

    /// <summary>The shortest form that is searched for in base64 and case-insensitively.</summary>
    private const int ShortestInAnyCase = 8;

    private readonly string[] _exact;
    private readonly string[] _inAnyCase;
    private readonly Regex[] _inHex;

    /// <param name="secret">The secret.</param>
    public SecretForms(string secret)
    {
        // The secret may itself look escaped. The decoded text then contains its decoded form.
        HashSet<string> forms = [Comparable(secret), .. Decodings(secret).Select(decoded => Comparable(Text(decoded)))];
        forms.RemoveWhere(form => form.Length < Shortest);
        byte[][] encodings = [Encoding.UTF8.GetBytes(secret), Encoding.Unicode.GetBytes(secret), Encoding.UTF8.GetBytes(Uri.EscapeDataString(secret))];
        string[] inBase64 = encodings.SelectMany(Base64).Select(Comparable).ToArray();

        _exact = forms.Where(form => form.Length < ShortestInAnyCase).ToArray();
        _inAnyCase = forms.Except(_exact).Concat(inBase64).Select(form => form.ToUpperInvariant()).Distinct().ToArray();
        _inHex = encodings.Take(2).Select(Hex).ToArray();
    }

    /// <summary>Whether a secret is long enough to be searched for.</summary>
    public static bool CanFind(string? secret) => secret?.Length >= Shortest;

    /// <summary>Decodes a text layer by layer, in every mode.</summary>
    public static IEnumerable<DecodedText> Decodings(string text)
    {
        const int Layers = 5;
        DecodedText plain = DecodedText.Of(text);
        foreach (DecodedText.Mode mode in new[]
        {
            DecodedText.Mode.LongReferences, DecodedText.Mode.ShortReferences, DecodedText.Mode.QuotedPrintable,
        })
        {
            DecodedText? layer = plain.Decode(mode);
            for (int i = 0; i < Layers && layer is not null; i++, layer = layer.Decode(mode))
                yield return layer;
        }
    }

    /// <summary>Finds the secret in a text of comparable characters.</summary>
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
    /// Normalizes a character for comparison; null if it is ignored. Invisible characters can be anywhere in a secret that is
    /// still readable. Backslashes escape, forms write spaces as plus, and base64 has two alphabets.
    /// </summary>
    public static char? Comparable(char c) => c switch
    {
        '\\' => null,
        '-' or '+' => '+',
        '_' or '/' => '/',
        // Variation selectors, the grapheme joiner and the Hangul and Mongolian fillers are invisible too.
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

    /// <summary>Returns the base64 forms of bytes at each of the three offsets within a group.</summary>
    private static IEnumerable<string> Base64(byte[] bytes)
    {
        for (int before = 0; before < 3; before++)
        {
            // Only characters whose 6 bits belong to the secret alone; the first and the last may be shared with other bytes.
            int first = ((before * 8) + 5) / 6;
            int end = (before + bytes.Length) * 8 / 6;
            string form = Convert.ToBase64String([.. new byte[before], .. bytes]).Substring(first, end - first);
            if (form.Length >= ShortestInAnyCase)
                yield return form;
        }
    }

    /// <summary>Matches bytes in hexadecimal, with or without separators.</summary>
    private static Regex Hex(byte[] bytes) => new(
        "(?:0X)?" + string.Join("[+:,]{0,2}(?:0X)?", bytes.Select(b => b.ToString("X2", CultureInfo.InvariantCulture))),
        RegexOptions.CultureInvariant);
}
