namespace KornitX.Help.Tests;

public class MamlWriterTests
{
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
              <maml:para>See also: Get-Thing, about_Things</maml:para>
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
                  <maml:para>Prompts you for confirmation before running the cmdlet.</maml:para>
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
                  <maml:para>Shows what would happen if the cmdlet runs. The cmdlet is not run.</maml:para>
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
          </command:command>
        </helpItems>

        """;

    [Fact]
    public void The_help_file_has_all_parts_of_a_cmdlets_help() => Assert.Equal(Help, MamlWriter.Write(ThingHelp.Read()));
}
