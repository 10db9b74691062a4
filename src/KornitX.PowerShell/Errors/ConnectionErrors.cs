using System.Text.RegularExpressions;

namespace KornitX.Commands;

/// <summary>Errors of connecting, and of a connection that can't be used for the operation.</summary>
internal static class ConnectionErrors
{
    private const RegexOptions IgnoreCase = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>Rejections of the credential. Any other concerns the request, which a correct secret does not change.</summary>
    private static readonly Regex NamesCredential = new(@"\bHTTP 401\b|\binvalid_(client|grant)\b");

    private static readonly Regex NamesId = new(
        @"client[ _-]?id\b|(unknown|unregistered|no such) client|client (was |is )?(not found|unknown|not registered)"
        + "|client does not exist",
        IgnoreCase);

    private static readonly Regex NamesSecret = new("secret|password", IgnoreCase);

    public static ErrorRecord NotConnected() => ErrorRecords.Make(
        "NotConnected", ErrorCategory.ConnectionError, null,
        "There is no connection to KornitX. Run Connect-KornitX first.",
        "For example: Connect-KornitX -Credential (Get-Credential). To practice, connect to a sandbox: "
        + "Start-KornitXSandbox | Connect-KornitX");

    public static ErrorRecord NoCredential() => ErrorRecords.Make(
        "AuthenticationFailed", ErrorCategory.AuthenticationError, null,
        "No credential was specified. Specify -Credential, or -ClientId and -ClientSecret, or set the environment variables "
        + "KORNITX_CLIENT_ID and KORNITX_CLIENT_SECRET.",
        "KornitX support issues the client ID and the client secret of an OAuth user.");

    public static ErrorRecord BadAddress(string name, Uri uri, string problem) => ErrorRecords.Make(
        "InvalidAddress", ErrorCategory.InvalidArgument, KornitXClientOptions.Quote(uri).Trim('\''),
        $"{name} {KornitXClientOptions.Quote(uri)} {problem}.",
        "To use the documented address, omit the parameter and remove its environment variable.");

    /// <summary>The proxy parameters can't be used together, as for Invoke-RestMethod.</summary>
    public static ErrorRecord ProxyConflict(string message) => ErrorRecords.Make(
        "ProxyConflict", ErrorCategory.InvalidArgument, null,
        message,
        "Without these parameters, the system's proxy is used.");

    /// <summary>The connection failed: no token was issued for any of its operations.</summary>
    public static ErrorRecord ConnectFailed(TokenGrant grant, string clientId)
    {
        Outcome.NotSent failure = grant.Failure!;
        return failure.Reason switch
        {
            NotSentReason.PermissionDenied => ScopeRefused(grant, null),
            NotSentReason.AuthenticationFailed => ErrorRecords.Make(
                "AuthenticationFailed", ErrorCategory.AuthenticationError, clientId,
                $"{WhichIsWrong(clientId, failure.Message)}: {failure.Message}.",
                "Check the client ID and its secret for missing characters and for spaces at either end. KornitX support issues them; "
                + "once a new secret is issued, the old one is no longer valid."),
            NotSentReason.RateLimited => ErrorRecords.Make(
                "RateLimited", ErrorCategory.LimitsExceeded, clientId,
                $"Could not get a token: too many requests ({failure.Message}). Try again later.",
                "KornitX limits the requests of an account per hour. Check what else uses this account."),
            _ => ErrorRecords.Make(
                "ServiceUnavailable", ErrorCategory.ResourceUnavailable, clientId,
                $"Could not get a token: {failure.Message}. Check -TokenUri and the network, then try again.",
                "Request the token endpoint's address from this machine with Invoke-WebRequest. "
                + "Any HTTP response shows that name resolution, connection, TLS, and proxy work."),
        };
    }

    /// <summary>The token endpoint refused the operation's scope, so none of its orders can be sent.</summary>
    public static ErrorRecord ScopeRefused(TokenGrant grant, object? target) => ErrorRecords.Make(
        "PermissionDenied", ErrorCategory.PermissionDenied, target,
        $"KornitX refused the scope {grant.Operation.Scope} to this client: {grant.Failure!.Message}. Nothing was sent. "
        + "Ask KornitX support for the permission, then connect again.",
        "The permission has the same name as the scope. KornitX support enables it for the OAuth user.");

    public static ErrorRecord NotRequested(Operation operation) => ErrorRecords.Make(
        "PermissionDenied", ErrorCategory.PermissionDenied, null,
        $"This connection does not include {operation.Name}. Nothing was sent. Connect again with -Operation {operation.Name}.",
        "Without -Operation, Connect-KornitX requests both operations.");

    /// <summary>
    /// Says what was rejected: the request, the client ID or the secret, if the token endpoint says so. RFC 6749, section 5.2, does not
    /// require that, and many servers don't.
    /// </summary>
    /// <param name="response">The server's response: its name and the status, a colon, and its message.</param>
    private static string WhichIsWrong(string clientId, string response)
    {
        if (!NamesCredential.IsMatch(response))
            return $"KornitX rejected the token request of client ID '{clientId}'";
        string words = response.Substring(response.IndexOf(':') + 1).Replace(TokenGrant.Withheld, "");
        return (NamesId.IsMatch(words), NamesSecret.IsMatch(words)) switch
        {
            (true, false) => $"KornitX does not know client ID '{clientId}'",
            (false, true) => $"KornitX rejected the secret of client ID '{clientId}'",
            _ => $"KornitX rejected client ID '{clientId}' or its secret, and did not say which",
        };
    }
}
