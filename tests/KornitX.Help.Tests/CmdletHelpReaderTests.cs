namespace KornitX.Help.Tests;

public class CmdletHelpReaderTests
{
    [Theory]
    [InlineData("<summary>Gets things &amp; boxes.</summary>", "has no <summary>")]
    [InlineData("<remarks>Things are in a box.</remarks>", "has no <remarks>")]
    [InlineData("<summary>How many.</summary>", "has no <summary> of Count")]
    public void A_cmdlet_without_a_required_text_is_an_error(string text, string lack)
    {
        HelpException error =
            Assert.Throws<HelpException>(() => ThingHelp.Read(ThingHelp.Comments.Replace(text, "", StringComparison.Ordinal)));

        Assert.Equal($"Get-Thing {lack}. Add it to the doc comments of Sample.GetThingCommand.", error.Message);
    }

    [Theory]
    [InlineData("example", "Get-Thing has no <example>")]
    [InlineData("seealso", "Get-Thing has no <seealso>")]
    [InlineData("code", "An <example> has no <code>")]
    public void A_cmdlet_without_an_example_or_a_link_is_an_error(string element, string lack)
    {
        string without = ThingHelp.Comments.Replace("<" + element, "<other", StringComparison.Ordinal)
            .Replace("</" + element, "</other", StringComparison.Ordinal);

        HelpException error = Assert.Throws<HelpException>(() => ThingHelp.Read(without));

        Assert.StartsWith(lack, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_to_a_class_that_is_not_a_cmdlet_is_an_error()
    {
        string comments =
            ThingHelp.Comments.Replace(
                "<seealso cref=\"T:Sample.GetThingCommand\"/>", "<seealso cref=\"T:Sample.Thing\"/>", StringComparison.Ordinal);

        HelpException error = Assert.Throws<HelpException>(() => ThingHelp.Read(comments));

        Assert.StartsWith("Get-Thing has a <seealso> that refers to no cmdlet.", error.Message, StringComparison.Ordinal);
    }
}
