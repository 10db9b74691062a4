using System;
using System.Text;
using System.Text.Json;

namespace KornitX.Client;

/// <summary>
/// Decides what a journal's first line that can't be read means. A write that was cut short was not confirmed, so no request
/// that waited for it has left, and all of it can be cut off: what it said of earlier requests is unknown then.
/// </summary>
internal static class TornTail
{
    /// <summary>How every journal begins.</summary>
    private static readonly byte[] Beginning = Encoding.ASCII.GetBytes("{\"Journal\":\"" + HeadLine.Name + "\"");

    /// <summary>Refuses a file that is not a journal before all of it is read.</summary>
    /// <exception cref="JournalException">It begins as no journal does.</exception>
    public static void CheckBeginning(string path, IJournalContent content)
    {
        byte[] first = new byte[Beginning.Length];
        int length = 0;
        int read;
        while (length < first.Length && (read = content.ReadAt(length, first, length, first.Length - length)) > 0)
            length += read;
        if (!IsBeginning(first.AsSpan(0, length)))
        {
            throw new JournalException(
                JournalFault.Corrupt, $"'{path}' is not a journal of this module, or it is damaged: line 1 can't be read.", new FormatException("The first line, and only that, is the head."));
        }
    }

    /// <summary>Whether the line that can't be read, and all after it, is what a write left that was cut short.</summary>
    /// <param name="content">The journal.</param>
    /// <param name="lines">Stands at that line.</param>
    /// <param name="isHead">Whether it is the first line.</param>
    public static bool IsTorn(IJournalContent content, ContentLines lines, bool isHead)
    {
        ReadOnlySpan<byte> line = lines.Line;
        if (!lines.HasLineFeed && IsCutShort(line))
            return !isHead || IsBeginning(line);
        return !isHead && line.IndexOf((byte)0) >= 0 && IsHoleInLastWrite(content, lines);
    }

    /// <summary>
    /// Whether zeros, which a power failure leaves where the device had room but not yet the bytes, are in the last write:
    /// each line after them says that its own write began before them.
    /// </summary>
    private static bool IsHoleInLastWrite(IJournalContent content, ContentLines lines)
    {
        long hole = lines.Start;
        LineParser parser = new();
        ContentLines rest = new(content, lines.Next, content.Length);
        while (rest.Read())
        {
            if (rest.Line.IndexOf((byte)0) >= 0)
                continue;
            try
            {
                parser.Parse(rest.Line);
                if (parser.Batch < 0 || parser.Batch > hole)
                    return false;
            }
            catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
            {
                return !rest.HasLineFeed && IsCutShort(rest.Line);
            }
        }

        return true;
    }

    /// <summary>
    /// Whether a write that was cut short can have left this: the beginning of an object, or zeros. Anything else was done to
    /// the file later, and may have been done to more of it.
    /// </summary>
    private static bool IsCutShort(ReadOnlySpan<byte> line)
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
}
