namespace KornitX.Commands;

/// <summary>Errors of orders that were not booked, or may not have been.</summary>
internal static class OrderErrors
{
    /// <summary>What to do first if the journal can't be used any more, as the rest of a sentence.</summary>
    internal const string RestoreJournal = "if it was deleted, moved, replaced, or emptied, restore it first. "
        + "A new one does not know what is booked.";

    internal const string UnreadInput = "The rest of the input was not read and has to be sent, too.";

    /// <summary>
    /// Creates the error of an order with an outcome other than Created. Its message says what happened to that order; the advice, which
    /// the warning at the end of the run gives once, is the recommended action.
    /// </summary>
    /// <param name="done">The order and its outcome.</param>
    /// <param name="journal">The path of the run's journal, with which the error advises to run the same command again; or null.</param>
    public static ErrorRecord Create(RequestOutcome done, string? journal)
    {
        ErrorRecord error = done.Outcome is Outcome.Unknown unknown
            ? Unknown(done, unknown, journal)
            : Create(done.Request, done.Outcome, journal);
        KornitXException exception = (KornitXException)error.Exception;
        exception.StatusCode = done.Outcome.StatusCode;
        exception.SentAt = done.Outcome.Trace?.SentAt.UtcDateTime;
        exception.Address = done.Outcome.Trace?.Address;
        exception.RequestIds = done.Outcome.Trace?.RequestIds;
        return error;
    }

    private static ErrorRecord Create(BookingRequest request, Outcome outcome, string? journal, bool mayBeBooked = false)
    {
        string order = ErrorRecords.Sentence(request);
        string notDone = $"{order} was not {request.Operation.PastParticiple}";
        string nothing = mayBeBooked ? "" : " Nothing was booked.";
        string again = journal is not null
            ? "then run the same command again. With the same journal, a run does not send again what is booked."
            : "then pipe this error's TargetObject in again.";
        return outcome switch
        {
            Outcome.Rejected { IsPermission: true } rejected => Make(
                "PermissionDenied", ErrorCategory.PermissionDenied,
                $"{notDone}: KornitX denied permission ({Response(rejected)}). Nothing was booked.",
                $"The OAuth user needs the permission {request.Operation.Scope} and access to the company that owns the order. "
                + $"Ask KornitX support for access, {again}"),
            Outcome.Rejected rejected => Make(
                "RequestRejected", ErrorCategory.InvalidOperation,
                $"{notDone}: KornitX rejected the request ({Response(rejected)}). Nothing was booked.",
                rejected.Status == 404
                    ? "KornitX did not find the order or one of its items. "
                        + $"Check the IDs or references, and whether the order belongs to this account, {again}"
                    : $"Look the order up in Order Manager. {Limit(request.Operation)}, and only up to the remaining quantity. "
                        + $"Correct {(journal is not null ? "the input" : "the items")}, {again}"),
            Outcome.NotSent { Reason: NotSentReason.RateLimited } limited => Make(
                "RateLimited", ErrorCategory.LimitsExceeded,
                $"{notDone}: still too many requests after {Tries(limited)} ({limited.Message}). Nothing was booked.",
                "KornitX limits the requests of an account per hour. Connect-KornitX -RequestsPerHour keeps a run below the limit. "
                + $"Wait, {again}"),
            Outcome.NotSent { Reason: NotSentReason.AuthenticationFailed } rejected => Make(
                "AuthenticationFailed", ErrorCategory.AuthenticationError,
                $"{notDone}: KornitX does not accept this client's token ({rejected.Message}).{nothing}",
                "A new token was rejected too, or the secret is no longer valid. Check the OAuth user with KornitX support. "
                + $"Connect again, {again}"),
            Outcome.NotSent { Reason: NotSentReason.PermissionDenied } refused => Make(
                "PermissionDenied", ErrorCategory.PermissionDenied,
                $"{notDone}: KornitX refused the scope {request.Operation.Scope} ({refused.Message}).{nothing}",
                $"The permission has the same name as the scope. Ask KornitX support for the permission and connect again, {again}"),
            Outcome.NotSent { Reason: NotSentReason.Disconnected } => Make(
                "NotConnected", ErrorCategory.ConnectionError,
                $"{notDone}: the connection was closed before the order was sent.{nothing}",
                $"Disconnect-KornitX closed it, in this runspace or in another one that shares it. Connect again, {again}"),
            Outcome.NotSent { Reason: NotSentReason.AlreadyBooked } booked => Make(
                "AlreadyBooked", ErrorCategory.ResourceExists,
                $"{order} was not sent: {booked.Message}.",
                $"A session sends the same request once. To book another {request.Operation.Noun} of the same items, specify "
                + (journal is null ? "-Force." : "another -Reference, or -Force with another journal.")),
            Outcome.NotSent { Reason: NotSentReason.JournalConflict } conflict => Make(
                "JournalConflict", ErrorCategory.InvalidData,
                $"{order} was not sent: {conflict.Message}.",
                "If it is the order in the journal, specify the same items, with the same IDs or references. "
                + "If it is a new one, specify another -Reference or another journal."),
            Outcome.NotSent { Reason: NotSentReason.JournalFailed } failed => Make(
                "JournalFailed", ErrorCategory.WriteError,
                $"{order} was not sent: {failed.Message}.",
                "No order is sent before it is recorded on disk. Check that the journal is complete and can be written. "
                + "If you can't restore a journal, look up in Order Manager which orders are booked, and leave them out. "
                + "Then run the same command again."),
            Outcome.NotSent { Reason: NotSentReason.Unreachable } unreachable => Make(
                "ServiceUnavailable", ErrorCategory.ResourceUnavailable,
                $"{notDone}: KornitX could not be reached in {Tries(unreachable)} ({unreachable.Message}). Nothing was booked.",
                $"The message says what failed: name resolution, connection, TLS or proxy. Wait until KornitX can be reached, {again}"),
            Outcome.NotSent notSent => Make(
                "ServiceUnavailable", ErrorCategory.OperationStopped,
                $"{order} was not sent: {notSent.Message}. Nothing was booked.",
                $"Find out what the message means, {again}"),
            _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
        };

        ErrorRecord Make(string id, ErrorCategory category, string message, string action) =>
            ErrorRecords.MakeForOrder(id, category, new OrderRequest(request, outcome.State, journal), message, action);
    }

