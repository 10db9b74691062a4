using System.Text;

namespace KornitX.Sandboxes;

/// <summary>POST /token: OAuth 2.0 client credentials (RFC 6749 sections 4.4 and 5), one scope per token.</summary>
internal sealed class TokenEndpoint(string clientId, string clientSecret, IReadOnlyCollection<Operation> granted, TokenStore tokens)
{
    public EndpointResult Handle(HttpRequest request)
    {
        if (request.Method != "POST")
            return new EndpointResult(EndpointResult.OAuthError(405, "invalid_request", "Use POST").With("Allow", "POST"));
        if (!MediaType.Is(request.Header("Content-Type"), "application/x-www-form-urlencoded"))
            return Reject(400, "invalid_request", "The content type must be application/x-www-form-urlencoded");
        if (ParseForm(Encoding.UTF8.GetString(request.Body)) is not { } form)
            return Reject(400, "invalid_request", "The form has a field twice or cannot be read");

        if (!form.TryGetValue("grant_type", out string? grantType))
            return Reject(400, "invalid_request", "Missing grant_type");
        if (grantType != "client_credentials")
            return Reject(400, "unsupported_grant_type", "The grant type must be client_credentials");
        if (!form.TryGetValue("client_id", out string? id) || !form.TryGetValue("client_secret", out string? secret))
            return Reject(400, "invalid_request", "Missing client_id or client_secret");
        if (id != clientId || secret != clientSecret)
            return Reject(401, "invalid_client", "Client authentication failed");
        if (!form.TryGetValue("scope", out string? scope) || Operation.FindByScope(scope) is not { } operation)
            return Reject(400, "invalid_scope", "The scope is missing or unknown");
        if (!granted.Contains(operation))
            return Reject(400, "invalid_scope", "The client may not have this scope");

        return new EndpointResult(Grant(scope), TookEffect: true);
    }

    private static EndpointResult Reject(int statusCode, string error, string description) =>
        new(EndpointResult.OAuthError(statusCode, error, description));

    /// <summary>Reads a form; returns null if it is not a form or has a duplicate field.</summary>
    private static Dictionary<string, string>? ParseForm(string text)
    {
        Dictionary<string, string> form = new(StringComparer.Ordinal);
        foreach (string field in text.Split('&'))
        {
            int equals = field.IndexOf('=');
            if (equals < 0)
                return null;
            string name = Unescape(field.Substring(0, equals));
            if (form.ContainsKey(name))
                return null;
            form.Add(name, Unescape(field.Substring(equals + 1)));
        }

        return form;
    }

    private static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private HttpReply Grant(string scope)
    {
        string token = tokens.Issue(scope);
        return new HttpReply(200, EndpointResult.Json, EndpointResult.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("token_type", "Bearer");
            json.WriteNumber("expires_in", tokens.LifetimeSec);
            json.WriteString("access_token", token);
            json.WriteEndObject();
        })).With("Cache-Control", "no-store");
    }
}
