namespace KornitX.Help.Tests;

public class MarkdownTextTests
{
    [Theory]
    [InlineData("Set KORNITX_CLIENT_ID to it.", "Set `KORNITX_CLIENT_ID` to it.")]
    [InlineData("With -ErrorAction Stop it ends.", "With `-ErrorAction Stop` it ends.")]
    [InlineData("With -Confirm:$false it is quick.", "With `-Confirm:$false` it is quick.")]
    [InlineData("With -Count 1 it is slow.", "With `-Count 1` it is slow.")]
    [InlineData("Pipe $failed.TargetObject to Export-Csv, not to POS-12.", "Pipe `$failed.TargetObject` to `Export-Csv`, not to POS-12.")]
    [InlineData("Next to run.jsonl lies run.jsonl.lock.", "Next to `run.jsonl` lies `run.jsonl.lock`.")]
    [InlineData("Clear() deletes a <b> & 2 * [x] | ~y, not &lt;.", @"`Clear()` deletes a \<b\> & 2 \* \[x\] \| \~y, not \&lt;.")]
    [InlineData("# is not a heading.", @"\# is not a heading.")]
    [InlineData("401) That is no list.", @"401\) That is no list.")]
    [InlineData("Get-ThingSize is another cmdlet; a-Get-Thing is none.", "`Get-ThingSize` is another cmdlet; a-Get-Thing is none.")]
    [InlineData("about_Things describes it.", "[`about_Things`](../../module/en-US/about_Things.help.txt) describes it.")]
    public void Text_becomes_code_and_links_and_no_other_markup(string text, string markdown)
    {
        string page = Write(ThingHelp.Comments.Replace("Things are in a box.", Escape(text), StringComparison.Ordinal))["Get-Thing.md"];

        Assert.Contains($"\n\n{markdown}\n\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_to_a_missing_topic_is_an_error()
    {
        string comments = ThingHelp.Comments.Replace("\"about_Things\"", "\"about_Nothing\"", StringComparison.Ordinal);

        HelpException error = Assert.Throws<HelpException>(() => Write(comments));

        Assert.Equal("The page Get-Thing refers to 'about_Nothing', which is neither a cmdlet nor a topic.", error.Message);
    }

    private static IReadOnlyDictionary<string, string> Write(string comments) =>
        MarkdownWriter.Write(ThingHelp.Read(comments), ThingHelp.Topics);

    private static string Escape(string text) => new System.Xml.Linq.XText(text).ToString();
}
