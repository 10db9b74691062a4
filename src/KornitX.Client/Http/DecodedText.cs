using System;
using System.Collections.Generic;
using System.Net;
using System.Text;

namespace KornitX.Client;

/// <summary>
/// A text as a sequence of characters, each of which knows the part of the original text that it was written as. Decoding
/// undoes one layer of every usual escaping, in time proportional to the length.
/// </summary>
internal sealed class DecodedText
{
    private const int LongestEntity = 32;

    private readonly List<Unit> _units;

    private DecodedText(List<Unit> units) => _units = units;

    /// <summary>How ambiguous escapes are read. A text is to be decoded in every way.</summary>
    public enum Reading
    {
        /// <summary>A reference without a semicolon has all the digits that follow.</summary>
        LongReferences,

        /// <summary>A reference without a semicolon is that of an ASCII character, and the rest of the digits follow it.</summary>
        ShortReferences,

        /// <summary>An equals sign begins an octet in quoted-printable (RFC 2045 section 6.7).</summary>
        QuotedPrintable,
    }

    /// <summary>One UTF-16 code unit, and from where to where in the original text it was written.</summary>
    internal readonly record struct Unit(char Char, int Start, int End);

    public IReadOnlyList<Unit> Units => _units;

    public static DecodedText Of(string text)
    {
        List<Unit> units = new(text.Length);
        for (int i = 0; i < text.Length; i++)
            units.Add(new Unit(text[i], i, i + 1));
        return new DecodedText(units);
    }

    /// <summary>The text with one layer of escaping undone; null where there was none.</summary>
    public DecodedText? Decode(Reading reading)
    {
        List<Unit> decoded = new(_units.Count);
        List<(byte Octet, int Start, int End)> octets = [];
        bool any = false;
        for (int i = 0; i < _units.Count;)
        {
            int next = ReadOctet(i, reading, out byte octet);
            if (next > i)
            {
                octets.Add((octet, _units[i].Start, _units[next - 1].End));
                (i, any) = (next, true);
                continue;
            }

            Flush(octets, decoded);
            next = ReadCharacter(i, reading, out string? text);
            if (next == i)
            {
                decoded.Add(_units[i++]);
                continue;
            }

            foreach (char unit in text!)
                decoded.Add(new Unit(unit, _units[i].Start, _units[next - 1].End));
            (i, any) = (next, true);
        }

        Flush(octets, decoded);
        return any ? new DecodedText(decoded) : null;
    }

    private char At(int i) => i < _units.Count ? _units[i].Char : '\0';

    /// <summary>An octet as %2F, \x2f, \057 or, in quoted-printable, =2F.</summary>
    /// <returns>Where it ends; where it would begin, if it is none.</returns>
    private int ReadOctet(int i, Reading reading, out byte octet)
    {
        octet = 0;
        char first = At(i);
        int digits = first == '%' || (first == '=' && reading == Reading.QuotedPrintable) ? i + 1 : i;
        int radix = 16;
        int length = 2;
        if (first == '\\')
        {
            digits = AfterBackslashes(i);
            if (At(digits) is 'x' or 'X')
                digits++;
            else
                (radix, length) = (8, 3);
        }

        if (digits == i || !TryReadNumber(digits, length, radix, out int value) || value > byte.MaxValue)
            return i;
        octet = (byte)value;
        return digits + length;
    }

    /// <summary>A character as \u002f, %u002f, \u{2f}, \U0000002f or a character reference of HTML, or a soft line break.</summary>
    private int ReadCharacter(int i, Reading reading, out string? text)
    {
        text = null;
        switch (At(i))
        {
            case '&':
                return At(i + 1) == '#' ? ReadNumericReference(i, reading, out text) : ReadNamedReference(i, out text);
            case '=' when reading == Reading.QuotedPrintable && At(i + 1) is '\r' or '\n':
                text = "";
                return At(i + 1) == '\r' && At(i + 2) == '\n' ? i + 3 : i + 2;
            case '\\' or '%':
                int marker = At(i) == '%' ? i + 1 : AfterBackslashes(i);
                if (At(marker) == 'u' && At(marker + 1) == '{')
                    return ReadBraced(i, marker + 2, out text);
                int length = At(marker) == 'U' ? 8 : 4;
                if (At(marker) is not ('u' or 'U') || !TryReadNumber(marker + 1, length, 16, out int value))
                    return i;
                text = TextOf(value);
                return text is null ? i : marker + 1 + length;
            default:
                return i;
        }
    }

    private int ReadBraced(int i, int digits, out string? text)
    {
        text = null;
        int end = digits;
        while (end < digits + 8 && Digit(At(end), 16) >= 0)
            end++;
        if (end == digits || At(end) != '}' || !TryReadNumber(digits, end - digits, 16, out int value))
            return i;
        text = TextOf(value);
        return text is null ? i : end + 1;
    }

