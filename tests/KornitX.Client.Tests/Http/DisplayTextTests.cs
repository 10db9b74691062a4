namespace KornitX.Client.Tests;

/// <summary>External text, sanitized for display.</summary>
public sealed class DisplayTextTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData(" \r\n\t", null)]
    [InlineData("\u200B\u202E\uFEFF\0", null)]
    [InlineData("Invalid order status", "Invalid order status")]
    [InlineData("  a  b  ", "a b")]
    [InlineData("a\r\nb\n\nc", "a b c")]
    [InlineData("a\u2028b\u2029c\u0085d", "a b c d")]
    [InlineData("a\tb\vc\fd", "a b c d")]
    [InlineData("\u001B[31mred\u001B[0m", "[31mred [0m")]
    [InlineData("\u001B]0;title\u0007x", "]0;title x")]
    [InlineData("\u009B2Jx", "2Jx")]
    [InlineData("a\bb\u007Fc", "a b c")]
    [InlineData("100\u202E001", "100 001")]
    [InlineData("a\u2066b\u2069c\u200Fd\u061Ce", "a b c d e")]
    [InlineData("a\u00ADb\u200Dc", "a b c")]
    [InlineData("a\uE000b\uFFFFc", "a b c")]
    [InlineData("Größe 5 €, 注文 😀 e\u0301", "Größe 5 €, 注文 😀 e\u0301")]
    [InlineData("שלום", "שלום")]
    // The same kinds of characters beyond the first 65,536.
    [InlineData("a\U000E0041\U000E0042b", "a b")]
    [InlineData("a\U000F0000b\U0010FFFDc", "a b c")]
    [InlineData("a\U0001D173b", "a b")]
    [InlineData("a\U0001FFFEb", "a b")]
    public void Text_becomes_one_line_of_visible_characters(string? text, string? shown)
    {
        Assert.Equal(shown, DisplayText.Sanitize(text));
    }

    [Fact]
    public void Lone_surrogates_are_removed()
    {
        Assert.Equal("a b", DisplayText.Sanitize("a\uD83Db"));
        Assert.Equal("a b", DisplayText.Sanitize("a\uDE00b"));
        Assert.Equal("a", DisplayText.Sanitize("a\uD83D"));
        Assert.Null(DisplayText.Sanitize("\uDE00\uD83D"));
    }

    [Fact]
    public void Text_is_limited_to_500_characters()
    {
        Assert.Equal(new string('x', 500), DisplayText.Sanitize(new string('x', 500)));
        Assert.Equal(new string('x', 500) + "…", DisplayText.Sanitize(new string('x', 501)));
        Assert.Equal(new string('x', 500) + "…", DisplayText.Sanitize(new string('x', 100_000)));
        Assert.Equal(new string('x', 500), DisplayText.Sanitize(new string('x', 500) + new string('\n', 100_000)));
        Assert.Equal("x", DisplayText.Sanitize(new string('\u001B', 100_000) + "x"));
        Assert.Equal("xy…", DisplayText.Sanitize("xyz", 2));
        Assert.Equal("x😀…", DisplayText.Sanitize("x😀😀", 2));
    }

    [Fact]
    public void Lone_surrogates_in_a_value_are_shown()
    {
        Assert.Equal("A<U+D83D>", DisplayText.Visible("A\uD83D", longest: 80));
        Assert.Equal("A<U+D83D>B", DisplayText.Visible("A\uD83DB", longest: 80));
        Assert.Equal("<U+DE00>A", DisplayText.Visible("\uDE00A", longest: 80));
        Assert.Equal("A😀B", DisplayText.Visible("A😀B", longest: 80));
    }

    [Fact]
    public void A_value_is_shortened()
    {
        Assert.Equal("xy", DisplayText.Visible("xy", longest: 2));
        Assert.Equal("xy…", DisplayText.Visible("xyz", longest: 2));
        Assert.Equal("x😀…", DisplayText.Visible("x😀😀", longest: 2));
    }

    [Theory]
    [InlineData("POS-1", "POS-1")]
    [InlineData("A B", "A B")]
    [InlineData("A  B", "A <U+0020>B")]
    [InlineData(" A ", "<U+0020>A<U+0020>")]
    [InlineData("A\u00A0B\u200B\u202E", "A<U+00A0>B<U+200B><U+202E>")]
    [InlineData("A\u001B[31m\r\n", "A<U+001B>[31m<U+000D><U+000A>")]
    [InlineData("\U0010FFFF", "<U+10FFFF>")]
    [InlineData("M\uFFFDLLER", "M\uFFFDLLER")]
    [InlineData("", "")]
    public void Invisible_characters_in_a_value_are_shown(string text, string visible)
    {
        Assert.Equal(visible, DisplayText.Visible(text, longest: 80));
        Assert.Equal(DisplayText.Sanitize(visible) ?? "", visible);
    }
}
