namespace KornitX.Client;

/// <summary>Why a row can't be sent.</summary>
/// <param name="RowNumber">The position of the row in the input, from 1; 0 for the single item of the command line.</param>
/// <param name="ItemNumber">The position in the outer row, from 1; null for a top-level row.</param>
/// <param name="Problem">The error, as the end of a sentence.</param>
/// <param name="OrderId">The KornitX ID of the order, if known.</param>
/// <param name="OrderExternalRef">The external reference of the order, if known.</param>
public sealed record RowError(int RowNumber, int? ItemNumber, string Problem, long? OrderId, string? OrderExternalRef)
{
    /// <summary>Creates an error of a row.</summary>
    internal RowError(Row row, string problem, long? orderId, string? orderExternalRef)
        : this(row.Number, row.ItemNumber, problem, orderId, orderExternalRef)
    {
    }

    /// <summary>The message: the row and its values, the field, and how to fix it.</summary>
    public string Message => RowNumber == 0
        ? $"{Problem}."
        : Describe(
            $"Row {RowNumber}{(ItemNumber is null ? "" : $", item {ItemNumber}")}{(Values is null ? "" : $" ({Values})")}",
            isOne: true,
            Problem);

    /// <summary>Whether its fields are valid but belong to different addressings.</summary>
    public bool IsMixedAddressing { get; init; }

    /// <summary>The invalid or missing field; null if the error is not about a single field.</summary>
    public Field? Field { get; init; }

    /// <summary>
    /// Whether the order of the row is known. If no order field has a value, or one is invalid, the row may belong to any
    /// order of the input.
    /// </summary>
    public bool IdentifiesOrder { get; init; } = true;

    /// <summary>Whether a field is missing, not invalid.</summary>
    public bool IsMissing { get; init; }

    /// <summary>
    /// The structural problem that rows can share, such as a missing column, as the end of a sentence; null if the error is in the
    /// values of the row.
    /// </summary>
    public string? SharedProblem { get; init; }

    /// <summary>The values of the row, by which a person finds it: an editor may count lines, and the file has a header.</summary>
    internal string? Values { get; init; }

    /// <summary>Further identifiers of the order if the row contradicts itself. The row then holds back all these orders.</summary>
    internal (long? Id, string? ExternalRef)[] OtherNames { get; init; } = [];

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
}
