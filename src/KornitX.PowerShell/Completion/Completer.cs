using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace KornitX.Completion;

/// <summary>Offers values for a parameter when Tab is pressed.</summary>
internal abstract class Completer : IArgumentCompleter
{
    private static readonly Regex Bare = new(@"^\w[\w./:\\-]*$");
    private static readonly char[] Quotes = ['\'', '"'];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            string begun = wordToComplete.TrimStart(Quotes).TrimEnd(Quotes);
            return Offers(parameterName, fakeBoundParameters)
                .Where(offer => offer.Value.StartsWith(begun, StringComparison.OrdinalIgnoreCase))
                .Select(offer => new CompletionResult(Quoted(offer.Value), offer.Value, CompletionResultType.ParameterValue, offer.ToolTip))
                .ToArray();
        }
        catch (Exception)
        {
            // Somebody who presses Tab has asked for no error, whatever it is. There is nothing to offer then.
            return [];
        }
    }

    /// <summary>All values, whatever is typed already, each with what is said of it.</summary>
    /// <param name="parameter">The parameter's name.</param>
    /// <param name="given">What the command line gives to other parameters, as far as that can be told without running it.</param>
    protected abstract IEnumerable<(string Value, string ToolTip)> Offers(string parameter, IDictionary given);

    private static string Quoted(string value) =>
        Bare.IsMatch(value) ? value : $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'";
}
