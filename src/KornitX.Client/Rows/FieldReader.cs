namespace KornitX.Client;

/// <summary>Parses the fields of one row and keeps the first error.</summary>
internal sealed class FieldReader(Row row)
{
    /// <summary>The first error, as the end of a sentence.</summary>
    public string? Problem { get; private set; }

    /// <summary>
    /// The first error as rows with the same columns share it, as the end of a sentence; null if it is specific to this row.
    /// </summary>
    public string? SharedProblem { get; private set; }

    /// <summary>The field of the first error.</summary>
    public Field? BadField { get; private set; }

    /// <summary>The addressing that the row asks for, if any. A column with other values has a different meaning.</summary>
    public Addressing? RequestedAddressing => RowValue.AsWord<Addressing>(row[Field.Addressing].Raw);

    public long? Id(Field field) => Whole(field, long.MaxValue);

    public long? Whole(Field field, long maximum)
    {
        Row.Value first = row[field];
        if (first.Raw is null)
            return null;
        if (!RowValue.TryWholeNumber(first.Raw, maximum, out long number))
        {
            Fail(field, $"{Shown(first)} is not a whole number from 1 to {maximum}{SuggestReference(field, first.Raw)}");
            return null;
        }

        foreach (Row.Value other in row.More(field))
        {
            if (!RowValue.TryWholeNumber(other.Raw, maximum, out long same) || same != number)
                FailContradiction(field, first, other);
        }

        return number;
    }

    public string? Reference(Field field)
    {
        Row.Value first = row[field];
        if (first.Raw is null)
            return null;
        if (row.Number == 0 && first.Raw is string given)
            return Check(field, given);
        if (RowValue.AsReference(first.Raw) is not { } reference)
        {
            Fail(field, $"{Shown(first)} is not text");
            return null;
        }

        foreach (Row.Value other in row.More(field))
        {
            if (RowValue.AsReference(other.Raw) is not { } same || ReferenceText.Compare(same, reference) != IdentityMatch.Same)
                FailContradiction(field, first, other);
        }

        return Check(field, reference, RowValue.FindReferenceProblem(reference));
    }

    /// <summary>Checks a reference of the command line, which is meant as it is.</summary>
    public string? Check(Field field, string reference)
    {
        reference = Client.Reference.Trim(reference);
        return Check(field, reference, Client.Reference.FindProblem(reference) ?? Client.Reference.FindInvisible(reference));
    }

    private string? Check(Field field, string reference, string? problem)
    {
        if (problem is null)
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

    /// <summary>
    /// Splits the combined field into the item's reference, which may contain hyphens, and ID. Of two spellings of the same reference,
    /// that of the item's own field counts.
    /// </summary>
    public void Combined(ref long? itemId, ref string? itemRef)
    {
        string? combined = Reference(Field.Combined);
        if (combined is null)
            return;

        int hyphen = combined.LastIndexOf('-');
        string reference = hyphen < 1 ? "" : Client.Reference.Trim(combined.Substring(0, hyphen));
        if (reference.Length == 0 || !RowValue.TryDigits(combined.Substring(hyphen + 1), long.MaxValue, out long id))
        {
            Fail(Field.Combined,
                $"{row[Field.Combined].Name} {RowValue.Show(combined)} is not an item's reference, a hyphen and its KornitX ID");
            return;
        }

        if ((itemId ?? id) != id || ReferenceText.Compare(itemRef ?? reference, reference) != IdentityMatch.Same)
            Fail(Field.Combined,
                $"{row[Field.Combined].Name} {RowValue.Show(combined)} and the row's other item fields identify different items");
        Check(Field.Combined, reference, RowValue.FindReferenceProblem(reference));
        itemId = id;
        itemRef ??= reference;
    }

    /// <summary>Fails the row for two columns of one field. With names of their own, all rows of the input have them.</summary>
    private void FailContradiction(Field field, Row.Value first, Row.Value other)
    {
        string both = $"{Client.Reference.Show(first.Name)} and {Client.Reference.Show(other.Name)}";
        string? shared = string.Equals(first.Name, other.Name, StringComparison.OrdinalIgnoreCase) ? null
            : $"columns {both} are both read as {field}, and their values differ. "
                + $"Remove or rename the one that does not have the {field}";
        Fail(field, $"{Shown(first)} and {Shown(other)} have different values for the same field", shared);
    }

    /// <summary>Suggests the field of the sales channel's reference for a text in place of an ID.</summary>
    private static string SuggestReference(Field field, object raw) =>
        field is Field.OrderId or Field.ItemId && raw is string text && text.Trim() is { Length: > 0 } value
        && (char.IsLetter(value[0]) || value[0] == '#') && RowValue.FindReferenceProblem(value) is null
            ? ". If it is the sales channel's reference, name the column "
                + $"{(field == Field.OrderId ? Field.OrderExternalRef : Field.ItemExternalRef)}"
            : "";

    private static string Shown(Row.Value value) => $"{Client.Reference.Show(value.Name)} {RowValue.Show(value.Raw)}";

    /// <summary>Keeps the error if it is the first one.</summary>
    private void Fail(Field field, string problem, string? sharedProblem = null)
    {
        if (Problem is not null)
            return;
        Problem = problem;
        SharedProblem = sharedProblem;
        BadField = field;
    }
}