    /// <summary>The warning for an order that is booked, with a response that differs from the request.</summary>
    public static string ResponseDiffers(BookingRequest request, string difference) =>
        $"{ErrorRecords.Sentence(request)} was {request.Operation.PastParticiple}, but {difference}. Look the order up in KornitX.";

    /// <summary>Creates the error that ends a run, because the connection or the journal can't be used, or the service is down.</summary>
    /// <param name="first">The first order that the end of the run left unsent; null if it left only input that was not read.</param>
    /// <param name="unsent">All orders that still have to be sent, those that failed before it included.</param>
    /// <param name="retryUnknown">Whether the run sent unknown orders again.</param>
    /// <param name="hasUnreadInput">Whether the run ended before all input was read.</param>
    public static ErrorRecord CreateForRun(
        BookingRequest? first, IReadOnlyList<OrderRequest> unsent, Outcome.NotSent reason, RunSummary summary, bool retryUnknown,
        bool hasUnreadInput)
    {
        OrderRequest[] target = [.. unsent];
        string rest = hasUnreadInput ? $" {UnreadInput}" : "";
        string? journal = summary.JournalPath;
        if (reason.Reason == NotSentReason.ServiceDown || first is null)
            return RunEnded(target, reason, summary, retryUnknown, rest);

        ErrorRecord error = Create(first, reason, journal, mayBeBooked: retryUnknown && summary.Unknown > 0);
        KornitXException exception = (KornitXException)error.Exception;
        string more = target.Length == 1 ? "" : $" {ToSend(target)} to be sent; this error's TargetObject has all of them.";
        string advice = journal is not null && reason.Reason != NotSentReason.JournalFailed
            ? $" Then run the same command again{WithoutRetry(retryUnknown)}."
            : "";
        string message = $"{exception.Message}{more}{rest} {Advice(reason)}{advice}";
        return ErrorRecords.Make(
            new KornitXException(exception.ErrorId, message) { StatusCode = reason.StatusCode },
            error.CategoryInfo.Category, target, exception.RecommendedAction!);
    }

