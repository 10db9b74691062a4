namespace KornitX.Client;

/// <summary>A row that can't be sent, and its input object.</summary>
public sealed class BadRow
{
    internal BadRow(RowError error, Row row, object? input, OrderDefaults defaults)
    {
        Error = error;
        Row = row;
        Input = input;
        Defaults = defaults;
    }

    /// <summary>Why it can't be sent.</summary>
    public RowError Error { get; internal set; }

    /// <summary>The input object, which may have further rows; null if there are written values.</summary>
    public object? Input { get; }

    /// <summary>Whether it is an error of its own, to be reported at once, and not part of a group.</summary>
    public bool IsOwnError => Error.SharedProblem is null && !(Error.IsMissing && !Error.IdentifiesOrder);

    /// <summary>Whether it is the first row of a group with a shared problem.</summary>
    public bool IsFirstOfGroup { get; internal set; }

    /// <summary>The row.</summary>
    internal Row Row { get; }

    /// <summary>The values of the command line, which override those of the row.</summary>
    internal OrderDefaults Defaults { get; }

    /// <summary>The caller's reference, if it can be read.</summary>
    internal string? Reference => Defaults.Reference ?? (Row[Field.Reference].Raw is { } raw ? RowValue.AsReference(raw) : null);

    /// <summary>The number of valid rows of the batch before it.</summary>
    internal int Index { get; set; }

    /// <summary>The values of a row whose error is known only after all rows, when its input object is gone; otherwise null.</summary>
    public IReadOnlyList<(Field Field, object? Value)>? Written { get; internal init; }

    /// <summary>The identifiers of the orders that the row may belong to.</summary>
    internal IEnumerable<(long? Id, string? ExternalRef)> Names =>
        Error.OtherNames.Prepend((Error.OrderId, Error.OrderExternalRef)).Where(name => name != default);
}
