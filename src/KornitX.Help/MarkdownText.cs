using System.Text;
using System.Text.RegularExpressions;

namespace KornitX.Help;

/// <summary>
/// Converts plain help text to Markdown for one page. Names of the module's cmdlets and topics become links; names of other
/// commands, parameters, variables, methods and files become code; characters that Markdown would read as markup are escaped.
/// </summary>
internal sealed class MarkdownText
{
    /// <summary>Code: a parameter and its value, a variable, a method, a file, a name with an underscore, a command.</summary>
    private const string CodePattern =
        @"-(?:ErrorAction|Encoding|Operation|State) [A-Z]\w+|-[A-Z]\w+(?:[: ](?:\d+(?![\w.])|\$\w+))?|\$\w+(?:\.\w+)*|\w+\(\)"
        + @"|\w+(?:\.csv|\.jsonl?)(?:\.lock)?(?!\w)|\w+_\w+|[A-Z][a-z]+-[A-Z][a-z]\w+";

    private static readonly Regex Special = new(@"[\\`*_\[\]<>|~]");
    private static readonly Regex LooksLikeEntity = new(@"&(?=#?\w+;)");
    private static readonly Regex LooksLikeBlock = new(@"^(?:[#+=-]|\d+(?=[.)]))");

    private readonly IReadOnlyDictionary<string, string> _addresses;
    private readonly string _page;
    private readonly Regex _names;

    /// <param name="addresses">The relative address of each cmdlet's and topic's help, by its name.</param>
    /// <param name="page">The name of the page that the text is on.</param>
    public MarkdownText(IReadOnlyDictionary<string, string> addresses, string page)
    {
        _addresses = addresses;
        _page = page;
        string names = string.Join("|", addresses.Keys.OrderByDescending(name => name.Length).Select(Regex.Escape));
        _names = new Regex($@"(?<![\w-])(?:(?<page>{names})(?![\w-])|{CodePattern})");
    }

    /// <summary>Text inside a paragraph, a list item or a cell of a table.</summary>
    public string Inline(string text)
    {
        StringBuilder markdown = new();
        int end = 0;
        foreach (Match name in _names.Matches(text))
        {
            markdown.Append(Escape(text[end..name.Index]));
            markdown.Append(name.Groups["page"].Success ? Link(name.Value) : Code(name.Value));
            end = name.Index + name.Length;
        }

        return markdown.Append(Escape(text[end..])).ToString();
    }

    /// <summary>A link to the help of a cmdlet or a topic; on the page of the cmdlet itself only its name.</summary>
    /// <exception cref="HelpException">There is no such cmdlet or topic.</exception>
    public string Link(string name)
    {
        if (!_addresses.TryGetValue(name, out string? address))
            throw new HelpException($"The page {_page} refers to '{name}', which is neither a cmdlet nor a topic.");
        return name == _page ? Code(name) : $"[{Code(name)}]({address})";
    }

    /// <summary>Paragraphs with a blank line between them, except between the items of a list.</summary>
    public string Paragraphs(IReadOnlyList<string> paragraphs)
    {
        StringBuilder markdown = new();
        for (int i = 0; i < paragraphs.Count; i++)
        {
            bool isItem = IsItem(paragraphs[i]);
            if (i > 0)
                markdown.Append(isItem && IsItem(paragraphs[i - 1]) ? "\n" : "\n\n");
            markdown.Append(isItem ? "- " + Paragraph(paragraphs[i][2..]) : Paragraph(paragraphs[i]));
        }

        return markdown.ToString();
    }

    /// <summary>Text at the start of a block, where the first character may be markup too.</summary>
    public string Paragraph(string text)
    {
        string inline = Inline(text);
        return LooksLikeBlock.Match(inline) is { Success: true } first
            ? inline.Insert(char.IsDigit(inline[0]) ? first.Length : 0, "\\")
            : inline;
    }

    /// <summary>Text in a code span.</summary>
    public static string Code(string text) => $"`{text}`";

    /// <summary>Lines in a code block.</summary>
    public static string Block(string code, string language = "") => $"```{language}\n{code}\n```";

    /// <summary>A table; its cells are Markdown.</summary>
    public static string Table(IEnumerable<IReadOnlyList<string>> rows)
    {
        List<string> lines = rows.Select(row => $"| {string.Join(" | ", row)} |").ToList();
        lines.Insert(1, $"|{string.Concat(Enumerable.Repeat(" --- |", rows.First().Count))}");
        return string.Join("\n", lines);
    }

    private static bool IsItem(string paragraph) => paragraph.StartsWith("- ", StringComparison.Ordinal);

    private static string Escape(string text) => LooksLikeEntity.Replace(Special.Replace(text, @"\$0"), @"\&");
}
