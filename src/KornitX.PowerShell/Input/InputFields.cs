using System.Collections;
using System.Data;
using System.Xml;

namespace KornitX.Commands;

/// <summary>A field of an input object. The value is read when it is used, because that may be expensive, and may throw.</summary>
internal readonly struct InputField
{
    private readonly object? _source;
    private readonly DataColumn? _column;

    public InputField(string name, object? value)
    {
        Name = name;
        _source = value;
    }

    public InputField(DataRow row, DataColumn column)
        : this(column.ColumnName, row) => _column = column;

    public string Name { get; }

    public object? Value =>
        _column is not null ? ((DataRow)_source!)[_column] : _source is PSPropertyInfo property ? property.Value : _source;
}

/// <summary>Enumerates the fields of objects that can be a row. Each kind of object stores them differently.</summary>
internal static class InputFields
{
    private const PSMemberTypes Added =
        PSMemberTypes.NoteProperty | PSMemberTypes.ScriptProperty | PSMemberTypes.AliasProperty | PSMemberTypes.CodeProperty;

    /// <summary>Whether the unwrapped object is of a kind that can be a row.</summary>
    public static bool IsObject(object? bare) =>
        bare is IDictionary or IDictionary<string, object?> or XmlElement || bare is not (null or string or ValueType or IEnumerable);

    /// <summary>Enumerates the fields of an object: its own, and then those that Add-Member added.</summary>
    /// <param name="input">The input object.</param>
    /// <param name="bare">The unwrapped object.</param>
    /// <param name="isKept">Whether the input object is kept after it is read.</param>
    public static IEnumerable<InputField> Enumerate(object? input, object? bare, bool isKept)
    {
        IEnumerable<InputField>? own = bare switch
        {
            IDictionary dictionary => EnumerateEntries(dictionary),
            IDictionary<string, object?> dictionary => dictionary.Select(entry => new InputField(entry.Key, entry.Value)),
            DataRow row => row.Table.Columns.Cast<DataColumn>().Select(column => new InputField(row, column)),
            XmlElement element => EnumerateNodes(element),
            _ => null,
        };
        if (own is null)
            return EnumerateProperties(input, isKept);
        // Members that were added to an object belong to the object itself, and not only to this wrapper.
        return own.Concat(
            PSObject.AsPSObject(bare).Properties.Match("*", Added).Select(property => new InputField(property.Name, property)));
    }

    private static IEnumerable<InputField> EnumerateEntries(IDictionary dictionary)
    {
        foreach (DictionaryEntry entry in dictionary)
        {
            if (InputRows.Unwrap(entry.Key) is string name)
                yield return new InputField(name, entry.Value);
        }
    }

    private static IEnumerable<InputField> EnumerateNodes(XmlElement element)
    {
        foreach (XmlAttribute attribute in element.Attributes)
            yield return new InputField(attribute.LocalName, attribute.Value);
        foreach (XmlElement child in element.ChildNodes.OfType<XmlElement>())
            yield return new InputField(child.LocalName, child.ChildNodes.OfType<XmlElement>().Any() ? child.ChildNodes : child.InnerText);
    }

    private static IEnumerable<InputField> EnumerateProperties(object? input, bool isKept)
    {
        // Enumerating the properties of a property bag adds some 1,500 bytes of reserved members to it, which live as long as the bag.
        PSObject? bag = input is PSObject { BaseObject: PSCustomObject } found ? found : null;
        PSObject owner = bag is not null ? isKept ? bag.Copy() : bag : PSObject.AsPSObject(input);
        foreach (PSPropertyInfo property in owner.Properties)
        {
            // An added property hides one of the type, which must not contradict it.
            if (bag is null && (property.MemberType & Added) != 0
                && ((PSMemberSet)owner.Members["psbase"].Value).Properties[property.Name] is { } hidden)
                yield return new InputField(hidden.Name, hidden);
            yield return new InputField(property.Name, property);
        }
    }
}
