using System;
using System.IO;
using System.Text;
using System.Text.Json;

namespace KornitX.Client;

/// <summary>
/// Reads all lines of a journal into an index and verifies them. Only the end of the file can be invalid and still be a
/// journal: what a crash or a full disk left of the last write. Anything else means that the file is damaged, so that nothing in
/// it can be trusted.
/// </summary>
internal sealed class JournalScan
{
    /// <summary>The most bytes of one write to a journal, except for a line that a <see cref="LongLine"/> announces.</summary>
    public const int LongestWrite = 4096;

    private static readonly byte[] HeadBeginning = Encoding.ASCII.GetBytes("{\"Journal\":\"" + HeadLine.Name + "\"");
    private static readonly byte[] LineBeginning = Encoding.ASCII.GetBytes("{\"State\":\"");

    private readonly string _path;
    private readonly IJournalContent _content;
    private readonly long _end;
    private int _longestWrite = LongestWrite;
    private ulong _checksum;

    private JournalScan(string path, IJournalContent content)
    {
        _path = path;
        _content = content;
        _end = content.Length;
        Orders = new OrderIndex(path, content);
    }

    /// <summary>The index of the orders.</summary>
    public OrderIndex Orders { get; }

    /// <summary>The length of the valid content in bytes. What follows is incomplete.</summary>
    public long Length { get; private set; }

    /// <summary>The length of the incomplete end in bytes.</summary>
    public long UnfinishedLength => _end - Length;

    /// <summary>Whether the last valid line lacks its line feed.</summary>
    public bool LacksLineFeed { get; private set; }

    /// <summary>The checksum of the last valid line.</summary>
    public ulong Checksum => _checksum;

    /// <summary>Reads all lines.</summary>
    /// <param name="path">The path for error messages.</param>
    /// <param name="content">The content. The index reads from it later, too.</param>
    /// <param name="account">The account that the journal must belong to, if it is known.</param>
    /// <exception cref="JournalException">The journal is corrupt, can't be read, or belongs to another account.</exception>
    public static JournalScan Read(string path, IJournalContent content, JournalAccount? account = null)
    {
        JournalScan scan = new(path, content);
        JournalException.Wrap(path, () =>
        {
            scan.ReadLines();
            return scan;
        });
        if (scan.Orders.Account is { } theirs && account is not null && !theirs.Equals(account))
            throw new JournalException(JournalFault.Mismatch, $"The journal '{path}' belongs to {theirs}, but this run is for {account}.");
        scan.Orders.Account ??= account;
        return scan;
    }

    private void ReadLines()
    {
        LineSplitter lines = new(_content, 0, _end);
        for (int number = 1; ReadLine(lines, number); number++)
        {
            if (!LineChecksum.Verify(lines.Line, ref _checksum))
            {
                if (IsUnfinishedWrite(lines, isHead: number == 1))
                    return;
                throw Corrupt(number, null);
            }

            try
            {
                Add(lines, isHead: number == 1);
            }
            catch (Exception exception) when (exception is JsonException or NotSupportedException or FormatException or ArgumentException)
            {
                throw Corrupt(number, exception);
            }

            Length = lines.Next;
            LacksLineFeed = !lines.HasLineFeed;
        }
    }

    private bool ReadLine(LineSplitter lines, int number)
    {
        try
        {
            return lines.Read();
        }
        catch (InvalidDataException exception)
        {
            throw Corrupt(number, exception);
        }
    }

    private void Add(LineSplitter lines, bool isHead)
    {
        if (isHead)
        {
            HeadLine head = JournalJson.ReadHead(lines.Line);
            if (head is not { Journal: HeadLine.Name, Version: HeadLine.CurrentVersion })
                throw new FormatException("The journal was written by another version of the module.");
            Orders.Account = new JournalAccount(head.ApiUri, head.ClientId);
            return;
        }

        JournalLine line = JournalJson.Read(lines.Line);
        _longestWrite = line is LongLine announced ? announced.Length : LongestWrite;
        if (line is not LongLine)
            Orders.Add(line, new LinePosition(lines.Start, lines.Line.Length));
    }

