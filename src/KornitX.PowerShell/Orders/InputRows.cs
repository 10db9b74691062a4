using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Xml;
using KornitX.Client;

namespace KornitX.Orders;

/// <summary>
/// Converts input objects to rows: CSV rows, dictionaries, objects from ConvertFrom-Json, data rows, XML, and results of other
/// cmdlets, including deserialized ones. PowerShell's binding by property name is not used, because it silently drops values
/// that it can't convert and does not support hashtables.
/// </summary>
internal sealed class InputRows
{
    /// <summary>Limits the memory for a stream of objects with ever new property names.</summary>
    private const int NamesKept = 1_000;

    private readonly Dictionary<string, Column> _columns = new(StringComparer.Ordinal);
    private readonly HashSet<string> _warnedOf = new(StringComparer.Ordinal);
    private readonly Action<string> _warn;

    /// <param name="warn">Writes a warning.</param>
    public InputRows(Action<string> warn) => _warn = warn;

    /// <summary>Whether the input objects are kept after they are read.</summary>
    public bool AreKept { get; set; }

    /// <summary>Reads the row of an input object, or several rows if it has a list of items.</summary>
    /// <param name="input">The input object.</param>
    /// <param name="number">Its number in the input, starting at 1.</param>
    /// <param name="known">The order that the object belongs to, if this module returned it.</param>
    /// <returns>Each row, with the problem if it can't be read.</returns>
    public IReadOnlyList<(Row Row, Unreadable? Problem)> Read(object? input, int number, out KnownOrder? known)
    {
        Row row = new(number);
        Unreadable? problem = Fill(row, input, out object? items, out bool hasState);
        known = hasState ? KnownOrder.Of(input) : null;
        if (problem is null && items is not null && row.IsItem)
            problem = new Unreadable("it has the fields of an item and also Items; move that item to Items");
        if (problem is not null || items is null)
            return new[] { (row, problem) };

        object?[] list;
        try
        {
            list = (AsList(items) ?? new[] { items }).Cast<object?>().ToArray();
        }
        catch (Exception exception) when (exception is not PipelineStoppedException)
        {
            // A list may be lazy, and throw while it is enumerated.
            return [(row, new Unreadable($"its Items can't be read: {exception.Message}"))];
        }

        known ??= list.Select(KnownOrder.Of).FirstOrDefault(order => order is { IsSendable: false });
        return list.Length == 0 ? [(row, new Unreadable("its Items are empty"))] : [.. list.Select((item, index) => Inner(row, item, index + 1))];
    }

    /// <summary>The elements of a list; null for a single object, such as a dictionary.</summary>
    public static IEnumerable? AsList(object? value)
    {
        object? bare = value is PSObject { BaseObject: not PSCustomObject } ? Unwrap(value) : value;
        return bare is string or IDictionary or IDictionary<string, object?> or XmlNode or PSObject ? null
            : bare is XmlNodeList nodes ? nodes.OfType<XmlElement>()
            : LanguagePrimitives.GetEnumerable(bare);
    }

    private (Row Row, Unreadable? Problem) Inner(Row outer, object? item, int number)
    {
        Row row = new(outer, number);
        Unreadable? problem = Fill(row, item, out object? itemsOfItem, out _);
        return (row, problem ?? (itemsOfItem is null ? null : new Unreadable("its Items have Items of their own")));
    }

    private Unreadable? Fill(Row row, object? input, out object? items, out bool hasState)
    {
        items = null;
        hasState = false;
        PSObject? bag = input is PSObject { BaseObject: PSCustomObject } found ? found : null;
        object? bare = bag ?? Unwrap(input);
        if (bag is null && NotARow(bare) is { } notARow)
            return notARow;

        RowFiller filler = new(this, row);
        try
        {
            InputColumns.Visit(input, bare, filler, AreKept);
        }
        catch (ExtendedTypeSystemException exception)
        {
            return new Unreadable($"its {filler.Name} can't be read: {exception.Message}");
        }

        // The type names of a bag are expensive, and only matter if it is a deserialized value.
        if (bag is not null && !row.HasFields && NotARow(Revive(bag)) is { } revived)
            return revived;
        items = filler.Items;
        hasState = filler.HasState;
        return filler.HasItemsTwice ? new Unreadable("it has Items more than once") : null;
    }

    private static Unreadable? NotARow(object? bare)
    {
        if (bare is null)
            return new Unreadable("it is empty", "empty");
        if (bare is OrderItemBooking)
            return new Unreadable("it is a result; pipe in its Request instead", "result");
        if (InputColumns.IsObject(bare))
            return null;
        string advice = bare is string ? ". Read a CSV file with Import-Csv" : "";
        return new Unreadable($"it is {RowValue.Show(bare)}, not an object with fields such as OrderId, ItemId and Quantity{advice}", bare.GetType().FullName);
    }

    private Column ColumnOf(string name)
    {
        if (_columns.TryGetValue(name, out Column? known))
            return known;

        Column column = Column.Of(name);
        if (_columns.Count < NamesKept)
            _columns.Add(name, column);
        if (column.MayMean is { } field && _warnedOf.Count < NamesKept && _warnedOf.Add(name))
            _warn($"Column {RowValue.Show(name)} is ignored. It may mean {field}; if so, rename it.");
        return column;
    }

    /// <summary>Unwraps a PSObject, unless its properties are those of the wrapper.</summary>
    public static object? Unwrap(object? value)
    {
        if (value is not PSObject wrapped)
            return value;
        if (wrapped.BaseObject is PSCustomObject)
            return Revive(wrapped);
        // A deserialized enumeration value is an integer, but must not be read as a number.
        return RowValue.IsInteger(wrapped.BaseObject) && wrapped.TypeNames.Contains("Deserialized.System.Enum") ? wrapped
            : wrapped.BaseObject;
    }

    /// <summary>Whether a value named Items is a list of items or one item. With a number or a string, Items is an unknown column.</summary>
    private static bool IsItems(object? value) =>
        (value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value) is not (null or string or ValueType);

    /// <summary>Restores a value that was deserialized as a property bag.</summary>
    private static object? Revive(PSObject bag) =>
        bag.TypeNames.Contains("Deserialized.System.DBNull") ? null
        : bag.TypeNames.Contains("Deserialized.System.Numerics.BigInteger") ? (object)bag.ToString()
        : bag;

    /// <summary>Adds the values of columns to a row.</summary>
    private sealed class RowFiller(InputRows rows, Row row) : ColumnVisitor
    {
        private Column? _column;

        public string Name => _column?.Name ?? "";

        public object? Items { get; private set; }

        public bool HasItemsTwice { get; private set; }

        public bool HasState { get; private set; }

        public override bool Wants(string name)
        {
            Column column = rows.ColumnOf(name);
            if (column is not { Field: null, MayMean: null })
            {
                _column = column;
                return true;
            }

            HasState |= name == KnownOrder.StateName;
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
/// <param name="problem">The problem, as the end of a sentence.</param>
/// <param name="sharedCause">Identifies objects with the same problem; null if it is specific to this one.</param>
internal sealed class Unreadable(string problem, string? sharedCause = null)
{
    public string Problem { get; } = problem;

    public string? SharedCause { get; } = sharedCause;
}
