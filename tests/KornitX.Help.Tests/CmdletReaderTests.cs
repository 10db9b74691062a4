using System.Xml.Linq;
using Sample;

namespace KornitX.Help.Tests;

public class CmdletReaderTests
{
    private static readonly Cmdlet GetThing = ThingHelp.Read().Single();

    private static readonly Cmdlet SetThing = CmdletReader.Read([typeof(SetThingCommand)], new DocComments([XDocument.Parse("""
        <doc>
          <members>
            <member name="T:Sample.SetThingCommand">
              <summary>Sets a thing.</summary>
              <remarks>It was another thing.</remarks>
              <example>Set a thing. <code>PS> Set-Thing</code></example>
              <seealso href="about_Things"/>
            </member>
            <member name="P:Sample.SetThingCommand.Colour"><summary>The colour.</summary></member>
            <member name="P:Sample.SetThingCommand.Least"><summary>A number.</summary></member>
            <member name="P:Sample.SetThingCommand.Most"><summary>A number.</summary></member>
            <member name="P:Sample.SetThingCommand.Number"><summary>A number.</summary></member>
            <member name="P:Sample.SetThingCommand.Large"><summary>A number.</summary></member>
          </members>
        </doc>
        """)])).Single();

    [Theory]
    [InlineData(typeof(Thing))]
    [InlineData(typeof(ThingCommand))]
    public void A_class_without_the_attribute_or_an_abstract_class_is_not_a_cmdlet(Type type) =>
        Assert.Empty(CmdletReader.Read([type], new DocComments([])));

    [Fact]
    public void The_default_parameter_set_comes_first() => Assert.Equal(["All", "Name"], GetThing.Sets);

    [Fact]
    public void A_cmdlet_that_supports_ShouldProcess_has_WhatIf_and_Confirm() => Assert.Equal(
        ["All", "Name", "Count", "WhatIf", "Confirm"], GetThing.Parameters.Select(parameter => parameter.Name));

    [Theory]
    [InlineData("Colour", "Red, Green", "Red")]
    [InlineData("Least", "0 or more", "0")]
    [InlineData("Most", "1 or more", "None")]
    [InlineData("Number", null, "None")]
    [InlineData("Large", "1 or more", "None")]
    public void Accepted_values_and_the_default_come_from_the_code(string name, string? accepted, string @default)
    {
        Parameter parameter = SetThing.Parameters.Single(parameter => parameter.Name == name);

        Assert.Equal((accepted, @default), (parameter.AcceptedValues, parameter.Default));
    }

    [Fact]
    public void Pipeline_input_by_property_name_is_read() =>
        Assert.Equal("True (ByPropertyName)", SetThing.Parameters[0].Uses[0].PipelineInput);

    [Theory]
    [InlineData("Colour", true)]
    [InlineData("Least", false)]
    public void Wildcards_are_accepted_where_the_code_says_so(string name, bool accepted) =>
        Assert.Equal(accepted, SetThing.Parameters.Single(parameter => parameter.Name == name).AcceptsWildcards);

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
