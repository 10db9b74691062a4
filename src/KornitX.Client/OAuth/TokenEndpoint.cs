using System;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>Requests tokens with the client credentials grant (RFC 6749 section 4.4), without retries.</summary>
internal sealed class TokenEndpoint
{
    private readonly HttpExchanger _exchanger;
    private readonly Uri _uri;
    private readonly NetworkCredential _credential;
    private readonly SecretRedactor _redactor;
    private readonly TimeProvider _time;

    public TokenEndpoint(HttpExchanger exchanger, Uri uri, NetworkCredential credential, TimeProvider time)
    {
        _exchanger = exchanger;
        _uri = uri;
        _credential = credential;
        _redactor = new SecretRedactor(credential.Password);
        _time = time;
    }

    public async Task<TokenResult> RequestAsync(string scope, IClientObserver? observer, CancellationToken stop)
    {
        ExchangeResult result = await _exchanger
            .PostAsync(_uri, Form(scope), "application/x-www-form-urlencoded", _redactor, token: null, observer, stop)
            .ConfigureAwait(false);

        if (result.StoppedByCaller)
            return TokenResult.Rejected(NotSentReason.Stopped, result.Failure!);
        if (result.Status is null)
            return TokenResult.Failed(NotSentReason.Unreachable, $"{_uri.Host}: {result.Failure}", null);
        return result.Status is >= 200 and < 300 ? Accept(result, scope) : Reject(result);
    }

    private byte[] Form(string scope)
    {
        StringBuilder form = new();
        Add("grant_type", "client_credentials");
        Add("client_id", _credential.UserName);
        Add("client_secret", _credential.Password);
        Add("scope", scope);
        return Encoding.ASCII.GetBytes(form.ToString());

        void Add(string key, string value) =>
            form.Append(form.Length == 0 ? "" : "&").Append(key).Append('=').Append(Uri.EscapeDataString(value));
    }

    private TokenResult Accept(ExchangeResult result, string scope)
    {
        TokenResponse? response = null;
        try
        {
            if (result.Body is not null)
                response = JsonSerializer.Deserialize(result.Body, ApiJson.Default.TokenResponse);
        }
        catch (JsonException)
        {
            // Reported below, like any response without a token.
        }

        if (!IsToken(response?.AccessToken))
            return Reject(result);
        if (!response!.IsBearer)
            return TokenResult.Rejected(NotSentReason.Unreachable, $"{_uri.Host} returned a token of type {DisplayText.Of(_redactor.Redact(response.TokenType!))}, not Bearer");
        if (!response.Grants(scope))
            return TokenResult.Rejected(NotSentReason.PermissionDenied, $"{_uri.Host} returned a token without the requested scope");
        return TokenResult.Granted(new AccessToken(response.AccessToken!, _time.GetUtcNow(), response.Lifetime, _redactor));
    }

    private TokenResult Reject(ExchangeResult result)
    {
        int status = result.Status!.Value;
        ErrorResponse? error = ErrorResponse.Read(result.Body);
        string? code = error?.Code;
        string? message = result.ErrorMessage;
        string description = $"{_uri.Host} returned HTTP {status}" + ((result.Failure ?? Show(error?.OAuthMessage)) is { } shown ? $": {shown}"
            : Describe(status, result.Body!));

        // Some servers return errors with status 200.
        bool isRejection = status is >= 400 and < 500 and not 408 || (status < 300 && (code is not null || Permission.IsDenied(message)));
        if (result.RetryAfter > OutcomeClassifier.LongestWait)
            description += OutcomeClassifier.DescribeWait(result.RetryAfter.Value);
        if (RateLimit.IsExceeded(status < 300 ? 400 : status, message))
            return TokenResult.Failed(NotSentReason.RateLimited, description, result.RetryAfter);
        if (!isRejection || code is "server_error" or "temporarily_unavailable")
            return TokenResult.Failed(NotSentReason.Unreachable, description, result.RetryAfter);
        // Probably not a token endpoint, so the credential may be correct.
        if (code is null && status is >= 300 and not (400 or 401 or 403))
            return TokenResult.Rejected(NotSentReason.Unreachable, description);

        // The error code of RFC 6749 section 5.2, or else the status.
        bool isScopeError = code switch
        {
            "invalid_scope" or "unauthorized_client" or "access_denied" => true,
            null => status == 403 || Permission.IsDenied(message),
            _ => false,
        };
        return TokenResult.Rejected(isScopeError ? NotSentReason.PermissionDenied : NotSentReason.AuthenticationFailed, description);
    }

    private string? Show(string? text) => text is null ? null : DisplayText.Of(_redactor.Redact(text));

    /// <summary>
    /// Describes a body without an error code. The body itself is not shown, because it may contain the secret or a token in
    /// an unknown form.
    /// </summary>
    private static string Describe(int status, byte[] body)
    {
        int first = Array.FindIndex(body, b => b > (byte)' ');
        bool isPage = first >= 0 && body[first] == (byte)'<';
        return isPage ? " with an HTML page" + (status < 300 ? " instead of a token" : "")
            : status < 300 ? " without a usable token"
            : first < 0 ? ": no reason given"
            : " with a body that is not an OAuth error";
    }

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
