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

    /// <summary>The elements of a name in the comment with an ID.</summary>
    public IEnumerable<XElement> Find(string id, string element) =>
        _members.TryGetValue(id, out XElement? member) ? member.Elements(element) : [];

    /// <summary>The elements of a name in the comment of a class, followed by those of its base classes.</summary>
    public IEnumerable<XElement> FindInherited(Type? type, string element) =>
        type is null ? [] : Find("T:" + type.FullName, element).Concat(FindInherited(type.BaseType, element));

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
        string[] lines = code.Value.ReplaceLineEndings("\n").TrimStart('\n').TrimEnd().Split('\n').Select(line => line.TrimEnd()).ToArray();
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
}
