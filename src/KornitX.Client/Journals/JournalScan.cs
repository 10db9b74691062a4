using System.Buffers.Text;

namespace KornitX.Client;

/// <summary>
/// Reads all lines of a journal into an index and verifies them. Only the end of the file can be invalid and still be a
/// journal: what a crash or a full disk left of the last write. Anything else means that the file is damaged, so that nothing in
/// it can be trusted.
/// </summary>
internal sealed class JournalScan(string path, IJournalContent content)
{
    /// <summary>The most bytes of one write to a journal, except for a line that a <see cref="LongLine"/> announces.</summary>
    public const int LongestWrite = 4096;

    private static ReadOnlySpan<byte> HeadBeginning => "{\"Journal\":\"KornitX.PowerShell\""u8;

    private static ReadOnlySpan<byte> LineBeginning => "{\"State\":\""u8;

    private readonly long _end = content.Length;
    private int _longestWrite = LongestWrite;
    private ulong _checksum;

    /// <summary>The index of the orders, which reads from the content later, too.</summary>
    public OrderIndex Orders { get; } = new(path, content);

    /// <summary>The length of the valid content in bytes. What follows is incomplete.</summary>
    public long Length { get; private set; }

    /// <summary>The length of the incomplete end in bytes.</summary>
    public long UnfinishedLength => _end - Length;

    /// <summary>Whether the last valid line lacks its line feed.</summary>
    public bool LacksLineFeed { get; private set; }

    /// <summary>The checksum of the last valid line.</summary>
    public ulong Checksum => _checksum;

    /// <summary>Reads a journal. Disposes the content if that fails.</summary>
    /// <param name="account">The account that the journal must belong to, if it is known.</param>
    /// <param name="complete">What else may fail.</param>
    /// <exception cref="JournalException">The journal is corrupt, can't be read, or belongs to another account.</exception>
    public static JournalScan Open(
        string path, IJournalContent content, JournalAccount? account, Action<JournalScan>? complete = null)
    {
        try
        {
            return JournalException.Wrap(path, () =>
            {
                JournalScan scan = new(path, content);
                scan.ReadLines();
                JournalAccount? theirs = scan.Orders.Account ??= account;
                if (account is not null && account != theirs)
                {
                    string message = $"The journal '{path}' belongs to {theirs}, but this run is for {account}.";
                    throw new JournalException(JournalFault.Mismatch, message);
                }

                complete?.Invoke(scan);
                return scan;
            });
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    /// <summary>Reads a journal that is to be written, and removes an unfinished write at its end. Disposes it if that fails.</summary>
    /// <exception cref="JournalException">As for a journal that is only read, or its end can't be removed.</exception>
    public static JournalScan OpenToWrite(string path, IJournalFile file, JournalAccount? account) =>
        // Also puts on the device what a run wrote that was killed before its flush, because this run goes by it.
        Open(path, file, account, scan => file.Truncate(scan.Length));

    private void ReadLines()
    {
        LineSplitter lines = new(content, _end);
        int number = 1;
        try
        {
            for (; lines.Read(); number++)
            {
                if (!LineChecksum.Verify(lines.Line, ref _checksum))
                {
                    if (IsUnfinishedWrite(lines, isHead: number == 1))
                        return;
                    throw new FormatException("The line is not the one that was written.");
                }

                Add(lines, isHead: number == 1);
                Length = lines.Next;
                LacksLineFeed = !lines.HasLineFeed;
            }
        }
        catch (Exception exception) when (JournalJson.IsInvalidLine(exception))
        {
            string message = $"'{path}' is not a journal of this module, or it is damaged: line {number} can't be read.";
            throw new JournalException(JournalFault.Corrupt, message, exception);
        }
    }

    private void Add(LineSplitter lines, bool isHead)
    {
        if (isHead)
        {
            HeadLine head = JournalJson.Read<HeadLine>(lines.Line);
            if (head is not { Journal: HeadLine.Name, Version: HeadLine.CurrentVersion })
                throw new FormatException("The journal was written by another version of the module.");
            Orders.Account = new JournalAccount(head.ApiUri, head.ClientId);
            return;
        }

        JournalLine line = JournalJson.Read<JournalLine>(lines.Line);
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

    /// <summary>Whether the file has only a part of its first line, with zeros in place of the rest. Other files are not changed.</summary>
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

    /// <summary>
    /// Whether any line within these bytes says that its write began after a position, so that the write with that position was
    /// flushed.
    /// </summary>
    /// <param name="bytes">A line, or several between which line feeds are missing.</param>
    private static bool HasLaterWrite(ReadOnlySpan<byte> bytes, long start, long position)
    {
        for (int at; (at = bytes.IndexOf(LineBeginning)) >= 0; bytes = bytes.Slice(1), start++)
        {
            bytes = bytes.Slice(at);
            start += at;
            if (ReadWriteOffset(bytes) is { } offset && start - offset > position)
                return true;
        }

        return false;
    }

    /// <summary>Reads the offset in the write from a line that need not be whole; null if that part of the line is missing.</summary>
    private static int? ReadWriteOffset(ReadOnlySpan<byte> line)
    {
        // It follows the state, and is missing from the first line of a write.
        line = line.Slice(LineBeginning.Length);
        line = line.Slice(line.IndexOfAny((byte)'"', (byte)0) + 1);
        ReadOnlySpan<byte> member = ",\"WriteOffset\":"u8;
        if (!line.StartsWith(member))
            return line.StartsWith(",\"Number\":"u8) ? 0 : null;
        line = line.Slice(member.Length);
        return Utf8Parser.TryParse(line, out int offset, out int length) && line.Slice(length).StartsWith(","u8) ? offset : null;
    }

    /// <summary>Whether a line is one of a journal whose end is missing.</summary>
    private static bool IsBeginning(ReadOnlySpan<byte> line, ReadOnlySpan<byte> beginning) =>
        line.Length <= beginning.Length ? beginning.StartsWith(line) : line.StartsWith(beginning) && LineChecksum.IsIncomplete(line);
}

/// <summary>The position of a line in a journal, in bytes, without its line feed.</summary>
internal readonly record struct LinePosition(long Start, int Length);
