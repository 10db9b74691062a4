using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using KornitX.Client;

namespace KornitX.Errors;

/// <summary>
/// Every error that a person can meet, each made here and nowhere else. A message says which order or row, what
/// happened and what to do; the recommended action, seen with Get-Error, says more of the last.
/// </summary>
internal static class Errors
{
    public static ErrorRecord NotConnected() => Make(
        "NotConnected",
        ErrorCategory.ConnectionError,
        null,
        "There is no connection to KornitX. Connect first: Connect-KornitX -Credential (Get-Credential)",
        "To practise, start a KornitX on this machine: Start-KornitXSandbox | Connect-KornitX");

    public static ErrorRecord NoCredential() => Make(
        "AuthenticationFailed",
        ErrorCategory.AuthenticationError,
        null,
        "There is no credential to connect with. Give -Credential, or -ClientId and -ClientSecret, or set KORNITX_CLIENT_ID and KORNITX_CLIENT_SECRET.",
        "The client id and secret of an OAuth user come from KornitX support.");

    public static ErrorRecord BadAddress(string name, System.Uri uri, string problem) => Make(
        "InvalidAddress",
        ErrorCategory.InvalidArgument,
        KornitXClientOptions.Show(uri),
        $"{name} '{KornitXClientOptions.Show(uri)}' {problem}.",
        "The documented addresses are the defaults; leave the parameter and its environment variable out to use them.");

    /// <summary>The connection could not be made: none of its operations was granted.</summary>
    public static ErrorRecord ConnectFailed(TokenGrant grant, string clientId)
    {
        Outcome.NotSent refusal = grant.Refusal!;
        return refusal.Reason switch
        {
            NotSentReason.PermissionDenied => ScopeRefused(grant, null),
            NotSentReason.AuthenticationFailed => Make(
                "AuthenticationFailed",
                ErrorCategory.AuthenticationError,
                clientId,
                $"{RefusedCredential.Sentence(clientId, refusal.Message)}: {refusal.Message}.",
                "Check the client id and the secret, also for blanks at their ends. Both come from KornitX support; a secret that was renewed there makes the old one useless."),
            NotSentReason.RateLimited => Make(
                "RateLimited",
                ErrorCategory.LimitsExceeded,
                clientId,
                $"No token was given, because too many requests were made: {refusal.Message}. Try again later.",
                "Limits are set per account and counted by the hour. Wait, and see what else uses this account."),
            _ => Make(
                "ServiceUnavailable",
                ErrorCategory.ResourceUnavailable,
                clientId,
                $"No token could be had: {refusal.Message}. Check -TokenUri and the network, then try again.",
                "Open the token endpoint's address from this machine, by Invoke-WebRequest: any answer at all means that name, connection, TLS and proxy are well."),
        };
    }

    /// <summary>The operation's scope was refused where tokens are given, so none of its orders can be sent.</summary>
    public static ErrorRecord ScopeRefused(TokenGrant grant, object? target) => Make(
        "PermissionDenied",
        ErrorCategory.PermissionDenied,
        target,
        $"KornitX refused the scope {grant.Operation.Scope} to this client: {grant.Refusal!.Message}. Nothing was sent.",
        $"Ask KornitX support to enable the permission {grant.Operation.Scope} for the OAuth user, then connect again.");

    public static ErrorRecord NotAskedFor(Operation operation) => Make(
        "PermissionDenied",
        ErrorCategory.PermissionDenied,
        null,
        $"This connection was made without {operation.Name}. Connect again with -Operation {operation.Name}. Nothing was sent.",
        "Without -Operation, Connect-KornitX asks for both operations.");

    /// <summary>A journal that a run can't go on with.</summary>
    public static ErrorRecord JournalUnusable(JournalException exception, string path) =>
        Journal(exception, path, " Nothing was sent.");

    /// <summary>A journal that can't be looked into.</summary>
    public static ErrorRecord JournalUnreadable(JournalException exception, string path) => Journal(exception, path, "");

