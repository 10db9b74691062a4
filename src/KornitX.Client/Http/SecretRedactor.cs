using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace KornitX.Client;

/// <summary>
/// Removes secrets from server messages, because a server or gateway may repeat what it was sent. Decodes the text layer by
/// layer and masks the part that a secret was written as.
/// </summary>
internal sealed class SecretRedactor
{
    /// <summary>The most characters that are searched; the rest is cut off. No message shows as many.</summary>
    private const int LongestText = 64 * 1024;

    /// <summary>The most characters that one character of a secret can be escaped with, so that a secret that is cut off is not shown in part.</summary>
    private const int LongestEscape = 16;

    private const string Mask = "***";

    /// <summary>Created on demand, because most responses are never shown.</summary>
    private readonly Lazy<(SecretForms[] Forms, int Longest)> _secrets;

    /// <param name="secret">The secret to remove.</param>
    public SecretRedactor(string secret)
        : this(() => [secret])
    {
    }

    private SecretRedactor(Func<IEnumerable<string>> secrets) => _secrets = new(() =>
    {
        string[] found = secrets().Where(SecretForms.CanFind).Distinct().ToArray();
        return (Array.ConvertAll(found, secret => new SecretForms(secret)), found.Select(secret => secret.Length).DefaultIfEmpty().Max());
    });

    /// <summary>Creates a redactor that also removes further secrets.</summary>
    public SecretRedactor With(Func<IEnumerable<string>> secrets) => new(secrets) { Inner = this };

    private SecretRedactor? Inner { get; init; }

    /// <summary>Removes the secrets from a text: plain, escaped for a URL, a form, JSON, HTML or mail, in hexadecimal or in base64.</summary>
    public string Redact(string text)
    {
        string redacted = Inner is null ? text : Inner.Redact(text);
        return _secrets.Value.Forms.Length == 0 ? redacted : RedactOwn(redacted);
    }

    private string RedactOwn(string text)
    {
        bool isCut = text.Length > LongestText;
        string seen = isCut ? text.Substring(0, LongestText) : text;
        bool[] masked = new bool[seen.Length];
        MarkSecrets(DecodedText.Of(seen), masked);
        foreach (DecodedText layer in SecretForms.Decodings(seen))
            MarkSecrets(layer, masked);

        int end = isCut ? Math.Max(0, seen.Length - (_secrets.Value.Longest * LongestEscape)) : seen.Length;
        StringBuilder redacted = new();
        for (int i = 0; i < end; i++)
        {
            if (!masked[i])
                redacted.Append(seen[i]);
            else if (i == 0 || !masked[i - 1])
                redacted.Append(Mask);
        }

        return redacted.ToString();
    }

    private void MarkSecrets(DecodedText text, bool[] masked)
    {
        StringBuilder comparable = new(text.Units.Count);
        List<DecodedText.Unit> kept = new(text.Units.Count);
        foreach (DecodedText.Unit unit in text.Units)
        {
            if (SecretForms.Comparable(unit.Char) is not { } c)
                continue;
            comparable.Append(c);
            kept.Add(unit);
        }

        string compared = comparable.ToString();
        string inUpperCase = compared.ToUpperInvariant();
        foreach ((int index, int length) in _secrets.Value.Forms.SelectMany(forms => forms.Find(compared, inUpperCase)))
        {
            for (int i = kept[index].Start; i < kept[index + length - 1].End; i++)
                masked[i] = true;
        }
    }
}
