using System.Text;

namespace KornitX.Client.Tests.Hostile;

/// <summary>Corrupts valid input: deletes, duplicates, swaps, truncates, and inserts what parsers often fail on.</summary>
internal sealed class Mutation(Random random)
{
    private static readonly string[] Words =
    [
        "{", "}", "[", "]", "\"", "\\", ",", ":", "null", "true", "-", "-1", "0", "1e999", "9223372036854775808", "1.5", "NaN",
        "\"\\ud83d\"", "\\u0000", "\u0000", "\u001B[2J", "\u001B]0;x\u0007", "\u009B31m", "\r\n", "\n", "\u2028", "\u202E", "\uFEFF",
        "é", "😀", "<html>", "</", "{}", "[]", "[[[[[[[[",
        "{\"id\":", "\"id\":254001", "\"items\":[", "\"error\":{\"message\":\"", "\"error\":\"invalid_scope\"", "\"error_description\":\"",
            "\"access_token\":",
        "\"expires_in\":\"", "\"scope\":\"x\"", "Permission denied", "Too many requests", "%2F", "..", "/", " ", "\u00A0", "+", "0x10",
            "1,000", "٣", "５",
    ];

    private static readonly byte[][] Octets =
        [.. Words.Select(Encoding.UTF8.GetBytes), [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF0, 0x9F], [0x1F, 0x8B, 0x08], [0x00, 0x00]];

    private static readonly char[][] Characters = [.. Words.Select(word => word.ToCharArray()), ['\uD83D'], ['\uDE00']];

    /// <summary>One of the inputs, corrupted or sometimes unchanged.</summary>
    public byte[] Of(params byte[][] good) => Spoil(good[random.Next(good.Length)], Octets, () => (byte)random.Next(256));

    /// <inheritdoc cref="Of(byte[][])"/>
    public string Of(params string[] good) =>
        new(Spoil(good[random.Next(good.Length)].ToCharArray(), Characters, () => (char)random.Next(0x250)));

    private T[] Spoil<T>(T[] good, T[][] words, Func<T> any)
    {
        List<T> spoilt = [.. good];
        for (int left = random.Next(6); left > 0; left--)
        {
            int at = random.Next(spoilt.Count + 1);
            int length = random.Next(Math.Min(spoilt.Count - at, 24) + 1);
            switch (random.Next(8))
            {
                case 0:
                    spoilt.RemoveRange(at, length);
                    break;
                case 1:
                    spoilt.InsertRange(at, spoilt.GetRange(at, length));
                    break;
                case 2 or 3:
                    spoilt.InsertRange(at, words[random.Next(words.Length)]);
                    break;
                case 4:
                    spoilt.RemoveRange(at, length);
                    spoilt.InsertRange(at, words[random.Next(words.Length)]);
                    break;
                case 5 when at < spoilt.Count:
                    spoilt[at] = any();
                    break;
                case 6 when random.Next(4) == 0:
                    spoilt.RemoveRange(at, spoilt.Count - at);
                    break;
                case 7 when random.Next(40) == 0:
                    T[] word = words[random.Next(words.Length)];
                    spoilt.InsertRange(at, Enumerable.Repeat(word, random.Next(2_000)).SelectMany(it => it));
                    break;
            }
        }

        return [.. spoilt];
    }
}
