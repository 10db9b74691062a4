namespace KornitX.Client;

/// <summary>
/// A row of the input: the raw values of its fields. A blank value counts as absent.
/// </summary>
public sealed class Row
{
    private const int LongestShown = 40;

    private readonly Value[] _first = new Value[Fields.Count];
    private List<(Field Field, Value Value)>? _more;
    private List<Column>? _nearMisses;
    private object?[]? _request;
    private object?[]? _outerRequest;
    private RowState? _outerState;
    private int _columns;
    private bool _hasValue;

    /// <summary>Creates a top-level row.</summary>
    /// <param name="number">Its position in the input, from 1; 0 for the single item of the command line.</param>
    public Row(int number) => Number = number;

    /// <summary>Creates a nested row, which inherits the order fields and the state of the outer row.</summary>
    /// <param name="itemNumber">Its position in the outer row, from 1.</param>
    public Row(Row outer, int itemNumber)
        : this(outer.Number)
    {
        ItemNumber = itemNumber;
        _outerRequest = outer._request;
        _outerState = outer.OwnState;
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

    /// <summary>The position in the input, from 1; 0 for the single item of the command line.</summary>
    public int Number { get; }

    /// <summary>The position in the outer row, from 1; null for a top-level row.</summary>
    public int? ItemNumber { get; internal init; }

    /// <summary>Why the row can't be read, as the end of a sentence; null if it can.</summary>
    public string? Problem { get; private set; }

    /// <summary>The problem as several rows share it, as the end of a sentence; null if it is specific to this row.</summary>
    public string? SharedProblem { get; private set; }

    /// <summary>Whether it names an item of its own, and not only nested rows.</summary>
    public bool IsItem => Has(Field.ItemId) || Has(Field.ItemExternalRef) || Has(Field.Combined);

    /// <summary>Whether there is a column for any field, even a blank one.</summary>
    public bool HasFields => _columns != 0;

    /// <summary>Whether all fields are blank, as below the last row of a spreadsheet. Nested rows are never blank.</summary>
    public bool IsBlank => Problem is null && _columns != 0 && !_hasValue && ItemNumber is null;

    /// <summary>The columns whose names resemble a field.</summary>
    internal IReadOnlyList<Column> NearMisses => _nearMisses ?? (IReadOnlyList<Column>)[];

    /// <summary>A column whose name contains several field names, because the file was read with the wrong delimiter.</summary>
    internal Column? Unsplit { get; private set; }

    /// <summary>The states of the requests that the row and its outer row are from.</summary>
    internal RowState[] States => (_request ?? _outerRequest) is null ? [] : [.. ((RowState?[])[OwnState, _outerState]).OfType<RowState>()];

    private RowState? OwnState => (_request ?? _outerRequest) is null ? null : RowState.Parse(
        OfRequest(Field.Operation), OfRequest(Field.State), OfRequest(Field.Path), OfRequest(Field.Number),
        _first[(int)Field.Reference].Raw);

    /// <summary>Adds a column.</summary>
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
        _hasValue |= !RowValue.IsBlank(value);
    }

    /// <summary>Adds a field. A field can appear under several names if all have the same value.</summary>
    public void Add(Field field, string name, object? value)
    {
        if (Fields.IsOfRequest(field))
        {
            // Of several columns, the first one with a word of this module counts, and one that says most of a booking.
            if (!RowValue.IsBlank(value) && RowState.Rank(field, value!) > RowState.Rank(field, _request?[field - Field.Operation]))
                (_request ??= new object?[4])[field - Field.Operation] = value;
            return;
        }

        _columns |= 1 << (int)field;
        if (RowValue.IsBlank(value))
            return;

        _hasValue = true;
        ref Value first = ref _first[(int)field];
        if (first.Raw is null)
            first = new Value(name, value!);
        else
            (_more ??= []).Add((field, new Value(name, value!)));
    }

    /// <summary>Marks the row as one that can't be read.</summary>
    /// <param name="problem">Why, as the end of a sentence.</param>
    /// <param name="sharedProblem">The same as several rows share it; null if it is specific to this row.</param>
    public void Fail(string problem, string? sharedProblem = null)
    {
        Problem = problem;
        SharedProblem = sharedProblem;
    }

    /// <summary>Returns the values of the fields as messages show them; null if all are blank.</summary>
    internal string? Describe()
    {
        List<string> values = [];
        for (Field field = Field.OrderId; field <= Field.Reference; field++)
        {
            if (_first[(int)field].Raw is { } raw)
                values.Add(DisplayText.Visible(RowValue.Text(raw), LongestShown));
        }

        return values.Count == 0 ? null : string.Join(", ", values);
    }

