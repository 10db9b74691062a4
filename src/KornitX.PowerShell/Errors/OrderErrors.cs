using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using KornitX.Client;

namespace KornitX.Errors;

/// <summary>Errors of orders that were not booked, or may not have been.</summary>
internal static class OrderErrors
{
    /// <summary>The error of an order with an outcome other than Created.</summary>
    /// <param name="request">The order.</param>
    /// <param name="outcome">Its outcome.</param>
    /// <param name="hasJournal">Whether the run has a journal. If so, the error advises to run the same command again.</param>
    public static ErrorRecord Of(BookingRequest request, Outcome outcome, bool hasJournal)
    {
        ErrorRecord error = Make(request, outcome, hasJournal);
        ((KornitXException)error.Exception).StatusCode = outcome.StatusCode;
        return error;
    }

    private static ErrorRecord Make(BookingRequest request, Outcome outcome, bool hasJournal)
    {
        OrderRequest target = OrderRequest.Of(request, outcome);
        string notDone = $"{ErrorRecords.Sentence(request)} was not {request.Operation.PastParticiple}";
        string sendAgain = hasJournal ? "run the same command again" : "send the order again";
        string how = hasJournal
            ? "With the same journal, a run does not send again what is booked."
            : "This error's TargetObject can be piped in again.";
        return outcome switch
        {
            Outcome.Rejected { IsPermission: true } rejected => ErrorRecords.Make(
                "PermissionDenied",
                ErrorCategory.PermissionDenied,
                target,
                $"{notDone}: KornitX denied permission ({Answer(rejected)}). Nothing was booked. Ask KornitX support for access, then {sendAgain}.",
                $"The OAuth user needs the permission {request.Operation.Scope} and access to the company that owns the order. {how}"),
            Outcome.Rejected { Status: 404 } rejected => ErrorRecords.Make(
                "RequestRejected",
                ErrorCategory.InvalidOperation,
                target,
                $"{notDone}: KornitX rejected the request ({Answer(rejected)}). Nothing was booked. Check the order and its items, then {sendAgain}.",
                $"KornitX did not find the order or one of its items. Check the IDs or references, and whether the order belongs to this account. {how}"),
            Outcome.Rejected rejected => ErrorRecords.Make(
                "RequestRejected",
                ErrorCategory.InvalidOperation,
                target,
                $"{notDone}: KornitX rejected the request ({Answer(rejected)}). Nothing was booked. Correct {(hasJournal ? "the input" : "the items")}, then {sendAgain}.",
                $"Look the order up in Order Manager. Only items that have not been shipped can be cancelled, only shipped items can be returned, and only up to the remaining quantity. {how}"),
            Outcome.NotSent { Reason: NotSentReason.RateLimited } limited => ErrorRecords.Make(
                "RateLimited",
                ErrorCategory.LimitsExceeded,
                target,
                $"{notDone}: still too many requests after {Tries(limited)} ({limited.Message}). Nothing was booked. Wait, then {sendAgain}.",
                $"KornitX limits the requests of an account per hour. Connect-KornitX -RequestsPerHour keeps a run below the limit. {how}"),
            Outcome.NotSent { Reason: NotSentReason.AuthenticationFailed } refused => ErrorRecords.Make(
                "AuthenticationFailed",
                ErrorCategory.AuthenticationError,
                target,
                $"{notDone}: KornitX does not accept this client's token ({refused.Message}). Nothing was booked. Connect again, then {sendAgain}.",
                $"A new token was refused too, or the secret is no longer valid. Check the OAuth user with KornitX support. {how}"),
            Outcome.NotSent { Reason: NotSentReason.PermissionDenied } refused => ErrorRecords.Make(
                "PermissionDenied",
                ErrorCategory.PermissionDenied,
                target,
                $"{notDone}: KornitX refused the scope {request.Operation.Scope} ({refused.Message}). Nothing was booked. Ask KornitX support for the permission, then connect again.",
                $"The permission has the same name as the scope. {how}"),
            Outcome.NotSent { Reason: NotSentReason.Disconnected } => ErrorRecords.Make(
                "NotConnected",
                ErrorCategory.ConnectionError,
                target,
                $"{notDone}: the connection was closed before the order was sent. Nothing was booked. Connect again, then {sendAgain}.",
                $"Disconnect-KornitX closed it, in this runspace or in another one that shares it. {how}"),
            Outcome.NotSent { Reason: NotSentReason.JournalConflict } conflict => ErrorRecords.Make(
                "JournalConflict",
                ErrorCategory.InvalidData,
                target,
                $"{ErrorRecords.Sentence(request)} was not sent: {conflict.Message}.",
                "If it is the order in the journal, specify the same items, with the same IDs or references. If it is a new one, specify another -Reference or another journal."),
            Outcome.NotSent { Reason: NotSentReason.JournalFailed } failed => ErrorRecords.Make(
                "JournalFailed",
                ErrorCategory.WriteError,
                target,
                $"{ErrorRecords.Sentence(request)} was not sent: {failed.Message}. Check that the journal is complete and can be written, then run the same command again.",
                "No order is sent before it is recorded on disk. Restore a journal that was deleted, moved or replaced during the run first: it records what is booked."),
            Outcome.NotSent { Reason: NotSentReason.Stopped or NotSentReason.ServiceDown } stopped => ErrorRecords.Make(
                "ServiceUnavailable",
                ErrorCategory.OperationStopped,
                target,
                $"{ErrorRecords.Sentence(request)} was not sent: {stopped.Message}. Nothing was booked. To complete it, {sendAgain}.",
                how),
            Outcome.NotSent notSent => ErrorRecords.Make(
                "ServiceUnavailable",
                ErrorCategory.ResourceUnavailable,
                target,
                $"{notDone}: KornitX could not be reached in {Tries(notSent)} ({notSent.Message}). Nothing was booked. When it can be reached, {sendAgain}.",
                $"The message says what failed: name resolution, connection, TLS or proxy. {how}"),
            Outcome.Unknown unknown => Unknown(request, target, unknown, hasJournal),
            _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
        };
    }

