using System.Management.Automation;
using KornitX.Client;
using KornitX.Orders;

namespace KornitX.Errors;

/// <summary>The errors of orders that are piped in again though they are, or may be, booked.</summary>
internal static class RepeatedOrderErrors
{
    /// <summary>Why the order must not be sent; null where it may.</summary>
    public static ErrorRecord? Of(KnownOrder order, object? input, Operation operation, bool retryUnknown, bool hasJournal)
    {
        if (order.IsJournaled && !order.IsOf(operation))
        {
            return ErrorRecords.Make(
                "InvalidItem",
                ErrorCategory.InvalidData,
                input,
                $"{order.Name} was not sent: the journal has it as a {Noun(order)}, and this command would make a {operation.Noun} of it. Pipe it into the command that the journal was written by.",
                $"To make a {operation.Noun} of what was booked, pipe the Request of its Result in.");
        }

        if (order.IsBooked && order.IsOf(operation))
        {
            return ErrorRecords.Make(
                "AlreadyBooked",
                ErrorCategory.ResourceExists,
                input,
                $"{order.Name} was not sent: this object is a {operation.Noun} that KornitX has booked. Leave it out.",
                "To book another one for the same items, give the items again as rows or on the command line.");
        }

        if (order.IsConflict && !hasJournal)
        {
            return ErrorRecords.Make(
                "JournalConflict",
                ErrorCategory.InvalidData,
                input,
                $"{order.Name} was not sent: the journal of an earlier run has, or may have, this order otherwise, and no -JournalPath is given. Run it with a journal.",
                "Get-KornitXJournal shows how that journal has the order, and whether it is booked.");
        }

        return !order.IsUnknown || retryUnknown ? null : ErrorRecords.Make(
            "OutcomeUnknown",
            ErrorCategory.InvalidResult,
            input,
            $"{order.Name} was not sent: it may have been booked already. "
            + (order.IsJournaled || hasJournal
                ? "Look the order up in Order Manager, under History, and settle it with Confirm-KornitXJournal."
                : "Look the order up in Order Manager, under History; if the booking is not there, send it again with -RetryUnknown."),
            order.IsJournaled || hasJournal
                ? "Get-KornitXJournal -State Unknown | Confirm-KornitXJournal -Booked or -NotBooked records what you found. An order that is not booked is sent by the next run with that journal."
                : "An order whose outcome is unknown is not sent again by itself, because KornitX offers no way to look it up by program.");
    }

    private static string Noun(KnownOrder order) => order.Operation == Operation.Return.Name ? Operation.Return.Noun : Operation.Cancellation.Noun;
}
