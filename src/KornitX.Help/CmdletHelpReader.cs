using System.Xml.Linq;

namespace KornitX.Help;

/// <summary>Combines cmdlets with their doc comments. A cmdlet that lacks a required part of its help is an error.</summary>
internal static class CmdletHelpReader
{
    /// <summary>The help of cmdlets, in order of their names.</summary>
    /// <exception cref="HelpException">A cmdlet lacks a part of its documentation.</exception>
    public static IReadOnlyList<CmdletHelp> Read(IEnumerable<Cmdlet> cmdlets, DocComments comments)
    {
        Cmdlet[] sorted = cmdlets.OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal).ToArray();
        Dictionary<string, string> names = sorted.ToDictionary(cmdlet => "T:" + cmdlet.Type.FullName, cmdlet => cmdlet.Name);
        return sorted.Select(cmdlet => Read(cmdlet, comments, names)).ToArray();
    }

    private static CmdletHelp Read(Cmdlet cmdlet, DocComments comments, Dictionary<string, string> names)
    {
        string[] synopsis = Paragraphs(comments.OfItself(cmdlet.Type, "summary"));
        string[] description = Paragraphs(comments.Of(cmdlet.Type, "remarks"));
        Example[] examples = comments.Of(cmdlet.Type, "example").Select(ReadExample).ToArray();
        string[] links = comments.Of(cmdlet.Type, "seealso").Select(link => ReadLink(cmdlet, link, names)).ToArray();
        Require(synopsis.Length > 0, cmdlet, "has no <summary>");
        Require(description.Length > 0, cmdlet, "has no <remarks>");
        Require(examples.Length > 0, cmdlet, "has no <example>");
        Require(links.Length > 0, cmdlet, "has no <seealso>");

        ParameterHelp[] parameters = cmdlet.Parameters
            .OrderBy(parameter => parameter.Name, StringComparer.Ordinal)
            .Select(parameter => ReadParameter(cmdlet, parameter, comments))
            .ToArray();
        return new CmdletHelp(
            cmdlet,
            string.Join(" ", synopsis),
            description,
            parameters,
            ReadInputs(cmdlet, parameters),
            ReadOutputs(cmdlet, comments),
            Paragraphs(comments.Of(cmdlet.Type, "notes")),
            examples,
            links);
    }

    private static ParameterHelp ReadParameter(Cmdlet cmdlet, Parameter parameter, DocComments comments)
    {
        string[] description = parameter.DeclaredIn is { } type
            ? Paragraphs(comments.Of(type, parameter.Name, "summary"))
            : [DescriptionOfAdded(parameter.Name)];
        Require(description.Length > 0, cmdlet, $"has no <summary> of {parameter.Name}");
        return new ParameterHelp(parameter, description);
    }

    private static TypeHelp[] ReadInputs(Cmdlet cmdlet, ParameterHelp[] parameters)
    {
        // In the order of the code, as PowerShell binds them.
        TypeHelp[] inputs = (
            from parameter in cmdlet.Parameters
            where parameter.Uses.Any(use => use.ByValue || use.ByPropertyName)
            let help = parameters.Single(help => help.Parameter == parameter)
            select new TypeHelp(parameter.Type.FullName!, [help.Description[0]])).ToArray();
        return inputs.Length > 0 ? inputs : [new TypeHelp("None", ["You can't pipe objects to this cmdlet."])];
    }

    private static TypeHelp[] ReadOutputs(Cmdlet cmdlet, DocComments comments) => cmdlet.Outputs.Count == 0
        ? [new TypeHelp("None", ["This cmdlet returns no output."])]
        : cmdlet.Outputs.Select(type => new TypeHelp(type.FullName!, Paragraphs(comments.OfItself(type, "summary")))).ToArray();

    /// <summary>The text before the code is the title, the text after it the remarks.</summary>
    private static Example ReadExample(XElement example)
    {
        XElement code = example.Element("code") ?? throw new HelpException($"An <example> has no <code>: {example.Value.Trim()}");
        return new Example(
            string.Join(" ", DocComments.Paragraphs(new XElement("title", code.NodesBeforeSelf()))).TrimEnd('.'),
            DocComments.Code(code),
            DocComments.Paragraphs(new XElement("remarks", code.NodesAfterSelf())).ToArray());
    }

    private static string ReadLink(Cmdlet cmdlet, XElement link, Dictionary<string, string> names)
    {
        string? name = (string?)link.Attribute("href");
        if (name is null)
            Require(names.TryGetValue((string)link.Attribute("cref")!, out name), cmdlet, "has a <seealso> that refers to no cmdlet");
        return name!;
    }

    private static string DescriptionOfAdded(string parameter) => parameter == "WhatIf"
        ? "Shows what would happen if the cmdlet runs. The cmdlet is not run."
        : "Prompts you for confirmation before running the cmdlet.";

    private static string[] Paragraphs(IEnumerable<XElement> elements) => elements.SelectMany(DocComments.Paragraphs).ToArray();

    private static void Require(bool given, Cmdlet cmdlet, string lack)
    {
        if (!given)
            throw new HelpException($"{cmdlet.Name} {lack}. Add it to the doc comments of {cmdlet.Type.FullName}.");
    }
}
