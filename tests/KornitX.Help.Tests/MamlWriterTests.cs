using System;
using System.Xml.Linq;
using Sample;
using Xunit;

namespace KornitX.Help.Tests;

public class MamlWriterTests
{
    private const string Comments = """
        <doc>
          <members>
            <member name="T:Sample.ThingCommand">
              <remarks>Things are in a box.</remarks>
            </member>
            <member name="P:Sample.ThingCommand.Name"><summary>The thing.</summary></member>
            <member name="P:Sample.ThingCommand.Count"><summary>How many.</summary></member>
            <member name="T:Sample.GetThingCommand">
              <summary>Gets things &amp; boxes.</summary>
              <notes>Not all at once.</notes>
              <example>
                Get a thing.
                <code>
                    PS> Get-Thing hammer
                </code>
                It is heavy.
              </example>
              <seealso cref="T:Sample.GetThingCommand"/>
              <seealso href="about_Things"/>
            </member>
            <member name="P:Sample.GetThingCommand.All"><summary>All of them.</summary></member>
            <member name="T:Sample.Thing"><summary>A thing.</summary></member>
          </members>
        </doc>
        """;

    private const string Help = """
        <?xml version="1.0" encoding="utf-8"?>
        <helpItems schema="maml" xmlns="http://msh">
          <command:command xmlns:maml="http://schemas.microsoft.com/maml/2004/10" xmlns:command="http://schemas.microsoft.com/maml/dev/command/2004/10" xmlns:dev="http://schemas.microsoft.com/maml/dev/2004/10">
            <command:details>
              <command:name>Get-Thing</command:name>
              <command:verb>Get</command:verb>
              <command:noun>Thing</command:noun>
              <maml:description>
                <maml:para>Gets things &amp; boxes.</maml:para>
              </maml:description>
            </command:details>
            <maml:description>
              <maml:para>Things are in a box.</maml:para>
            </maml:description>
            <command:syntax>
              <command:syntaxItem>
                <maml:name>Get-Thing</maml:name>
                <command:parameter required="true" variableLength="false" globbing="false" pipelineInput="False" position="named" aliases="none">
                  <maml:name>All</maml:name>
                </command:parameter>
                <command:parameter required="false" variableLength="false" globbing="false" pipelineInput="False" position="named" aliases="none">
                  <maml:name>Count</maml:name>
                  <command:parameterValue required="true" variableLength="false">int</command:parameterValue>
                </command:parameter>
                <command:parameter required="false" variableLength="false" globbing="false" pipelineInput="False" position="named" aliases="wi">
                  <maml:name>WhatIf</maml:name>
                </command:parameter>
                <command:parameter required="false" variableLength="false" globbing="false" pipelineInput="False" position="named" aliases="cf">
                  <maml:name>Confirm</maml:name>
                </command:parameter>
              </command:syntaxItem>
              <command:syntaxItem>
                <maml:name>Get-Thing</maml:name>
                <command:parameter required="true" variableLength="true" globbing="false" pipelineInput="True (ByValue)" position="0" aliases="Title">
                  <maml:name>Name</maml:name>
                  <command:parameterValue required="true" variableLength="true">string[]</command:parameterValue>
                </command:parameter>
                <command:parameter required="false" variableLength="false" globbing="false" pipelineInput="False" position="named" aliases="none">
                  <maml:name>Count</maml:name>
                  <command:parameterValue required="true" variableLength="false">int</command:parameterValue>
                </command:parameter>
                <command:parameter required="false" variableLength="false" globbing="false" pipelineInput="False" position="named" aliases="wi">
                  <maml:name>WhatIf</maml:name>
                </command:parameter>
                <command:parameter required="false" variableLength="false" globbing="false" pipelineInput="False" position="named" aliases="cf">
                  <maml:name>Confirm</maml:name>
                </command:parameter>
              </command:syntaxItem>
            </command:syntax>
            <command:parameters>
              <command:parameter required="true" variableLength="false" globbing="false" pipelineInput="False" position="named" aliases="none">
                <maml:name>All</maml:name>
                <maml:description>
                  <maml:para>All of them.</maml:para>
                </maml:description>
                <dev:defaultValue>None</dev:defaultValue>
              </command:parameter>
              <command:parameter required="false" variableLength="false" globbing="false" pipelineInput="False" position="named" aliases="cf">
                <maml:name>Confirm</maml:name>
                <maml:description>
                  <maml:para>Asks before anything is done.</maml:para>
                </maml:description>
                <dev:defaultValue>False</dev:defaultValue>
              </command:parameter>
              <command:parameter required="false" variableLength="false" globbing="false" pipelineInput="False" position="named" aliases="none">
                <maml:name>Count</maml:name>
                <maml:description>
                  <maml:para>How many.</maml:para>
                  <maml:para>Accepted values: 1 to 9</maml:para>
                </maml:description>
                <command:parameterValue required="true" variableLength="false">int</command:parameterValue>
                <dev:defaultValue>2</dev:defaultValue>
              </command:parameter>
              <command:parameter required="true" variableLength="true" globbing="false" pipelineInput="True (ByValue)" position="0" aliases="Title">
                <maml:name>Name</maml:name>
                <maml:description>
                  <maml:para>The thing.</maml:para>
                </maml:description>
                <command:parameterValue required="true" variableLength="true">string[]</command:parameterValue>
                <dev:defaultValue>None</dev:defaultValue>
              </command:parameter>
              <command:parameter required="false" variableLength="false" globbing="false" pipelineInput="False" position="named" aliases="wi">
                <maml:name>WhatIf</maml:name>
                <maml:description>
                  <maml:para>Shows what would happen, and does not do it.</maml:para>
                </maml:description>
                <dev:defaultValue>False</dev:defaultValue>
              </command:parameter>
            </command:parameters>
            <command:inputTypes>
              <command:inputType>
                <dev:type>
                  <maml:name>System.String[]</maml:name>
                </dev:type>
                <maml:description>
                  <maml:para>The thing.</maml:para>
                </maml:description>
              </command:inputType>
            </command:inputTypes>
            <command:returnValues>
              <command:returnValue>
                <dev:type>
                  <maml:name>Sample.Thing</maml:name>
                </dev:type>
                <maml:description>
                  <maml:para>A thing.</maml:para>
                </maml:description>
              </command:returnValue>
            </command:returnValues>
            <maml:alertSet>
              <maml:alert>
                <maml:para>Not all at once.</maml:para>
              </maml:alert>
            </maml:alertSet>
            <command:examples>
              <command:example>
                <maml:title>--- Example 1: Get a thing ---</maml:title>
                <dev:code>PS&gt; Get-Thing hammer</dev:code>
                <dev:remarks>
                  <maml:para>It is heavy.</maml:para>
                  <maml:para></maml:para>
                </dev:remarks>
              </command:example>
            </command:examples>
            <command:relatedLinks>
              <maml:navigationLink>
                <maml:linkText>Get-Thing</maml:linkText>
                <maml:uri />
              </maml:navigationLink>
              <maml:navigationLink>
                <maml:linkText>about_Things</maml:linkText>
                <maml:uri />
              </maml:navigationLink>
            </command:relatedLinks>
          </command:command>
        </helpItems>

        """;

