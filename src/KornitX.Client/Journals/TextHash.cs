using System;
using System.Text;

namespace KornitX.Client;

/// <summary>
/// A 64-bit hash of a text's UTF-8 bytes, to find texts that are left in the journal's file. Equal hashes are confirmed by
/// reading the text again.
/// </summary>
internal static class TextHash
{
    /// <summary>FNV-1a, its bits mixed once more at the end. Never 0, which stands for no text.</summary>
    public static ulong Of(ReadOnlySpan<byte> utf8)
    {
        ulong hash = 14695981039346656037;
        foreach (byte b in utf8)
            hash = unchecked((hash ^ b) * 1099511628211);
        hash = Mix(hash);
        return hash == 0 ? 1 : hash;
    }

    /// <summary>The hash of a text; 0 for none.</summary>
    public static ulong Of(string? text) => text is null ? 0 : Of(Encoding.UTF8.GetBytes(text));

    /// <summary>Spreads the bits of a number, as MurmurHash3 does at its end.</summary>
    public static ulong Mix(ulong number)
    {
        unchecked
        {
            number = (number ^ (number >> 33)) * 0xff51afd7ed558ccd;
            number = (number ^ (number >> 33)) * 0xc4ceb9fe1a85ec53;
            return number ^ (number >> 33);
        }
    }
}
