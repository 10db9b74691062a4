namespace KornitX.Client;

/// <summary>Why a row can't be sent.</summary>
/// <param name="Message">The message: the row, the field and its value, and how to fix it.</param>
/// <param name="IsMixedAddressing">Whether its fields are valid but belong to different addressings.</param>
/// <param name="OrderId">The KornitX ID of the order, if known.</param>
/// <param name="OrderExternalRef">The external reference of the order, if known.</param>
public sealed record RowError(string Message, bool IsMixedAddressing, long? OrderId, string? OrderExternalRef)
{
    /// <summary>The position of the row in the input, from 1; 0 for the single item of the command line.</summary>
    public int RowNumber { get; init; }

    /// <summary>The invalid or missing field; null if the error is not about a single field.</summary>
    public Field? Field { get; init; }

    /// <summary>The message without the row and without the final period.</summary>
    public string Problem { get; init; } = "";

    /// <summary>
    /// Whether the order of the row is known. If no order field has a value, or one is invalid, the row may belong to any
    /// order of the input.
    /// </summary>
    public bool IdentifiesOrder { get; init; } = true;

    /// <summary>Whether a field is missing, not invalid.</summary>
    public bool IsMissing { get; init; }

    /// <summary>
    /// The structural cause that rows can share, such as a missing column; null if the error is in the values of the row.
    /// </summary>
    public string? SharedCause { get; init; }

    /// <summary>Further identifiers of the order if the row contradicts itself. The row then holds back all these orders.</summary>
    internal (long? Id, string? ExternalRef)[] OtherNames { get; init; } = [];

    /// <summary>Creates an error of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="problem">The error, as the end of a sentence.</param>
    /// <param name="isMixedAddressing">Whether its fields belong to different addressings.</param>
    /// <param name="orderId">The KornitX ID of the order, if known.</param>
    /// <param name="orderExternalRef">The external reference of the order, if known.</param>
    internal static RowError Of(Row row, string problem, bool isMixedAddressing, long? orderId, string? orderExternalRef)
    {
        // The single item of the command line has no row number.
        string name = row.Number == 0 ? "" : char.ToUpperInvariant(row.Name[0]) + row.Name.Substring(1) + ": ";
        return new RowError($"{name}{problem}.", isMixedAddressing, orderId, orderExternalRef) { RowNumber = row.Number, Problem = problem };
    }
}

/// <summary>The content of a row that can be sent.</summary>
/// <param name="Order">Its order.</param>
/// <param name="Reference">The caller's reference for the operation.</param>
/// <param name="Item">Its item.</param>
public readonly record struct ParsedRow(OrderAddress Order, string? Reference, OrderItem Item);
