using System;
using System.IO;
using System.Text.Json;

namespace KornitX.Client;

/// <summary>
/// Reads the lines of a journal into an index. The last write may be incomplete because of a crash or a full disk. Any other
/// invalid line means that the file is damaged, so that nothing in it can be trusted.
/// </summary>
internal sealed class JournalReader
{
    private readonly LineParser _parser = new();

    private JournalReader(IJournalContent content) => Orders = new OrderIndex(content);

    /// <summary>The index of the orders.</summary>
    public OrderIndex Orders { get; }

    /// <summary>The account of the journal; null for an empty file.</summary>
    public JournalAccount? Account { get; private set; }

    /// <summary>The length of the valid content in bytes. What follows is incomplete.</summary>
    public long Length { get; private set; }

    /// <summary>Whether the last valid line lacks its line feed.</summary>
    public bool LacksLineFeed { get; private set; }

    /// <summary>Reads all lines.</summary>
    /// <param name="path">The path for error messages.</param>
    /// <param name="content">The content. The index reads from it later, too.</param>
    /// <exception cref="JournalException">The journal is corrupt.</exception>
    /// <exception cref="IOException">The content can't be read.</exception>
    public static JournalReader Read(string path, IJournalContent content)
    {
        JournalReader reader = new(content);
        long end = content.Length;
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
                reader.Add(lines.Line, lines.Start, isHead: number == 1);
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
            ? $"'{path}' is damaged: line {line} has zeros in place of text, and later writes follow it."
            : $"'{path}' is not a journal of this module, or it is damaged: line {line} can't be read.",
        cause);

    private void Add(ReadOnlySpan<byte> line, long at, bool isHead)
    {
        _parser.Parse(line);
        if (isHead != (_parser.State == LineState.Head))
            throw new FormatException("The head must be the first line, and only the first.");
        if (isHead)
            Account = new JournalAccount(_parser.ApiUri!, _parser.ClientId!);
        else
            Orders.Add(_parser, at);
    }
}
