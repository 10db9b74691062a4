using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using KornitX.Client;
using KornitX.Orders;

namespace KornitX.Errors;

/// <summary>The errors of rows that can't be sent, and of orders held back by one.</summary>
internal static class RowErrors
{
    private const int ReasonsShown = 3;
    private const int ColumnsShown = 20;

    public static ErrorRecord BadRow(RowError problem, object? row) => ErrorRecords.Make(
        Exception(problem, problem.Message),
        ErrorCategory.InvalidData,
        row,
        "Fix the row, then send all rows of its order; none of them was sent.");

    /// <summary>The one error of all rows that are bad for the same structural reason.</summary>
    public static ErrorRecord SameCause(BadRowGroup<object?> rows) => ErrorRecords.Make(
        Exception(rows.First, rows.First.RowNumber == 0 ? rows.First.Message : Describe(rows)),
        ErrorCategory.InvalidData,
        Target(rows.Inputs),
        "None of these rows was sent. Fix what they have in common, then send all rows of their orders.");

    /// <summary>Says once, in a stream that may not end, what rows have in common; the error with the count comes last.</summary>
    public static string SameCauseSoFar(RowError first) =>
        $"{first.Message} Rows with the same problem are counted and reported in one error when the input ends.";

    /// <summary>Nothing more is sent, because of rows that may belong to any order.</summary>
    /// <param name="rows">Those rows.</param>
    /// <param name="orders">How many orders of good rows are not sent.</param>
    /// <param name="asStream">Whether orders before them may have been sent.</param>
    public static ErrorRecord InputHeldBack(IReadOnlyList<BadRowGroup<object?>> rows, int orders, bool asStream)
    {
        string reasons = string.Join(" ", rows.Take(ReasonsShown).Select(Describe));
        string more = rows.Count > ReasonsShown ? $" {ErrorRecords.Count(rows.Skip(ReasonsShown).Sum(group => group.Count), "more row has", "more rows have")} other problems." : "";
        string sent = asStream ? "Nothing more was sent" : "Nothing was sent";
        bool isOne = rows.Count == 1 && rows[0].Count == 1;
        // Where no row is good there is no order to which a bad one might belong.
        string why = orders == 0 && !asStream ? "." : $": {(isOne ? "a row does" : "some rows do")} not say to which order {(isOne ? "it belongs" : "they belong")}, so it may be any"
            + (orders == 0 ? "." : $" of the others. Held back: {ErrorRecords.Count(orders, "order")}.");
        return ErrorRecords.Make(
            Exception("InputHeldBack", rows[0].First, $"{sent}{why} {reasons}{more} Fix the {(isOne ? "row" : "rows")} and run the command again."),
            ErrorCategory.InvalidData,
            Target([.. rows.SelectMany(group => group.Inputs)]),
            "Each row must have an order ID or an order reference that can be read; with -OrderId or -OrderExternalRef all rows are of that order. A row that is not to be sent must be taken out.");
    }

    public static ErrorRecord HeldBack(Client.OrderRequest request) => ErrorRecords.Make(
        "OrderHeldBack",
        ErrorCategory.OperationStopped,
        new OrderRequest(request),
        $"{ErrorRecords.Sentence(request)} was not sent: another row of it is bad, and an order is sent as a whole. "
        + $"Held back with it: {ErrorRecords.Count(request.Items.Count, "good row")}. Fix the bad row and run the order again.",
        "An error before this one names the bad row. Fix it, then send all rows of this order. With -JournalPath, run the same input again; without, leave out the orders that are booked by now.");

    private static string Describe(BadRowGroup<object?> rows)
    {
        // Of one row that lacks a field the columns are not the point, nor where it has a value that is bad.
        string columns = rows.Count > 1 && rows.First.IsMissing && rows.First.SharedCause is not null && InputColumns.NamesOf(rows.Inputs[0]) is { Count: > 0 } names
            ? $" Columns found: {string.Join(", ", names.Take(ColumnsShown).Select(name => RowValue.Show(name).Trim('\'')))}{(names.Count > ColumnsShown ? ", …" : "")}."
            : "";
        return rows.Count == 1 ? rows.First.Message : $"{rows.Name}: {rows.First.Problem}.{columns}";
    }

    private static object? Target(IReadOnlyList<object?> inputs) => inputs.Count == 1 ? inputs[0] : inputs.ToArray();

    private static KornitXException Exception(RowError problem, string message) =>
        Exception(problem.IsMixedAddressing ? "MixedAddressing" : "InvalidItem", problem, message);

    private static KornitXException Exception(string id, RowError problem, string message) => new(id, message)
    {
        RowNumber = problem.RowNumber == 0 ? null : problem.RowNumber,
        Field = problem.Field?.ToString(),
    };
}
