using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace KornitX.Help;

/// <summary>
/// Reads about_ topics, which are plain text for PowerShell. The indentation determines the layout: sections at column 0, headings at 2,
/// text at 4, code at 8, and further paragraphs of a list item in between. Any other layout is an error, because its page would be wrong.
/// </summary>
public static class TopicReader
{
    private const int HeadingIndent = 2;
    private const int TextIndent = 4;
    private const int CodeIndent = 8;

    private static readonly string[] Sections = ["TOPIC", "SHORT DESCRIPTION", "LONG DESCRIPTION", "SEE ALSO"];
    private static readonly Regex Rule = new(@"^-+(?: +-+)+$");
    private static readonly Regex Marker = new(@"^(-|\d+\.) +(?=\S)");
    private static readonly Regex Term = new(@"^(\S+(?: \S+)*) {2,}(?=\S)");

    /// <summary>Reads a topic.</summary>
    /// <exception cref="HelpException">The layout is not valid.</exception>
    public static Topic Read(string text)
    {
        string[] lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').Select(line => line.TrimEnd()).ToArray();
        int[] starts = Sections.Select(section => Array.IndexOf(lines, section)).ToArray();
        string[] found = lines.Where(line => line.Length > 0 && Indent(line) == 0).ToArray();
        if (!found.SequenceEqual(Sections))
            throw new HelpException($"A topic must have the sections {string.Join(", ", Sections)}, and has {string.Join(", ", found)}.");

        string[] Section(int index) => lines[(starts[index] + 1)..(index + 1 < starts.Length ? starts[index + 1] : lines.Length)];
        string Joined(int index) => string.Join(" ", Section(index).Select(line => line.Trim())).Trim();
        string name = Joined(0);
        return new Topic(name, Joined(1), ReadBody(name, Section(2)), Section(3).Select(line => line.Trim()).Where(line => line.Length > 0).ToArray());
    }

    private static List<TopicBlock> ReadBody(string topic, string[] lines)
    {
        List<TopicBlock> blocks = [];
        List<string> block = [];
        foreach (string line in lines.Append(""))
        {
            bool isHeading = line.Length > 0 && Indent(line) == HeadingIndent;
            if (line.Length > 0 && !isHeading)
            {
                block.Add(line);
                continue;
            }

            if (block.Count > 0)
                Add(blocks, ReadBlock(topic, block));
            block.Clear();
            if (isHeading)
                blocks.Add(new HeadingBlock(line.Trim()));
        }

        return blocks;
    }

    /// <summary>A blank line in code does not end it.</summary>
    private static void Add(List<TopicBlock> blocks, TopicBlock block)
    {
        if (block is CodeBlock code && blocks.Count > 0 && blocks[^1] is CodeBlock before)
            blocks[^1] = new CodeBlock($"{before.Text}\n\n{code.Text}");
        else
            blocks.Add(block);
    }

    private static TopicBlock ReadBlock(string topic, List<string> lines)
    {
        int indent = Math.Min(Indent(lines[0]), CodeIndent);
        if (lines.FirstOrDefault(line => Indent(line) < Math.Max(indent, TextIndent)) is { } outside)
            throw Unknown(topic, outside);
        if (indent == CodeIndent)
            return new CodeBlock(string.Join("\n", lines.Select(line => line[CodeIndent..])));

        string[] text = lines.Select(line => line[indent..]).ToArray();
        if (text.Length > 1 && Rule.IsMatch(text[1]))
            return ReadTable(topic, text);
        if (Marker.IsMatch(text[0]))
            return ReadList(topic, text);
        if (Term.Match(text[0]) is { Success: true } term)
            return ReadTerms(topic, text, term.Length);
        return text.FirstOrDefault(line => Indent(line) > 0) is { } indented
            ? throw Unknown(topic, indented)
            : new ParagraphBlock(string.Join(" ", text), indent > TextIndent);
    }

    private static TableBlock ReadTable(string topic, string[] lines)
    {
        int[] columns = Regex.Matches(lines[1], "-+").Select(match => match.Index).ToArray();
        List<string[]> rows = [];
        foreach (string line in lines.Where(line => line != lines[1]))
        {
            if (columns.Any(column => column > 0 && column < line.Length && line[column - 1] != ' '))
                throw Unknown(topic, line);
            string[] cells = columns.Select((column, i) => Slice(line, column, i + 1 < columns.Length ? columns[i + 1] : line.Length)).ToArray();
            if (cells[0].Length > 0)
                rows.Add(cells);
            else
                rows[^1] = rows[^1].Zip(cells, Join).ToArray();
        }

        return new TableBlock(rows);
    }

    private static ListBlock ReadList(string topic, string[] lines)
    {
        List<(string Marker, string Text)> items = [];
        foreach (string line in lines)
        {
            if (Marker.Match(line) is { Success: true } marker)
                items.Add((marker.Groups[1].Value, line[marker.Length..]));
            else if (Indent(line) > 0)
                items[^1] = (items[^1].Marker, Join(items[^1].Text, line.Trim()));
            else
                throw Unknown(topic, line);
        }

        return new ListBlock(items);
    }

    private static TermsBlock ReadTerms(string topic, string[] lines, int column)
    {
        List<(string Term, string Meaning)> items = [];
        foreach (string line in lines)
        {
            if (line.Length > column && line[column - 1] != ' ')
                throw Unknown(topic, line);
            string term = Slice(line, 0, column);
            string meaning = Slice(line, column, line.Length);
            if (term.Length > 0)
                items.Add((term, meaning));
            else
                items[^1] = (items[^1].Term, Join(items[^1].Meaning, meaning));
        }

        return new TermsBlock(items);
    }

    private static string Slice(string line, int start, int end) =>
        start >= line.Length ? "" : line[start..Math.Min(end, line.Length)].Trim();

    private static string Join(string before, string after) => $"{before} {after}".Trim();

    private static int Indent(string line) => line.Length - line.TrimStart(' ').Length;

    private static HelpException Unknown(string topic, string line) => new(
        $"{topic}: the layout of the line '{line.Trim()}' is not known. Text starts at column {TextIndent}, code at column {CodeIndent}; "
        + "the columns of a table or a list of terms are aligned, with two blanks before them.");
}