    /// <summary>Creates the error that ends a run with a journal whose input identifies orders in two ways.</summary>
    /// <param name="unsent">The orders that were not sent and that the journal does not have.</param>
    public static ErrorRecord MixedAddressing(IReadOnlyList<OrderRequest> unsent, Outcome.NotSent reason) => ErrorRecords.Make(
        "MixedAddressing", ErrorCategory.InvalidData, unsent.ToArray(),
        $"{ErrorRecords.Count(unsent.Count, "order was", "orders were")} not sent: {reason.Message}. "
        + "Specify the ID of every order, or the external reference of every order.",
        "An order with both matches either kind. Otherwise, send the two kinds separately, each with its own journal. "
        + "Without a journal they are treated as different orders.");

    private static string Advice(Outcome.NotSent reason) => reason.Reason switch
    {
        NotSentReason.PermissionDenied => "Ask KornitX support for the permission, then connect again.",
        NotSentReason.JournalFailed => $"Check the journal: {RestoreJournal} Then run the same command again.",
        _ => "Connect again.",
    };

    private static ErrorRecord Unknown(RequestOutcome done, Outcome.Unknown unknown, string? journal)
    {
        BookingRequest request = done.Request;
        string sent = !done.IsResend ? " It was NOT sent again."
            : done.Attempt is Outcome.NotSent ? ""
            : " -RetryUnknown has sent it again.";
        return ErrorRecords.MakeForOrder(
            "OutcomeUnknown", ErrorCategory.InvalidResult, new OrderRequest(request, unknown.State, journal),
            $"{ErrorRecords.Sentence(request)}: it is not known whether the {request.Operation.Noun} was booked ({unknown.Message}).{sent}",
            $"Look the order up in Order Manager. Its History shows the {request.Operation.Noun} if it was booked. "
            + (journal is not null
                ? "Record what you found with Get-KornitXJournal -State Unknown | Confirm-KornitXJournal, "
                    + "then run the same command again, without -RetryUnknown."
                : "If it is not there, pipe this error's TargetObject in again with -RetryUnknown."));
    }

    private static ErrorRecord RunEnded(
        OrderRequest[] target, Outcome.NotSent reason, RunSummary summary, bool retryUnknown, string rest)
    {
        string shown = summary.JournalPath is null ? "" : ", as the journal shows";
        string unknown = summary.Unknown == 0 ? ""
            : $" {ErrorRecords.Count(summary.Unknown, "order is", "orders are")} unknown{shown}.";
        string toSend = target.Length == 0 ? "" : $" {ToSend(target)} to be sent.";
        string again = summary.JournalPath is not null ? $"Run the same command again later{WithoutRetry(retryUnknown)}."
            : target.Length == 0 ? "Send it later."
            : "Pipe this error's TargetObject in again later.";
        return ErrorRecords.Make(
            "ServiceUnavailable", ErrorCategory.ResourceUnavailable, target,
            $"The run ended: {reason.Message}.{unknown}{toSend}{rest} {again}",
            "TargetObject has the orders that still have to be sent, those that failed before the end included, "
            + "but not those whose outcome is unknown. -MaximumFailureCount sets the number of failures after which a run ends.");
    }

    private static string ToSend(OrderRequest[] unsent) => ErrorRecords.Count(unsent.Length, "order still has", "orders still have");

    private static string WithoutRetry(bool retryUnknown) => retryUnknown ? ", without -RetryUnknown" : "";

    private static string Limit(Operation operation) => operation == Operation.Cancellation
        ? "Only items that have not been shipped can be cancelled"
        : "Only shipped items can be returned";

    private static string Response(Outcome.Rejected rejected) =>
        $"HTTP {rejected.Status}{(rejected.Message is null ? "" : $": {rejected.Message}")}";

    private static string Tries(Outcome.NotSent notSent) => ErrorRecords.Count(notSent.Attempts, "try", "tries");
}
