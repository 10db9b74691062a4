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
        - [`about_Things`](../../module/en-US/about_Things.help.txt)

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

        - [`about_Things`](../../module/en-US/about_Things.help.txt)

        """;

    [Theory]
    [InlineData("Get-Thing.md", GetThing)]
    [InlineData("README.md", Index)]
    public void A_cmdlet_has_a_page_and_there_is_an_index(string path, string page) => Assert.Equal(page, Write()[path]);

    [Fact]
    public void There_are_no_other_pages() => Assert.Equal(["Get-Thing.md", "README.md"], Write().Keys.Order());

    private static IReadOnlyDictionary<string, string> Write() => MarkdownWriter.Write(ThingHelp.Read(), ThingHelp.Topics);
}
