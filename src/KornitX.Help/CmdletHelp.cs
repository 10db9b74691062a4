using System.Collections.Generic;

namespace KornitX.Help;

/// <summary>The help of a cmdlet: the facts from its code, and the text from its doc comments. Text is in paragraphs; a list item is one that starts with "- ".</summary>
/// <param name="Cmdlet">The cmdlet.</param>
/// <param name="Synopsis">What it does, in one sentence.</param>
/// <param name="Description">What it does, in full.</param>
/// <param name="Parameters">Its parameters in order of their names.</param>
/// <param name="Inputs">The types that can be piped to it.</param>
/// <param name="Outputs">The types of its output.</param>
/// <param name="Notes">Further information; may be empty.</param>
/// <param name="Examples">At least one example.</param>
/// <param name="Links">The names of related cmdlets and about_ topics.</param>
public sealed record CmdletHelp(
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
/// <param name="Parameter">The parameter.</param>
/// <param name="Description">The description of the parameter.</param>
public sealed record ParameterHelp(Parameter Parameter, IReadOnlyList<string> Description);

/// <summary>A type that a cmdlet reads from the pipeline or writes to it.</summary>
/// <param name="Name">Its full name, or "None".</param>
/// <param name="Description">The description of the objects.</param>
public sealed record TypeHelp(string Name, IReadOnlyList<string> Description);

/// <summary>An example.</summary>
/// <param name="Title">What the example shows, without a period.</param>
/// <param name="Code">The commands with their prompts, and their output.</param>
/// <param name="Remarks">Remarks about the example; may be empty.</param>
public sealed record Example(string Title, string Code, IReadOnlyList<string> Remarks);
