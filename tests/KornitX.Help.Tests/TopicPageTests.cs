using System;
using Xunit;

namespace KornitX.Help.Tests;

public class TopicPageTests
{
    private const string Things = """
        TOPIC
            about_Things

        SHORT DESCRIPTION
            What a Thing can be, in JSON or XML.

        LONG DESCRIPTION
            Get-Thing finds them in
            the MiniBox.

          IN THE MINIBOX, WITH -COUNT
            -Count limits the number.

            Kind     size   made of
            ----     ----   -------
            hammer   big    iron
            nail     small  iron or
                            steel

            Weight  in kg
            Length  in cm, without
                    the *handle*

                PS> Get-Thing nail

                Name
                ----
                PS> Get-Thing hammer

            1. Look into
               the box:

                PS> Get-Thing

               It must be there.

            2. Close it.

          JSON AND XML
            Not yet.

        SEE ALSO
            Get-Thing
        """;

    private const string AboutThings = """
        <!-- Generated from module/en-US/about_Things.help.txt by the build. To update it, run ./build.ps1 -Task Docs. -->

        # about_Things

        What a Thing can be, in JSON or XML.

        [`Get-Thing`](../cmdlets/Get-Thing.md) finds them in the MiniBox.

        ## In the MiniBox, with `-Count`

        `-Count` limits the number.

        | Kind | Size | Made of |
        | --- | --- | --- |
        | hammer | big | iron |
        | nail | small | iron or steel |

        - **Weight**: in kg
        - **Length**: in cm, without the \*handle\*

        ```powershell
        PS> Get-Thing nail

        Name
        ----
        PS> Get-Thing hammer
        ```

        1. Look into the box:

           ```powershell
           PS> Get-Thing
           ```

           It must be there.

        2. Close it.

        ## JSON and XML

        Not yet.

        ## See also

        - [`Get-Thing`](../cmdlets/Get-Thing.md)

        """;

    [Fact]
    public void A_topic_has_a_page() => Assert.Equal(AboutThings, Write(Things));

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
    public void Text_becomes_code_and_links_and_no_other_markup(string text, string markdown)
    {
        string page = Write(Things.Replace("-Count limits the number.", text, StringComparison.Ordinal));

        Assert.Contains($"\n\n{markdown}\n\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_to_a_missing_page_is_an_error()
    {
        HelpException error = Assert.Throws<HelpException>(() => Write(Things.Replace("SEE ALSO\n    Get-Thing", "SEE ALSO\n    Get-Nothing", StringComparison.Ordinal)));

        Assert.Equal("The page about/about_Things.md refers to 'Get-Nothing', which is neither a cmdlet nor a topic.", error.Message);
    }

    private static string Write(string topic) => MarkdownWriter.Write(ThingHelp.Read(), [TopicReader.Read(topic)])["about/about_Things.md"];
}
