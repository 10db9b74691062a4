namespace KornitX.Commands;

/// <summary>Decisions not to send an order that is piped in again although it is, or may be, booked; each with its error.</summary>
internal static class RepeatedOrderErrors
{
    public static RepeatDecision OtherOperation(BookingRequest request, Operation journaled) => NotSent(
        "InvalidItem", ErrorCategory.InvalidData, request, OrderState.NotSent,
        $"the journal has it as a {journaled.Noun}, and this command creates a {request.Operation.Noun}. "
        + $"Pipe it to New-KornitX{journaled.Name} instead.",
        $"To create a {request.Operation.Noun} of the same items, pipe in the Request of the journaled order's Result.");

    public static RepeatDecision Booked(BookingRequest request, string? journal) => NotSent(
        "AlreadyBooked", ErrorCategory.ResourceExists, request, OrderState.Created,
        $"KornitX has booked this {request.Operation.Noun} already. Leave it out.",
        $"To book another {request.Operation.Noun} of the same items, specify them as rows without State, or on the command line.",
        journal);

    public static RepeatDecision Conflict(BookingRequest request) => NotSent(
        "JournalConflict", ErrorCategory.InvalidData, request, OrderState.Conflict,
        "it conflicts with the journal of an earlier run, and -JournalPath is not specified. Run the command with that journal.",
        "Get-KornitXJournal shows the order as the journal has it, and whether it is booked.");

    public static RepeatDecision NotInJournal(BookingRequest request, string path, string problem) => NotSent(
        "JournalConflict", ErrorCategory.InvalidData, request, OrderState.Conflict,
        $"it is from the journal '{path}', which {problem}. Read the order again with Get-KornitXJournal.",
        "Only that journal shows the outcome of an order since it was read from there.",
        path);

    public static RepeatDecision Unknown(BookingRequest request, string? journal) => NotSent(
        "OutcomeUnknown", ErrorCategory.InvalidResult, request, OrderState.Unknown,
        "it may have been booked already. Look the order up in Order Manager, under History"
        + (journal is not null
            ? ", and settle it with Confirm-KornitXJournal."
            : "; if the booking is not there, pipe it in again with -RetryUnknown."),
        journal is not null
            ? "Get-KornitXJournal -State Unknown | Confirm-KornitXJournal, with -Booked or -NotBooked, records what you found. "
                + "The next run with that journal sends what is not booked."
            : "An order whose outcome is unknown is never sent again automatically, because the API offers no way to look it up.",
        journal);

    private static RepeatDecision NotSent(
        string id, ErrorCategory category, BookingRequest request, OrderState state, string problem, string action, string? journal = null)
    {
        string message = $"{ErrorRecords.Sentence(request)} was not sent: {problem}";
        return new RepeatDecision(state, ErrorRecords.Make(id, category, new OrderRequest(request, state, journal), message, action));
    }
}
