using System;
using System.Collections.Generic;
using System.Net;

namespace KornitX.Client;

/// <summary>The HTML character names that an escaped secret may contain.</summary>
internal static class HtmlCharacterNames
{
    /// <summary>The names of ASCII characters (HTML Living Standard, section 13.5). .NET knows apos and nbsp, and others only in lower case.</summary>
    private static readonly Dictionary<string, string> Ascii = new(StringComparer.OrdinalIgnoreCase)
    {
        ["amp"] = "&", ["quot"] = "\"", ["lt"] = "<", ["gt"] = ">", ["excl"] = "!", ["num"] = "#",
        ["dollar"] = "$", ["percnt"] = "%", ["lpar"] = "(", ["rpar"] = ")", ["ast"] = "*", ["midast"] = "*", ["plus"] = "+",
        ["comma"] = ",", ["hyphen"] = "-", ["dash"] = "-", ["minus"] = "-", ["period"] = ".", ["sol"] = "/", ["colon"] = ":",
        ["semi"] = ";", ["equals"] = "=", ["quest"] = "?", ["commat"] = "@", ["lsqb"] = "[", ["lbrack"] = "[", ["bsol"] = "\\",
        ["rsqb"] = "]", ["rbrack"] = "]", ["hat"] = "^", ["lowbar"] = "_", ["underbar"] = "_", ["grave"] = "`",
        ["diacriticalgrave"] = "`", ["lcub"] = "{", ["lbrace"] = "{", ["verbar"] = "|", ["vert"] = "|", ["verticalline"] = "|",
        ["rcub"] = "}", ["rbrace"] = "}", ["tilde"] = "~", ["tab"] = "\t", ["newline"] = "\n",
    };

    /// <summary>Returns the character with a name, or null.</summary>
    public static string? Find(string name)
    {
        if (Ascii.TryGetValue(name, out string? character))
            return character;
        string reference = $"&{name};";
        string text = WebUtility.HtmlDecode(reference);
        return text == reference ? null : text;
    }
}
