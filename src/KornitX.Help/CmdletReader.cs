using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace KornitX.Help;

/// <summary>
/// Reads cmdlets off their classes. Attributes are read as data: the PowerShell that is compiled against is a hull
/// whose attributes forget what they were given.
/// </summary>
public static class CmdletReader
{
    /// <summary>The name of the one set of a cmdlet that has none, as PowerShell calls it.</summary>
    private const string AllSets = "__AllParameterSets";

    /// <summary>The cmdlet of a class; null where it is the class of none.</summary>
    public static Cmdlet? Read(Type type)
    {
        if (type.IsAbstract || Find(type, typeof(CmdletAttribute)) is not { } cmdlet)
            return null;

        object made = Activator.CreateInstance(type)!;
        List<Parameter> parameters = type.GetProperties().Where(IsParameter).Select(property => Read(property, made)).ToList();
        (made as IDisposable)?.Dispose();
        if (Named<bool>(cmdlet, nameof(CmdletAttribute.SupportsShouldProcess)))
            parameters.AddRange([Added("WhatIf", "wi"), Added("Confirm", "cf")]);

        string[] sets = parameters.SelectMany(parameter => parameter.Uses).Select(use => use.Set).OfType<string>().Distinct().ToArray();
        string first = Named<string>(cmdlet, nameof(CmdletAttribute.DefaultParameterSetName)) ?? AllSets;
        return new Cmdlet(
            $"{cmdlet.ConstructorArguments[0].Value}-{cmdlet.ConstructorArguments[1].Value}",
            type,
            sets.Length == 0 ? [AllSets] : sets.Contains(first) || first == AllSets ? [.. sets.OrderBy(set => set != first)] : [first, .. sets],
            parameters,
            Find(type, typeof(OutputTypeAttribute)) is { } output ? List<Type>(output.ConstructorArguments[0]) : []);
    }

    private static bool IsParameter(PropertyInfo property) => Find(property, typeof(ParameterAttribute)) is not null;

    private static Parameter Read(PropertyInfo property, object cmdlet)
    {
        CustomAttributeData? range = Find(property, typeof(ValidateRangeAttribute));
        CustomAttributeData? set = Find(property, typeof(ValidateSetAttribute));
        return new Parameter(
            property.Name,
            property.PropertyType,
            property.DeclaringType,
            property.GetCustomAttributesData().Where(data => data.AttributeType == typeof(ParameterAttribute)).Select(Use).ToArray(),
            Find(property, typeof(AliasAttribute)) is { } alias ? List<string>(alias.ConstructorArguments[0]) : [],
            range is not null ? Words(range) : set is not null ? string.Join(", ", List<string>(set.ConstructorArguments[0])) : null,
            Words(property.GetValue(cmdlet), range));
    }

    private static Parameter Added(string name, string alias) => new(
        name, typeof(SwitchParameter), null, [new ParameterUse(null, false, null, false, false)], [alias], null, "False");

    private static ParameterUse Use(CustomAttributeData parameter) => new(
        Named<string>(parameter, nameof(ParameterAttribute.ParameterSetName)),
        Named<bool>(parameter, nameof(ParameterAttribute.Mandatory)),
        parameter.NamedArguments.Any(named => named.MemberName == nameof(ParameterAttribute.Position))
            ? Named<int>(parameter, nameof(ParameterAttribute.Position))
            : null,
        Named<bool>(parameter, nameof(ParameterAttribute.ValueFromPipeline)),
        Named<bool>(parameter, nameof(ParameterAttribute.ValueFromPipelineByPropertyName)));

    /// <summary>A default in words. A number that the parameter would not even take only stands for "not given".</summary>
    private static string Words(object? value, CustomAttributeData? range) => value switch
    {
        SwitchParameter => "False",
        int number when number != 0 || (range is not null && Least(range) <= 0) => number.ToString(CultureInfo.InvariantCulture),
        string[] { Length: > 0 } list => string.Join(", ", list),
        string { Length: > 0 } text => text,
        _ => "None",
    };

    private static string Words(CustomAttributeData range)
    {
        object most = range.ConstructorArguments[1].Value!;
        return Least(range).ToString(CultureInfo.InvariantCulture)
            + (most is int.MaxValue ? " or more" : string.Create(CultureInfo.InvariantCulture, $" to {most}"));
    }

    private static int Least(CustomAttributeData range) => (int)range.ConstructorArguments[0].Value!;

    private static CustomAttributeData? Find(MemberInfo member, Type attribute) =>
        member.GetCustomAttributesData().FirstOrDefault(data => data.AttributeType == attribute);

    private static T? Named<T>(CustomAttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(named => named.MemberName == name).TypedValue.Value is T value ? value : default;

    private static T[] List<T>(CustomAttributeTypedArgument argument) =>
        ((ReadOnlyCollection<CustomAttributeTypedArgument>)argument.Value!).Select(item => (T)item.Value!).ToArray();
}
