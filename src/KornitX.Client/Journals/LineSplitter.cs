using System;
using System.IO;

namespace KornitX.Client;

/// <summary>Splits the content of a journal into lines. Its buffer grows to the longest line.</summary>
internal sealed class LineSplitter
{
    /// <summary>The longest line in bytes; more than an order with a million items needs.</summary>
    private const int LongestLine = 256 * 1024 * 1024;

    private const int BufferSize = 256 * 1024;

    private readonly IJournalContent _content;
    private readonly long _end;
    private byte[] _buffer;
    private int _from;
    private int _to;
    private int _lineLength;

    /// <param name="content">The content.</param>
    /// <param name="start">The position of the first line.</param>
    /// <param name="end">The end of the last line.</param>
    public LineSplitter(IJournalContent content, long start, long end)
    {
        _content = content;
        Next = start;
        _end = end;
        _buffer = new byte[Math.Min(Math.Max(end - start, 1), BufferSize)];
    }

    /// <summary>The position of the line.</summary>
    public long Start { get; private set; }

    /// <summary>The position of the next line.</summary>
    public long Next { get; private set; }

    /// <summary>Whether the line ends with a line feed.</summary>
    public bool HasLineFeed { get; private set; }

    /// <summary>The line without its line feed. Valid until the next line is read.</summary>
    public ReadOnlySpan<byte> Line => _buffer.AsSpan(_from - _lineLength, _lineLength);

    /// <summary>Reads the next line.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="IOException">The content can't be read.</exception>
    /// <exception cref="InvalidDataException">The line is too long.</exception>
    public bool Read()
    {
        Start = Next;
        _lineLength = 0;
        if (HasLineFeed)
            _from++;
        HasLineFeed = false;

        int searched = 0;
        while (true)
        {
            int feed = _buffer.AsSpan(_from + searched, _to - _from - searched).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                HasLineFeed = true;
                return SetLine(searched + feed);
            }

            searched = _to - _from;
            if (!Fill())
                return SetLine(searched);
        }
    }

    private bool SetLine(int length)
    {
        _lineLength = length;
        _from += length;
        Next = Start + length + (HasLineFeed ? 1 : 0);
        return length > 0 || HasLineFeed;
    }

    /// <summary>Moves the rest of the buffer to its start and reads more.</summary>
    private bool Fill()
    {
        int kept = _to - _from;
        long position = Start + kept;
        if (position >= _end)
            return false;
        byte[] target = kept < _buffer.Length ? _buffer : new byte[DoubleSize(_buffer.Length)];
        Buffer.BlockCopy(_buffer, _from, target, 0, kept);
        _buffer = target;
        _from = 0;
        _to = kept;
        int read = _content.ReadAt(position, _buffer, _to, (int)Math.Min(_buffer.Length - _to, _end - position));
        _to += read;
        return read > 0;
    }

    private static int DoubleSize(int length) =>
        length < LongestLine ? length * 2 : throw new InvalidDataException("A line is too long");
}
