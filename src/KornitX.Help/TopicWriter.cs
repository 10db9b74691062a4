using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace KornitX.Help;

/// <summary>Writes the page of a topic.</summary>
internal static class TopicWriter
{
    private static readonly Regex SpelledWord = new(@"(?<![\w-])-[A-Z]\w+|\w+[A-Z]\w*");
    private static readonly Regex HeadingWord = new(@"-?\w+");

    public static string Write(Topic topic, MarkdownText text) => MarkdownWriter.Page(
        $"module/en-US/{topic.Name}.help.txt",
        [
            "# " + topic.Name,
            text.Paragraph(topic.ShortDescription),
            .. WriteBody(topic, text),
            "## See also",
            string.Join("\n", topic.Links.Select(link => "- " + text.Link(link))),
        ]);

    private static IEnumerable<string> WriteBody(Topic topic, MarkdownText text)
    {
        int itemIndent = 0;
        foreach (TopicBlock block in topic.Body)
        {
            // Code and paragraphs that continue a list item are indented like its text, so that they stay part of the list.
            if (block is ListBlock list)
                itemIndent = list.Items[^1].Marker.Length + 1;
            else if (block is not (CodeBlock or ParagraphBlock { IsInList: true }))
                itemIndent = 0;
            string markdown = Write(topic, block, text);
            yield return block is ListBlock ? markdown : Regex.Replace(markdown, "^(?=.)", new string(' ', itemIndent), RegexOptions.Multiline);
        }
    }

    private static string Write(Topic topic, TopicBlock block, MarkdownText text) => block switch
    {
        HeadingBlock heading => "## " + text.Inline(SentenceCase(heading.Text, topic)),
        ParagraphBlock paragraph => text.Paragraph(paragraph.Text),
        ListBlock list => string.Join("\n", list.Items.Select(item => $"{item.Marker} {text.Paragraph(item.Text)}")),
        TermsBlock terms => string.Join("\n", terms.Items.Select(item => $"- **{text.Inline(item.Term)}**: {text.Inline(item.Meaning)}")),
        TableBlock table => MarkdownText.Table([table.Rows[0].Select(Capitalize).ToArray(), .. table.Rows.Skip(1).Select(row => row.Select(text.Inline).ToArray())]),
        CodeBlock code => MarkdownText.Block(code.Text, code.Text.Contains("PS> ", StringComparison.Ordinal) ? "powershell" : ""),
        _ => throw new NotSupportedException(block.ToString()),
    };

    /// <summary>
    /// The heading with one capital letter, except for words like KornitX or -Stream: those are spelled as in the text, unless they
    /// appear there in lower case, too.
    /// </summary>
    private static string SentenceCase(string heading, Topic topic)
    {
        string prose = string.Join(" ", topic.Body.OfType<ParagraphBlock>().Select(paragraph => paragraph.Text).Prepend(topic.ShortDescription));
        Dictionary<string, string> spellings = new(StringComparer.OrdinalIgnoreCase);
        foreach (Match word in SpelledWord.Matches(prose))
        {
            if (!Regex.IsMatch(prose, $@"\b{Regex.Escape(word.Value.ToLowerInvariant())}\b"))
                spellings[word.Value] = word.Value;
        }

        string sentence = HeadingWord.Replace(
            heading, word => spellings.TryGetValue(word.Value, out string? spelling) ? spelling : word.Value.ToLowerInvariant());
        return Capitalize(sentence);
    }

    private static string Capitalize(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
