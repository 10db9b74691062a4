using System.Net;
using System.Text;
using System.Text.Json;

namespace KornitX.Client;

/// <summary>Requests tokens with the client credentials grant (RFC 6749 section 4.4), without retries.</summary>
internal sealed class TokenEndpoint(HttpExchanger exchanger, Uri uri, NetworkCredential credential, TimeProvider time)
{
    /// <summary>The error codes of RFC 6749, sections 4.1.2.1 and 5.2. Each is shown, whatever the secret.</summary>
    private static readonly string[] ErrorCodes =
    [
        "invalid_request", "invalid_client", "invalid_grant", "unauthorized_client", "unsupported_grant_type", "invalid_scope",
        "unsupported_response_type", "access_denied", "server_error", "temporarily_unavailable",
    ];

    /// <summary>Requests a token for an operation. Whatever goes wrong is a failure, not an exception.</summary>
    public Task<TokenGrant> RequestAsync(Operation operation, IClientObserver? observer, CancellationToken cancellationToken) =>
        exchanger.PostAsync(() => CreatePost(operation), result => Interpret(operation, result), observer, cancellationToken);

    private TokenGrant Interpret(Operation operation, ExchangeResult result) =>
        result.Status is null ? TokenGrant.Failed(operation, NotSentReason.Unreachable, $"{uri.Host}: {result.Failure}", null)
        : result.Status == ProxyRejection.Status
            ? TokenGrant.Rejected(operation, NotSentReason.Unreachable, $"{uri.Host}: {ProxyRejection.Describe(result.Proxy)}")
        : result.Status is >= 200 and < 300 ? Accept(operation, result)
        : Reject(operation, result);

    private PostRequest CreatePost(Operation operation)
    {
        string secret = credential.Password;
        return new PostRequest(uri, Form(operation.Scope, secret), "application/x-www-form-urlencoded", null, [secret],
            $"{uri} {credential.UserName} {operation.Scope}");
    }

    private byte[] Form(string scope, string secret)
    {
        StringBuilder form = new();
        Add("grant_type", "client_credentials");
        Add("client_id", credential.UserName);
        Add("client_secret", secret);
        Add("scope", scope);
        return Encoding.ASCII.GetBytes(form.ToString());

        void Add(string key, string value) =>
            form.Append(form.Length == 0 ? "" : "&").Append(key).Append('=').Append(Uri.EscapeDataString(value));
    }

    private TokenGrant Accept(Operation operation, ExchangeResult result)
    {
        TokenResponse? response = ApiJson.Read(result.Body, body => JsonSerializer.Deserialize(body, ApiJson.Default.TokenResponse));
        if (!IsToken(response?.AccessToken))
            return Reject(operation, result);
        if (!response!.IsBearer)
            return TokenGrant.Rejected(operation, NotSentReason.Unreachable, $"{uri.Host} returned a token that is not of type Bearer");
        if (!response.Grants(operation.Scope))
            return TokenGrant.Rejected(
                operation, NotSentReason.PermissionDenied, $"{uri.Host} returned a token without the requested scope");
        return TokenGrant.Create(
            operation, new AccessToken(response.AccessToken!, time.GetUtcNow(), response.Lifetime, credential.Password));
    }

    private TokenGrant Reject(Operation operation, ExchangeResult result)
    {
        int status = result.Status!.Value;
        ErrorResponse? error = ErrorResponse.Read(result.Body);
        string? code = error?.Code;
        string? message = result.ErrorText;
        string? shownCode = Array.IndexOf(ErrorCodes, code) >= 0 ? code : result.Guard.Show(code);
        string description = $"{uri.Host} returned HTTP {status}"
            + ((result.Failure ?? ErrorResponse.Join(result.Guard.Show(error?.Description), shownCode)) is { } shown ? $": {shown}"
            : Describe(status, result.Body!));

        // Some servers return errors with status 200.
        bool isRejection = status is >= 400 and < 500 and not 408
            || (status < 300 && (code is not null || RejectionPatterns.IsPermission(message)));
        if (result.RetryAfter > OutcomeClassifier.LongestWait)
            description += OutcomeClassifier.DescribeWait(result.RetryAfter.Value);
        if (RejectionPatterns.IsRateLimit(status < 300 ? 400 : status, message))
            return TokenGrant.Failed(operation, NotSentReason.RateLimited, description, result.RetryAfter);
        if (!isRejection || code is "server_error" or "temporarily_unavailable")
            return TokenGrant.Failed(operation, NotSentReason.Unreachable, description, result.RetryAfter);
        // Probably not a token endpoint, so the credential may be correct. Neither is a page of a gateway or a captive portal.
        if (code is null && status > 401 && (status != 403 || IsPage(result.Body)))
            return TokenGrant.Rejected(operation, NotSentReason.Unreachable, description);

        // The error code of RFC 6749 section 5.2, or else the status.
        bool isScopeError = code switch
        {
            "invalid_scope" or "unauthorized_client" or "access_denied" => true,
            null => status == 403 || RejectionPatterns.IsPermission(message),
            _ => false,
        };
        return TokenGrant.Rejected(
            operation, isScopeError ? NotSentReason.PermissionDenied : NotSentReason.AuthenticationFailed, description);
    }

    /// <summary>
    /// Describes a body without an error code. The body itself is not shown, because it may contain the secret or a token in
    /// an unknown form.
    /// </summary>
    private static string Describe(int status, byte[] body) =>
        IsPage(body) ? " with an HTML page" + (status < 300 ? " instead of a token" : "")
        : status < 300 ? " without a usable token"
        : Array.TrueForAll(body, IsBlank) ? ": no reason given"
        : " with a body that is not an OAuth error";

    private static bool IsPage(byte[]? body) => body?.FirstOrDefault(b => !IsBlank(b)) == (byte)'<';

    private static bool IsBlank(byte b) => b <= (byte)' ';

    /// <summary>Whether the value is valid in an Authorization header: visible ASCII without spaces (RFC 6750 section 2.1).</summary>
    private static bool IsToken(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return false;
        foreach (char c in value!)
        {
            if (c is <= ' ' or > '~')
                return false;
        }

        return true;
    }
}