    private static ErrorRecord Journal(JournalException exception, string path, string consequence) => exception.Fault switch
    {
        JournalFault.Locked => Make(
            "JournalLocked",
            ErrorCategory.ResourceBusy,
            path,
            exception.Message + consequence,
            "Wait until the other run has ended. Use another journal for other orders only: it knows nothing of what is booked by this one."),
        JournalFault.Corrupt => Make(
            "JournalCorrupt",
            ErrorCategory.InvalidData,
            path,
            exception.Message + consequence,
            "If it is a journal, find out what was done to it before you send anything: it knows what is booked. If it is another file, name a journal of its own."),
        _ => Make(
            "JournalFailed",
            ErrorCategory.OpenError,
            path,
            exception.Message + consequence,
            "Name a file that can be read and written."),
    };

    /// <summary>The journal failed when all that was to be sent had been.</summary>
    public static ErrorRecord JournalFailed(string failure) => Make(
        "JournalFailed",
        ErrorCategory.WriteError,
        null,
        $"Not every outcome was recorded: {failure}. A later run with this journal reports those orders as unknown.",
        "Make room on the disk. What was written to the pipeline is right; keep it.");

    public static ErrorRecord SandboxNotStarted(System.Exception cause, string? path) => Make(
        "SandboxNotStarted",
        ErrorCategory.OpenError,
        path,
        $"The sandbox could not be started: {cause.Message}",
        "Mend the orders' file, or leave -Port out to have a free one chosen.");

    public static ErrorRecord BadRow(RowProblem problem, object? row) => Make(
        problem.IsMixedAddressing ? "MixedAddressing" : "InvalidItem",
        ErrorCategory.InvalidData,
        row,
        problem.Message,
        "Mend the row, then send all rows of its order; none of them was sent.");

    public static ErrorRecord HeldBack(Client.OrderRequest request) => Make(
        "OrderHeldBack",
        ErrorCategory.OperationStopped,
        new OrderRequest(request),
        $"{Sentence(request)} was not sent: another row of it is bad, and an order goes as a whole. "
        + $"Held back with it: {Count(request.Items.Count, "good row")}. Mend the bad row and run the order again.",
        "An error before this one names the bad row. Mend it, then send all rows of this order. With -JournalPath, run the same input again; without, leave out the orders that are booked by now.");

