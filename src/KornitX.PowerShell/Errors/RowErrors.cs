using System.Management.Automation;
using KornitX.Client;

namespace KornitX.Errors;

/// <summary>The errors of rows that can't be sent, and of orders held back by one.</summary>
internal static class RowErrors
{
    public static ErrorRecord BadRow(RowError problem, object? row) => ErrorRecords.Make(
        problem.IsMixedAddressing ? "MixedAddressing" : "InvalidItem",
        ErrorCategory.InvalidData,
        row,
        problem.Message,
        "Mend the row, then send all rows of its order; none of them was sent.");

    public static ErrorRecord HeldBack(Client.OrderRequest request) => ErrorRecords.Make(
        "OrderHeldBack",
        ErrorCategory.OperationStopped,
        new OrderRequest(request),
        $"{ErrorRecords.Sentence(request)} was not sent: another row of it is bad, and an order goes as a whole. "
        + $"Held back with it: {ErrorRecords.Count(request.Items.Count, "good row")}. Mend the bad row and run the order again.",
        "An error before this one names the bad row. Mend it, then send all rows of this order. With -JournalPath, run the same input again; without, leave out the orders that are booked by now.");
}