    /// <summary>The warning for an order that is booked, with a response that differs from the request.</summary>
    public static string AnswerDiffers(BookingRequest request, string difference) =>
        $"{ErrorRecords.Sentence(request)} was {request.Operation.PastParticiple}, but {difference}. Look the order up in KornitX.";

    /// <summary>One error for all orders that are not sent because the connection or the journal can't be used, or the service is down.</summary>
    /// <param name="orders">The orders; empty if only unread input is not sent.</param>
    /// <param name="reason">Why.</param>
    /// <param name="hasJournal">Whether the run has a journal.</param>
    public static ErrorRecord OfAll(IReadOnlyList<BookingRequest> orders, Outcome.NotSent reason, bool hasJournal)
    {
        OrderRequest[] target = orders.Select(order => OrderRequest.Of(order, reason)).ToArray();
        if (reason.Reason == NotSentReason.ServiceDown)
            return ServiceDown(target, reason, hasJournal);
        if (reason.Reason == NotSentReason.MixedAddressing)
            return MixedAddressing(target, reason);

        ErrorRecord first = Of(orders[0], reason, hasJournal);
        string more = orders.Count == 1 ? "" : $" {ErrorRecords.Count(orders.Count - 1, "more order was", "more orders were")} not sent for the same reason; this error's TargetObject has all of them.";
        return ErrorRecords.Make(
            new KornitXException(((KornitXException)first.Exception).ErrorId, first.ErrorDetails.Message + more) { StatusCode = reason.StatusCode },
            first.CategoryInfo.Category,
            target,
            first.ErrorDetails.RecommendedAction);
    }

    private static ErrorRecord Unknown(BookingRequest request, OrderRequest target, Outcome.Unknown unknown, bool hasJournal) => ErrorRecords.Make(
        "OutcomeUnknown",
        ErrorCategory.InvalidResult,
        target,
        $"{ErrorRecords.Sentence(request)}: it is not known whether the {request.Operation.Noun} was booked ({unknown.Message}). It was NOT sent again. "
        + (hasJournal
            ? "Look the order up in Order Manager, under History, then settle it with Confirm-KornitXJournal."
            : "Look the order up in Order Manager, under History, before you send it again."),
        $"The API offers no way to look it up. The order's History shows the {request.Operation.Noun} if it was booked. "
        + (hasJournal
            ? "Record what you found with Get-KornitXJournal -State Unknown | Confirm-KornitXJournal, with -Booked or -NotBooked, then run the same command again."
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
                ? "The journal records what is booked and what is unknown; the same command sends only the rest. -MaximumFailureCount sets the number of failures after which a run ends."
                : "This error's TargetObject has the orders that were not sent; pipe it in again when KornitX is available. -MaximumFailureCount sets the number of failures after which a run ends.");
    }

    private static ErrorRecord MixedAddressing(OrderRequest[] target, Outcome.NotSent reason) => ErrorRecords.Make(
        "MixedAddressing",
        ErrorCategory.InvalidData,
        target,
        $"{ErrorRecords.Count(target.Length, "order was", "orders were")} not sent: {reason.Message}. Specify the ID of every order, or the external reference of every order.",
        "An order with both matches either kind. Otherwise, send the two kinds separately, each with its own journal. Without a journal they are treated as different orders.");

    private static string Answer(Outcome.Rejected rejected) =>
        $"HTTP {rejected.Status}{(rejected.Message is null ? "" : $": {rejected.Message}")}";

    private static string Tries(Outcome.NotSent notSent) => ErrorRecords.Count(notSent.Attempts, "try", "tries");
}
