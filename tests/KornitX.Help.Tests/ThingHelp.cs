using System.Xml.Linq;
using Sample;

namespace KornitX.Help.Tests;

/// <summary>The help of Get-Thing.</summary>
internal static class ThingHelp
{
    /// <summary>Its doc comments.</summary>
    public const string Comments = """
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

    /// <summary>The address of the topic that it links to.</summary>
    public static readonly IReadOnlyDictionary<string, string> Topics =
        new Dictionary<string, string> { ["about_Things"] = "../../module/en-US/about_Things.help.txt" };

    public static IReadOnlyList<Cmdlet> Read(string comments = Comments) =>
        CmdletReader.Read([typeof(GetThingCommand)], new DocComments([XDocument.Parse(comments)]));
}
