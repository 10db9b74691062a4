using System;
using Xunit;

namespace KornitX.Help.Tests;

public class TopicReaderTests
{
    [Theory]
    [InlineData("Some text\n      and more.", "and more.")]
    [InlineData("Some text:\n        PS> Get-Thing", "PS> Get-Thing")]
    [InlineData("        PS> Get-Thing\n    and text.", "and text.")]
    [InlineData("a  one\n    bbb two", "bbb two")]
    [InlineData("a    b\n    -    -\n    one  two\n    threefour", "threefour")]
    [InlineData("- one\n    two", "two")]
    [InlineData("Some text.\n\n   More.", "More.")]
    public void Text_of_an_unknown_layout_is_an_error(string text, string line)
    {
        HelpException error = Assert.Throws<HelpException>(() => TopicReader.Read(Topic(text)));

        Assert.StartsWith($"about_Things: the layout of the line '{line}' is not known.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_topic_without_a_section_is_an_error()
    {
        HelpException error = Assert.Throws<HelpException>(
            () => TopicReader.Read(Topic("Text.").Replace("SEE ALSO", "RELATED LINKS", StringComparison.Ordinal)));

        Assert.Equal(
            "A topic must have the sections TOPIC, SHORT DESCRIPTION, LONG DESCRIPTION, SEE ALSO, and has TOPIC, SHORT DESCRIPTION, LONG DESCRIPTION, RELATED LINKS.",
            error.Message);
    }

    [Fact]
    public void Lines_can_have_Windows_line_endings() =>
        Assert.Equal(new ParagraphBlock("Some text."), Assert.Single(TopicReader.Read(Topic("Some\n    text.").Replace("\n", "\r\n", StringComparison.Ordinal)).Body));

    private static string Topic(string text) =>
        $"TOPIC\n    about_Things\n\nSHORT DESCRIPTION\n    Things.\n\nLONG DESCRIPTION\n    {text}\n\nSEE ALSO\n    Get-Thing\n";
}
