using System.Management.Automation;
using KornitX.Client;

namespace KornitX.Commands;

/// <summary>Errors of orders that are piped in again although they are, or may be, booked.</summary>
internal static class RepeatedOrderErrors
{
    public static ErrorRecord OtherOperation(BookingRequest request, Operation journaled) => ErrorRecords.Make(
        "InvalidItem",
        ErrorCategory.InvalidData,
        new OrderRequest(request),
        $"{NotSent(request)}: the journal has it as a {journaled.Noun}, and this command creates a {request.Operation.Noun}. Pipe it to New-KornitX{journaled.Name} instead.",
        $"To create a {request.Operation.Noun} of the same items, pipe in the Request of the journaled order's Result.");

    public static ErrorRecord Booked(BookingRequest request) => ErrorRecords.Make(
        "AlreadyBooked",
        ErrorCategory.ResourceExists,
        new OrderRequest(request, OrderState.Created),
        $"{NotSent(request)}: KornitX has booked this {request.Operation.Noun} already. Leave it out.",
        $"To book another {request.Operation.Noun} of the same items, specify them as rows without State, or on the command line.");

    public static ErrorRecord Conflict(BookingRequest request) => ErrorRecords.Make(
        "JournalConflict",
        ErrorCategory.InvalidData,
        new OrderRequest(request, OrderState.Conflict),
        $"{NotSent(request)}: it conflicts with the journal of an earlier run, and -JournalPath is not specified. Run the command with that journal.",
        "Get-KornitXJournal shows the order as the journal has it, and whether it is booked.");

    public static ErrorRecord NotInJournal(BookingRequest request, string path, string problem) => ErrorRecords.Make(
        "JournalConflict",
        ErrorCategory.InvalidData,
        new OrderRequest(request, OrderState.Conflict),
        $"{NotSent(request)}: it is from the journal '{path}', which {problem}. Read the order again with Get-KornitXJournal.",
        "What became of an order since it was read from a journal is known only from that journal.");

    public static ErrorRecord Unknown(BookingRequest request, bool isJournaled) => ErrorRecords.Make(
        "OutcomeUnknown",
        ErrorCategory.InvalidResult,
        new OrderRequest(request, OrderState.Unknown),
        $"{NotSent(request)}: it may have been booked already. "
        + (isJournaled
            ? "Look the order up in Order Manager, under History, and settle it with Confirm-KornitXJournal."
            : "Look the order up in Order Manager, under History; if the booking is not there, pipe it in again with -RetryUnknown."),
        isJournaled
            ? "Get-KornitXJournal -State Unknown | Confirm-KornitXJournal, with -Booked or -NotBooked, records what you found. The next run with that journal sends what is not booked."
            : "An order whose outcome is unknown is never sent again automatically, because the API offers no way to look it up.");

    private static string NotSent(BookingRequest request) => $"{ErrorRecords.Sentence(request)} was not sent";
}
