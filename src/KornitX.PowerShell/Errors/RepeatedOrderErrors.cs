using System.Linq;
using System.Management.Automation;
using KornitX.Client;
using KornitX.Orders;

namespace KornitX.Errors;

/// <summary>Errors of orders that are piped in again although they are, or may be, booked.</summary>
internal static class RepeatedOrderErrors
{
    /// <summary>The reason not to send the order; null if it can be sent.</summary>
    public static ErrorRecord? Of(KnownOrder order, object? input, Operation operation, bool retryUnknown, bool hasJournal)
    {
        if (order.IsJournaled && !order.IsOf(operation))
        {
            return ErrorRecords.Make(
                "InvalidItem",
                ErrorCategory.InvalidData,
                input,
                $"{order.Name} was not sent: the journal has it as a {OperationOf(order).Noun}, and this command creates a {operation.Noun}. Pipe it to New-KornitX{OperationOf(order).Name} instead.",
                $"To create a {operation.Noun} of the same items, pipe in the Request of the journaled order's Result.");
        }

        if (order.IsBooked && order.IsOf(operation))
        {
            return ErrorRecords.Make(
                "AlreadyBooked",
                ErrorCategory.ResourceExists,
                input,
                $"{order.Name} was not sent: KornitX has booked this {operation.Noun} already. Leave it out.",
                $"To book another {operation.Noun} of the same items, specify them as rows or on the command line.");
        }

        if (order.IsConflict && !hasJournal)
        {
            return ErrorRecords.Make(
                "JournalConflict",
                ErrorCategory.InvalidData,
                input,
                $"{order.Name} was not sent: it conflicts with the journal of an earlier run, and -JournalPath is not specified. Run the command with that journal.",
                "Get-KornitXJournal shows the order as the journal has it, and whether it is booked.");
        }

        return !order.IsUnknown || retryUnknown ? null : ErrorRecords.Make(
            "OutcomeUnknown",
            ErrorCategory.InvalidResult,
            input,
            $"{order.Name} was not sent: it may have been booked already. "
            + (order.IsJournaled || hasJournal
                ? "Look the order up in Order Manager, under History, and settle it with Confirm-KornitXJournal."
                : "Look the order up in Order Manager, under History; if the booking is not there, pipe it in again with -RetryUnknown."),
            order.IsJournaled || hasJournal
                ? "Get-KornitXJournal -State Unknown | Confirm-KornitXJournal, with -Booked or -NotBooked, records what you found. The next run with that journal sends what is not booked."
                : "An order whose outcome is unknown is never sent again automatically, because the API offers no way to look it up.");
    }

    private static Operation OperationOf(KnownOrder order) => Operation.All.FirstOrDefault(order.IsOf) ?? Operation.Cancellation;
}
