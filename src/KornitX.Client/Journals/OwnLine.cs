using System;

namespace KornitX.Client;

/// <summary>
/// Reads a line byte by byte as the module writes it: with these properties in this order, and text of ASCII characters
/// without escapes. Whatever differs in any way is for the JSON reader, which takes three times as long.
/// </summary>
internal ref struct OwnLine
{
    private readonly ReadOnlySpan<byte> _line;
    private int _at;

    public OwnLine(ReadOnlySpan<byte> line)
    {
        _line = line;
        _at = 0;
    }

    public readonly bool IsAtEnd => _at == _line.Length;

    /// <summary>Passes over this text, if it comes next.</summary>
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
        if (_at + 1 < _line.Length && _line[_at] == '0' && _line[_at + 1] is not (>= (byte)'0' and <= (byte)'9'))
        {
            number = 0;
            _at++;
            return true;
        }

        return TryNumber(out number);
    }

    /// <summary>Passes over a time in UTC and the quote behind it.</summary>
    public bool SkipTime()
    {
        int end = _line.Slice(_at).IndexOf((byte)'"');
        if (end < 0 || !IsUtc(_line.Slice(_at, end)))
            return false;
        _at += end + 1;
        return true;
    }

    /// <summary>
    /// Reads text up to its quote, and passes over that: visible ASCII characters, with spaces only between them. Such text
    /// is a reference that can be sent; a dot alone is left to who knows better.
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

    /// <summary>Whether a text is a time in UTC as the module writes it.</summary>
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
