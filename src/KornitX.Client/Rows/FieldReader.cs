using System;

namespace KornitX.Client;

/// <summary>Parses the fields of one row and keeps the first error.</summary>
internal sealed class FieldReader
{
    private readonly Row _row;

    public FieldReader(Row row)
    {
        _row = row;
        // A column with other values has a different meaning and is ignored.
        string? text = (row[Field.Addressing].Raw as string)?.Trim();
        if (Enum.TryParse(text, ignoreCase: true, out Addressing addressing)
            && string.Equals(text, addressing.ToString(), StringComparison.OrdinalIgnoreCase))
        {
            RequestedAddressing = addressing;
        }
    }

    /// <summary>The first error, as the end of a sentence.</summary>
    public string? Problem { get; private set; }

    /// <summary>The field of the first error.</summary>
    public Field? BadField { get; private set; }

    /// <summary>The addressing that the row asks for, if any.</summary>
    public Addressing? RequestedAddressing { get; }

    public long? Id(Field field) => Whole(field, long.MaxValue);

    public long? Whole(Field field, long maximum)
    {
        Row.Value first = _row[field];
        if (first.Raw is null)
            return null;
        if (!RowValue.TryWholeNumber(first.Raw, maximum, out long number))
        {
            Fail(field, $"{Shown(first)} is not a whole number from 1 to {maximum}");
            return null;
        }

        foreach (Row.Value other in _row.More(field))
        {
            if (!RowValue.TryWholeNumber(other.Raw, maximum, out long same) || same != number)
            {
                Fail(field, DescribeContradiction(first, other));
                return null;
            }
        }

        return number;
    }

    public string? Reference(Field field)
    {
        Row.Value first = _row[field];
        if (first.Raw is null)
            return null;
        if (RowValue.AsReference(first.Raw) is not { } reference)
        {
            Fail(field, $"{Shown(first)} is not text");
            return null;
        }

        foreach (Row.Value other in _row.More(field))
        {
            if (!string.Equals(RowValue.AsReference(other.Raw), reference, StringComparison.Ordinal))
            {
                Fail(field, DescribeContradiction(first, other));
                return null;
            }
        }

        return Check(field, reference);
    }

    public string? Check(Field field, string reference)
    {
        reference = reference.Trim();
        if (Client.Reference.FindProblem(reference) is not { } problem)
            return reference;
        Fail(field, $"{field} {RowValue.Show(reference)} {problem}");
        return null;
    }

    public long? Check(Field field, long id)
    {
        if (id >= 1)
            return id;
        Fail(field, $"{field} {RowValue.Show(id)} is not a whole number from 1 to {long.MaxValue}");
        return null;
    }

    /// <summary>Splits the combined field into the item's reference, which may contain hyphens, and ID.</summary>
    public void Combined(ref long? itemId, ref string? itemRef)
    {
        string? combined = Reference(Field.Combined);
        if (combined is null)
            return;

        int hyphen = combined.LastIndexOf('-');
        string reference = hyphen < 1 ? "" : combined.Substring(0, hyphen).Trim();
        if (reference.Length == 0 || !RowValue.TryDigits(combined.Substring(hyphen + 1), long.MaxValue, out long id))
        {
            Fail(Field.Combined, $"{_row[Field.Combined].Name} {RowValue.Show(combined)} is not an item's reference, a hyphen and its KornitX ID");
            return;
        }

        if ((itemId ?? id) != id || !string.Equals(itemRef ?? reference, reference, StringComparison.Ordinal))
            Fail(Field.Combined, $"{_row[Field.Combined].Name} {RowValue.Show(combined)} and the row's other item fields identify different items");
        itemId = id;
        itemRef = reference;
    }

    private static string DescribeContradiction(Row.Value first, Row.Value other) =>
        $"{Shown(first)} and {Shown(other)} have different values for the same field";

    private static string Shown(Row.Value value) => $"{Client.Reference.Show(value.Name)} {RowValue.Show(value.Raw)}";

    /// <summary>Keeps the error if it is the first one.</summary>
    private void Fail(Field field, string problem)
    {
        if (Problem is not null)
            return;
        Problem = problem;
        BadField = field;
    }
}
