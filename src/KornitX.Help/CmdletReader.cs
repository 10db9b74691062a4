using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;

namespace KornitX.Help;

/// <summary>
/// Reads cmdlets from their classes. Attributes are read as metadata, because those of the reference assembly that the cmdlets
/// are compiled against do not store their arguments.
/// </summary>
internal static class CmdletReader
{
    /// <summary>The cmdlet that a class implements; null if it implements none.</summary>
    public static Cmdlet? Read(Type type)
    {
        if (type.IsAbstract || Find(type, typeof(CmdletAttribute)) is not { } cmdlet)
            return null;

        object instance = Activator.CreateInstance(type)!;
        List<Parameter> parameters = type.GetProperties().Where(IsParameter).Select(property => Read(property, instance)).ToList();
        (instance as IDisposable)?.Dispose();
        if (NamedArgument<bool>(cmdlet, nameof(CmdletAttribute.SupportsShouldProcess)))
            parameters.AddRange([Added("WhatIf", "wi"), Added("Confirm", "cf")]);

        string[] sets = parameters.SelectMany(parameter => parameter.Uses).Select(use => use.Set).OfType<string>().Distinct().ToArray();
        string first = NamedArgument<string>(cmdlet, nameof(CmdletAttribute.DefaultParameterSetName)) ?? Cmdlet.AllSets;
        return new Cmdlet(
            $"{cmdlet.ConstructorArguments[0].Value}-{cmdlet.ConstructorArguments[1].Value}",
            type,
            sets.Length == 0 ? [Cmdlet.AllSets]
                : sets.Contains(first) || first == Cmdlet.AllSets ? [.. sets.OrderBy(set => set != first)]
                : [first, .. sets],
            parameters,
            Find(type, typeof(OutputTypeAttribute)) is { } output ? ListArgument<Type>(output.ConstructorArguments[0]) : []);
    }

    private static bool IsParameter(PropertyInfo property) => Find(property, typeof(ParameterAttribute)) is not null;

    private static Parameter Read(PropertyInfo property, object cmdlet)
    {
        CustomAttributeData? range = Find(property, typeof(ValidateRangeAttribute));
        CustomAttributeData? set = Find(property, typeof(ValidateSetAttribute));
        ParameterUse[] uses = property.GetCustomAttributesData()
            .Where(data => data.AttributeType == typeof(ParameterAttribute))
            .Select(Use)
            .ToArray();
        return new Parameter(
            property.Name,
            property.PropertyType,
            property.DeclaringType,
            uses,
            Find(property, typeof(AliasAttribute)) is { } alias ? ListArgument<string>(alias.ConstructorArguments[0]) : [],
            range is not null ? Text(range) : set is not null ? string.Join(", ", ListArgument<string>(set.ConstructorArguments[0])) : null,
            uses.All(use => use.IsMandatory) ? "None" : Text(property.GetValue(cmdlet), range),
            Find(property, typeof(SupportsWildcardsAttribute)) is not null);
    }

    private static Parameter Added(string name, string alias) => new(
        name, typeof(SwitchParameter), null, [new ParameterUse(null, false, null, false, false)], [alias], null, "False", false);

    private static ParameterUse Use(CustomAttributeData parameter) => new(
        NamedArgument<string>(parameter, nameof(ParameterAttribute.ParameterSetName)),
        NamedArgument<bool>(parameter, nameof(ParameterAttribute.Mandatory)),
        parameter.NamedArguments.Any(named => named.MemberName == nameof(ParameterAttribute.Position))
            ? NamedArgument<int>(parameter, nameof(ParameterAttribute.Position))
            : null,
        NamedArgument<bool>(parameter, nameof(ParameterAttribute.ValueFromPipeline)),
        NamedArgument<bool>(parameter, nameof(ParameterAttribute.ValueFromPipelineByPropertyName)));

    /// <summary>A default value as text. A number that the parameter does not accept means that there is no default.</summary>
    private static string Text(object? value, CustomAttributeData? range) => value switch
    {
        SwitchParameter => "False",
        int number when number != 0 || (range is not null && Minimum(range) <= 0) => number.ToString(CultureInfo.InvariantCulture),
        string[] { Length: > 0 } list => string.Join(", ", list),
        string { Length: > 0 } text => text,
        _ => "None",
    };

    private static string Text(CustomAttributeData range)
    {
        object maximum = range.ConstructorArguments[1].Value!;
        return Minimum(range).ToString(CultureInfo.InvariantCulture)
            + (maximum is int.MaxValue or long.MaxValue ? " or more" : string.Create(CultureInfo.InvariantCulture, $" to {maximum}"));
    }

    private static long Minimum(CustomAttributeData range) =>
        Convert.ToInt64(range.ConstructorArguments[0].Value, CultureInfo.InvariantCulture);

    private static CustomAttributeData? Find(MemberInfo member, Type attribute) =>
        member.GetCustomAttributesData().FirstOrDefault(data => data.AttributeType == attribute);

    private static T? NamedArgument<T>(CustomAttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(named => named.MemberName == name).TypedValue.Value is T value ? value : default;

    private static T[] ListArgument<T>(CustomAttributeTypedArgument argument) =>
        ((ReadOnlyCollection<CustomAttributeTypedArgument>)argument.Value!).Select(item => (T)item.Value!).ToArray();
}