    private int ReadNumericReference(int i, Reading reading, out string? text)
    {
        text = null;
        int radix = At(i + 2) is 'x' or 'X' ? 16 : 10;
        int digits = i + (radix == 16 ? 3 : 2);
        while (At(digits) == '0' && Digit(At(digits + 1), radix) >= 0)
            digits++;
        int length = 0;
        while (length < 8 && Digit(At(digits + length), radix) >= 0)
            length++;
        // Three decimal digits of an ASCII character begin with 1, and two of them do not.
        int ofAscii = radix == 10 && At(digits) == '1' ? 3 : 2;
        if (reading == Reading.ShortReferences && At(digits + length) != ';' && length > ofAscii)
            length = ofAscii;
        if (length == 0 || !TryReadNumber(digits, length, radix, out int value))
            return i;
        text = TextOf(value);
        int end = digits + length;
        return text is null ? i : At(end) == ';' ? end + 1 : end;
    }

    private int ReadNamedReference(int i, out string? text)
    {
        StringBuilder name = new();
        while (name.Length < LongestEntity && At(i + 1 + name.Length) is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9'))
            name.Append(At(i + 1 + name.Length));
        int end = i + 1 + name.Length;
        text = At(end) == ';' ? CharacterNames.Find(name.ToString()) : null;
        if (text is not null)
            return end + 1;

        // Without its semicolon a name ends where it is one.
        for (; name.Length > 1; name.Length--)
        {
            text = CharacterNames.Find(name.ToString());
            if (text is not null)
                return i + 1 + name.Length;
        }

        return i;
    }

    /// <summary>Adds octets as the characters that they are in UTF-8, and where they are none, as those of Latin-1.</summary>
    private static void Flush(List<(byte Octet, int Start, int End)> octets, List<Unit> decoded)
    {
        for (int i = 0; i < octets.Count;)
        {
            byte lead = octets[i].Octet;
            int length = lead < 0x80 ? 1 : lead is >= 0xC2 and < 0xE0 ? 2 : lead is >= 0xE0 and < 0xF0 ? 3 : lead is >= 0xF0 and < 0xF5 ? 4 : 1;
            int value = length == 1 ? lead : lead & (0xFF >> (length + 1));
            bool isWhole = i + length <= octets.Count;
            for (int j = 1; j < length && isWhole; j++)
            {
                isWhole = (octets[i + j].Octet & 0xC0) == 0x80;
                value = (value << 6) | (octets[i + j].Octet & 0x3F);
            }

            string? text = isWhole ? TextOf(value) : null;
            if (text is null)
                (text, length) = (((char)lead).ToString(), 1);
            foreach (char unit in text)
                decoded.Add(new Unit(unit, octets[i].Start, octets[i + length - 1].End));
            i += length;
        }

        octets.Clear();
    }

    /// <summary>Text within text is escaped more than once, and each time doubles the backslashes.</summary>
    private int AfterBackslashes(int i)
    {
        while (At(i) == '\\')
            i++;
        return i;
    }

    private bool TryReadNumber(int at, int length, int radix, out int value)
    {
        value = 0;
        for (int i = at; i < at + length; i++)
        {
            int digit = Digit(At(i), radix);
            if (digit < 0 || value > 0x10FFFF)
                return false;
            value = (value * radix) + digit;
        }

        return true;
    }

    private static int Digit(char c, int radix)
    {
        int digit = c is >= '0' and <= '9' ? c - '0' : c is >= 'a' and <= 'f' ? c - 'a' + 10 : c is >= 'A' and <= 'F' ? c - 'A' + 10 : -1;
        return digit < radix ? digit : -1;
    }

    private static string? TextOf(int value) =>
        value <= char.MaxValue ? ((char)value).ToString() : value <= 0x10FFFF ? char.ConvertFromUtf32(value) : null;

    /// <summary>The names of characters in HTML that an escaping of secrets may use.</summary>
    private static class CharacterNames
    {
        /// <summary>Those of ASCII, which .NET knows few of (HTML Living Standard, section 13.5).</summary>
        private static readonly Dictionary<string, string> Ascii = new(StringComparer.OrdinalIgnoreCase)
        {
            ["amp"] = "&", ["apos"] = "'", ["quot"] = "\"", ["lt"] = "<", ["gt"] = ">", ["excl"] = "!", ["num"] = "#",
            ["dollar"] = "$", ["percnt"] = "%", ["lpar"] = "(", ["rpar"] = ")", ["ast"] = "*", ["midast"] = "*", ["plus"] = "+",
            ["comma"] = ",", ["hyphen"] = "-", ["dash"] = "-", ["minus"] = "-", ["period"] = ".", ["sol"] = "/", ["colon"] = ":",
            ["semi"] = ";", ["equals"] = "=", ["quest"] = "?", ["commat"] = "@", ["lsqb"] = "[", ["lbrack"] = "[", ["bsol"] = "\\",
            ["rsqb"] = "]", ["rbrack"] = "]", ["hat"] = "^", ["lowbar"] = "_", ["underbar"] = "_", ["grave"] = "`",
            ["diacriticalgrave"] = "`", ["lcub"] = "{", ["lbrace"] = "{", ["verbar"] = "|", ["vert"] = "|", ["verticalline"] = "|",
            ["rcub"] = "}", ["rbrace"] = "}", ["tilde"] = "~", ["tab"] = "\t", ["newline"] = "\n", ["nbsp"] = " ",
        };

        public static string? Find(string name)
        {
            if (Ascii.TryGetValue(name, out string? character))
                return character;
            string reference = $"&{name};";
            string text = WebUtility.HtmlDecode(reference);
            return text == reference ? null : text;
        }
    }
}
