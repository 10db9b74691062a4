using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using KornitX.Client;

namespace KornitX.Errors;

/// <summary>The errors of orders that were not booked, or may not have been.</summary>
internal static class OrderErrors
{
    /// <summary>The error of an order's outcome that is not a booking.</summary>
    /// <param name="request">The order.</param>
    /// <param name="outcome">Its outcome.</param>
    /// <param name="hasJournal">Whether the run has a journal: then the way on is through it, and not past it.</param>
    public static ErrorRecord Of(Client.OrderRequest request, Outcome outcome, bool hasJournal)
    {
        ErrorRecord error = Make(request, outcome, hasJournal);
        ((KornitXException)error.Exception).StatusCode = outcome.StatusCode;
        return error;
    }

    private static ErrorRecord Make(Client.OrderRequest request, Outcome outcome, bool hasJournal)
    {
        OrderRequest target = OrderRequest.Of(request, outcome);
        string notDone = $"{ErrorRecords.Sentence(request)} was not {request.Operation.PastParticiple}";
        string again = hasJournal
            ? "Run the same command again: the journal keeps what is booked from being sent twice."
            : "Pipe this error's TargetObject in again.";
        return outcome switch
        {
            Outcome.Rejected { IsPermission: true } rejected => ErrorRecords.Make(
                "PermissionDenied",
                ErrorCategory.PermissionDenied,
                target,
                $"{notDone}: KornitX denied permission ({Answer(rejected)}). Nothing was booked. Ask KornitX support for access, then send it again.",
                $"The OAuth user needs the permission {request.Operation.Scope} and access to the company that the order belongs to. {again}"),
            Outcome.Rejected { Status: 404 } rejected => ErrorRecords.Make(
                "RequestRejected",
                ErrorCategory.InvalidOperation,
                target,
                $"{notDone}: KornitX rejected the request ({Answer(rejected)}). Nothing was booked. Check the order and its items, then send it again.",
                "KornitX does not find the order or an item of it. Check the IDs or references, and whether this account has the order. "
                + Corrected(hasJournal)),
            Outcome.Rejected rejected => ErrorRecords.Make(
                "RequestRejected",
                ErrorCategory.InvalidOperation,
                target,
                $"{notDone}: KornitX rejected the request ({Answer(rejected)}). Nothing was booked. Correct the request and send it again.",
                "Look the order up in Order Manager: only items that have not been shipped can be cancelled, only shipped items can be returned, and neither in a larger quantity than is left. "
                + Corrected(hasJournal)),
            Outcome.NotSent { Reason: NotSentReason.RateLimited } limited => ErrorRecords.Make(
                "RateLimited",
                ErrorCategory.LimitsExceeded,
                target,
                $"{notDone}: still too many requests after {Tries(limited)} ({limited.Message}). Nothing was booked. Send it again later.",
                $"Limits are set per account and counted by the hour. Connect-KornitX -RequestsPerHour stays below them. {again}"),
            Outcome.NotSent { Reason: NotSentReason.AuthenticationFailed } refused => ErrorRecords.Make(
                "AuthenticationFailed",
                ErrorCategory.AuthenticationError,
                target,
                $"{notDone}: KornitX does not accept this client's token ({refused.Message}). Nothing was booked. Connect again.",
                $"A new token was refused too, or the secret is no longer valid. Check the OAuth user with KornitX support and connect again. {again}"),
            Outcome.NotSent { Reason: NotSentReason.PermissionDenied } refused => ErrorRecords.Make(
                "PermissionDenied",
                ErrorCategory.PermissionDenied,
                target,
                $"{notDone}: the scope {request.Operation.Scope} was refused ({refused.Message}). Nothing was booked. Ask KornitX support for the permission.",
                $"Ask KornitX support to enable the permission {request.Operation.Scope} for the OAuth user, then connect again. {again}"),
            Outcome.NotSent { Reason: NotSentReason.Disconnected } => ErrorRecords.Make(
                "NotConnected",
                ErrorCategory.ConnectionError,
                target,
                $"{notDone}: its connection was closed before it was sent. Nothing was booked. Connect again.",
                $"Another command, or another runspace that shares the connection, disconnected it. {again}"),
            Outcome.NotSent { Reason: NotSentReason.JournalConflict } conflict => ErrorRecords.Make(
                "JournalConflict",
                ErrorCategory.InvalidData,
                target,
                $"{ErrorRecords.Sentence(request)} was not sent: {conflict.Message}.",
                "If this is the order in the journal, give it with the same items and named in the same way. If it is a new one, give it another -Reference, or record it in another journal."),
            Outcome.NotSent { Reason: NotSentReason.JournalFailed } failed => ErrorRecords.Make(
                "JournalFailed",
                ErrorCategory.WriteError,
                target,
                $"{ErrorRecords.Sentence(request)} was not sent: {failed.Message}. Make sure that the journal is complete and can be written, then run the same command again.",
                "Nothing is sent before the journal has it on disk. A journal that was deleted, moved or replaced during the run has to be put back first: it knows what is booked."),
            Outcome.NotSent { Reason: NotSentReason.Stopped or NotSentReason.ServiceDown } stopped => ErrorRecords.Make(
                "ServiceUnavailable",
                ErrorCategory.OperationStopped,
                target,
                $"{ErrorRecords.Sentence(request)} was not sent: {stopped.Message}. Nothing was booked. Send it again later.",
                again),
            Outcome.NotSent notSent => ErrorRecords.Make(
                "ServiceUnavailable",
                ErrorCategory.ResourceUnavailable,
                target,
                $"{notDone}: KornitX could not be reached in {Tries(notSent)} ({notSent.Message}). Nothing was booked. Send it again later.",
                $"The message says what failed: name resolution, connection, TLS or proxy. When that works again: {again}"),
            Outcome.Unknown unknown => Unknown(request, target, unknown, hasJournal),
            _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
        };
    }

