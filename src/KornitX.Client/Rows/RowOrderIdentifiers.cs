using System.Collections.Generic;
using System.Linq;

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
        IReadOnlyList<object> rawIds = row.All(Field.OrderId);
        IReadOnlyList<object> rawRefs = row.All(Field.OrderExternalRef);
        long[] ids = defaults.OrderId is { } givenId ? [givenId]
            : rawIds.Count == 0 ? [] : [.. rawIds.Select(raw => RowValue.TryWholeNumber(raw, long.MaxValue, out long id) ? id : 0)
                .Where(id => id > 0).Distinct()];
        string[] references = defaults.OrderExternalRef is { } givenRef ? [Reference.Trim(givenRef)]
            : rawRefs.Count == 0 ? [] : [.. rawRefs.Select(AsReference).OfType<string>().Distinct()];
        bool isGiven = defaults.OrderId is not null || defaults.OrderExternalRef is not null;
        return new RowOrderIdentifiers(
            ids.Length > 0 ? ids[0] : null,
            references.Length > 0 ? references[0] : null,
            ids.Length <= 1 && references.Length <= 1 ? [] :
            [
                .. ids.Skip(1).Select(id => ((long?)id, (string?)null)),
                .. references.Skip(1).Select(reference => ((long?)null, (string?)reference)),
            ],
            isGiven || (rawIds.Count + rawRefs.Count > 0
                && rawIds.All(raw => RowValue.TryWholeNumber(raw, long.MaxValue, out _))
                && rawRefs.All(raw => AsReference(raw) is not null)));
    }

    private static string? AsReference(object raw) =>
        RowValue.AsReference(raw) is { } text && RowValue.FindReferenceProblem(text) is null ? text : null;
}
