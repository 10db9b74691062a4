namespace KornitX.Client;

/// <summary>Why a row can't be sent.</summary>
/// <param name="Message">One sentence or two for the person: row, field, value, and what would do.</param>
/// <param name="IsMixedAddressing">Whether its fields are all good but of different ways to address an order.</param>
/// <param name="OrderId">The order's KornitX ID, as far as the row tells it.</param>
/// <param name="OrderExternalRef">The order's external reference, as far as the row tells it.</param>
public sealed record RowError(string Message, bool IsMixedAddressing, long? OrderId, string? OrderExternalRef)
{
    /// <summary>The row's place in the input, from 1; 0 where the command line spells out the one item.</summary>
    public int RowNumber { get; init; }

    /// <summary>The field that is bad or missing; null where it is the row as a whole.</summary>
    public Field? Field { get; init; }

    /// <summary>What is wrong, without the row: a sentence that ends without a full stop.</summary>
    public string Problem { get; init; } = "";

    /// <summary>
    /// Whether it is known which order the row belongs to. It is not where no order field has a value, nor where one has
    /// a value that can't be read: then the row may belong to any order of the input.
    /// </summary>
    public bool IdentifiesOrder { get; init; } = true;

    /// <summary>Whether something is missing, rather than there and bad.</summary>
    public bool IsMissing { get; init; }

    /// <summary>
    /// What rows have in common that are bad for the same structural reason, such as a column that is not there; null where the
    /// row's own values are bad.
    /// </summary>
    public string? SharedCause { get; init; }

    /// <summary>What else the row calls its order, where it contradicts itself: then it is a row of none and a bad one of all.</summary>
    internal (long? Id, string? ExternalRef)[] OtherNames { get; init; } = [];

    /// <summary>A problem of that row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="problem">What is wrong, as the end of a sentence.</param>
    /// <param name="isMixedAddressing">Whether its fields are of different ways to address an order.</param>
    /// <param name="orderId">The order's KornitX ID, as far as known.</param>
    /// <param name="orderExternalRef">The order's external reference, as far as known.</param>
    internal static RowError Of(Row row, string problem, bool isMixedAddressing, long? orderId, string? orderExternalRef)
    {
        // The one item spelled out on a command line needs no number.
        string name = row.Number == 0 ? "" : char.ToUpperInvariant(row.Name[0]) + row.Name.Substring(1) + ": ";
        return new RowError($"{name}{problem}.", isMixedAddressing, orderId, orderExternalRef) { RowNumber = row.Number, Problem = problem };
    }
}

/// <summary>A row that can be sent.</summary>
/// <param name="Order">Its order.</param>
/// <param name="Reference">The caller's reference of the cancellation or return.</param>
/// <param name="Item">Its item.</param>
public readonly record struct ParsedRow(OrderAddress Order, string? Reference, OrderItem Item);
