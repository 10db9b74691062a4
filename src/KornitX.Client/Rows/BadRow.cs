namespace KornitX.Client;

/// <summary>A row that can't be sent, and why.</summary>
public sealed class BadRow
{
    private readonly Row _row;
    private readonly OrderDefaults _defaults;
    private (long? Id, string? ExternalRef)[] _otherNames = [];

    /// <summary>Creates a bad row, and finds the order that it belongs to.</summary>
    /// <param name="problem">Why it can't be sent, as the end of a sentence.</param>
    /// <param name="defaults">The values of the command line, which override those of the row.</param>
    internal BadRow(Row row, string problem, OrderDefaults defaults)
    {
        _row = row;
        _defaults = defaults;
        Problem = problem;

        OrderId = defaults.OrderId;
        OrderExternalRef = defaults.OrderExternalRef is { } given ? Client.Reference.Trim(given) : null;
        bool isGiven = IsNamed;
        bool areValid = true;
        foreach (object raw in row.All(Client.Field.OrderId))
        {
            if (!RowValue.TryWholeNumber(raw, long.MaxValue, out long id))
                areValid = false;
            else if (defaults.OrderId is null)
                AddName(id);
        }

        foreach (object raw in row.All(Client.Field.OrderExternalRef))
        {
            if (RowValue.AsReference(raw) is not { } reference || RowValue.FindReferenceProblem(reference) is not null)
                areValid = false;
            else if (defaults.OrderExternalRef is null)
                AddName(reference);
        }

        IdentifiesOrder = isGiven || (areValid && IsNamed);
    }

    /// <summary>The position of the row in the input, from 1; 0 for the single item of the command line.</summary>
    public int RowNumber => _row.Number;

    /// <summary>The message: the row and its values, by which a person finds it, the field, and how to fix it.</summary>
    public string Message
    {
        get
        {
            if (RowNumber == 0)
                return $"{Problem}.";
            string item = ItemNumber is null ? "" : $", item {ItemNumber}";
            string values = _row.Describe() is { } shown ? $" ({shown})" : "";
            return Describe($"Row {RowNumber}{item}{values}", isOne: true, Problem);
        }
    }

    /// <summary>The invalid or missing field; null if the error is not about a single field.</summary>
    public Field? Field { get; internal init; }

    /// <summary>Whether its fields are valid but belong to different addressings.</summary>
    public bool IsMixedAddressing { get; internal init; }

    /// <summary>Whether a field is missing, not invalid.</summary>
    public bool IsMissing { get; internal init; }

    /// <summary>
    /// The structural problem that rows can share, such as a missing column, as the end of a sentence; null if the error is in the
    /// values of the row.
    /// </summary>
    public string? SharedProblem { get; internal init; }

    /// <summary>
    /// Whether the order of the row is known. If no order field has a value, or one is invalid, the row may belong to any
    /// order of the input.
    /// </summary>
    public bool IdentifiesOrder { get; }

    /// <summary>Whether it is an error of its own, to be reported at once, and not part of a group.</summary>
    public bool IsOwnError => SharedProblem is null && !(IsMissing && !IdentifiesOrder);

    /// <summary>Whether it is the first row of a group.</summary>
    public bool IsFirstOfGroup { get; internal set; }

    /// <summary>The input object, which may have further rows; null if there are written values.</summary>
    public object? Input { get; internal set; }

    /// <summary>The values of a row whose error is known only after all rows, when its input object is gone; otherwise null.</summary>
    public IReadOnlyList<(Field Field, object? Value)>? Written { get; internal init; }

    /// <summary>Why it can't be sent, as the end of a sentence.</summary>
    internal string Problem { get; }

    /// <summary>The position in the outer row, from 1; null for a top-level row.</summary>
    internal int? ItemNumber => _row.ItemNumber;

    /// <summary>The KornitX ID of the order, if it can be read.</summary>
    internal long? OrderId { get; private set; }

    /// <summary>The external reference of the order, if it can be read.</summary>
    internal string? OrderExternalRef { get; private set; }

    /// <summary>The identifiers of all orders that the row may belong to. It has several if it contradicts itself.</summary>
    internal IEnumerable<(long? Id, string? ExternalRef)> Names =>
        IsNamed ? _otherNames.Prepend((OrderId, OrderExternalRef)) : [];

    /// <summary>The caller's reference, if it can be read.</summary>
    internal string? Reference =>
        _defaults.Reference ?? (_row[Client.Field.Reference].Raw is { } raw ? RowValue.AsReference(raw) : null);

    private bool IsNamed => OrderId is not null || OrderExternalRef is not null;

    /// <summary>Returns the values of all fields to write to a file.</summary>
    internal IReadOnlyList<(Field Field, object? Value)> Write(Operation operation) => _row.Write(operation, _defaults);

    /// <summary>Returns a sentence about rows: "Row 1 is empty.", "Rows 1 and 2 are empty." or "Row 1: Quantity is missing."</summary>
    internal static string Describe(string rows, bool isOne, string problem)
    {
        // A problem of the row as a whole begins with its verb.
        (string One, string Several) verb = problem.StartsWith("is ", StringComparison.Ordinal) ? ("is", "are")
            : problem.StartsWith("has ", StringComparison.Ordinal) ? ("has", "have")
            : problem.StartsWith("can't ", StringComparison.Ordinal) ? ("can't", "can't")
            : ("", "");
        return verb.One.Length == 0 ? $"{rows}: {problem}."
            : $"{rows} {(isOne ? verb.One : verb.Several)}{problem.Substring(verb.One.Length)}.";
    }

    private void AddName(long id)
    {
        if ((OrderId ??= id) != id)
            _otherNames = [.. _otherNames, (id, null)];
    }

    private void AddName(string reference)
    {
        if ((OrderExternalRef ??= reference) != reference)
            _otherNames = [.. _otherNames, (null, reference)];
    }
}
