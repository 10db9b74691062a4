using System.Buffers.Text;
using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace KornitX.Client;

/// <summary>
/// The checksum of a line: its last member, over the bytes before it, with the checksum of the line before as the seed. So a
/// line proves itself and its place: it can't be edited, moved, removed or saved in another encoding unnoticed.
/// </summary>
internal static class LineChecksum
{
    /// <summary>The length of the member and the closing brace in bytes.</summary>
    public const int Length = 31;

    private const int Digits = 16;

    /// <summary>The text before the digits. Within a value, its quotes would be escaped.</summary>
    private static ReadOnlySpan<byte> Member => ",\"Checksum\":\""u8;

    /// <summary>Adds the checksum and a line feed to a JSON object.</summary>
    /// <param name="json">The object.</param>
    /// <param name="checksum">The checksum of the line before, 0 for the first line; then that of this line.</param>
    public static byte[] Append(byte[] json, ref ulong checksum)
    {
        ReadOnlySpan<byte> members = json.AsSpan(0, json.Length - 1);
        checksum = Compute(members, checksum);
        return [.. members, .. Format(checksum), (byte)'\n'];
    }

    /// <summary>Verifies a line without its line feed.</summary>
    /// <param name="line">The line.</param>
    /// <param name="checksum">The checksum of the line before, 0 for the first line; if the line is valid, then that of this line.</param>
    public static bool Verify(ReadOnlySpan<byte> line, ref ulong checksum)
    {
        if (line.Length <= Length)
            return false;
        ulong computed = Compute(line.Slice(0, line.Length - Length), checksum);
        if (!line.EndsWith(Format(computed)))
            return false;
        checksum = computed;
        return true;
    }

    /// <summary>Reads the checksum that a line has, whether it is valid or not; null if the line does not end with one.</summary>
    public static ulong? Read(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> member = line.Slice(Math.Max(0, line.Length - Length));
        return member.StartsWith(Member)
            && Utf8Parser.TryParse(member.Slice(Member.Length, Digits), out ulong value, out int read, 'x') && read == Digits
            ? value : null;
    }

    /// <summary>Whether the end of a line is missing, so that nothing follows its checksum.</summary>
    public static bool IsIncomplete(ReadOnlySpan<byte> line)
    {
        int at = line.IndexOf(Member);
        return at < 0 || line.Length - at < Length;
    }

    private static ulong Compute(ReadOnlySpan<byte> bytes, ulong before) => XxHash3.HashToUInt64(bytes, unchecked((long)before));

    private static byte[] Format(ulong checksum) =>
        [.. Member, .. Encoding.ASCII.GetBytes(checksum.ToString("x16", CultureInfo.InvariantCulture)), .. "\"}"u8];
}
