namespace KornitX.Help;

/// <summary>
/// A cmdlet: the facts from its code, and the text from its doc comments. Text is in paragraphs; a list item is one that starts with
/// "- ". Links are names of cmdlets and about_ topics.
/// </summary>
/// <param name="Sets">Its parameter sets, the default first; without parameter sets one, <see cref="AllSets"/>.</param>
/// <param name="Parameters">Its parameters, those of its own class before those of its base classes, as in PowerShell.</param>
internal sealed record Cmdlet(
    string Name,
    Type Type,
    IReadOnlyList<string> Sets,
    string Synopsis,
    IReadOnlyList<string> Description,
    IReadOnlyList<Parameter> Parameters,
    IReadOnlyList<PipelineType> Inputs,
    IReadOnlyList<PipelineType> Outputs,
    IReadOnlyList<string> Notes,
    IReadOnlyList<Example> Examples,
    IReadOnlyList<string> Links)
{
    /// <summary>PowerShell's name for the parameter set of a cmdlet that declares none.</summary>
    public const string AllSets = "__AllParameterSets";

    /// <summary>The parameters in order of their names.</summary>
    public IEnumerable<Parameter> SortedParameters => Parameters.OrderBy(parameter => parameter.Name, StringComparer.Ordinal);

    /// <summary>The parameters of a set in the order of Get-Command -Syntax: positional ones, mandatory ones, the others.</summary>
    public IEnumerable<(Parameter Parameter, ParameterUse Use)> ParametersOf(string set) =>
        from parameter in Parameters
        let use = parameter.UseIn(set)
        where use is not null
        orderby use.Position ?? int.MaxValue, use.IsMandatory descending
        select (parameter, use);
}

/// <summary>A parameter of a cmdlet. Its name and aliases are without hyphens.</summary>
/// <param name="Uses">How the parameter sets use it.</param>
/// <param name="AcceptedValues">As text; null if only the type restricts the values.</param>
/// <param name="Default">As text; "None" without a default value.</param>
internal sealed record Parameter(
    string Name,
    Type Type,
    IReadOnlyList<string> Description,
    IReadOnlyList<ParameterUse> Uses,
    IReadOnlyList<string> Aliases,
    string? AcceptedValues,
    string Default,
    bool AcceptsWildcards)
{
    /// <summary>Whether it is mandatory in each parameter set that has it.</summary>
    public bool IsAlwaysMandatory => Uses.All(use => use.IsMandatory);

    /// <summary>How a parameter set uses it; null if the set does not have it.</summary>
    public ParameterUse? UseIn(string set) => Uses.FirstOrDefault(use => use.Set is null || use.Set == set);
}

/// <summary>How a parameter set uses a parameter.</summary>
/// <param name="Set">The set; null for all.</param>
/// <param name="Position">Its position, from 0; null if it must be named.</param>
internal sealed record ParameterUse(string? Set, bool IsMandatory, int? Position, bool ByValue, bool ByPropertyName)
{
    /// <summary>The pipeline input as Get-Help shows it.</summary>
    public string PipelineInput => (ByValue, ByPropertyName) switch
    {
        (true, true) => "True (ByPropertyName, ByValue)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };
}

/// <summary>A type that a cmdlet reads from the pipeline or writes to it: its full name, or "None".</summary>
internal sealed record PipelineType(string Name, IReadOnlyList<string> Description);

/// <summary>An example.</summary>
/// <param name="Title">What the example shows, without a period.</param>
/// <param name="Code">The commands with their prompts, and their output.</param>
internal sealed record Example(string Title, string Code, IReadOnlyList<string> Remarks);
