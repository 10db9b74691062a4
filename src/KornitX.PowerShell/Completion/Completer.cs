using System.Collections;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace KornitX.Commands;

/// <summary>Completes the values of a parameter.</summary>
internal abstract class Completer : IArgumentCompleter
{
    private static readonly Regex Bare = new(@"^\w[\w./:\\-]*$");
    private static readonly char[] Quotes = ['\'', '"'];

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            string begun = wordToComplete.TrimStart(Quotes).TrimEnd(Quotes);
            return Matches(commandName, parameterName, fakeBoundParameters)
                .Where(offer => offer.Value.StartsWith(begun, StringComparison.OrdinalIgnoreCase))
                .Select(match => new CompletionResult(
                    Written(match.Value), match.Value, CompletionResultType.ParameterValue, match.ToolTip))
                .ToArray();
        }
        catch (Exception)
        {
            // An exception would break the command line that is being typed.
            return [];
        }
    }

    /// <summary>All values, regardless of what has been typed, each with its tool tip.</summary>
    /// <param name="given">The values of other parameters that are known before the command runs.</param>
    protected abstract IEnumerable<(string Value, string ToolTip)> Matches(string command, string parameter, IDictionary given);

    /// <summary>The value as it is inserted: in quotes if it needs them.</summary>
    protected virtual string Written(string value) =>
        Bare.IsMatch(value) ? value : $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'";
}
