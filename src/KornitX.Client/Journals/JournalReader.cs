using System;
using System.IO;
using System.Text.Json;

namespace KornitX.Client;

/// <summary>
/// Reads a journal's lines into an index. The last write may be torn, by a crash or a full disk; anything else that can't be
/// read means that the file is not what it should be, and nothing can be concluded from the rest of it.
/// </summary>
internal sealed class JournalReader
{
    private readonly LineParser _parser = new();

    private JournalReader(IJournalContent content) => Orders = new OrderIndex(content);

    /// <summary>What is known of each order.</summary>
    public OrderIndex Orders { get; }

    /// <summary>Whose orders they are; null for a journal without a line.</summary>
    public JournalAccount? Account { get; private set; }

    /// <summary>How many bytes can be kept; what follows is torn.</summary>
    public long Length { get; private set; }

    /// <summary>Whether the last line to keep lacks its line feed.</summary>
    public bool LacksLineFeed { get; private set; }

    /// <summary>Reads all lines.</summary>
    /// <param name="path">The journal's name in errors.</param>
    /// <param name="content">Its content. Read from again as long as the index is used.</param>
    /// <exception cref="JournalException">It is corrupt.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public static JournalReader Read(string path, IJournalContent content)
    {
        JournalReader reader = new(content);
        long end = content.Length;
        if (end > 0)
            TornTail.CheckBeginning(path, content);

        reader.Orders.Reserve(end);
        ContentLines lines = new(content, 0, end);
        int number = 0;
        while (true)
        {
            try
            {
                if (!lines.Read())
                    return reader;
                number++;
                reader.Take(lines.Line, lines.Start, isHead: number == 1);
            }
            catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
            {
                if (TornTail.IsTorn(content, lines, isHead: number == 1))
                    return reader;
                throw Corrupt(path, number, lines.Line, exception);
            }

            reader.Length = lines.Next;
            reader.LacksLineFeed = !lines.HasLineFeed;
        }
    }

    private static JournalException Corrupt(string path, int line, ReadOnlySpan<byte> text, Exception cause) => new(
        JournalFault.Corrupt,
        text.IndexOf((byte)0) >= 0
            ? $"'{path}' is damaged: line {line} has zeros where text was, and what follows was written later."
            : $"'{path}' is not a journal of this module, or it is damaged: line {line} can't be read.",
        cause);

    private void Take(ReadOnlySpan<byte> line, long at, bool isHead)
    {
        _parser.Parse(line);
        if (isHead != (_parser.State == LineState.Head))
            throw new FormatException("The first line, and only that, is the head.");
        if (isHead)
            Account = new JournalAccount(_parser.ApiUri!, _parser.ClientId!);
        else
            Orders.Take(_parser, at);
    }
}
