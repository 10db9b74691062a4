using System.Globalization;
using System.Text;

namespace KornitX.Help;

/// <summary>Writes the help of cmdlets as Markdown pages: one per cmdlet, and an index. About_ topics are plain text and linked.</summary>
internal static class MarkdownWriter
{
    private const int Columns = 80;

    /// <summary>The pages by their file names.</summary>
    /// <param name="topics">The relative address of each topic's file, by its name.</param>
    public static IReadOnlyDictionary<string, string> Write(IReadOnlyList<Cmdlet> cmdlets, IReadOnlyDictionary<string, string> topics)
    {
        Dictionary<string, string> addresses = new(topics);
        foreach (Cmdlet cmdlet in cmdlets)
            addresses.Add(cmdlet.Name, $"{cmdlet.Name}.md");

        Dictionary<string, string> pages = cmdlets.ToDictionary(
            cmdlet => addresses[cmdlet.Name], cmdlet => WriteCmdlet(cmdlet, new MarkdownText(cmdlet.Name, addresses)));
        pages.Add("README.md", WriteIndex(cmdlets, topics.Keys, new MarkdownText("README", addresses)));
        return pages;
    }

    private static string Page(string source, IEnumerable<string> blocks) =>
        $"<!-- Generated from {source} by the build. To update it, run ./build.ps1 -Task Docs. -->\n\n{string.Join("\n\n", blocks)}\n";

    private static string WriteIndex(IEnumerable<Cmdlet> cmdlets, IEnumerable<string> topics, MarkdownText text) => Page(
        "the cmdlets and topics",
        [
            "# Cmdlets and topics",
            "These pages have the same text as `Get-Help`.",
            "## Cmdlets",
            MarkdownText.Table(
            [
                ["Cmdlet", "Description"],
                .. cmdlets.Select(cmdlet => (string[])[text.Link(cmdlet.Name), text.Inline(cmdlet.Synopsis)]),
            ]),
            "## Topics",
            WriteList(topics, text),
        ]);

    private static string WriteList(IEnumerable<string> links, MarkdownText text) =>
        string.Join("\n", links.Select(link => "- " + text.Link(link)));

    private static string WriteCmdlet(Cmdlet cmdlet, MarkdownText text)
    {
        List<string> blocks = ["# " + cmdlet.Name, text.Inline(cmdlet.Synopsis), "## Syntax"];
        foreach (string set in cmdlet.Sets)
        {
            if (cmdlet.Sets.Count > 1)
                blocks.Add($"### {set}{(set == cmdlet.Sets[0] ? " (default)" : "")}");
            blocks.Add(MarkdownText.Block(WriteSyntax(cmdlet, set)));
        }

        blocks.AddRange(["## Description", text.Paragraphs(cmdlet.Description), "## Examples"]);
        foreach ((Example example, int index) in cmdlet.Examples.Select((example, index) => (example, index)))
        {
            blocks.Add(string.Create(CultureInfo.InvariantCulture, $"### Example {index + 1}: {text.Inline(example.Title)}"));
            blocks.Add(MarkdownText.Block(example.Code, "powershell"));
            if (example.Remarks.Count > 0)
                blocks.Add(text.Paragraphs(example.Remarks));
        }

        blocks.Add("## Parameters");
        foreach (Parameter parameter in cmdlet.SortedParameters)
            blocks.AddRange([$"### -{parameter.Name}", text.Paragraphs(parameter.Description), WriteProperties(cmdlet, parameter)]);
        blocks.AddRange(
        [
            "### CommonParameters",
            "This cmdlet supports the common parameters. For more information, see "
                + "[about_CommonParameters](https://go.microsoft.com/fwlink/?LinkID=113216).",
            "## Inputs",
            .. cmdlet.Inputs.SelectMany(type => WriteType(type, text)),
            "## Outputs",
            .. cmdlet.Outputs.SelectMany(type => WriteType(type, text)),
        ]);
        if (cmdlet.Notes.Count > 0)
            blocks.AddRange(["## Notes", text.Paragraphs(cmdlet.Notes)]);
        blocks.AddRange(["## Related links", WriteList(cmdlet.Links, text)]);
        return Page($"the doc comments of {cmdlet.Type.Name}", blocks);
    }

    /// <summary>The syntax of a parameter set, wrapped between parameters.</summary>
    private static string WriteSyntax(Cmdlet cmdlet, string set)
    {
        StringBuilder syntax = new(cmdlet.Name);
        int column = syntax.Length;
        foreach (string parameter in cmdlet.ParametersOf(set).Select(WriteSyntax).Append("[<CommonParameters>]"))
        {
            bool fits = column + 1 + parameter.Length <= Columns;
            syntax.Append(fits ? " " : "\n    ").Append(parameter);
            column = (fits ? column + 1 : 4) + parameter.Length;
        }

        return syntax.ToString();
    }

    private static string WriteSyntax((Parameter Parameter, ParameterUse Use) one)
    {
        (Parameter parameter, ParameterUse use) = one;
        string name = use.Position is null ? "-" + parameter.Name : $"[-{parameter.Name}]";
        string syntax = TypeName.IsSwitch(parameter.Type) ? name : $"{name} <{TypeName.Format(parameter.Type)}>";
        return use.IsMandatory ? syntax : $"[{syntax}]";
    }

    private static string WriteProperties(Cmdlet cmdlet, Parameter parameter)
    {
        string mandatory = string.Join(", ", parameter.Uses.Where(use => use.IsMandatory).Select(use => use.Set).OfType<string>());
        List<string[]> rows =
        [
            ["Property", "Value"],
            ["Type", MarkdownText.Code(TypeName.Format(parameter.Type))],
            ["Required", parameter.IsAlwaysMandatory ? "True" : mandatory.Length > 0 ? $"In parameter set {mandatory}" : "False"],
            ["Position", parameter.Uses[0].Position?.ToString(CultureInfo.InvariantCulture) ?? "Named"],
            ["Default value", parameter.Default],
            ["Pipeline input", parameter.Uses[0].PipelineInput],
            ["Wildcards", parameter.AcceptsWildcards ? "True" : "False"],
        ];
        if (parameter.Aliases.Count > 0)
            rows.Insert(2, ["Aliases", string.Join(", ", parameter.Aliases)]);
        if (parameter.AcceptedValues is { } values)
            rows.Insert(2, ["Accepted values", values]);
        if (cmdlet.Sets.Any(set => parameter.UseIn(set) is null))
            rows.Insert(2, ["Parameter sets", string.Join(", ", cmdlet.Sets.Where(set => parameter.UseIn(set) is not null))]);
        return MarkdownText.Table(rows);
    }

    private static IEnumerable<string> WriteType(PipelineType type, MarkdownText text) =>
        type.Description.Count == 0 ? ["### " + type.Name] : ["### " + type.Name, text.Paragraphs(type.Description)];
}