    /// <summary>
    /// Whether an invalid line and everything after it is what is left of one write: lines of which pages are missing, which a file
    /// system shows as zeros, and a last line without its end. No request waited for that write, because its flush failed.
    /// </summary>
    private bool IsUnfinishedWrite(LineSplitter lines, bool isHead)
    {
        if (lines.Start + _longestWrite < _end)
            return false;
        if (isHead)
            return IsUnfinishedHead(lines);

        // A line after a missing page can be verified only if the line before it is there.
        long unfinished = lines.Start;
        ulong? before = _checksum;
        do
        {
            ReadOnlySpan<byte> line = lines.Line;
            if (HasLaterWrite(line, lines.Start, unfinished))
                return false;
            if (line.IndexOf((byte)0) >= 0)
            {
                before = null;
                continue;
            }

            if (!lines.HasLineFeed && IsBeginning(line, LineBeginning))
                return true;
            ulong checksum = before ?? 0;
            if (LineChecksum.Read(line) is not { } own || (before is not null && !LineChecksum.Verify(line, ref checksum)))
                return false;
            before = own;
        }
        while (lines.Read());
        return true;
    }

    /// <summary>Whether the file has only a part of its first line, with zeros in place of the rest. Any other file is not changed.</summary>
    private bool IsUnfinishedHead(LineSplitter lines)
    {
        // The first line is written alone.
        ReadOnlySpan<byte> line = lines.Line;
        if (lines.Next < _end || line.IndexOf(LineBeginning) >= 0)
            return false;
        int zeros = line.IndexOf((byte)0);
        if (zeros < 0)
            return !lines.HasLineFeed && IsBeginning(line, HeadBeginning);
        return IsBeginning(line.Slice(0, zeros), HeadBeginning) && (line[line.Length - 1] == 0 || LineChecksum.Read(line) is not null);
    }

    /// <summary>Whether any line within these bytes says that its write began after a position. So the write with that position was flushed.</summary>
    /// <param name="bytes">A line, or several between which line feeds are missing.</param>
    /// <param name="start">The position of the bytes.</param>
    /// <param name="position">The position.</param>
    private static bool HasLaterWrite(ReadOnlySpan<byte> bytes, long start, long position)
    {
        for (int at = bytes.IndexOf(LineBeginning); at >= 0; at = bytes.IndexOf(LineBeginning))
        {
            bytes = bytes.Slice(at);
            start += at;
            if (ReadWriteOffset(bytes) is { } offset && start - offset > position)
                return true;
            bytes = bytes.Slice(1);
            start++;
        }

        return false;
    }

    /// <summary>Reads the offset in the write from a line that need not be whole. Returns null if that part of the line is missing.</summary>
    private static int? ReadWriteOffset(ReadOnlySpan<byte> line)
    {
        Utf8JsonReader reader = new(line, isFinalBlock: false, default);
        try
        {
            // It follows the state, and is missing from the first line of a write.
            for (int token = 0; token < 4; token++)
            {
                if (!reader.Read())
                    return null;
            }

            if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals(nameof(JournalLine.WriteOffset)))
                return 0;
            return reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int offset) ? offset : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether a line is one of a journal whose end is missing.</summary>
    private static bool IsBeginning(ReadOnlySpan<byte> line, ReadOnlySpan<byte> beginning) =>
        line.Length <= beginning.Length ? beginning.StartsWith(line) : line.StartsWith(beginning) && LineChecksum.IsIncomplete(line);

    private JournalException Corrupt(int line, Exception? cause) => new(
        JournalFault.Corrupt, $"'{_path}' is not a journal of this module, or it is damaged: line {line} can't be read.", cause);
}

/// <summary>The position of a line in a journal, in bytes, without its line feed.</summary>
internal readonly record struct LinePosition(long Start, int Length);