    /// <summary>The error of an outcome that is not a booking.</summary>
    public static ErrorRecord Of(Client.OrderRequest request, Outcome outcome)
    {
        OrderRequest target = new(request);
        string order = Sentence(request);
        string done = request.Operation == Operation.Cancellation ? "cancelled" : "returned";
        string noun = request.Operation == Operation.Cancellation ? "cancellation" : "return";
        return outcome switch
        {
            Outcome.Rejected { IsPermission: true } rejected => Make(
                "PermissionDenied",
                ErrorCategory.PermissionDenied,
                target,
                $"{order} was not {done}: KornitX refused it for want of permission (HTTP {rejected.Status}{Words(rejected.Message)}). Nothing was booked. Ask KornitX support for access.",
                $"The OAuth user needs the permission {request.Operation.Scope} and access to the company that the order belongs to."),
            Outcome.Rejected rejected => Make(
                "RequestRejected",
                ErrorCategory.InvalidOperation,
                target,
                $"{order} was not {done}: KornitX said no (HTTP {rejected.Status}{Words(rejected.Message)}). Nothing was booked. Correct the request and send it again.",
                "See in KornitX how far the order has come: a cancellation is for items not yet shipped, a return for shipped ones, and neither for more than is left. KornitX may also refuse this machine's address."),
            Outcome.NotSent { Reason: NotSentReason.RateLimited } limited => Make(
                "RateLimited",
                ErrorCategory.LimitsExceeded,
                target,
                $"{order} was not {done}: still too many requests after {Count(limited.Attempts, "try", "tries")} ({limited.Message}). Nothing was booked. Send it again later.",
                "Limits are set per account and counted by the hour. Connect-KornitX -RequestsPerHour keeps below them by itself. To send it later, pipe this error's TargetObject in again."),
            Outcome.NotSent { Reason: NotSentReason.AuthenticationFailed } refused => Make(
                "AuthenticationFailed",
                ErrorCategory.AuthenticationError,
                target,
                $"{order} was not {done}: KornitX does not take this client's token ({refused.Message}). Nothing was booked. Connect again.",
                "A new token was refused, too, or the secret is no longer good. Check the OAuth user with KornitX support, connect, and pipe this error's TargetObject in again."),
            Outcome.NotSent { Reason: NotSentReason.PermissionDenied } refused => Make(
                "PermissionDenied",
                ErrorCategory.PermissionDenied,
                target,
                $"{order} was not {done}: the scope {request.Operation.Scope} was refused ({refused.Message}). Nothing was booked. Ask KornitX support for the permission.",
                $"Ask KornitX support to enable the permission {request.Operation.Scope} for the OAuth user, then connect again."),
            Outcome.NotSent { Reason: NotSentReason.JournalConflict } conflict => Make(
                "JournalConflict",
                ErrorCategory.InvalidData,
                target,
                $"{order} was not sent: {conflict.Message}. Give the items as they were then, or look the order up in KornitX and use another journal.",
                "Get-KornitXJournal shows with which items the journal has the order, and whether they are booked."),
            Outcome.NotSent { Reason: NotSentReason.JournalFailed } failed => Make(
                "JournalFailed",
                ErrorCategory.WriteError,
                target,
                $"{order} was not sent: {failed.Message}. Make room on the disk and run the same command again.",
                "Nothing leaves whose sending is not on disk first."),
            Outcome.NotSent notSent => Make(
                "ServiceUnavailable",
                ErrorCategory.ResourceUnavailable,
                target,
                $"{order} was not {done}: KornitX was out of reach or too busy, in {Count(notSent.Attempts, "try", "tries")} ({notSent.Message}). Nothing was booked. Send it again later.",
                "The message says what failed: name, connection, TLS, proxy, or a busy service. When that is mended, pipe this error's TargetObject in again."),
            Outcome.Unknown unknown => Make(
                "OutcomeUnknown",
                ErrorCategory.InvalidResult,
                target,
                $"{order}: it is not known whether the {noun} was booked ({unknown.Message}). It was NOT sent again. Look the order up in KornitX before you do.",
                "There is no way to ask KornitX by program. If the order shows the booking there, it is done; if not, pipe this error's TargetObject in again, or with a journal run it again with -RetryUnknown."),
            _ => throw new System.ArgumentOutOfRangeException(nameof(outcome)),
        };
    }

    /// <summary>The one error of all orders that can't be sent because the connection itself is refused.</summary>
    public static ErrorRecord OfAll(IReadOnlyList<RequestOutcome> refused)
    {
        ErrorRecord first = Of(refused[0].Request, refused[0].Outcome);
        string more = refused.Count == 1 ? "" : $" Neither sent nor booked for the same reason: {Count(refused.Count - 1, "more order")}; this error's TargetObject has them all.";
        return Make(
            ((KornitXException)first.Exception).ErrorId,
            first.CategoryInfo.Category,
            refused.Select(order => new OrderRequest(order.Request)).ToArray(),
            first.ErrorDetails.Message + more,
            first.ErrorDetails.RecommendedAction);
    }

    private static ErrorRecord Make(string id, ErrorCategory category, object? target, string message, string action) =>
        new(new KornitXException(id, message), id, category, target)
        {
            ErrorDetails = new ErrorDetails(message) { RecommendedAction = action },
        };

    private static string Sentence(Client.OrderRequest request)
    {
        string order = request.ToString();
        return char.ToUpperInvariant(order[0]) + order.Substring(1);
    }

    private static string Words(string? message) => message is null ? "" : $": {message}";

    private static string Count(int count, string one, string? many = null) =>
        count == 1 ? $"1 {one}" : $"{count} {many ?? one + "s"}";
}
