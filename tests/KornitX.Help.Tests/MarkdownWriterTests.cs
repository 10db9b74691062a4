using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace KornitX.Help.Tests;

public class MarkdownWriterTests
{
    private const string GetThing = """
        <!-- Generated from the doc comments of GetThingCommand by the build. To update it, run ./build.ps1 -Task Docs. -->

        # Get-Thing

        Gets things & boxes.

        ## Syntax

        ### All (default)

        ```
        Get-Thing -All [-Count <int>] [-WhatIf] [-Confirm] [<CommonParameters>]
        ```

        ### Name

        ```
        Get-Thing [-Name] <string[]> [-Count <int>] [-WhatIf] [-Confirm]
            [<CommonParameters>]
        ```

        ## Description

        Things are in a box.

        ## Examples

        ### Example 1: Get a thing

        ```powershell
        PS> Get-Thing hammer
        ```

        It is heavy.

        ## Parameters

        ### -All

        All of them.

        | Property | Value |
        | --- | --- |
        | Type | `SwitchParameter` |
        | Parameter sets | All |
        | Required | True |
        | Position | Named |
        | Default value | None |
        | Pipeline input | False |
        | Wildcards | False |

        ### -Confirm

        Prompts you for confirmation before running the cmdlet.

        | Property | Value |
        | --- | --- |
        | Type | `SwitchParameter` |
        | Aliases | cf |
        | Required | False |
        | Position | Named |
        | Default value | False |
        | Pipeline input | False |
        | Wildcards | False |

        ### -Count

        How many.

        | Property | Value |
        | --- | --- |
        | Type | `int` |
        | Accepted values | 1 to 9 |
        | Required | False |
        | Position | Named |
        | Default value | 2 |
        | Pipeline input | False |
        | Wildcards | False |

        ### -Name

        The thing.

        | Property | Value |
        | --- | --- |
        | Type | `string[]` |
        | Parameter sets | Name |
        | Aliases | Title |
        | Required | True |
        | Position | 0 |
        | Default value | None |
        | Pipeline input | True (ByValue) |
        | Wildcards | False |

        ### -WhatIf

        Shows what would happen if the cmdlet runs. The cmdlet is not run.

        | Property | Value |
        | --- | --- |
        | Type | `SwitchParameter` |
        | Aliases | wi |
        | Required | False |
        | Position | Named |
        | Default value | False |
        | Pipeline input | False |
        | Wildcards | False |

        ### CommonParameters

        This cmdlet supports the common parameters. For more information, see [about_CommonParameters](https://go.microsoft.com/fwlink/?LinkID=113216).

        ## Inputs

        ### System.String[]

        The thing.

        ## Outputs

        ### Sample.Thing

        A thing.

        ## Notes

        Not all at once.

        ## Related links

        - `Get-Thing`
        - [`about_Things`](../about/about_Things.md)

        """;

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

    private const string Index = """
        <!-- Generated from the cmdlets and topics by the build. To update it, run ./build.ps1 -Task Docs. -->

        # Cmdlets and topics

        These pages have the same text as `Get-Help`.

        ## Cmdlets

        | Cmdlet | Description |
        | --- | --- |
        | [`Get-Thing`](Get-Thing.md) | Gets things & boxes. |

        ## Topics

        | Topic | Description |
        | --- | --- |
        | [`about_Things`](../about/about_Things.md) | What a Thing can be, in JSON or XML. |

        """;

    [Theory]
    [InlineData("cmdlets/Get-Thing.md", GetThing)]
    [InlineData("about/about_Things.md", AboutThings)]
    [InlineData("cmdlets/README.md", Index)]
    public void Each_cmdlet_and_topic_has_a_page_and_there_is_an_index(string path, string page) => Assert.Equal(page, Write(Things)[path]);

    [Fact]
    public void There_are_no_other_pages() =>
        Assert.Equal(["about/about_Things.md", "cmdlets/Get-Thing.md", "cmdlets/README.md"], Write(Things).Keys.Order());

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
        string page = Write(Things.Replace("-Count limits the number.", text, StringComparison.Ordinal))["about/about_Things.md"];

        Assert.Contains($"\n\n{markdown}\n\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_to_a_page_that_is_not_there_is_an_error()
    {
        HelpException error = Assert.Throws<HelpException>(() => Write(Things.Replace("SEE ALSO\n    Get-Thing", "SEE ALSO\n    Get-Nothing", StringComparison.Ordinal)));

        Assert.Equal("The page about/about_Things.md refers to 'Get-Nothing', which is neither a cmdlet nor a topic.", error.Message);
    }

    private static IReadOnlyDictionary<string, string> Write(string topic) => MarkdownWriter.Write(ThingHelp.Read(), [TopicReader.Read(topic)]);
}
