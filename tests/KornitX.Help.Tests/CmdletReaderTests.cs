using Sample;

namespace KornitX.Help.Tests;

public class CmdletReaderTests
{
    [Fact]
    public void A_class_without_the_attribute_is_not_a_cmdlet() => Assert.Null(CmdletReader.Read(typeof(Thing)));

    [Fact]
    public void An_abstract_class_is_not_a_cmdlet() => Assert.Null(CmdletReader.Read(typeof(ThingCommand)));

    [Fact]
    public void The_default_parameter_set_comes_first() => Assert.Equal(["All", "Name"], CmdletReader.Read(typeof(GetThingCommand))!.Sets);

    [Fact]
    public void A_cmdlet_that_supports_ShouldProcess_has_WhatIf_and_Confirm() => Assert.Equal(
        ["All", "Name", "Count", "WhatIf", "Confirm"],
        CmdletReader.Read(typeof(GetThingCommand))!.Parameters.Select(parameter => parameter.Name));

    [Theory]
    [InlineData("Colour", "Red, Green", "Red")]
    [InlineData("Least", "0 or more", "0")]
    [InlineData("Most", "1 or more", "None")]
    [InlineData("Number", null, "None")]
    [InlineData("Large", "1 or more", "None")]
    public void Accepted_values_and_the_default_come_from_the_code(string name, string? accepted, string @default)
    {
        Parameter parameter = CmdletReader.Read(typeof(SetThingCommand))!.Parameters.Single(parameter => parameter.Name == name);

        Assert.Equal((accepted, @default), (parameter.AcceptedValues, parameter.Default));
    }

    [Fact]
    public void Pipeline_input_by_property_name_is_read() =>
        Assert.Equal("True (ByPropertyName)", CmdletReader.Read(typeof(SetThingCommand))!.Parameters[0].Uses[0].PipelineInput);

    [Theory]
    [InlineData("Colour", true)]
    [InlineData("Least", false)]
    public void Wildcards_are_accepted_where_the_code_says_so(string name, bool accepted) =>
        Assert.Equal(
            accepted, CmdletReader.Read(typeof(SetThingCommand))!.Parameters.Single(parameter => parameter.Name == name).AcceptsWildcards);
}
