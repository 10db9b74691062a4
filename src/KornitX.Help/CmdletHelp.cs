namespace KornitX.Help;

/// <summary>
/// The help of a cmdlet: the facts from its code, and the text from its doc comments. Text is in paragraphs; a list item is one
/// that starts with "- ". Parameters are in order of their names; links are names of cmdlets and about_ topics.
/// </summary>
internal sealed record CmdletHelp(
    Cmdlet Cmdlet,
    string Synopsis,
    IReadOnlyList<string> Description,
    IReadOnlyList<ParameterHelp> Parameters,
    IReadOnlyList<TypeHelp> Inputs,
    IReadOnlyList<TypeHelp> Outputs,
    IReadOnlyList<string> Notes,
    IReadOnlyList<Example> Examples,
    IReadOnlyList<string> Links);

/// <summary>The help of a parameter.</summary>
internal sealed record ParameterHelp(Parameter Parameter, IReadOnlyList<string> Description);

/// <summary>A type that a cmdlet reads from the pipeline or writes to it: its full name, or "None".</summary>
internal sealed record TypeHelp(string Name, IReadOnlyList<string> Description);

/// <summary>An example.</summary>
/// <param name="Title">What the example shows, without a period.</param>
/// <param name="Code">The commands with their prompts, and their output.</param>
/// <param name="Remarks">Remarks about the example; may be empty.</param>
internal sealed record Example(string Title, string Code, IReadOnlyList<string> Remarks);
