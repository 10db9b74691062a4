using System;
using System.Collections.Generic;
using System.Linq;

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

    public long? Whole(Field field, long maximum) =>
        Read(field, raw => RowValue.TryWholeNumber(raw, maximum, out long number) ? number : (long?)null, () => $"is not a whole number from 1 to {maximum}");

    public string? Reference(Field field)
    {
        string? reference = Read(field, RowValue.AsReference, () => "is not text");
        return reference is null ? null : Check(field, reference);
    }

    public string? Check(Field field, string reference)
    {
        reference = reference.Trim();
        if (Client.Reference.Problem(reference) is not { } problem)
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

    /// <summary>Returns the valid order IDs of a row.</summary>
    public static long[] Ids(Row row) =>
        [.. row.All(Field.OrderId).Select(raw => RowValue.TryWholeNumber(raw, long.MaxValue, out long id) ? id : 0).Where(id => id > 0).Distinct()];

    /// <summary>Returns the valid order references of a row.</summary>
    public static string[] References(Row row) =>
        [.. row.All(Field.OrderExternalRef).Select(RowValue.AsReference).OfType<string>().Where(IsReference).Distinct()];

    /// <summary>Whether the row identifies its order, and all order fields are valid.</summary>
    public static bool IdentifiesOrder(Row row)
    {
        bool hasValue = false;
        foreach (object raw in row.All(Field.OrderId))
        {
            hasValue = true;
            if (!RowValue.TryWholeNumber(raw, long.MaxValue, out _))
                return false;
        }

        foreach (object raw in row.All(Field.OrderExternalRef))
        {
            hasValue = true;
            if (RowValue.AsReference(raw) is not { } text || !IsReference(text))
                return false;
        }

        return hasValue;
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

    private static bool IsReference(string text) => Client.Reference.Problem(text) is null;

    private T? Read<T>(Field field, Func<object, T?> parse, Func<string> describeError)
    {
        Row.Value first = _row[field];
        if (first.Raw is null)
            return default;

        T? value = parse(first.Raw);
        if (value is null)
        {
            Fail(field, $"{Shown(first)} {describeError()}");
            return default;
        }

        foreach (Row.Value other in _row.More(field))
        {
            if (!EqualityComparer<T?>.Default.Equals(parse(other.Raw), value))
            {
                Fail(field, $"{Shown(first)} and {Shown(other)} have different values for the same field");
                return default;
            }
        }

        return value;
    }

    private static string Shown(Row.Value value) => $"{Client.Reference.Show(value.Name)} {RowValue.Show(value.Raw)}";

    private void Fail(Field field, string problem)
    {
        if (Problem is not null)
            return;
        Problem = problem;
        BadField = field;
    }
}
