using System.Text.RegularExpressions;

namespace KornitX.Help;

/// <summary>
/// Converts plain help text to Markdown for one page. Names of the module's cmdlets and topics become links; names of other
/// commands, parameters, variables, methods and files become code; characters that Markdown would read as markup are escaped.
/// </summary>
/// <param name="page">The name of the cmdlet or topic that the page is about.</param>
/// <param name="addresses">The relative address of each cmdlet's and topic's help, by its name.</param>
internal sealed class MarkdownText(string page, IReadOnlyDictionary<string, string> addresses)
{
    /// <summary>A parameter and its value, a variable, a method, a file, a name with an underscore, a command.</summary>
    private const string CodePattern =
        @"-(?:ErrorAction|Encoding|Operation|State) [A-Z]\w+|-[A-Z]\w+(?:[: ](?:\d+(?![\w.])|\$\w+))?|\$\w+(?:\.\w+)*|\w+\(\)"
        + @"|\w+(?:\.csv|\.jsonl?)(?:\.lock)?(?!\w)|\w+_\w+|[A-Z][a-z]+-[A-Z][a-z]\w+";

    /// <summary>Markup anywhere in a text, the start of an entity, and what starts a heading or a list.</summary>
    private const string MarkupPattern = @"[\\`*_\[\]<>|~]|&(?=#?\w+;)|^[#+=-]|(?<=^\d+)[.)]";

    private static readonly Regex Token = new($@"(?<code>(?<![\w-])(?:{CodePattern}))|{MarkupPattern}");

    /// <summary>Text in a paragraph, a heading, a list item or a cell of a table.</summary>
    public string Inline(string text) => Token.Replace(text, token =>
        addresses.ContainsKey(token.Value) ? Link(token.Value)
        : token.Groups["code"].Success ? Code(token.Value)
        : @"\" + token.Value);

    /// <summary>A link to the help of a cmdlet or a topic; on the page of the cmdlet itself only its name.</summary>
    /// <exception cref="HelpException">There is no such cmdlet or topic.</exception>
    public string Link(string name)
    {
        if (!addresses.TryGetValue(name, out string? address))
            throw new HelpException($"The page {page} refers to '{name}', which is neither a cmdlet nor a topic.");
        return name == page ? Code(name) : $"[{Code(name)}]({address})";
    }

    /// <summary>Paragraphs and list items.</summary>
    public string Paragraphs(IEnumerable<string> paragraphs) => string.Join("\n\n", paragraphs.Select(paragraph =>
        paragraph.StartsWith("- ", StringComparison.Ordinal) ? "- " + Inline(paragraph[2..]) : Inline(paragraph)));

    public static string Code(string text) => $"`{text}`";

    public static string Block(string code, string language = "") => $"```{language}\n{code}\n```";

    /// <summary>A table, the first row of which is its head; its cells are Markdown.</summary>
    public static string Table(IEnumerable<IReadOnlyList<string>> rows)
    {
        List<string> lines = rows.Select(row => $"| {string.Join(" | ", row)} |").ToList();
        lines.Insert(1, $"|{string.Concat(Enumerable.Repeat(" --- |", rows.First().Count))}");
        return string.Join("\n", lines);
    }
}
