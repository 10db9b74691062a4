using System.Collections.Generic;

namespace KornitX.Help;

/// <summary>An about_ topic.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ShortDescription">The short description, in one sentence.</param>
/// <param name="Body">Its text.</param>
/// <param name="Links">The names of related cmdlets and topics.</param>
public sealed record Topic(string Name, string ShortDescription, IReadOnlyList<TopicBlock> Body, IReadOnlyList<string> Links);

/// <summary>A block of a topic's text.</summary>
public abstract record TopicBlock;

/// <summary>A heading in capital letters, as in the file.</summary>
/// <param name="Text">The heading.</param>
public sealed record HeadingBlock(string Text) : TopicBlock;

/// <summary>A paragraph in one line.</summary>
/// <param name="Text">The paragraph.</param>
/// <param name="IsInList">Whether it continues the list item before it.</param>
public sealed record ParagraphBlock(string Text, bool IsInList = false) : TopicBlock;

/// <summary>A list.</summary>
/// <param name="Items">Its items: a marker, "-" or a number with a full stop, and the text.</param>
public sealed record ListBlock(IReadOnlyList<(string Marker, string Text)> Items) : TopicBlock;

/// <summary>A list of terms and their meanings.</summary>
/// <param name="Items">Its items.</param>
public sealed record TermsBlock(IReadOnlyList<(string Term, string Meaning)> Items) : TopicBlock;

/// <summary>A table.</summary>
/// <param name="Rows">Its rows, the first of which is the header.</param>
public sealed record TableBlock(IReadOnlyList<IReadOnlyList<string>> Rows) : TopicBlock;

/// <summary>Commands and their output, or other lines whose layout is kept.</summary>
/// <param name="Text">The lines.</param>
public sealed record CodeBlock(string Text) : TopicBlock;
