using System;
using System.Text;

namespace KornitX.Client;

/// <summary>
/// Computes 64-bit hashes of texts, to find texts in the journal's file. When hashes are equal, the texts are read and compared.
/// </summary>
internal static class TextHash
{
    /// <summary>Returns the FNV-1a hash with mixed bits. Never 0, which means no text.</summary>
    public static ulong Of(ReadOnlySpan<byte> utf8)
    {
        ulong hash = 14695981039346656037;
        foreach (byte b in utf8)
            hash = unchecked((hash ^ b) * 1099511628211);
        hash = Mix(hash);
        return hash == 0 ? 1 : hash;
    }

    /// <summary>Returns the hash of the UTF-8 bytes of a text; 0 for null.</summary>
    public static ulong Of(string? text) => text is null ? 0 : Of(Encoding.UTF8.GetBytes(text));

    /// <summary>Mixes the bits of a number with the finalizer of MurmurHash3.</summary>
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
