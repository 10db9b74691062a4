using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace KornitX.Help;

/// <summary>
/// Writes help as Get-Help reads it (MAML): what can be had of the code, of the code, and all words of the doc
/// comments. A cmdlet that lacks a part of its help is an error, so that none ships without.
/// </summary>
public static class MamlWriter
{
    private static readonly XNamespace Help = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>The help of cmdlets, in order of their names.</summary>
    /// <exception cref="HelpException">A cmdlet is not documented as it must be.</exception>
    public static string Write(IEnumerable<Cmdlet> cmdlets, DocComments comments)
    {
        Cmdlet[] sorted = cmdlets.OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal).ToArray();
        Dictionary<string, string> names = sorted.ToDictionary(cmdlet => "T:" + cmdlet.Type.FullName, cmdlet => cmdlet.Name);
        XElement root = new(Help + "helpItems", new XAttribute("schema", "maml"));
        foreach (Cmdlet cmdlet in sorted)
            root.Add(Of(cmdlet, comments, names));

        // No byte order mark and no line ends of the machine: the same code gives the same bytes.
        StringBuilder text = new("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        XmlWriterSettings settings = new() { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true };
        using (XmlWriter writer = XmlWriter.Create(new StringWriter(text, CultureInfo.InvariantCulture), settings))
            root.Save(writer);
        return text.Append('\n').ToString();
    }

    private static XElement Of(Cmdlet cmdlet, DocComments comments, Dictionary<string, string> names)
    {
        XElement[] examples = comments.Of(cmdlet.Type, "example").Select(Example).ToArray();
        XElement[] links = comments.Of(cmdlet.Type, "seealso").Select(link => Link(cmdlet, link, names)).ToArray();
        string[] notes = comments.Of(cmdlet.Type, "notes").SelectMany(DocComments.Paragraphs).ToArray();
        Demand(examples.Length > 0, cmdlet, "has no <example>");
        Demand(links.Length > 0, cmdlet, "has no <seealso>");
        return new XElement(
            Command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", Maml),
            new XAttribute(XNamespace.Xmlns + "command", Command),
            new XAttribute(XNamespace.Xmlns + "dev", Dev),
            new XElement(
                Command + "details",
                new XElement(Command + "name", cmdlet.Name),
                new XElement(Command + "verb", cmdlet.Name.Split('-')[0]),
                new XElement(Command + "noun", cmdlet.Name.Split('-')[1]),
                Described(Maml, cmdlet, "summary", comments.OfItself(cmdlet.Type, "summary"))),
            Described(Maml, cmdlet, "remarks", comments.Of(cmdlet.Type, "remarks")),
            new XElement(Command + "syntax", cmdlet.Sets.Select(set => Syntax(cmdlet, set))),
            new XElement(
                Command + "parameters",
                cmdlet.Parameters.OrderBy(parameter => parameter.Name, StringComparer.Ordinal).Select(parameter => InFull(cmdlet, parameter, comments))),
            new XElement(Command + "inputTypes", Inputs(cmdlet, comments)),
            new XElement(Command + "returnValues", Outputs(cmdlet, comments)),
            notes.Length == 0 ? null : new XElement(Maml + "alertSet", new XElement(Maml + "alert", Paras(notes))),
            new XElement(Command + "examples", examples.Select(Numbered)),
            new XElement(Command + "relatedLinks", links));
    }

    /// <summary>The parameters of a set as Get-Command -Syntax has them: first those with a position, then the mandatory ones.</summary>
    private static XElement Syntax(Cmdlet cmdlet, string set) => new(
        Command + "syntaxItem",
        new XElement(Maml + "name", cmdlet.Name),
        from parameter in cmdlet.Parameters
        let use = parameter.UseIn(set)
        where use is not null
        orderby use.Position ?? int.MaxValue, use.IsMandatory descending
        select new XElement(Command + "parameter", Attributes(parameter, use, use.IsMandatory), new XElement(Maml + "name", parameter.Name), Value(parameter)));

    private static XElement InFull(Cmdlet cmdlet, Parameter parameter, DocComments comments)
    {
        string[] words = parameter.DeclaredIn is { } type
            ? comments.Of(type, parameter.Name, "summary").SelectMany(DocComments.Paragraphs).ToArray()
            : [AddedByPowerShell(parameter.Name)];
        Demand(words.Length > 0, cmdlet, $"has no <summary> of {parameter.Name}");
        IEnumerable<string> accepted = parameter.AcceptedValues is { } values ? [$"Accepted values: {values}"] : [];
        return new XElement(
            Command + "parameter",
            // Those who have it required in one set and not in another see so in the syntax.
            Attributes(parameter, parameter.Uses[0], parameter.Uses.All(use => use.IsMandatory)),
            new XElement(Maml + "name", parameter.Name),
            new XElement(Maml + "description", Paras(words.Concat(accepted))),
            Value(parameter),
            new XElement(Dev + "defaultValue", parameter.Uses.All(use => use.IsMandatory) ? "None" : parameter.Default));
    }

