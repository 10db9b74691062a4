using System.Collections.Generic;
using System.Text;

namespace KornitX.Client;

/// <summary>
/// A text that is decoded layer by layer. Each character keeps its range in the original text. Decoding removes one layer of
/// every common escaping, in time proportional to the length.
/// </summary>
internal sealed class DecodedText
{
    private const int LongestEntity = 32;

    private readonly List<Unit> _units;

    private DecodedText(List<Unit> units) => _units = units;

    /// <summary>How ambiguous escapes are decoded. To find every secret, decode a text in each mode.</summary>
    public enum Mode
    {
        /// <summary>An HTML character reference without a semicolon includes all following digits.</summary>
        LongReferences,

        /// <summary>An HTML character reference without a semicolon is an ASCII character. Further digits are text.</summary>
        ShortReferences,

        /// <summary>An equals sign starts a byte in quoted-printable (RFC 2045 section 6.7).</summary>
        QuotedPrintable,
    }

    /// <summary>A UTF-16 code unit and its range in the original text.</summary>
    internal readonly record struct Unit(char Char, int Start, int End);

    public IReadOnlyList<Unit> Units => _units;

    public static DecodedText Of(string text)
    {
        List<Unit> units = new(text.Length);
        for (int i = 0; i < text.Length; i++)
            units.Add(new Unit(text[i], i, i + 1));
        return new DecodedText(units);
    }

    /// <summary>Returns the text with one layer of escaping removed; null if nothing is escaped.</summary>
    public DecodedText? Decode(Mode mode)
    {
        List<Unit> decoded = new(_units.Count);
        List<(byte Value, int Start, int End)> bytes = [];
        bool any = false;
        for (int i = 0; i < _units.Count;)
        {
            int next = ReadByte(i, mode, out byte value);
            if (next > i)
            {
                bytes.Add((value, _units[i].Start, _units[next - 1].End));
                (i, any) = (next, true);
                continue;
            }

            Flush(bytes, decoded);
            next = ReadCharacter(i, mode, out string? text);
            if (next == i)
            {
                decoded.Add(_units[i++]);
                continue;
            }

            foreach (char unit in text!)
                decoded.Add(new Unit(unit, _units[i].Start, _units[next - 1].End));
            (i, any) = (next, true);
        }

        Flush(bytes, decoded);
        return any ? new DecodedText(decoded) : null;
    }

    private char At(int i) => i < _units.Count ? _units[i].Char : '\0';

    /// <summary>Reads a byte written as %2F, \x2f, \057 or, in quoted-printable, =2F.</summary>
    /// <returns>The index after it, or the start index.</returns>
    private int ReadByte(int i, Mode mode, out byte result)
    {
        result = 0;
        char first = At(i);
        int digits = first == '%' || (first == '=' && mode == Mode.QuotedPrintable) ? i + 1 : i;
        int radix = 16;
        int length = 2;
        if (first == '\\')
        {
            // A run of backslashes is read once, from its start.
            if (i > 0 && At(i - 1) == '\\')
                return i;
            digits = AfterBackslashes(i);
            if (At(digits) is 'x' or 'X')
                digits++;
            else
                (radix, length) = (8, 3);
        }

        if (digits == i || !TryReadNumber(digits, length, radix, out int value) || value > byte.MaxValue)
            return i;
        result = (byte)value;
        return digits + length;
    }

    /// <summary>Reads a character written as \u002f, %u002f, \u{2f}, \U0000002f or an HTML character reference, or a soft line break.</summary>
    private int ReadCharacter(int i, Mode mode, out string? text)
    {
        text = null;
        switch (At(i))
        {
            case '&':
                return At(i + 1) == '#' ? ReadNumericReference(i, mode, out text) : ReadNamedReference(i, out text);
            case '=' when mode == Mode.QuotedPrintable && At(i + 1) is '\r' or '\n':
                // The second character of a line break stays. Control characters are not compared.
                text = "";
                return i + 2;
            case '\\' or '%':
                // Backslashes are not compared, so all but the last of a run can stay.
                int marker = i + 1;
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

    private int ReadNumericReference(int i, Mode mode, out string? text)
    {
        text = null;
        int radix = At(i + 2) is 'x' or 'X' ? 16 : 10;
        int digits = i + (radix == 16 ? 3 : 2);
        while (At(digits) == '0' && Digit(At(digits + 1), radix) >= 0)
            digits++;
        int length = 0;
        while (length < 8 && Digit(At(digits + length), radix) >= 0)
            length++;
        // An ASCII character has three decimal digits if they begin with 1, and two otherwise.
        int ofAscii = radix == 10 && At(digits) == '1' ? 3 : 2;
        if (mode == Mode.ShortReferences && At(digits + length) != ';' && length > ofAscii)
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
        text = At(end) == ';' ? HtmlCharacterNames.Find(name.ToString()) : null;
        if (text is not null)
            return end + 1;

        // Without a semicolon, the longest known name counts.
        for (; name.Length > 1; name.Length--)
        {
            text = HtmlCharacterNames.Find(name.ToString());
            if (text is not null)
                return i + 1 + name.Length;
        }

        return i;
    }

    /// <summary>Decodes bytes as UTF-8, and invalid bytes as Latin-1.</summary>
    private static void Flush(List<(byte Value, int Start, int End)> bytes, List<Unit> decoded)
    {
        for (int i = 0; i < bytes.Count;)
        {
            byte lead = bytes[i].Value;
            int length = lead switch
            {
                >= 0xC2 and < 0xE0 => 2,
                >= 0xE0 and < 0xF0 => 3,
                >= 0xF0 and < 0xF5 => 4,
                _ => 1,
            };
            int value = length == 1 ? lead : lead & (0xFF >> (length + 1));
            bool isWhole = i + length <= bytes.Count;
            for (int j = 1; j < length && isWhole; j++)
            {
                isWhole = (bytes[i + j].Value & 0xC0) == 0x80;
                value = (value << 6) | (bytes[i + j].Value & 0x3F);
            }

            string? text = isWhole ? TextOf(value) : null;
            if (text is null)
                (text, length) = (((char)lead).ToString(), 1);
            foreach (char unit in text)
                decoded.Add(new Unit(unit, bytes[i].Start, bytes[i + length - 1].End));
            i += length;
        }

        bytes.Clear();
    }

    /// <summary>Returns the index after a run of backslashes. Each further layer of escaping doubles them.</summary>
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
}
