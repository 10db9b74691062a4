using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Xml;
using KornitX.Client;

namespace KornitX.Orders;

/// <summary>
/// Makes rows of what is piped in: CSV rows, dictionaries, what ConvertFrom-Json makes, data rows, XML, results of other
/// cmdlets, also from another process. PowerShell's own binding by property name would drop a value that it can't convert,
/// without a word, and knows no hashtables; so it is not used.
/// </summary>
internal sealed class InputRows
{
    /// <summary>As many names as any table has columns; a stream of objects with ever new names must not fill the memory.</summary>
    private const int NamesKept = 1_000;

    private readonly Dictionary<string, Column> _columns = new(StringComparer.Ordinal);
    private readonly HashSet<string> _warnedOf = new(StringComparer.Ordinal);
    private readonly Action<string> _warn;

    /// <param name="warn">Writes a warning.</param>
    public InputRows(Action<string> warn) => _warn = warn;

    /// <summary>The row or, where the object holds a list of items, the rows of an input object.</summary>
    /// <param name="input">What was piped in.</param>
    /// <param name="number">Its place in the input, from 1.</param>
    /// <returns>Each row with null, or with the reason why nothing can be read from it.</returns>
    public IEnumerable<(Row Row, Unreadable? Problem)> Read(object? input, int number)
    {
        Row row = new(number);
        object? items = null;
        Unreadable? problem = Fill(row, input, ref items);
        if (problem is null && items is not null && row.IsItem)
            problem = new Unreadable("it asks for an item itself and for Items, too; give that item among the Items");
        if (problem is not null || items is null)
            return [(row, problem)];

        object?[] list;
        try
        {
            list = (AsList(items) ?? new[] { items }).Cast<object?>().ToArray();
        }
        catch (Exception exception) when (exception is not PipelineStoppedException)
        {
            // A list may fetch its elements as it is read, and fail at that like any property.
            return [(row, new Unreadable($"its Items can't be read: {exception.Message}"))];
        }

        return list.Length == 0 ? [(row, new Unreadable("its Items are empty"))] : list.Select((item, index) => Inner(row, item, index + 1));
    }

    /// <summary>A list's elements; null of anything that is one object, a dictionary too.</summary>
    public static IEnumerable? AsList(object? value)
    {
        object? bare = Unwrap(value);
        return bare is string or IDictionary or IDictionary<string, object?> or XmlNode or PSObject ? null
            : bare is XmlNodeList nodes ? nodes.OfType<XmlElement>()
            : LanguagePrimitives.GetEnumerable(bare);
    }

    private (Row Row, Unreadable? Problem) Inner(Row outer, object? item, int number)
    {
        Row row = new(outer, number);
        object? itemsOfItem = null;
        Unreadable? problem = Fill(row, item, ref itemsOfItem);
        return (row, problem ?? (itemsOfItem is null ? null : new Unreadable("its Items have Items of their own")));
    }

    private Unreadable? Fill(Row row, object? input, ref object? items)
    {
        object? bare = Unwrap(input);
        if (bare is null)
            return new Unreadable("it is empty", "empty");
        if (bare is OrderItemBooking)
            return new Unreadable("it is a result; pipe its Request instead", "result");
        if (!InputColumns.IsObject(bare))
        {
            string advice = bare is string ? ". Read a CSV file with Import-Csv" : "";
            return new Unreadable($"it is {RowValue.Show(bare)}, not an object with fields such as OrderId, ItemId and Quantity{advice}", bare.GetType().FullName);
        }

        RowFiller filler = new(this, row);
        try
        {
            InputColumns.Visit(input, bare, filler);
        }
        catch (ExtendedTypeSystemException exception)
        {
            return new Unreadable($"its {filler.Name} can't be read: {exception.Message}");
        }

        items = filler.Items;
        return filler.HasItemsTwice ? new Unreadable("it has Items more than once") : null;
    }

    private Column Look(string name)
    {
        if (_columns.TryGetValue(name, out Column? known))
            return known;

        Column column = Column.Of(name);
        if (_columns.Count < NamesKept)
            _columns.Add(name, column);
        if (column.MayMean is { } field && _warnedOf.Count < NamesKept && _warnedOf.Add(name))
            _warn($"Column {RowValue.Show(name)} is not read. It may mean {field}; if so, rename it.");
        return column;
    }

    /// <summary>The value out of PowerShell's wrapper, but an object that consists of its wrapper's properties as it is.</summary>
    public static object? Unwrap(object? value)
    {
        if (value is WholeNumber number)
            return number.Value;
        if (value is not PSObject wrapped)
            return value;
        if (wrapped.BaseObject is PSCustomObject)
            return Revive(wrapped);
        // A member of an enumeration comes out of another process as a number, which it is not here.
        return RowValue.IsInteger(wrapped.BaseObject) && wrapped.TypeNames.Contains("Deserialized.System.Enum") ? wrapped
            : wrapped.BaseObject is WholeNumber whole ? whole.Value
            : wrapped.BaseObject;
    }

    /// <summary>Whether a value under the name Items is a list of items, or one. A count or a text is just another column.</summary>
    private static bool IsItems(object? value) =>
        (value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value) is not (null or string or ValueType);

    /// <summary>What came out of another process as no more than a name and some words, where it was a value.</summary>
    private static object? Revive(PSObject bag) =>
        bag.TypeNames.Contains("Deserialized.System.DBNull") ? null
        : bag.TypeNames.Contains("Deserialized.System.Numerics.BigInteger") ? (object)bag.ToString()
        : bag;

    /// <summary>Puts the values of columns into a row.</summary>
    private sealed class RowFiller(InputRows rows, Row row) : ColumnVisitor
    {
        private Column? _column;

        public string Name => _column?.Name ?? "";

        public object? Items { get; private set; }

        public bool HasItemsTwice { get; private set; }

        public override bool Wants(string name)
        {
            Column column = rows.Look(name);
            if (column is not { Field: null, MayMean: null })
            {
                _column = column;
                return true;
            }

            row.Add(column, null);
            return false;
        }

        public override void Put(object? value)
        {
            object? raw = Unwrap(value);
            if (_column!.Field != Field.Items)
            {
                row.Add(_column, raw);
            }
            else if (IsItems(raw))
            {
                HasItemsTwice |= Items is not null;
                Items ??= raw;
            }
        }
    }
}

/// <summary>Why no row can be read from an input object.</summary>
/// <param name="problem">What is wrong, as the end of a sentence.</param>
/// <param name="sharedCause">What it has in common with other such objects, if it has.</param>
internal sealed class Unreadable(string problem, string? sharedCause = null)
{
    public string Problem { get; } = problem;

    public string? SharedCause { get; } = sharedCause;
}
