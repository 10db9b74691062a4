using System;
using System.Collections.Generic;

namespace KornitX.Help;

/// <summary>A cmdlet as its code says it is.</summary>
/// <param name="Name">Verb and noun.</param>
/// <param name="Type">Its class.</param>
/// <param name="Sets">The parameter sets by name; one of no name where there are none. The default is the first.</param>
/// <param name="Parameters">Its parameters, those of its own class before those of its base classes, as PowerShell has them.</param>
/// <param name="Outputs">What it says it writes.</param>
public sealed record Cmdlet(
    string Name,
    Type Type,
    IReadOnlyList<string> Sets,
    IReadOnlyList<Parameter> Parameters,
    IReadOnlyList<Type> Outputs);

/// <summary>A parameter of a cmdlet.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="DeclaredIn">The class whose property it is; null for one that PowerShell adds.</param>
/// <param name="Uses">How it is used in the parameter sets.</param>
/// <param name="Aliases">Its other names.</param>
/// <param name="AcceptedValues">The values that it takes, in words; null where its type says it all.</param>
/// <param name="Default">What it is when it is not given, in words.</param>
public sealed record Parameter(
    string Name,
    Type Type,
    Type? DeclaredIn,
    IReadOnlyList<ParameterUse> Uses,
    IReadOnlyList<string> Aliases,
    string? AcceptedValues,
    string Default)
{
    /// <summary>How it is used in a set; null where it is no part of that.</summary>
    public ParameterUse? UseIn(string set)
    {
        foreach (ParameterUse use in Uses)
        {
            if (use.Set is null || use.Set == set)
                return use;
        }

        return null;
    }
}

/// <summary>How a parameter is used in a parameter set.</summary>
/// <param name="Set">The set; null for all.</param>
/// <param name="IsMandatory">Whether it must be given.</param>
/// <param name="Position">Where its value may stand without its name, from 0; null for nowhere.</param>
/// <param name="ByValue">Whether it takes what is piped in.</param>
/// <param name="ByPropertyName">Whether it takes the property of its name of what is piped in.</param>
public sealed record ParameterUse(string? Set, bool IsMandatory, int? Position, bool ByValue, bool ByPropertyName)
{
    /// <summary>The same in the words of Get-Help.</summary>
    public string PipelineInput => (ByValue, ByPropertyName) switch
    {
        (true, true) => "True (ByPropertyName, ByValue)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };
}
