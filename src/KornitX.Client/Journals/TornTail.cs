using System;
using System.Text;
using System.Text.Json;

namespace KornitX.Client;

/// <summary>
/// Decides whether the first invalid line of a journal comes from an incomplete write. Such a write was not confirmed, so no
/// request that waited for it was sent, and the whole write can be removed. Outcomes in it become unknown.
/// </summary>
internal static class TornTail
{
    /// <summary>The beginning of every journal.</summary>
    private static readonly byte[] Beginning = Encoding.ASCII.GetBytes("{\"Journal\":\"" + HeadLine.Name + "\"");

    /// <summary>Rejects a file that is not a journal before it is read completely.</summary>
    /// <exception cref="JournalException">The file is not a journal.</exception>
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
                JournalFault.Corrupt, $"'{path}' is not a journal of this module, or it is damaged: line 1 can't be read.", new FormatException("The head must be the first line, and only the first."));
        }
    }

    /// <summary>Whether an invalid line and everything after it come from an incomplete write.</summary>
    /// <param name="content">The content of the journal.</param>
    /// <param name="lines">The lines, positioned at the invalid one.</param>
    /// <param name="isHead">Whether it is the first line.</param>
    public static bool IsTorn(IJournalContent content, ContentLines lines, bool isHead)
    {
        ReadOnlySpan<byte> line = lines.Line;
        if (!lines.HasLineFeed && IsIncomplete(line))
            return !isHead || IsBeginning(line);
        return !isHead && line.IndexOf((byte)0) >= 0 && IsHoleInLastWrite(content, lines);
    }

    /// <summary>
    /// Whether zeros, which a power failure can leave in place of bytes, are in the last write: the write of each later line
    /// began before them.
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
                return !rest.HasLineFeed && IsIncomplete(rest.Line);
            }
        }

        return true;
    }

    /// <summary>
    /// Whether a line can come from an incomplete write: the beginning of an object, or zeros. Anything else means that the file
    /// was changed later.
    /// </summary>
    private static bool IsIncomplete(ReadOnlySpan<byte> line)
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

    /// <summary>Whether a line can be an incomplete head of a journal. Otherwise the file must not be changed.</summary>
    private static bool IsBeginning(ReadOnlySpan<byte> line) =>
        line.Length <= Beginning.Length ? Beginning.AsSpan().StartsWith(line) : line.StartsWith(Beginning);
}
