namespace KornitX.Client;

/// <summary>Splits the content of a journal into lines. Its buffer grows to the longest line.</summary>
/// <param name="end">The end of the last line.</param>
internal sealed class LineSplitter(IJournalContent content, long end)
{
    /// <summary>The longest line in bytes; more than an order with a million items needs.</summary>
    private const int LongestLine = 256 * 1024 * 1024;

    private byte[] _buffer = new byte[64 * 1024];
    private int _from;
    private int _length;
    private int _to;

    /// <summary>The position of the line.</summary>
    public long Start { get; private set; }

    /// <summary>The position of the next line.</summary>
    public long Next { get; private set; }

    public bool HasLineFeed { get; private set; }

    /// <summary>The line without its line feed. Valid until the next line is read.</summary>
    public ReadOnlySpan<byte> Line => _buffer.AsSpan(_from, _length);

    /// <summary>Reads the next line.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="IOException">The content can't be read.</exception>
    /// <exception cref="InvalidDataException">The line is too long.</exception>
    public bool Read()
    {
        _from += (int)(Next - Start);
        Start = Next;
        int searched = 0;
        int feed;
        do
        {
            feed = _buffer.AsSpan(_from + searched, _to - _from - searched).IndexOf((byte)'\n');
            _length = feed < 0 ? _to - _from : searched + feed;
            searched = _length;
        }
        while (feed < 0 && Fill());

        HasLineFeed = feed >= 0;
        Next = Start + _length + (HasLineFeed ? 1 : 0);
        return Next > Start;
    }

    /// <summary>Moves the rest of the buffer to its start and reads more.</summary>
    private bool Fill()
    {
        int kept = _to - _from;
        long position = Start + kept;
        if (position >= end)
            return false;
        if (kept >= LongestLine)
            throw new InvalidDataException("A line is too long");
        byte[] target = kept < _buffer.Length ? _buffer : new byte[_buffer.Length * 2];
        Buffer.BlockCopy(_buffer, _from, target, 0, kept);
        _buffer = target;
        _from = 0;
        _to = kept;
        int read = content.ReadAt(position, _buffer, _to, (int)Math.Min(_buffer.Length - _to, end - position));
        _to += read;
        return read > 0;
    }
}
