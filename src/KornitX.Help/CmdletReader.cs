using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Xml.Linq;

namespace KornitX.Help;

/// <summary>
/// Reads cmdlets from their classes and doc comments. Attributes are read as metadata, because those of the reference assembly that
/// the cmdlets are compiled against do not store their arguments.
/// </summary>
internal sealed class CmdletReader
{
    private readonly DocComments _comments;

    /// <summary>The names of the cmdlets by the IDs of their classes in references.</summary>
    private readonly Dictionary<string, string> _names;

    private CmdletReader(DocComments comments, IEnumerable<Type> classes)
    {
        _comments = comments;
        _names = classes.ToDictionary(Id, GetName);
    }

    /// <summary>Reads those of the types that are cmdlets, in order of their names.</summary>
    /// <exception cref="HelpException">A cmdlet lacks a part of its documentation.</exception>
    public static IReadOnlyList<Cmdlet> Read(IEnumerable<Type> types, DocComments comments)
    {
        Type[] classes = types.Where(type => !type.IsAbstract && Find(type, typeof(CmdletAttribute)) is not null).ToArray();
        CmdletReader reader = new(comments, classes);
        return classes.Select(reader.Read).OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal).ToArray();
    }

    private Cmdlet Read(Type type)
    {
        CustomAttributeData attribute = Find(type, typeof(CmdletAttribute))!;
        object instance = Activator.CreateInstance(type)!;
        List<Parameter> parameters = type.GetProperties()
            .Where(property => Find(property, typeof(ParameterAttribute)) is not null)
            .Select(property => Read(type, property, instance))
            .ToList();
        (instance as IDisposable)?.Dispose();
        if (NamedArgument<bool>(attribute, nameof(CmdletAttribute.SupportsShouldProcess)))
        {
            parameters.Add(Added("WhatIf", "wi", "Shows what would happen if the cmdlet runs. The cmdlet is not run."));
            parameters.Add(Added("Confirm", "cf", "Prompts you for confirmation before running the cmdlet."));
        }

        string[] sets = parameters.SelectMany(parameter => parameter.Uses).Select(use => use.Set).OfType<string>().Distinct().ToArray();
        string first = NamedArgument<string>(attribute, nameof(CmdletAttribute.DefaultParameterSetName)) ?? Cmdlet.AllSets;
        return new Cmdlet(
            GetName(type),
            type,
            sets.Length == 0 ? [Cmdlet.AllSets]
                : sets.Contains(first) || first == Cmdlet.AllSets ? [.. sets.OrderBy(set => set != first)]
                : [first, .. sets],
            string.Join(" ", Require(type, Paragraphs(_comments.Find(Id(type), "summary")), "<summary>")),
            Require(type, Paragraphs(_comments.FindInherited(type, "remarks")), "<remarks>"),
            parameters,
            ReadInputs(parameters),
            ReadOutputs(type),
            Paragraphs(_comments.FindInherited(type, "notes")),
            Require(type, _comments.FindInherited(type, "example").Select(ReadExample).ToArray(), "<example>"),
            Require(type, _comments.FindInherited(type, "seealso").Select(link => ReadLink(type, link)).ToArray(), "<seealso>"));
    }

    private Parameter Read(Type cmdlet, PropertyInfo property, object instance)
    {
        string id = $"P:{property.DeclaringType!.FullName}.{property.Name}";
        CustomAttributeData? range = Find(property, typeof(ValidateRangeAttribute));
        CustomAttributeData? set = Find(property, typeof(ValidateSetAttribute));
        ParameterUse[] uses = property.GetCustomAttributesData()
            .Where(data => data.AttributeType == typeof(ParameterAttribute))
            .Select(ReadUse)
            .ToArray();
        return new Parameter(
            property.Name,
            property.PropertyType,
            Require(cmdlet, Paragraphs(_comments.Find(id, "summary")), $"<summary> of {property.Name}"),
            uses,
            Find(property, typeof(AliasAttribute)) is { } alias ? ListArgument<string>(alias) : [],
            range is not null ? Text(range) : set is not null ? string.Join(", ", ListArgument<string>(set)) : null,
            uses.All(use => use.IsMandatory) ? "None" : Text(property.GetValue(instance), range),
            Find(property, typeof(SupportsWildcardsAttribute)) is not null);
    }

    /// <summary>A parameter that PowerShell adds.</summary>
    private static Parameter Added(string name, string alias, string description) => new(
        name, typeof(SwitchParameter), [description], [new ParameterUse(null, false, null, false, false)], [alias], null, "False", false);

    private static ParameterUse ReadUse(CustomAttributeData parameter) => new(
        NamedArgument<string>(parameter, nameof(ParameterAttribute.ParameterSetName)),
        NamedArgument<bool>(parameter, nameof(ParameterAttribute.Mandatory)),
        NamedArgument<int?>(parameter, nameof(ParameterAttribute.Position)),
        NamedArgument<bool>(parameter, nameof(ParameterAttribute.ValueFromPipeline)),
        NamedArgument<bool>(parameter, nameof(ParameterAttribute.ValueFromPipelineByPropertyName)));

    private static PipelineType[] ReadInputs(IEnumerable<Parameter> parameters)
    {
        PipelineType[] inputs = (
            from parameter in parameters
            where parameter.Uses.Any(use => use.ByValue || use.ByPropertyName)
            select new PipelineType(parameter.Type.FullName!, [parameter.Description[0]])).ToArray();
        return inputs.Length > 0 ? inputs : [new PipelineType("None", ["You can't pipe objects to this cmdlet."])];
    }

    private PipelineType[] ReadOutputs(Type cmdlet) => Find(cmdlet, typeof(OutputTypeAttribute)) is { } output
        ? [.. ListArgument<Type>(output).Select(type => new PipelineType(type.FullName!, Paragraphs(_comments.Find(Id(type), "summary"))))]
        : [new PipelineType("None", ["This cmdlet returns no output."])];

    /// <summary>The text before the code is the title, the text after it the remarks.</summary>
    private static Example ReadExample(XElement example)
    {
        XElement code = example.Element("code") ?? throw new HelpException($"An <example> has no <code>: {example.Value.Trim()}");
        return new Example(
            string.Join(" ", DocComments.Paragraphs(new XElement("title", code.NodesBeforeSelf()))).TrimEnd('.'),
            DocComments.Code(code),
            DocComments.Paragraphs(new XElement("remarks", code.NodesAfterSelf())).ToArray());
    }

    private string ReadLink(Type cmdlet, XElement link) =>
        (string?)link.Attribute("href")
        ?? _names.GetValueOrDefault((string)link.Attribute("cref")!)
        ?? throw Invalid(cmdlet, "has a <seealso> that refers to no cmdlet");

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

    private static string GetName(Type cmdlet) =>
        string.Join('-', Find(cmdlet, typeof(CmdletAttribute))!.ConstructorArguments.Select(part => part.Value));

    private static string Id(Type type) => "T:" + type.FullName;

    private static string[] Paragraphs(IEnumerable<XElement> elements) => elements.SelectMany(DocComments.Paragraphs).ToArray();

    private static T[] Require<T>(Type cmdlet, T[] parts, string name) =>
        parts.Length > 0 ? parts : throw Invalid(cmdlet, "has no " + name);

    private static HelpException Invalid(Type cmdlet, string problem) =>
        new($"{GetName(cmdlet)} {problem}. Add it to the doc comments of {cmdlet.FullName}.");

    private static CustomAttributeData? Find(MemberInfo member, Type attribute) =>
        member.GetCustomAttributesData().FirstOrDefault(data => data.AttributeType == attribute);

    private static T? NamedArgument<T>(CustomAttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(named => named.MemberName == name).TypedValue.Value is T value ? value : default;

    /// <summary>The list that an attribute takes as its only argument.</summary>
    private static T[] ListArgument<T>(CustomAttributeData attribute) =>
        ((ReadOnlyCollection<CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!)
        .Select(item => (T)item.Value!)
        .ToArray();
}
