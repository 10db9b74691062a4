using FsCheck;
using FsCheck.Fluent;

namespace KornitX.Client.Tests.Hostile;

/// <summary>Generators for property tests. FsCheck shrinks a counterexample and shows the seed that replays it.</summary>
internal static class Generators
{
    /// <summary>Characters that mean something to a URL, to JSON, to a path, to a terminal, or to Unicode.</summary>
    private static readonly string[] Pieces =
    [
        ".", "..", "/", "\\", "%", "%2F", "%2e", "?", "#", "&", "=", "+", ";", ":", "@", "-", "--", " ", "\u00A0", "\"", "'", "<", ">",
        "{", "}", "[", "]", "|", "^", "`", "~", "_", "*", "é", "e\u0301", "ß", "İ", "ı", "漢", "😀", "👩‍👩‍👧",
        "\u200D", "\u200E", "\u202E", "\u2028", "\uFEFF",
        "\uFFFD", "\uE000", "\U0010FFFF", "null", "\\n", "\\u0000",
    ];

    /// <summary>Text in which nothing has half a character or a control character; it may be blank.</summary>
    public static Gen<string> Text { get; } =
        from pieces in Gen.Frequency((3, Gen.Elements(Pieces)), (2, Gen.Choose('!', '~').Select(c => $"{(char)c}")), (2, Character))
            .ListOf()
        select string.Concat(pieces);

    /// <summary>Text that can name an order in a path.</summary>
    public static Gen<string> Reference { get; } =
        Text.Where(text => Client.Reference.FindProblemInPath(text, Addressing.ExternalRef) is null);

    public static Gen<long> Id { get; } =
        Gen.OneOf(Gen.Choose(1, int.MaxValue).Select(id => (long)id), Gen.Elements(1, 45453571, 4_294_967_296, long.MaxValue));

    /// <summary>Any character except lone surrogates and control characters.</summary>
    private static Gen<string> Character =>
        from point in Gen.Choose(0xA0, 0x10FFFF)
        where point is < 0xD800 or > 0xDFFF
        select char.ConvertFromUtf32(point);

    /// <summary>Text that is made smaller by leaving characters out.</summary>
    public static Arbitrary<string> Shrinking(Gen<string> text, Func<string, bool> allowed) =>
        Arb.From(text, value => Shorter(value).Where(allowed));

    private static IEnumerable<string> Shorter(string text)
    {
        for (int at = 0; at < text.Length; at++)
        {
            int length = at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;
            yield return text.Remove(at, length);
            at += length - 1;
        }
    }
}
