using System.Collections;
using System.Collections.Generic;
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
        if (Fill(row, input, ref items) is { } problem)
            return [(row, problem)];
        return items is null ? [(row, null)] : Inner(row, items);
    }

    private static IEnumerable<(Row Row, string? Problem)> Inner(Row outer, object items)
    {
        int number = 0;
        foreach (object? item in AsList(items))
        {
            Row row = new(outer, ++number);
            object? itemsOfItem = null;
            string? problem = Fill(row, item, ref itemsOfItem);
            yield return (row, problem ?? (itemsOfItem is null ? null : "its Items have Items of their own"));
        }

        if (number == 0)
            yield return (outer, "its Items are empty");
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
                if (Unwrap(entry.Key) is string name)
                    Put(row, name, entry.Value, ref items);
            }

            return null;
        }

        if (bare is string or System.ValueType or IEnumerable)
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
            catch (GetValueException exception)
            {
                return $"its {property.Name} can't be read: {exception.Message}";
            }
        }

        return null;
    }

    private static void Put(Row row, string name, object? value, ref object? items)
    {
        if (!Fields.TryParse(name, out Field field))
            return;

        object? raw = Unwrap(value);
        if (field == Field.Items)
            items ??= raw;
        else
            row.Add(field, name, raw);
    }

    /// <summary>The value out of PowerShell's wrapper, but an object that consists of its wrapper's properties as it is.</summary>
    private static object? Unwrap(object? value) =>
        value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
}
