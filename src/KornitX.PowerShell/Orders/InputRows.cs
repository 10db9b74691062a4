using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using KornitX.Client;

namespace KornitX.Orders;

/// <summary>
/// Makes rows of what is piped in: CSV rows, hashtables, what ConvertFrom-Json makes, results of other cmdlets, also
/// from another process. PowerShell's own binding by property name would drop a value that it can't convert, without
/// a word, and knows no hashtables; so it is not used.
/// </summary>
internal static class InputRows
{
    /// <summary>The row or, where the object holds a list of items, the rows of an input object.</summary>
    /// <param name="input">What was piped in.</param>
    /// <param name="number">Its place in the input, from 1.</param>
    /// <returns>Each row with null, or with the reason why nothing can be read from it.</returns>
    public static IEnumerable<(Row Row, string? Problem)> Read(PSObject? input, int number)
    {
        Row row = new(number);
        object? items = null;
        string? problem = Fill(row, input, ref items);
        if (problem is null && items is not null && row.IsItem)
            problem = "it asks for an item itself and for Items, too; give that item among the Items";
        if (problem is not null || items is null)
            return [(row, problem)];

        object?[] list;
        try
        {
            list = AsList(items).Cast<object?>().ToArray();
        }
        catch (Exception exception) when (exception is not PipelineStoppedException)
        {
            // A list may fetch its elements as it is read, and fail at that like any property.
            return [(row, $"its Items can't be read: {exception.Message}")];
        }

        return list.Length == 0 ? [(row, "its Items are empty")] : list.Select((item, index) => Inner(row, item, index + 1));
    }

    private static (Row Row, string? Problem) Inner(Row outer, object? item, int number)
    {
        Row row = new(outer, number);
        object? itemsOfItem = null;
        string? problem = Fill(row, item, ref itemsOfItem);
        return (row, problem ?? (itemsOfItem is null ? null : "its Items have Items of their own"));
    }

    /// <summary>A list's elements; anything else, a hashtable too, is its own only element.</summary>
    private static IEnumerable AsList(object items) => items is IEnumerable list and not (string or IDictionary) ? list : new[] { items };

    private static string? Fill(Row row, object? input, ref object? items)
    {
        object? bare = Unwrap(input);
        if (bare is null)
            return "it is empty";

        if (bare is IDictionary dictionary)
        {
            foreach (DictionaryEntry entry in dictionary)
            {
                if (Unwrap(entry.Key) is string name && !Put(row, name, entry.Value, ref items))
                    return "it has Items more than once";
            }

            return null;
        }

        if (bare is string or ValueType or IEnumerable)
            return $"it is {RowValue.Show(bare)}, not an object with fields such as OrderId, ItemId and Quantity";

        foreach (PSPropertyInfo property in PSObject.AsPSObject(input).Properties)
        {
            // The value of a property that means nothing here is not asked for: it may be costly.
            if (!Fields.TryParse(property.Name, out _))
                continue;

            try
            {
                Put(row, property.Name, property.Value, ref items);
            }
            catch (ExtendedTypeSystemException exception)
            {
                return $"its {property.Name} can't be read: {exception.Message}";
            }
        }

        return null;
    }

    /// <summary>Puts a value where it belongs.</summary>
    /// <returns>Whether there was room for it: two lists of items, which differ in case, are one too many.</returns>
    private static bool Put(Row row, string name, object? value, ref object? items)
    {
        if (!Fields.TryParse(name, out Field field))
            return true;

        object? raw = Unwrap(value);
        if (field != Field.Items)
            row.Add(field, name, raw);
        else if (items is not null && raw is not null)
            return false;
        else
            items ??= raw;
        return true;
    }

    /// <summary>The value out of PowerShell's wrapper, but an object that consists of its wrapper's properties as it is.</summary>
    private static object? Unwrap(object? value)
    {
        if (value is not PSObject wrapped)
            return value;
        if (wrapped.BaseObject is PSCustomObject)
            return Revive(wrapped);
        // A member of an enumeration comes out of another process as a number, which it is not here.
        return RowValue.IsInteger(wrapped.BaseObject) && wrapped.TypeNames.Contains("Deserialized.System.Enum") ? wrapped : wrapped.BaseObject;
    }

    /// <summary>What came out of another process as no more than a name and some words, where it was a value.</summary>
    private static object? Revive(PSObject bag) =>
        bag.TypeNames.Contains("Deserialized.System.DBNull") ? null
        : bag.TypeNames.Contains("Deserialized.System.Numerics.BigInteger") ? (object)bag.ToString()
        : bag;
}
