using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using KornitX.Client;

namespace KornitX.Errors;

/// <summary>The errors of orders that were not booked, or may not have been.</summary>
internal static class OrderErrors
{
    /// <summary>The error of an outcome that is not a booking.</summary>
    public static ErrorRecord Of(Client.OrderRequest request, Outcome outcome)
    {
        ErrorRecord error = Make(request, outcome);
        ((KornitXException)error.Exception).StatusCode = outcome.StatusCode;
        return error;
    }

    private static ErrorRecord Make(Client.OrderRequest request, Outcome outcome)
    {
        OrderRequest target = OrderRequest.Of(request, outcome);
        string order = ErrorRecords.Sentence(request);
        string done = request.Operation.PastParticiple;
        return outcome switch
        {
            Outcome.Rejected { IsPermission: true } rejected => ErrorRecords.Make(
                "PermissionDenied",
                ErrorCategory.PermissionDenied,
                target,
                $"{order} was not {done}: KornitX refused it for want of permission (HTTP {rejected.Status}{Words(rejected.Message)}). Nothing was booked. Ask KornitX support for access.",
                $"The OAuth user needs the permission {request.Operation.Scope} and access to the company that the order belongs to."),
            Outcome.Rejected rejected => ErrorRecords.Make(
                "RequestRejected",
                ErrorCategory.InvalidOperation,
                target,
                $"{order} was not {done}: KornitX said no (HTTP {rejected.Status}{Words(rejected.Message)}). Nothing was booked. Correct the request and send it again.",
                "See in KornitX how far the order has come: a cancellation is for items not yet shipped, a return for shipped ones, and neither for more than is left. KornitX may also refuse this machine's address."),
            Outcome.NotSent { Reason: NotSentReason.RateLimited } limited => ErrorRecords.Make(
                "RateLimited",
                ErrorCategory.LimitsExceeded,
                target,
                $"{order} was not {done}: still too many requests after {ErrorRecords.Count(limited.Attempts, "try", "tries")} ({limited.Message}). Nothing was booked. Send it again later.",
                "Limits are set per account and counted by the hour. Connect-KornitX -RequestsPerHour keeps below them by itself. To send it later, pipe this error's TargetObject in again."),
            Outcome.NotSent { Reason: NotSentReason.AuthenticationFailed } refused => ErrorRecords.Make(
                "AuthenticationFailed",
                ErrorCategory.AuthenticationError,
                target,
                $"{order} was not {done}: KornitX does not take this client's token ({refused.Message}). Nothing was booked. Connect again.",
                "A new token was refused, too, or the secret is no longer good. Check the OAuth user with KornitX support, connect, and pipe this error's TargetObject in again."),
            Outcome.NotSent { Reason: NotSentReason.PermissionDenied } refused => ErrorRecords.Make(
                "PermissionDenied",
                ErrorCategory.PermissionDenied,
                target,
                $"{order} was not {done}: the scope {request.Operation.Scope} was refused ({refused.Message}). Nothing was booked. Ask KornitX support for the permission.",
                $"Ask KornitX support to enable the permission {request.Operation.Scope} for the OAuth user, then connect again."),
            Outcome.NotSent { Reason: NotSentReason.JournalConflict } conflict => ErrorRecords.Make(
                "JournalConflict",
                ErrorCategory.InvalidData,
                target,
                $"{order} was not sent: {conflict.Message}. Give the items as they were then, or look the order up in KornitX and use another journal.",
                "Get-KornitXJournal shows with which items the journal has the order, and whether they are booked."),
            Outcome.NotSent { Reason: NotSentReason.JournalFailed } failed => ErrorRecords.Make(
                "JournalFailed",
                ErrorCategory.WriteError,
                target,
                $"{order} was not sent: {failed.Message}. Make room on the disk and run the same command again.",
                "Nothing leaves whose sending is not on disk first."),
            Outcome.NotSent notSent => ErrorRecords.Make(
                "ServiceUnavailable",
                ErrorCategory.ResourceUnavailable,
                target,
                $"{order} was not {done}: KornitX was out of reach or too busy, in {ErrorRecords.Count(notSent.Attempts, "try", "tries")} ({notSent.Message}). Nothing was booked. Send it again later.",
                "The message says what failed: name, connection, TLS, proxy, or a busy service. When that is mended, pipe this error's TargetObject in again."),
            Outcome.Unknown unknown => ErrorRecords.Make(
                "OutcomeUnknown",
                ErrorCategory.InvalidResult,
                target,
                $"{order}: it is not known whether the {request.Operation.Noun} was booked ({unknown.Message}). It was NOT sent again. Look the order up in KornitX before you do.",
                "There is no way to ask KornitX by program. If the order shows the booking there, it is done; if not, pipe this error's TargetObject in again, or with a journal run it again with -RetryUnknown."),
            _ => throw new System.ArgumentOutOfRangeException(nameof(outcome)),
        };
    }

    /// <summary>The warning of an order that KornitX booked with an answer that differs from the request.</summary>
    public static string AnswerDiffers(Client.OrderRequest request, string difference) =>
        $"{ErrorRecords.Sentence(request)} was {request.Operation.PastParticiple}, but {difference}. Look the order up in KornitX.";

    /// <summary>The one error of all orders that can't be sent because the connection itself is refused.</summary>
    public static ErrorRecord OfAll(IReadOnlyList<RequestOutcome> refused)
    {
        ErrorRecord first = Of(refused[0].Request, refused[0].Outcome);
        string more = refused.Count == 1 ? "" : $" Neither sent nor booked for the same reason: {ErrorRecords.Count(refused.Count - 1, "more order")}; this error's TargetObject has them all.";
        return ErrorRecords.Make(
            ((KornitXException)first.Exception).ErrorId,
            first.CategoryInfo.Category,
            refused.Select(order => OrderRequest.Of(order.Request, order.Outcome)).ToArray(),
            first.ErrorDetails.Message + more,
            first.ErrorDetails.RecommendedAction);
    }

    private static string Words(string? message) => message is null ? "" : $": {message}";
}
