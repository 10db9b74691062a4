using System;
using System.Collections;
using System.Collections.Generic;
using System.Data;
using System.Linq;
using System.Management.Automation;
using System.Xml;

namespace KornitX.Orders;

/// <summary>Enumerates the columns of objects that can be a row. Each kind of object stores them differently.</summary>
internal static class InputColumns
{
    /// <summary>Whether the unwrapped object is of a kind that can be a row.</summary>
    public static bool IsObject(object? bare) =>
        bare is IDictionary or IDictionary<string, object?> or XmlElement || bare is not (null or string or ValueType or IEnumerable);

    /// <summary>Passes each column to the visitor, with its value if the visitor wants it.</summary>
    /// <param name="input">The input object.</param>
    /// <param name="bare">The unwrapped object.</param>
    /// <param name="visitor">Receives the columns.</param>
    /// <param name="isKept">Whether the input object is kept after it is read.</param>
    public static void Visit(object? input, object? bare, ColumnVisitor visitor, bool isKept)
    {
        switch (bare)
        {
            case IDictionary dictionary:
                foreach (DictionaryEntry entry in dictionary)
                {
                    if (InputRows.Unwrap(entry.Key) is string name && visitor.Wants(name))
                        visitor.Put(entry.Value);
                }

                break;
            case IDictionary<string, object?> dictionary:
                foreach (KeyValuePair<string, object?> entry in dictionary.Where(entry => visitor.Wants(entry.Key)))
                    visitor.Put(entry.Value);
                break;
            case DataRow row:
                foreach (DataColumn column in row.Table.Columns)
                {
                    if (visitor.Wants(column.ColumnName))
                        visitor.Put(row[column]);
                }

                break;
            case XmlElement element:
                foreach (XmlAttribute attribute in element.Attributes)
                {
                    if (visitor.Wants(attribute.LocalName))
                        visitor.Put(attribute.Value);
                }

                foreach (XmlElement child in element.ChildNodes.OfType<XmlElement>().Where(child => visitor.Wants(child.LocalName)))
                    visitor.Put(child.ChildNodes.OfType<XmlElement>().Any() ? child.ChildNodes : child.InnerText);
                break;
            default:
                // Enumerating the properties of a property bag adds some 1,500 bytes of reserved members to it, which live as long as the bag.
                PSObject owner = input is PSObject { BaseObject: PSCustomObject } bag && isKept ? bag.Copy() : PSObject.AsPSObject(input);
                // Getting the value of a property may be expensive, so unknown properties are not read.
                foreach (PSPropertyInfo property in owner.Properties)
                {
                    if (visitor.Wants(property.Name))
                        visitor.Put(property.Value);
                }

                break;
        }
    }

    /// <summary>The names of an object's columns, for errors that list them.</summary>
    public static IReadOnlyList<string> NamesOf(object? input)
    {
        NameCollector names = new();
        object? bare = InputRows.Unwrap(input);
        if (IsObject(bare))
            Visit(input, bare, names, isKept: false);
        return names.Names;
    }

    private sealed class NameCollector : ColumnVisitor
    {
        public List<string> Names { get; } = [];

        public override bool Wants(string name)
        {
            Names.Add(name);
            return false;
        }

        public override void Put(object? value)
        {
        }
    }
}

/// <summary>Receives the columns of an object.</summary>
internal abstract class ColumnVisitor
{
    /// <summary>Whether the value of the column is needed. If so, <see cref="Put"/> is called next.</summary>
    public abstract bool Wants(string name);

    /// <summary>Receives the value of the last column that was needed.</summary>
    public abstract void Put(object? value);
}