    /// <summary>
    /// Returns the value of a field to write to a file. Several values are on lines of their own, and a value that is neither text
    /// nor a whole number has its type in a second line: the row must stay invalid when it is read again.
    /// </summary>
    private object? Cell(Field field)
    {
        if (Fields.IsOfRequest(field))
            return OfRequest(field);

        // Those that are read alike are one. A class may define an equality that throws.
        object[] values =
        [
            .. All(field)
                .GroupBy(value => RowValue.AsReference(value) ?? $"{value.GetType()}\n{RowValue.Text(value)}", StringComparer.Ordinal)
                .Select(same => same.First()),
        ];
        return values.Length switch
        {
            0 => null,
            1 when values[0] is string || RowValue.AsReference(values[0]) is not null => values[0],
            1 => $"{RowValue.Text(values[0])}\n({values[0].GetType().Name})",
            _ => string.Join("\n", values.Select(RowValue.Text)),
        };
    }

    /// <summary>Returns the values of all fields to write to a file.</summary>
    public IReadOnlyList<(Field Field, object? Value)> Write(Operation operation, OrderDefaults defaults)
    {
        // A file has no column for the combined field.
        object? itemId = Cell(Field.ItemId);
        object? itemRef = Cell(Field.ItemExternalRef);
        if (Cell(Field.Combined) is { } combined)
            (itemId, itemRef) = SplitCombined(combined, itemId, itemRef);
        object? quantity = Cell(Field.Quantity);
        return
        [
            (Field.OrderId, defaults.OrderId ?? Cell(Field.OrderId)),
            (Field.OrderExternalRef, defaults.OrderExternalRef ?? Cell(Field.OrderExternalRef)),
            (Field.ItemId, itemId),
            (Field.ItemExternalRef, itemRef),
            // A row that could not be read must stay invalid, too.
            (Field.Quantity, Problem is null ? quantity : $"{(quantity is null ? "" : RowValue.Text(quantity))}\n({Problem})"),
            (Field.Reference, defaults.Reference ?? Cell(Field.Reference)),
            (Field.Addressing, Cell(Field.Addressing)),
            (Field.Operation, Cell(Field.Operation) ?? operation.Name),
            (Field.State, Cell(Field.State) ?? nameof(OrderState.NotSent)),
            (Field.Path, Cell(Field.Path)),
            (Field.Number, Cell(Field.Number)),
        ];
    }

    private static (object? ItemId, object? ItemRef) SplitCombined(object combined, object? itemId, object? itemRef)
    {
        string text = RowValue.Text(combined);
        int hyphen = text.LastIndexOf('-');
        if (hyphen > 0 && RowValue.TryDigits(text.Substring(hyphen + 1), long.MaxValue, out long id)
            && IsSame(itemId, text.Substring(hyphen + 1)) && IsSame(itemRef, text.Substring(0, hyphen)))
            return (id, text.Substring(0, hyphen));
        // The text may be a number, which alone would be a valid ID.
        return ($"{(itemId is null ? "" : RowValue.Text(itemId) + "\n")}{text}\n({Field.Combined})", itemRef);

        static bool IsSame(object? other, string part) => other is null || RowValue.Text(other) == part;
    }

    /// <summary>Whether the other row has columns for the same fields, and the same other columns that errors mention.</summary>
    internal bool HasSameColumnsAs(Row other) =>
        _columns == other._columns && Unsplit == other.Unsplit && NearMisses.SequenceEqual(other.NearMisses);

    /// <summary>Whether there is a column for the field, even a blank one.</summary>
    internal bool HasColumn(Field field) => (_columns & (1 << (int)field)) != 0;

    /// <summary>The value of a field under its first name. Its raw value is null if the field is absent.</summary>
    internal Value this[Field field] => _first[(int)field];

    /// <summary>Returns the values of a field under its further names.</summary>
    internal Value[] More(Field field) =>
        _more is null ? [] : [.. _more.Where(more => more.Field == field).Select(more => more.Value)];

    /// <summary>Returns all raw values of a field.</summary>
    internal IReadOnlyList<object> All(Field field) => _first[(int)field].Raw is not { } first ? []
        : _more is null ? [first]
        : [first, .. More(field).Select(value => value.Raw)];

    /// <summary>The value of a field about the request that the row is from, or else that of the outer row.</summary>
    private object? OfRequest(Field field) => _request?[field - Field.Operation] ?? _outerRequest?[field - Field.Operation];

    private bool Has(Field field) => _first[(int)field].Raw is not null;

    /// <summary>The value of a field and its name in the input.</summary>
    internal readonly record struct Value(string Name, object Raw);
}
