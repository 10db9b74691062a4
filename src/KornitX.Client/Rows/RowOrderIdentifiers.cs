namespace KornitX.Client;

/// <summary>The identifiers of the order that a bad row belongs to, as far as they can be read.</summary>
/// <param name="Id">The KornitX ID, if known.</param>
/// <param name="ExternalRef">The external reference, if known.</param>
/// <param name="Others">Further identifiers if the row contradicts itself.</param>
/// <param name="IdentifyOrder">Whether there is an identifier, and all of them are valid.</param>
internal readonly record struct RowOrderIdentifiers(
    long? Id, string? ExternalRef, (long? Id, string? ExternalRef)[] Others, bool IdentifyOrder)
{
    /// <summary>Reads the identifiers of a row. Those of the command line take precedence.</summary>
    public static RowOrderIdentifiers Read(Row row, OrderDefaults defaults)
    {
        List<long> ids = defaults.OrderId is { } givenId ? [givenId] : [];
        List<string> references = defaults.OrderExternalRef is { } givenRef ? [Reference.Trim(givenRef)] : [];
        bool isGiven = ids.Count + references.Count > 0;
        bool areValid = row[Field.OrderId].Raw is not null || row[Field.OrderExternalRef].Raw is not null;
        // A loop, because all rows of a large input may be bad.
        foreach (object raw in row.All(Field.OrderId))
        {
            areValid &= RowValue.TryWholeNumber(raw, long.MaxValue, out long id);
            if (defaults.OrderId is null && id > 0 && !ids.Contains(id))
                ids.Add(id);
        }

        foreach (object raw in row.All(Field.OrderExternalRef))
        {
            string? reference = AsReference(raw);
            areValid &= reference is not null;
            if (defaults.OrderExternalRef is null && reference is not null && !references.Contains(reference))
                references.Add(reference);
        }

        return new RowOrderIdentifiers(
            ids.Count > 0 ? ids[0] : null,
            references.Count > 0 ? references[0] : null,
            ids.Count <= 1 && references.Count <= 1 ? [] :
            [
                .. ids.Skip(1).Select(id => ((long?)id, (string?)null)),
                .. references.Skip(1).Select(reference => ((long?)null, (string?)reference)),
            ],
            isGiven || areValid);
    }

    private static string? AsReference(object raw) =>
        RowValue.AsReference(raw) is { } text && RowValue.FindReferenceProblem(text) is null ? text : null;
}