    private static XAttribute[] Attributes(Parameter parameter, ParameterUse use, bool required) =>
    [
        new("required", required),
        new("variableLength", parameter.Type.IsArray),
        new("globbing", false),
        new("pipelineInput", use.PipelineInput),
        new("position", use.Position?.ToString(CultureInfo.InvariantCulture) ?? "named"),
        new("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
    ];

    private static XElement? Value(Parameter parameter) => TypeName.IsSwitch(parameter.Type)
        ? null
        : new XElement(
            Command + "parameterValue",
            new XAttribute("required", true),
            new XAttribute("variableLength", parameter.Type.IsArray),
            TypeName.Short(parameter.Type));

    private static IEnumerable<XElement> Inputs(Cmdlet cmdlet, DocComments comments)
    {
        Parameter[] piped = cmdlet.Parameters.Where(parameter => parameter.Uses.Any(use => use.ByValue || use.ByPropertyName)).ToArray();
        if (piped.Length == 0)
            return [Typed("inputType", "None", ["It takes nothing from the pipeline."])];
        return piped.Select(parameter => Typed(
            "inputType",
            parameter.Type.FullName!,
            comments.Of(parameter.DeclaredIn!, parameter.Name, "summary").SelectMany(DocComments.Paragraphs).Take(1)));
    }

    private static IEnumerable<XElement> Outputs(Cmdlet cmdlet, DocComments comments) => cmdlet.Outputs.Count == 0
        ? [Typed("returnValue", "None", ["It writes nothing to the pipeline."])]
        : cmdlet.Outputs.Select(type => Typed(
            "returnValue", type.FullName!, comments.OfItself(type, "summary").SelectMany(DocComments.Paragraphs)));

    private static XElement Typed(string element, string name, IEnumerable<string> words) => new(
        Command + element,
        new XElement(Dev + "type", new XElement(Maml + "name", name)),
        new XElement(Maml + "description", Paras(words)));

    /// <summary>What stands before the code is the title, what stands after it says more.</summary>
    private static XElement Example(XElement example)
    {
        XElement code = example.Element("code") ?? throw new HelpException($"An <example> has no <code>: {example.Value.Trim()}");
        string title = string.Join(" ", DocComments.Paragraphs(new XElement("title", code.NodesBeforeSelf()))).TrimEnd('.');
        return new XElement(
            Command + "example",
            new XElement(Maml + "title", title),
            new XElement(Dev + "code", DocComments.Code(code)),
            // The empty one keeps the next example's title off.
            new XElement(Dev + "remarks", Paras([.. DocComments.Paragraphs(new XElement("remarks", code.NodesAfterSelf())), ""])));
    }

    private static XElement Numbered(XElement example, int index)
    {
        XElement title = example.Element(Maml + "title")!;
        title.Value = string.Create(CultureInfo.InvariantCulture, $"--- Example {index + 1}: {title.Value} ---");
        return example;
    }

    private static XElement Link(Cmdlet cmdlet, XElement link, Dictionary<string, string> names)
    {
        string? text = (string?)link.Attribute("href");
        if (text is null)
            Demand(names.TryGetValue((string)link.Attribute("cref")!, out text), cmdlet, "has a <seealso> of what is no cmdlet");
        return new XElement(Maml + "navigationLink", new XElement(Maml + "linkText", text), new XElement(Maml + "uri"));
    }

    private static XElement Described(XNamespace space, Cmdlet cmdlet, string element, IEnumerable<XElement> found)
    {
        string[] words = found.SelectMany(DocComments.Paragraphs).ToArray();
        Demand(words.Length > 0, cmdlet, $"has no <{element}>");
        return new XElement(space + "description", Paras(words));
    }

    private static IEnumerable<XElement> Paras(IEnumerable<string> words) => words.Select(paragraph => new XElement(Maml + "para", paragraph));

    private static string AddedByPowerShell(string parameter) => parameter == "WhatIf"
        ? "Shows what would happen, and does not do it."
        : "Asks before anything is done.";

    private static void Demand(bool given, Cmdlet cmdlet, string lack)
    {
        if (!given)
            throw new HelpException($"{cmdlet.Name} {lack}. Its help is made of the doc comments of {cmdlet.Type.FullName}.");
    }
}
