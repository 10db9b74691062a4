using System;
using System.Collections;
using System.Collections.Generic;
using System.Data;
using System.Linq;
using System.Management.Automation;
using System.Xml;

namespace KornitX.Orders;

/// <summary>Takes the objects apart that can be a row: each kind has its columns elsewhere.</summary>
internal static class InputColumns
{
    /// <summary>Whether the object, out of its wrapper, is of a kind that can be a row.</summary>
    public static bool IsObject(object? bare) =>
        bare is IDictionary or IDictionary<string, object?> or XmlElement || bare is not (null or string or ValueType or IEnumerable);

    /// <summary>Shows the visitor each column, and each value that it wants.</summary>
    /// <param name="input">The object as it came.</param>
    /// <param name="bare">The object out of its wrapper.</param>
    /// <param name="visitor">What the columns are for.</param>
    public static void Visit(object? input, object? bare, ColumnVisitor visitor)
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
                // The value of a property that means nothing here is not asked for: it may be costly.
                foreach (PSPropertyInfo property in PSObject.AsPSObject(input).Properties)
                {
                    if (visitor.Wants(property.Name))
                        visitor.Put(property.Value);
                }

                break;
        }
    }

    /// <summary>The names of an object's columns, for an error that says which there are.</summary>
    public static IReadOnlyList<string> NamesOf(object? input)
    {
        NameCollector names = new();
        object? bare = InputRows.Unwrap(input);
        if (IsObject(bare))
            Visit(input, bare, names);
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

/// <summary>What looks at the columns of an object.</summary>
internal abstract class ColumnVisitor
{
    /// <summary>Whether the column's value is of interest. If so, it is put next.</summary>
    public abstract bool Wants(string name);

    /// <summary>The value of the column that was last wanted.</summary>
    public abstract void Put(object? value);
}
