using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace KornitX.Help;

/// <summary>The doc comments of classes and their properties, as the compiler leaves them in XML files.</summary>
public sealed class DocComments
{
    private static readonly Regex Blanks = new(@"\s+");

    /// <summary>Of a reference to code, such as M:KornitX.Sandbox.AddFault(KornitX.SandboxFault), what a person would call it.</summary>
    private static readonly Regex ShortName = new(@"\w+(?=$|\()");

    private readonly Dictionary<string, XElement> _members = [];

    /// <summary>Comments out of XML documents.</summary>
    public DocComments(IEnumerable<XDocument> documents)
    {
        foreach (XElement member in documents.SelectMany(document => document.Descendants("member")))
            _members[(string)member.Attribute("name")!] = member;
    }

    /// <summary>Comments out of files.</summary>
    public static DocComments Load(IEnumerable<string> paths) =>
        new(paths.Order(StringComparer.Ordinal).Select(path => XDocument.Load(path, LoadOptions.PreserveWhitespace)));

    /// <summary>The elements of that name in the comment of a class, and after them those of its base classes.</summary>
    public IEnumerable<XElement> Of(Type type, string element)
    {
        for (Type? at = type; at is not null; at = at.BaseType)
        {
            foreach (XElement found in Find("T:" + at.FullName, element))
                yield return found;
        }
    }

    /// <summary>The elements of that name in the comment of a class alone.</summary>
    public IEnumerable<XElement> OfItself(Type type, string element) => Find("T:" + type.FullName, element);

    /// <summary>The elements of that name in the comment of a property.</summary>
    public IEnumerable<XElement> Of(Type type, string property, string element) => Find($"P:{type.FullName}.{property}", element);

    /// <summary>
    /// The paragraphs of an element: what stands in a para, an item of a list, each with a hyphen, and what is between them.
    /// </summary>
    public static IEnumerable<string> Paragraphs(XElement element)
    {
        string loose = "";
        foreach (XNode node in element.Nodes())
        {
            if (node is not XElement { Name.LocalName: "para" or "list" or "code" } block)
            {
                loose += Text(node);
                continue;
            }

            if (Trim(loose) is { Length: > 0 } before)
                yield return before;
            loose = "";
            if (block.Name == "para")
                yield return Trim(Text(block));
            foreach (XElement item in block.Elements("item"))
                yield return "- " + Trim(Text(item));
        }

        if (Trim(loose) is { Length: > 0 } rest)
            yield return rest;
    }

    /// <summary>The lines of a code element, without what all of them are indented by.</summary>
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

    private static string Trim(string text) => Blanks.Replace(text, " ").Trim();

    private IEnumerable<XElement> Find(string id, string element) =>
        _members.TryGetValue(id, out XElement? member) ? member.Elements(element) : [];
}
