using System.Linq;
using Sample;
using Xunit;

namespace KornitX.Help.Tests;

public class CmdletReaderTests
{
    [Fact]
    public void A_class_that_is_no_cmdlet_has_no_help() => Assert.Null(CmdletReader.Read(typeof(Thing)));

    [Fact]
    public void A_base_class_of_cmdlets_has_no_help_of_its_own() => Assert.Null(CmdletReader.Read(typeof(ThingCommand)));

    [Fact]
    public void The_default_parameter_set_comes_first() => Assert.Equal(["All", "Name"], CmdletReader.Read(typeof(GetThingCommand))!.Sets);

    [Fact]
    public void A_cmdlet_that_asks_before_it_acts_has_the_parameters_that_PowerShell_adds() => Assert.Equal(
        ["All", "Name", "Count", "WhatIf", "Confirm"],
        CmdletReader.Read(typeof(GetThingCommand))!.Parameters.Select(parameter => parameter.Name));

    [Theory]
    [InlineData("Colour", "Red, Green", "Red")]
    [InlineData("Least", "0 or more", "0")]
    [InlineData("Most", "1 or more", "None")]
    [InlineData("Number", null, "None")]
    public void Accepted_values_and_the_default_come_from_the_code(string name, string? accepted, string @default)
    {
        Parameter parameter = CmdletReader.Read(typeof(SetThingCommand))!.Parameters.Single(parameter => parameter.Name == name);

        Assert.Equal((accepted, @default), (parameter.AcceptedValues, parameter.Default));
    }

    [Fact]
    public void What_takes_a_property_of_what_is_piped_in_says_so() =>
        Assert.Equal("True (ByPropertyName)", CmdletReader.Read(typeof(SetThingCommand))!.Parameters[0].Uses[0].PipelineInput);
}
