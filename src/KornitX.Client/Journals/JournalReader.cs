using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;

namespace KornitX.Client;

/// <summary>
/// Reads a journal's lines. The last line may be torn, by a crash or a full disk; anything else that can't be read
/// means that the file is not what it should be, and nothing can be concluded from the rest of it.
/// </summary>
internal sealed class JournalReader
{
    /// <summary>How every journal begins.</summary>
    private static readonly byte[] Beginning = Encoding.ASCII.GetBytes("{\"Journal\":\"" + JournalLine.Name + "\"");

    private readonly Dictionary<long, JournaledOrder> _open = [];

    /// <summary>What is known of each order.</summary>
    public Dictionary<OrderKey, JournaledOrder> Orders { get; } = [];

    /// <summary>The orders in order of first appearance.</summary>
    public List<JournaledOrder> InOrder { get; } = [];

    /// <summary>The highest number given.</summary>
    public long LastNumber { get; private set; }

    /// <summary>How many bytes can be kept; what follows is torn.</summary>
    public long Length { get; private set; }

    /// <summary>Whether the last line to keep lacks its line feed.</summary>
    public bool LacksLineFeed { get; private set; }

    /// <summary>Reads all lines.</summary>
    /// <param name="path">The journal's name in errors.</param>
    /// <param name="bytes">Its content.</param>
    /// <exception cref="JournalException">It is corrupt.</exception>
    public static JournalReader Read(string path, byte[] bytes)
    {
        JournalReader reader = new();
        int number = 0;
        int start = 0;
        while (start < bytes.Length)
        {
            number++;
            int end = Array.IndexOf(bytes, (byte)'\n', start);
            bool isLast = end < 0;
            ReadOnlySpan<byte> line = bytes.AsSpan(start, (isLast ? bytes.Length : end) - start);
            try
            {
                reader.Take(Parse(line), isHead: number == 1);
            }
            catch (Exception exception) when (exception is JsonException or FormatException)
            {
                if (isLast && IsTorn(line) && (number > 1 || IsBeginning(line)))
                    return reader;
                throw new JournalException(
                    JournalFault.Corrupt, $"'{path}' is no journal of this module, or a damaged one: line {number} can't be read.", exception);
            }

            start = isLast ? bytes.Length : end + 1;
            reader.Length = start;
            reader.LacksLineFeed = isLast;
        }

        return reader;
    }

    private static JournalLine Parse(ReadOnlySpan<byte> line) =>
        JsonSerializer.Deserialize(line, JournalJson.Default.JournalLine) ?? throw new FormatException("An empty line.");

    /// <summary>
    /// Whether a write that was cut short can have left this: the beginning of an object, or zeros where the device had
    /// room but not yet the bytes. Anything else was done to the file later, and may have been done to more of it.
    /// </summary>
    private static bool IsTorn(ReadOnlySpan<byte> line)
    {
        int length = line.Length;
        while (length > 0 && line[length - 1] == 0)
            length--;
        if (length == 0 || line[0] != '{')
            return length == 0;

        Utf8JsonReader reader = new(line.Slice(0, length), isFinalBlock: false, default);
        try
        {
            while (reader.Read())
            {
            }
        }
        catch (JsonException)
        {
            return false;
        }

        bool isWhole = reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == 0;
        return !isWhole || length < line.Length;
    }

    /// <summary>Whether it can be the torn head of a journal; else the file is somebody's, and not to be touched.</summary>
    private static bool IsBeginning(ReadOnlySpan<byte> line) =>
        line.Length <= Beginning.Length ? Beginning.AsSpan().StartsWith(line) : line.StartsWith(Beginning);

    private void Take(JournalLine line, bool isHead)
    {
        if (isHead != line.Journal is not null)
            throw new FormatException("The first line, and only that, is the head.");

        if (isHead)
        {
            if (line.Journal != JournalLine.Name || line.Version != JournalLine.CurrentVersion)
                throw new FormatException("Of another module or version.");
            return;
        }

        if (line is not { Number: { } number, Time: { } time })
            throw new FormatException("A line without number or time.");

        if (line.State != JournalLine.Sending)
        {
            if (!_open.TryGetValue(number, out JournaledOrder? order))
                throw new FormatException("An outcome without its intent.");
            order.RecordOutcome(line.ReadOutcome(), time);
            _open.Remove(number);
            return;
        }

        if (number <= LastNumber)
            throw new FormatException("Numbers that do not count up.");
        (OrderKey key, OrderRequest request) = line.ReadIntent();
        if (!Orders.TryGetValue(key, out JournaledOrder? known))
        {
            known = new JournaledOrder(key, request);
            Orders.Add(key, known);
            InOrder.Add(known);
        }

        known.RecordIntent(request, time);
        _open.Add(number, known);
        LastNumber = number;
    }
}
