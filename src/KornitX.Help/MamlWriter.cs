using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace KornitX.Help;

/// <summary>Writes help in the format that Get-Help reads (MAML).</summary>
internal static class MamlWriter
{
    private static readonly XNamespace Help = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>The help file of cmdlets.</summary>
    public static string Write(IEnumerable<Cmdlet> cmdlets)
    {
        XElement root = new(Help + "helpItems", new XAttribute("schema", "maml"), cmdlets.Select(WriteCmdlet));

        // No byte order mark and fixed line endings, so that the output is identical on every system.
        StringBuilder text = new("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        XmlWriterSettings settings = new() { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true };
        using (XmlWriter writer = XmlWriter.Create(new StringWriter(text, CultureInfo.InvariantCulture), settings))
            root.Save(writer);
        return text.Append('\n').ToString();
    }

    private static XElement WriteCmdlet(Cmdlet cmdlet) => new(
        Command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", Maml),
        new XAttribute(XNamespace.Xmlns + "command", Command),
        new XAttribute(XNamespace.Xmlns + "dev", Dev),
        new XElement(
            Command + "details",
            new XElement(Command + "name", cmdlet.Name),
            new XElement(Command + "verb", cmdlet.Name.Split('-')[0]),
            new XElement(Command + "noun", cmdlet.Name.Split('-')[1]),
            Description([cmdlet.Synopsis])),
        // Get-Help would offer -Online for a related link, and there are no pages that it could open.
        Description([.. cmdlet.Description, $"See also: {string.Join(", ", cmdlet.Links)}"]),
        new XElement(Command + "syntax", cmdlet.Sets.Select(set => WriteSyntax(cmdlet, set))),
        new XElement(Command + "parameters", cmdlet.SortedParameters.Select(WriteParameter)),
        new XElement(Command + "inputTypes", cmdlet.Inputs.Select(type => WriteType("inputType", type))),
        new XElement(Command + "returnValues", cmdlet.Outputs.Select(type => WriteType("returnValue", type))),
        cmdlet.Notes.Count == 0 ? null : new XElement(Maml + "alertSet", new XElement(Maml + "alert", Paragraphs(cmdlet.Notes))),
        new XElement(Command + "examples", cmdlet.Examples.Select(WriteExample)));

    private static XElement WriteSyntax(Cmdlet cmdlet, string set) => new(
        Command + "syntaxItem",
        new XElement(Maml + "name", cmdlet.Name),
        cmdlet.ParametersOf(set).Select(one => new XElement(
            Command + "parameter",
            Attributes(one.Parameter, one.Use, one.Use.IsMandatory),
            new XElement(Maml + "name", one.Parameter.Name),
            Value(one.Parameter))));

    private static XElement WriteParameter(Parameter parameter)
    {
        IEnumerable<string> accepted = parameter.AcceptedValues is { } values ? [$"Accepted values: {values}"] : [];
        return new XElement(
            Command + "parameter",
            // A parameter that only some sets require is shown as such in the syntax.
            Attributes(parameter, parameter.Uses[0], parameter.IsAlwaysMandatory),
            new XElement(Maml + "name", parameter.Name),
            Description(parameter.Description.Concat(accepted)),
            Value(parameter),
            new XElement(Dev + "defaultValue", parameter.Default));
    }

    private static XAttribute[] Attributes(Parameter parameter, ParameterUse use, bool required) =>
    [
        new("required", required),
        new("variableLength", parameter.Type.IsArray),
        new("globbing", parameter.AcceptsWildcards),
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
            TypeName.Format(parameter.Type));

    private static XElement WriteType(string element, PipelineType type) => new(
        Command + element,
        new XElement(Dev + "type", new XElement(Maml + "name", type.Name)),
        Description(type.Description));

    private static XElement WriteExample(Example example, int index) => new(
        Command + "example",
        new XElement(Maml + "title", string.Create(CultureInfo.InvariantCulture, $"--- Example {index + 1}: {example.Title} ---")),
        new XElement(Dev + "code", example.Code),
        // Get-Help prints no blank line before the next title; the empty paragraph adds one.
        new XElement(Dev + "remarks", Paragraphs([.. example.Remarks, ""])));

    private static XElement Description(IEnumerable<string> paragraphs) => new(Maml + "description", Paragraphs(paragraphs));

    private static IEnumerable<XElement> Paragraphs(IEnumerable<string> paragraphs) =>
        paragraphs.Select(paragraph => new XElement(Maml + "para", paragraph));
}