    [Fact]
    public void A_cmdlet_and_its_comments_become_its_help() => Assert.Equal(Help, Write(Comments));

    [Theory]
    [InlineData("<summary>Gets things &amp; boxes.</summary>", "has no <summary>")]
    [InlineData("<remarks>Things are in a box.</remarks>", "has no <remarks>")]
    [InlineData("<summary>How many.</summary>", "has no <summary> of Count")]
    public void A_cmdlet_that_lacks_words_is_an_error(string words, string lack)
    {
        HelpException error = Assert.Throws<HelpException>(() => Write(Comments.Replace(words, "", StringComparison.Ordinal)));

        Assert.Equal($"Get-Thing {lack}. Its help is made of the doc comments of Sample.GetThingCommand.", error.Message);
    }

    [Theory]
    [InlineData("example", "Get-Thing has no <example>")]
    [InlineData("seealso", "Get-Thing has no <seealso>")]
    [InlineData("code", "An <example> has no <code>")]
    public void A_cmdlet_that_lacks_an_example_or_a_link_is_an_error(string element, string lack)
    {
        string without = Comments.Replace("<" + element, "<other", StringComparison.Ordinal).Replace("</" + element, "</other", StringComparison.Ordinal);

        HelpException error = Assert.Throws<HelpException>(() => Write(without));

        Assert.StartsWith(lack, error.Message, StringComparison.Ordinal);
    }

    private static string Write(string comments) =>
        MamlWriter.Write([CmdletReader.Read(typeof(GetThingCommand))!], new DocComments([XDocument.Parse(comments)]));
}
