using System;
using System.Collections.Generic;
using System.Linq;

namespace KornitX.Client;

/// <summary>
/// A row as it came: raw values by field, nothing read into them yet. A blank cell is an absent field.
/// </summary>
public sealed class Row
{
    private readonly Value[] _first = new Value[Fields.Count];
    private List<(Field Field, Value Value)>? _more;
    private List<Column>? _nearMisses;
    private int _columns;
    private bool _hasValue;

    /// <summary>A row of its own.</summary>
    /// <param name="number">Its place in the input, from 1; 0 where the command line spells out the one item there is.</param>
    public Row(int number) => Number = number;

    /// <summary>A row inside another, from which it inherits what belongs to the whole order.</summary>
    /// <param name="outer">The row around it.</param>
    /// <param name="itemNumber">Its place in that one, from 1.</param>
    public Row(Row outer, int itemNumber)
        : this(outer.Number)
    {
        ItemNumber = itemNumber;
        for (int i = 0; i < _first.Length; i++)
        {
            if (!Fields.IsOfOrder((Field)i))
                continue;
            _first[i] = outer._first[i];
            _columns |= outer._columns & (1 << i);
        }

        foreach ((Field field, Value value) in outer._more ?? [])
        {
            if (Fields.IsOfOrder(field))
                (_more ??= []).Add((field, value));
        }
    }

    /// <summary>The row's place in the input, from 1; 0 where there is no input to speak of.</summary>
    public int Number { get; }

    /// <summary>The place inside the row at <see cref="Number"/>, from 1; null for a row of its own.</summary>
    public int? ItemNumber { get; }

    /// <summary>The row as an error names it.</summary>
    public string Name => ItemNumber is null ? $"row {Number}" : $"row {Number}, item {ItemNumber}";

    /// <summary>Whether it asks for an item itself, so that it can't be only the order around others.</summary>
    public bool IsItem =>
        Has(Field.Quantity) && (Has(Field.ItemId) || Has(Field.ItemExternalRef) || Has(Field.Combined));

    /// <summary>Whether the fields are there and none has a value, as below the last row of a sheet. Rows inside a row are never blank.</summary>
    public bool IsBlank => _columns != 0 && !_hasValue && ItemNumber is null;

    /// <summary>The columns that are no fields but look like one.</summary>
    internal IReadOnlyList<Column> NearMisses => _nearMisses ?? (IReadOnlyList<Column>)[];

    /// <summary>A column whose name is that of several: the file was read with another delimiter.</summary>
    internal Column? Unsplit { get; private set; }

    /// <summary>Adds a column.</summary>
    /// <param name="column">What its name means.</param>
    /// <param name="value">Its value, out of any wrapper.</param>
    public void Add(Column column, object? value)
    {
        if (column.Field is { } field)
        {
            Add(field, column.Name, value);
            return;
        }

        if (column.MayMean is not null)
            (_nearMisses ??= []).Add(column);
        else if (column.Delimiter is not null)
            Unsplit = column;
        else
            return;
        _hasValue |= !IsAbsent(value);
    }

    /// <summary>Adds a field. A field may come under several names, but then always with the same value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="name">The name it came under.</param>
    /// <param name="value">Its value, out of any wrapper.</param>
    public void Add(Field field, string name, object? value)
    {
        _columns |= 1 << (int)field;
        if (IsAbsent(value))
            return;

        _hasValue = true;
        ref Value first = ref _first[(int)field];
        if (first.Raw is null)
            first = new Value(name, value!);
        else
            (_more ??= []).Add((field, new Value(name, value!)));
    }

    /// <summary>Whether there is a column of that field, be it blank.</summary>
    internal bool HasColumn(Field field) => (_columns & (1 << (int)field)) != 0;

    /// <summary>The field's value under the first name it came under; its raw value is null where it is absent.</summary>
    internal Value this[Field field] => _first[(int)field];

    /// <summary>The field's values under further names.</summary>
    internal IEnumerable<Value> More(Field field) =>
        _more is null ? [] : _more.Where(more => more.Field == field).Select(more => more.Value);

    /// <summary>The field's raw values, under whatever names.</summary>
    internal IEnumerable<object> All(Field field)
    {
        if (_first[(int)field].Raw is { } first)
            yield return first;
        foreach (Value value in More(field))
            yield return value.Raw;
    }

    private bool Has(Field field) => _first[(int)field].Raw is not null;

    private static bool IsAbsent(object? value) => value is null or DBNull || (value is string text && string.IsNullOrWhiteSpace(text));

    /// <summary>A field's value and the name it came under.</summary>
    internal readonly record struct Value(string Name, object Raw);
}
