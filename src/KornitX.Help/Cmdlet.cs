namespace KornitX.Help;

/// <summary>A cmdlet as its code declares it.</summary>
/// <param name="Name">Verb and noun.</param>
/// <param name="Sets">Its parameter sets, the default first; without parameter sets one, <see cref="AllSets"/>.</param>
/// <param name="Parameters">Its parameters, those of its own class before those of its base classes, as in PowerShell.</param>
/// <param name="Outputs">The types of its OutputType attribute.</param>
internal sealed record Cmdlet(
    string Name,
    Type Type,
    IReadOnlyList<string> Sets,
    IReadOnlyList<Parameter> Parameters,
    IReadOnlyList<Type> Outputs)
{
    /// <summary>PowerShell's name for the parameter set of a cmdlet that declares none.</summary>
    public const string AllSets = "__AllParameterSets";

    /// <summary>The parameters of a set in the order of Get-Command -Syntax: positional ones, mandatory ones, the others.</summary>
    public IEnumerable<Parameter> ParametersOf(string set) =>
        from parameter in Parameters
        let use = parameter.UseIn(set)
        where use is not null
        orderby use.Position ?? int.MaxValue, use.IsMandatory descending
        select parameter;
}

/// <summary>A parameter of a cmdlet.</summary>
/// <param name="Name">Without the hyphen.</param>
/// <param name="DeclaredIn">The class that declares its property; null for a parameter that PowerShell adds.</param>
/// <param name="Uses">How the parameter sets use it.</param>
/// <param name="Aliases">Without hyphens.</param>
/// <param name="AcceptedValues">As text; null if only the type restricts the values.</param>
/// <param name="Default">As text; "None" without a default value.</param>
/// <param name="AcceptsWildcards">Whether it has the SupportsWildcards attribute.</param>
internal sealed record Parameter(
    string Name,
    Type Type,
    Type? DeclaredIn,
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
/// <param name="ByValue">Whether it accepts objects from the pipeline.</param>
/// <param name="ByPropertyName">Whether it accepts the property with its name from objects in the pipeline.</param>
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
