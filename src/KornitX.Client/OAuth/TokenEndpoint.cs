using System;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace KornitX.Client;

/// <summary>Asks for a token with the client credentials grant (RFC 6749 section 4.4), once.</summary>
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

    public async Task<TokenResult> AskAsync(string scope, IClientObserver? observer, CancellationToken stop)
    {
        ExchangeResult result = await _exchanger
            .PostAsync(_uri, Form(scope), "application/x-www-form-urlencoded", _redactor, token: null, observer, stop)
            .ConfigureAwait(false);

        if (result.StoppedByCaller)
            return TokenResult.Refused(NotSentReason.Stopped, result.Failure!);
        if (result.Status is null)
            return TokenResult.Failed(NotSentReason.Unreachable, $"{_uri.Host}: {result.Failure}", null);
        return result.Status is >= 200 and < 300 ? Accept(result, scope) : Refuse(result);
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
        TokenResponse? answer = null;
        try
        {
            if (result.Body is not null)
                answer = JsonSerializer.Deserialize(result.Body, ApiJson.Default.TokenResponse);
        }
        catch (JsonException)
        {
            // Not JSON, or not of this shape: reported below like any answer without a token.
        }

        if (!IsToken(answer?.AccessToken))
            return Refuse(result);
        if (!answer!.IsBearer)
            return TokenResult.Refused(NotSentReason.Unreachable, $"{_uri.Host} gave a token of the type {DisplayText.Of(_redactor.Redact(answer.TokenType!))}, not Bearer");
        if (!answer.Grants(scope))
            return TokenResult.Refused(NotSentReason.PermissionDenied, $"{_uri.Host} gave a token without the scope that was asked for");
        return TokenResult.Granted(new AccessToken(answer.AccessToken!, _time.GetUtcNow(), answer.Lifetime, _redactor));
    }

    private TokenResult Refuse(ExchangeResult result)
    {
        int status = result.Status!.Value;
        ErrorResponse? error = ErrorResponse.Read(result.Body);
        string? code = error?.Code;
        string? words = result.Words;
        string told = $"{_uri.Host} answered {status}" + ((result.Failure ?? Show(error?.OAuthMessage)) is { } shown ? $": {shown}"
            : Describe(status, result.Body!));

        // There are servers that say no with a 200 and mean it.
        bool isRefusal = status is >= 400 and < 500 and not 408 || (status < 300 && (code is not null || Permission.IsRefusal(words)));
        if (result.RetryAfter > OutcomeClassifier.LongestWait)
            told += OutcomeClassifier.AsksForWait(result.RetryAfter.Value);
        if (RateLimit.IsRefusal(status < 300 ? 400 : status, words))
            return TokenResult.Failed(NotSentReason.RateLimited, told, result.RetryAfter);
        if (!isRefusal || code is "server_error" or "temporarily_unavailable")
            return TokenResult.Failed(NotSentReason.Unreachable, told, result.RetryAfter);
        // No token endpoint, by the looks of it, which says nothing of the secret.
        if (code is null && status is >= 300 and not (400 or 401 or 403))
            return TokenResult.Refused(NotSentReason.Unreachable, told);

        // RFC 6749 section 5.2 names the error where the server follows it; else the status has to do.
        bool ofScope = code switch
        {
            "invalid_scope" or "unauthorized_client" or "access_denied" => true,
            null => status == 403 || Permission.IsRefusal(words),
            _ => false,
        };
        return TokenResult.Refused(ofScope ? NotSentReason.PermissionDenied : NotSentReason.AuthenticationFailed, told);
    }

    private string? Show(string? text) => text is null ? null : DisplayText.Of(_redactor.Redact(text));

    /// <summary>
    /// What kind of body it is that has no error in it. It is not shown: whatever answers there, what it says may have the
    /// secret or a token in it in a form that nobody knows.
    /// </summary>
    private static string Describe(int status, byte[] body)
    {
        int first = Array.FindIndex(body, octet => octet > (byte)' ');
        bool isPage = first >= 0 && body[first] == (byte)'<';
        return isPage ? " with a page of HTML" + (status < 300 ? " instead of a token" : "")
            : status < 300 ? " without a token that can be used"
            : first < 0 ? ": no reason given"
            : " with a body that is not an OAuth error";
    }

    /// <summary>Whether the value fits into an Authorization header (RFC 6750 section 2.1: visible ASCII, no spaces).</summary>
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