    /// <summary>The warning of an order that KornitX booked with an answer that differs from the request.</summary>
    public static string AnswerDiffers(Client.OrderRequest request, string difference) =>
        $"{ErrorRecords.Sentence(request)} was {request.Operation.PastParticiple}, but {difference}. Look the order up in KornitX.";

    /// <summary>The one error of all orders that are not sent because the connection or the journal can't be used, or the service is down.</summary>
    /// <param name="orders">The orders; none if only the rest of the input is not sent.</param>
    /// <param name="reason">Why.</param>
    /// <param name="hasJournal">Whether the run has a journal.</param>
    public static ErrorRecord OfAll(IReadOnlyList<Client.OrderRequest> orders, Outcome.NotSent reason, bool hasJournal)
    {
        OrderRequest[] target = orders.Select(order => OrderRequest.Of(order, reason)).ToArray();
        if (reason.Reason == NotSentReason.ServiceDown)
            return ServiceDown(target, reason, hasJournal);
        if (reason.Reason == NotSentReason.MixedAddressing)
            return MixedAddressing(target, reason);

        ErrorRecord first = Of(orders[0], reason, hasJournal);
        string more = orders.Count == 1 ? "" : $" Neither sent nor booked for the same reason: {ErrorRecords.Count(orders.Count - 1, "more order")}; this error's TargetObject has them all.";
        return ErrorRecords.Make(
            new KornitXException(((KornitXException)first.Exception).ErrorId, first.ErrorDetails.Message + more) { StatusCode = reason.StatusCode },
            first.CategoryInfo.Category,
            target,
            first.ErrorDetails.RecommendedAction);
    }

    private static ErrorRecord Unknown(Client.OrderRequest request, OrderRequest target, Outcome.Unknown unknown, bool hasJournal) => ErrorRecords.Make(
        "OutcomeUnknown",
        ErrorCategory.InvalidResult,
        target,
        $"{ErrorRecords.Sentence(request)}: it is not known whether the {request.Operation.Noun} was booked ({unknown.Message}). It was NOT sent again. "
        + (hasJournal
            ? "Look the order up in Order Manager, then settle it with Confirm-KornitXJournal."
            : "Look the order up in Order Manager before you send it again."),
        $"The API offers no way to look it up. Open the order in Order Manager: its History shows the {request.Operation.Noun} if it was booked. "
        + (hasJournal
            ? "Then Get-KornitXJournal -State Unknown | Confirm-KornitXJournal, with -Booked or -NotBooked, and run the same command again."
            : "If it is not there, pipe this error's TargetObject in again with -RetryUnknown."));

    private static ErrorRecord ServiceDown(OrderRequest[] target, Outcome.NotSent reason, bool hasJournal)
    {
        string notSent = target.Length == 0
            ? "The rest of the input was not sent"
            : $"{ErrorRecords.Count(target.Length, "order was", "orders were")} not sent";
        return ErrorRecords.Make(
            "ServiceUnavailable",
            ErrorCategory.ResourceUnavailable,
            target,
            $"{notSent}: {reason.Message}, so KornitX seems to be down and the run ended. "
            + (hasJournal ? "Run the same command again later." : "Look up the orders whose outcome is unknown, then send the rest later."),
            hasJournal
                ? "The journal has what is booked and what is unknown: running the same command again sends the rest only. -MaximumFailureCount sets after how many failures a run ends."
                : "This error's TargetObject has the orders that were not sent; pipe it in again when KornitX is back. -MaximumFailureCount sets after how many failures a run ends.");
    }

    private static ErrorRecord MixedAddressing(OrderRequest[] target, Outcome.NotSent reason) => ErrorRecords.Make(
        "MixedAddressing",
        ErrorCategory.InvalidData,
        target,
        $"{ErrorRecords.Count(target.Length, "order was", "orders were")} not sent: {reason.Message}. Name all orders by ID, all by external reference, or by both.",
        "An order named by both fits either. Or send the two kinds apart, each with a journal of its own. Without a journal they are orders of their own.");

    private static string Corrected(bool hasJournal) => hasJournal
        ? "Then correct the input and run the same command again."
        : "Then correct the order and send it again.";

    private static string Answer(Outcome.Rejected rejected) =>
        $"HTTP {rejected.Status}{(rejected.Message is null ? "" : $": {rejected.Message}")}";

    private static string Tries(Outcome.NotSent notSent) => ErrorRecords.Count(notSent.Attempts, "try", "tries");
}
