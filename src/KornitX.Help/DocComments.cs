using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace KornitX.Help;

/// <summary>The doc comments of classes and properties, from the XML files that the compiler writes.</summary>
internal sealed class DocComments
{
    private static readonly Regex WhiteSpace = new(@"\s+");

    /// <summary>The short name in a reference to code: AddFault in M:KornitX.Sandbox.AddFault(KornitX.SandboxFault).</summary>
    private static readonly Regex ShortName = new(@"\w+(?=$|\()");

    private readonly Dictionary<string, XElement> _members = [];

    /// <summary>Reads comments from XML documents.</summary>
    public DocComments(IEnumerable<XDocument> documents)
    {
        foreach (XElement member in documents.SelectMany(document => document.Descendants("member")))
            _members[(string)member.Attribute("name")!] = member;
    }

    /// <summary>Reads comments from files.</summary>
    public static DocComments Load(IEnumerable<string> paths) =>
        new(paths.Order(StringComparer.Ordinal).Select(path => XDocument.Load(path, LoadOptions.PreserveWhitespace)));

    /// <summary>The elements of a name in the comment of a class, followed by those of its base classes.</summary>
    public IEnumerable<XElement> Of(Type type, string element)
    {
        for (Type? at = type; at is not null; at = at.BaseType)
        {
            foreach (XElement found in Find("T:" + at.FullName, element))
                yield return found;
        }
    }

    /// <summary>The elements of a name in the comment of a class, without its base classes.</summary>
    public IEnumerable<XElement> OfItself(Type type, string element) => Find("T:" + type.FullName, element);

    /// <summary>The elements of a name in the comment of a property.</summary>
    public IEnumerable<XElement> Of(Type type, string property, string element) => Find($"P:{type.FullName}.{property}", element);

    /// <summary>The paragraphs of an element: each para, each item of a list with a hyphen before it, and the text between them.</summary>
    public static IEnumerable<string> Paragraphs(XElement element)
    {
        string between = "";
        foreach (XNode node in element.Nodes())
        {
            if (node is not XElement { Name.LocalName: "para" or "list" or "code" } block)
            {
                between += Text(node);
                continue;
            }

            if (Trim(between) is { Length: > 0 } before)
                yield return before;
            between = "";
            if (block.Name == "para")
                yield return Trim(Text(block));
            foreach (XElement item in block.Elements("item"))
                yield return "- " + Trim(Text(item));
        }

        if (Trim(between) is { Length: > 0 } rest)
            yield return rest;
    }

    /// <summary>The lines of a code element, without their common indentation.</summary>
    public static string Code(XElement code)
    {
        List<string> lines = code.Value.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').Select(line => line.TrimEnd()).ToList();
        while (lines.Count > 0 && lines[0].Length == 0)
            lines.RemoveAt(0);
        while (lines.Count > 0 && lines[^1].Length == 0)
            lines.RemoveAt(lines.Count - 1);
        int indent = lines.Where(line => line.Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty().Min();
        return string.Join("\n", lines.Select(line => line.Length == 0 ? line : line[indent..]));
    }

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => ShortName.Match((string)see.Attribute("cref")!).Value,
        XElement element => string.Concat(element.Nodes().Select(Text)),
        _ => "",
    };

    private static string Trim(string text) => WhiteSpace.Replace(text, " ").Trim();

    private IEnumerable<XElement> Find(string id, string element) =>
        _members.TryGetValue(id, out XElement? member) ? member.Elements(element) : [];
}
