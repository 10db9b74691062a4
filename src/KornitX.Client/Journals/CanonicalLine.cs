using System;

namespace KornitX.Client;

/// <summary>
/// Reads a line in the form in which the module writes it: with a fixed order of properties, and text of ASCII characters
/// without escapes. All other lines are left to the JSON reader, which takes three times as long.
/// </summary>
internal ref struct CanonicalLine
{
    private readonly ReadOnlySpan<byte> _line;
    private int _at;

    public CanonicalLine(ReadOnlySpan<byte> line)
    {
        _line = line;
        _at = 0;
    }

    public readonly bool IsAtEnd => _at == _line.Length;

    /// <summary>Skips a text if it comes next.</summary>
    public bool Skip(ReadOnlySpan<byte> text)
    {
        if (!_line.Slice(_at).StartsWith(text))
            return false;
        _at += text.Length;
        return true;
    }

    /// <summary>Reads a whole number from 1 with at most 18 digits, without leading zeros.</summary>
    public bool TryNumber(out long number)
    {
        number = 0;
        int start = _at;
        while (_at < _line.Length && _at - start < 19 && _line[_at] is >= (byte)'0' and <= (byte)'9')
            number = (number * 10) + _line[_at++] - '0';
        return _at - start is > 0 and < 19 && _line[start] != '0';
    }

    /// <summary>Reads a whole number from 0.</summary>
    public bool TryNumberOrZero(out long number)
    {
        // No caller expects a digit next, so a number with a leading zero is left to the JSON reader, which rejects it.
        if (_at < _line.Length && _line[_at] == '0')
        {
            number = 0;
            _at++;
            return true;
        }

        return TryNumber(out number);
    }

    /// <summary>Skips a UTC time and the closing quote.</summary>
    public bool SkipTime()
    {
        int end = _line.Slice(_at).IndexOf((byte)'"');
        if (end < 0 || !IsUtc(_line.Slice(_at, end)))
            return false;
        _at += end + 1;
        return true;
    }

    /// <summary>
    /// Reads text up to the closing quote and skips the quote. Accepts only visible ASCII characters with spaces between
    /// them, which are always a valid reference. Text that begins with a dot may be invalid in a path, so it is not accepted.
    /// </summary>
    public bool TryText(out ReadOnlySpan<byte> text)
    {
        int start = _at;
        while (_at < _line.Length && _line[_at] is >= (byte)' ' and <= (byte)'~' and not ((byte)'"' or (byte)'\\'))
            _at++;
        text = _line.Slice(start, _at - start);
        return text.Length is > 0 and <= 1000
            && text[0] is not ((byte)' ' or (byte)'.') && text[text.Length - 1] != ' '
            && Skip("\""u8);
    }

    /// <summary>Whether a text is a UTC time as the module writes it.</summary>
    public static bool IsUtc(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 25 or 26 or > 33 || !text.Slice(text.Length - 6).SequenceEqual("+00:00"u8) || text[0] != '2')
            return false;
        for (int i = 0; i < text.Length - 6; i++)
        {
            byte expected = i < 19 ? "dddd-dd-ddTdd:dd:dd"u8[i] : i == 19 ? (byte)'.' : (byte)'d';
            if (expected == 'd' ? text[i] is < (byte)'0' or > (byte)'9' : text[i] != expected)
                return false;
        }

        return Two(text, 5) is >= 1 and <= 12 && Two(text, 8) is >= 1 and <= 28
            && Two(text, 11) < 24 && Two(text, 14) < 60 && Two(text, 17) < 60;

        static int Two(ReadOnlySpan<byte> text, int at) => ((text[at] - '0') * 10) + text[at + 1] - '0';
    }
}
