using System;
using System.Buffers;
using System.Buffers.Text;
using System.IO.Hashing;

namespace KornitX.Client;

/// <summary>
/// The checksum of a line: its last member, over the bytes before it, with the checksum of the line before as the seed. So a
/// line proves itself and its place: it can't be edited, moved, removed or saved in another encoding unnoticed.
/// </summary>
internal static class LineChecksum
{
    private const int Digits = 16;

    /// <summary>The length of the member and the closing brace in bytes.</summary>
    public const int Length = 31;

    /// <summary>The text before the digits. Within a value, its quotes would be escaped.</summary>
    private static ReadOnlySpan<byte> Member => ",\"Checksum\":\""u8;

    /// <summary>Adds the checksum and a line feed to a JSON object.</summary>
    /// <param name="json">The object.</param>
    /// <param name="checksum">The checksum of the line before, 0 if there is none; then that of this line.</param>
    public static byte[] Append(byte[] json, ref ulong checksum)
    {
        int length = json.Length - 1;
        checksum = Compute(json.AsSpan(0, length), checksum);
        byte[] line = new byte[length + Length + 1];
        json.AsSpan(0, length).CopyTo(line);
        WriteMember(checksum, line.AsSpan(length));
        line[line.Length - 1] = (byte)'\n';
        return line;
    }

    /// <summary>Verifies a line without its line feed.</summary>
    /// <param name="line">The line.</param>
    /// <param name="checksum">The checksum of the line before, 0 if there is none; if the line is valid, then that of this line.</param>
    public static bool Verify(ReadOnlySpan<byte> line, ref ulong checksum)
    {
        if (line.Length <= Length)
            return false;
        int length = line.Length - Length;
        ulong computed = Compute(line.Slice(0, length), checksum);
        Span<byte> expected = stackalloc byte[Length];
        WriteMember(computed, expected);
        if (!line.Slice(length).SequenceEqual(expected))
            return false;
        checksum = computed;
        return true;
    }

    /// <summary>Reads the checksum that a line has, whether it is valid or not.</summary>
    /// <returns>Null if the line does not end with a checksum.</returns>
    public static ulong? Read(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> member = line.Slice(Math.Max(0, line.Length - Length));
        return member.StartsWith(Member) && Utf8Parser.TryParse(member.Slice(Member.Length, Digits), out ulong value, out int read, 'x') && read == Digits ? value : null;
    }

    /// <summary>Whether the end of a line is missing, so that nothing follows its checksum.</summary>
    public static bool IsIncomplete(ReadOnlySpan<byte> line)
    {
        int at = line.IndexOf(Member);
        return at < 0 || line.Length - at < Length;
    }

    private static ulong Compute(ReadOnlySpan<byte> bytes, ulong before) => XxHash3.HashToUInt64(bytes, unchecked((long)before));

    private static void WriteMember(ulong checksum, Span<byte> member)
    {
        Member.CopyTo(member);
        Utf8Formatter.TryFormat(checksum, member.Slice(Member.Length), out _, new StandardFormat('x', Digits));
        "\"}"u8.CopyTo(member.Slice(Member.Length + Digits));
    }
}
