using System.Management.Automation;
using KornitX.Client;

namespace KornitX.Errors;

/// <summary>The errors of connecting, and of a connection that does not serve the operation.</summary>
internal static class ConnectionErrors
{
    public static ErrorRecord NotConnected() => ErrorRecords.Make(
        "NotConnected",
        ErrorCategory.ConnectionError,
        null,
        "There is no connection to KornitX. Connect first: Connect-KornitX -Credential (Get-Credential)",
        "To practise, start a KornitX on this machine: Start-KornitXSandbox | Connect-KornitX");

    public static ErrorRecord NoCredential() => ErrorRecords.Make(
        "AuthenticationFailed",
        ErrorCategory.AuthenticationError,
        null,
        "There is no credential to connect with. Give -Credential, or -ClientId and -ClientSecret, or set KORNITX_CLIENT_ID and KORNITX_CLIENT_SECRET.",
        "The client id and secret of an OAuth user come from KornitX support.");

    public static ErrorRecord BadAddress(string name, System.Uri uri, string problem) => ErrorRecords.Make(
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
            NotSentReason.AuthenticationFailed => ErrorRecords.Make(
                "AuthenticationFailed",
                ErrorCategory.AuthenticationError,
                clientId,
                $"{RefusedCredential.Sentence(clientId, refusal.Message)}: {refusal.Message}.",
                "Check the client id and the secret, also for blanks at their ends. Both come from KornitX support; a secret that was renewed there makes the old one useless."),
            NotSentReason.RateLimited => ErrorRecords.Make(
                "RateLimited",
                ErrorCategory.LimitsExceeded,
                clientId,
                $"No token was given, because too many requests were made: {refusal.Message}. Try again later.",
                "Limits are set per account and counted by the hour. Wait, and see what else uses this account."),
            _ => ErrorRecords.Make(
                "ServiceUnavailable",
                ErrorCategory.ResourceUnavailable,
                clientId,
                $"No token could be had: {refusal.Message}. Check -TokenUri and the network, then try again.",
                "Open the token endpoint's address from this machine, by Invoke-WebRequest: any answer at all means that name, connection, TLS and proxy are well."),
        };
    }

    /// <summary>The operation's scope was refused where tokens are given, so none of its orders can be sent.</summary>
    public static ErrorRecord ScopeRefused(TokenGrant grant, object? target) => ErrorRecords.Make(
        "PermissionDenied",
        ErrorCategory.PermissionDenied,
        target,
        $"KornitX refused the scope {grant.Operation.Scope} to this client: {grant.Refusal!.Message}. Nothing was sent.",
        $"Ask KornitX support to enable the permission {grant.Operation.Scope} for the OAuth user, then connect again.");

    public static ErrorRecord NotAskedFor(Operation operation) => ErrorRecords.Make(
        "PermissionDenied",
        ErrorCategory.PermissionDenied,
        null,
        $"This connection was made without {operation.Name}. Connect again with -Operation {operation.Name}. Nothing was sent.",
        "Without -Operation, Connect-KornitX asks for both operations.");
}
