namespace KornitX.Help.Tests;

public class MarkdownWriterTests
{
    private const string Index = """
        <!-- Generated from the cmdlets and topics by the build. To update it, run ./build.ps1 -Task Docs. -->

        # Cmdlets and topics

        These pages have the same text as `Get-Help`.

        ## Cmdlets

        | Cmdlet | Description |
        | --- | --- |
        | [`Get-Thing`](Get-Thing.md) | Gets things & boxes. |

        ## Topics

        - [`about_Things`](../../module/en-US/about_Things.help.txt)

        """;

    [Fact]
    public void A_cmdlet_has_a_page()
    {
        string expected = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Get-Thing.md"));

        Assert.Equal(expected, Write()["Get-Thing.md"]);
    }

    [Fact]
    public void There_is_an_index() => Assert.Equal(Index, Write()["README.md"]);

    [Fact]
    public void There_are_no_other_pages() => Assert.Equal(["Get-Thing.md", "README.md"], Write().Keys.Order());

    private static IReadOnlyDictionary<string, string> Write() => MarkdownWriter.Write(ThingHelp.Read(), ThingHelp.Topics);
}
