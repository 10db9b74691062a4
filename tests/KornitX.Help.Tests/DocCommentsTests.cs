using System.Xml.Linq;

namespace KornitX.Help.Tests;

public class DocCommentsTests
{
    [Fact]
    public void Lines_of_a_paragraph_become_one() => Assert.Equal(["One line and another."], Paragraphs("""
        <remarks>
            One line
            and another.
        </remarks>
        """));

    [Fact]
    public void Paragraphs_and_list_items_are_separate() => Assert.Equal(["Before.", "First.", "- one", "- two", "After."], Paragraphs("""
        <remarks>Before. <para>First.</para><list><item>one</item><item>two</item></list> After.</remarks>
        """));

    [Theory]
    [InlineData("M:KornitX.Sandbox.AddFault(KornitX.SandboxFault)", "AddFault")]
    [InlineData("T:KornitX.Sandbox", "Sandbox")]
    [InlineData("F:KornitX.Kind.Latency", "Latency")]
    public void A_reference_to_code_becomes_a_short_name(string reference, string name) =>
        Assert.Equal([$"See {name}."], Paragraphs($"""<remarks>See <see cref="{reference}"/>.</remarks>"""));

    [Fact]
    public void Code_keeps_its_layout() => Assert.Equal("PS> Get-Thing\n\n  Name\n  ----", DocComments.Code(XElement.Parse("""
        <code>
            PS> Get-Thing

              Name
              ----
        </code>
        """)));

    private static string[] Paragraphs(string xml) => [.. DocComments.Paragraphs(XElement.Parse(xml))];
}
