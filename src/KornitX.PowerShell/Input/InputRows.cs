using System.Collections;
using System.Management.Automation.Internal;
using System.Xml;

namespace KornitX.Commands;

/// <summary>
/// Converts input objects to rows: CSV rows, dictionaries, objects from ConvertFrom-Json, data rows, XML, and results of other
/// cmdlets, including deserialized ones. PowerShell's binding by property name is not used, because it silently drops values
/// that it can't convert and does not support hashtables.
/// </summary>
internal sealed class InputRows
{
    private const string WithFields = "with fields such as OrderId, ItemId and Quantity";

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
    public IReadOnlyList<Row> Read(object? input, int number)
    {
        Row row = new(number);
        object? items = Fill(row, input);
        if (row.Problem is null && items is not null && row.IsItem)
            row.Fail("has the fields of an item and also Items. Move that item to Items");
        if (row.Problem is not null || items is null)
            return [row];

        object?[] list;
        try
        {
            list = (AsList(items) ?? new[] { items }).Cast<object?>().ToArray();
        }
        catch (Exception exception) when (exception is not PipelineStoppedException)
        {
            // A list may be lazy, and throw while it is enumerated.
            row.Fail($"its Items can't be read: {UnreadableInput.Describe(exception)}");
            return [row];
        }

        if (list.Length > 0)
            return [.. list.Select((item, index) => ReadItem(row, item, index + 1))];
        row.Fail("its Items are empty");
        return [row];
    }

    /// <summary>The elements of a list; null for a single object, such as a dictionary.</summary>
    public static IEnumerable? AsList(object? value)
    {
        object? bare = value is PSObject { BaseObject: not PSCustomObject } ? Unwrap(value) : value;
        return bare is string or IDictionary or IDictionary<string, object?> or XmlNode or PSObject ? null
            : bare is XmlNodeList nodes ? nodes.OfType<XmlElement>()
            : LanguagePrimitives.GetEnumerable(bare);
    }

    /// <summary>The names of an object's columns, for errors that list them; none if they can't be read.</summary>
    public static IReadOnlyList<string> GetNames(object? input)
    {
        object? bare = Unwrap(input);
        try
        {
            return InputFields.IsObject(bare) ? [.. InputFields.Enumerate(input, bare, isKept: false).Select(field => field.Name)] : [];
        }
        catch (Exception exception) when (exception is not PipelineStoppedException)
        {
            return [];
        }
    }

    /// <summary>Unwraps a PSObject, unless its properties are those of the wrapper.</summary>
    public static object? Unwrap(object? value)
    {
        if (value is WholeNumber number)
            return number.Value;
        if (value is not PSObject wrapped)
            return value;
        if (wrapped.BaseObject is PSCustomObject)
            return Restore(wrapped);
        // A deserialized enumeration value is an integer, but must not be read as a number.
        return RowValue.IsInteger(wrapped.BaseObject) && wrapped.TypeNames.Contains("Deserialized.System.Enum") ? wrapped
            : wrapped.BaseObject is WholeNumber whole ? whole.Value
            : wrapped.BaseObject;
    }

    private Row ReadItem(Row outer, object? item, int number)
    {
        Row row = new(outer, number);
        if (Fill(row, item) is not null && row.Problem is null)
            row.Fail("its Items have Items of their own");
        return row;
    }

    /// <summary>Reads the fields of an input object into a row.</summary>
    /// <returns>Its list of items, or null.</returns>
    private object? Fill(Row row, object? input)
    {
        PSObject? bag = input is PSObject { BaseObject: PSCustomObject } found ? found : null;
        object? bare = bag ?? Unwrap(input);
        if (bag is null && !IsRow(row, bare))
            return null;

        object? items = null;
        try
        {
            foreach (InputField field in InputFields.Enumerate(input, bare, AreKept))
            {
                Column column = GetColumn(field.Name);
                if (column is { Field: null, MayMean: null })
                {
                    row.Add(column, null);
                    continue;
                }

                object? value = ReadValue(row, field);
                if (column.Field != Field.Items)
                    row.Add(column, value);
                else if (IsItems(value) && items is not null)
                    row.Fail("has Items more than once");
                else if (IsItems(value))
                    items = value;
            }

            // The type names of a bag are expensive, and only matter if it is a deserialized value.
            if (bag is not null && row.Problem is null && !row.HasFields)
                IsRow(row, Restore(bag));
        }
        catch (Exception exception) when (exception is not PipelineStoppedException)
        {
            row.Fail($"its fields can't be read: {UnreadableInput.Describe(exception)}");
        }

        return items;
    }

    private static object? ReadValue(Row row, InputField field)
    {
        try
        {
            return Unwrap(field.Value);
        }
        catch (Exception exception) when (exception is not PipelineStoppedException)
        {
            // Any code may run here, such as that of a script property, and a data row may have been deleted.
            row.Fail($"its {field.Name} can't be read: {UnreadableInput.Describe(exception)}");
            return exception;
        }
    }

    private static bool IsRow(Row row, object? bare)
    {
        switch (bare)
        {
            case null:
                row.Fail("is empty", "is empty");
                break;
            case UnreadableInput unreadable:
                row.Fail(unreadable.Problem, unreadable.Problem);
                break;
            case OrderItemBooking booking:
                Operation operation = Operation.Parse(booking.GetType().Name);
                string others = string.Join(
                    " or ", Operation.All.Where(other => other != operation).Select(other => $"New-KornitX{other}"));
                string booked =
                    $"is the result of a {operation.Noun}, which is booked. Pipe its Request to {others} to book the same items there";
                row.Fail(booked, booked);
                break;
            case string text:
                const string Advice = "Read a CSV file with Import-Csv";
                row.Fail($"is {RowValue.Show(text)}, not an object {WithFields}. {Advice}", $"is text, not objects {WithFields}. {Advice}");
                break;
            default:
                if (InputFields.IsObject(bare))
                    return true;
                row.Fail(
                    $"is {RowValue.Show(bare)}, not an object {WithFields}",
                    $"is of the type {bare.GetType().Name}, not objects {WithFields}");
                break;
        }

        return false;
    }

    private Column GetColumn(string name)
    {
        if (_columns.TryGetValue(name, out Column? known))
            return known;

        Column column = Column.Parse(name);
        if (_columns.Count < NamesKept)
            _columns.Add(name, column);
        if (column.MayMean is { } field && _warnedOf.Count < NamesKept && _warnedOf.Add(name))
            _warn($"Column {RowValue.Show(name)} is ignored. It may mean {field}; if so, rename it.");
        return column;
    }

    /// <summary>
    /// Whether a value named Items is a list of items or one item. With a single value, such as a number or a string, Items is an
    /// unknown column.
    /// </summary>
    private static bool IsItems(object? value) =>
        value is not (null or DBNull or string or ValueType or Uri or Version or PSObject { BaseObject: not PSCustomObject });

    /// <summary>Restores a value from a property bag: the missing output of a script, or a value that was deserialized.</summary>
    private static object? Restore(PSObject bag) =>
        bag == AutomationNull.Value ? null
        : bag.TypeNames.Contains("Deserialized.System.DBNull") ? null
        : bag.TypeNames.Contains("Deserialized.System.Numerics.BigInteger") ? (object)bag.ToString()
        : bag;
}
