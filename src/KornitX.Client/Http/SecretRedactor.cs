using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace KornitX.Client;

/// <summary>
/// Takes a secret out of what a server said. A server, or a gateway before it, that repeats what it was sent would
/// otherwise put the secret on the screen and into logs.
/// </summary>
internal sealed class SecretRedactor
{
    /// <summary>Shorter ones would be found in words that have nothing to do with them.</summary>
    private const int Shortest = 4;

    /// <summary>The same for what base64 makes of a secret, of which the ends depend on its neighbours.</summary>
    private const int ShortestInBase64 = 8;

    private const string Stars = "***";

    /// <summary>Made when it is needed: most answers are never shown.</summary>
    private readonly Lazy<Regex?> _forms;

    /// <param name="secret">What must not show.</param>
    public SecretRedactor(string secret) => _forms = new Lazy<Regex?>(() => secret.Length < Shortest ? null : FormsOf(secret));

    /// <summary>The text without the secret: plain, or as a URL, a form, JSON, HTML or base64 carries it.</summary>
    public string Redact(string text) => _forms.Value?.Replace(text, Stars) ?? text;

    private static Regex FormsOf(string secret) => new(
        string.Join("|", Base64(secret).Prepend(string.Concat(Characters(secret).Select(Forms)))), RegexOptions.CultureInvariant);

    private static IEnumerable<string> Characters(string text)
    {
        for (int i = 0; i < text.Length; i++)
            yield return char.IsSurrogatePair(text, i) ? text.Substring(i++, 2) : text.Substring(i, 1);
    }

    /// <summary>A pattern of one character in every way of writing it. Which characters are escaped, and how, is the writer's choice.</summary>
    private static string Forms(string character)
    {
        string hex = string.Concat(Encoding.UTF8.GetBytes(character).Select(octet => "%" + octet.ToString("x2", CultureInfo.InvariantCulture)));
        string json = string.Concat(character.Select(unit => @"\\u" + ((int)unit).ToString("x4", CultureInfo.InvariantCulture)));
        List<string> forms = [@"\\?" + Regex.Escape(character), $"(?i:{hex})", $"(?i:{json})"];
        if (character == " ")
            forms.Add(@"\+");
        string html = WebUtility.HtmlEncode(character);
        if (html != character)
            forms.Add(Regex.Escape(html));
        return $"(?:{string.Join("|", forms)})";
    }

    /// <summary>What base64 makes of the secret at each of the three places that it can have in a group of octets.</summary>
    private static IEnumerable<string> Base64(string secret)
    {
        byte[] octets = Encoding.UTF8.GetBytes(secret);
        for (int before = 0; before < 3; before++)
        {
            // Whole characters of the secret alone: each has 6 bits, and the first and the last may be shared.
            int first = ((before * 8) + 5) / 6;
            int end = (before + octets.Length) * 8 / 6;
            string form = Convert.ToBase64String([.. new byte[before], .. octets]).Substring(first, end - first);
            if (form.Length >= ShortestInBase64)
                yield return Regex.Escape(form).Replace(@"\+", "[+-]").Replace("/", "[/_]");
        }
    }
}
