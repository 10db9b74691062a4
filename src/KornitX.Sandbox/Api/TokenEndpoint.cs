using System.Text;

namespace KornitX.Sandboxes;

/// <summary>POST /token: OAuth 2.0 client credentials (RFC 6749 sections 4.4 and 5), one scope per token.</summary>
internal sealed class TokenEndpoint(
    string clientId, string clientSecret, IReadOnlyCollection<Operation> granted, int lifetimeSec, TimeProvider time)
{
    private const string Bearer = "Bearer ";

    private readonly Dictionary<string, (string Scope, DateTimeOffset ExpiresAt)> _tokens = [];

    /// <exception cref="RejectedException">No token was issued.</exception>
    public HttpReply Handle(HttpRequest request)
    {
        if (request.Method != "POST")
            throw new RejectedException(405, "Use POST");
        if (!request.HasContentType("application/x-www-form-urlencoded"))
            throw new RejectedException(400, "The content type must be application/x-www-form-urlencoded");

        Dictionary<string, string> form = ParseForm(Encoding.UTF8.GetString(request.Body));
        if (!form.TryGetValue("grant_type", out string? grantType))
            throw new RejectedException(400, "Missing grant_type");
        if (grantType != "client_credentials")
            throw new RejectedException(400, "The grant type must be client_credentials", "unsupported_grant_type");
        if (!form.TryGetValue("client_id", out string? id) || !form.TryGetValue("client_secret", out string? secret))
            throw new RejectedException(400, "Missing client_id or client_secret");
        if (id != clientId || secret != clientSecret)
            throw new RejectedException(401, "Client authentication failed", "invalid_client");
        if (!form.TryGetValue("scope", out string? scope) || Operation.All.FirstOrDefault(each => each.Scope == scope) is not { } operation)
            throw new RejectedException(400, "The scope is missing or unknown", "invalid_scope");
        if (!granted.Contains(operation))
            throw new RejectedException(400, "The client may not have this scope", "invalid_scope");

        string token = Redaction.TokenPrefix + Sandbox.RandomText();
        _tokens.Add(token, (scope, time.GetUtcNow().AddSeconds(lifetimeSec)));
        return HttpReply.Json(200, new { token_type = "Bearer", expires_in = lifetimeSec, access_token = token })
            .With("Cache-Control", "no-store");
    }

    /// <summary>The scope of the token in an Authorization header; null without a token, or if it is unknown or expired.</summary>
    public string? FindScope(string? authorization) =>
        authorization is not null && authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            && _tokens.TryGetValue(authorization.Substring(Bearer.Length).Trim(), out var token) && time.GetUtcNow() < token.ExpiresAt
            ? token.Scope
            : null;

    public void ExpireAll() => _tokens.Clear();

    private static Dictionary<string, string> ParseForm(string text)
    {
        Dictionary<string, string> form = [];
        foreach (string field in text.Split('&'))
        {
            string[] pair = [.. field.Split(['='], 2).Select(part => Uri.UnescapeDataString(part.Replace('+', ' ')))];
            if (pair.Length < 2 || form.ContainsKey(pair[0]))
                throw new RejectedException(400, "The form has a field twice or cannot be read");
            form.Add(pair[0], pair[1]);
        }

        return form;
    }
}
