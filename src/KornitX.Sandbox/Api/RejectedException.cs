namespace KornitX.Sandboxes;

/// <summary>Rejects a request, which then has no effect.</summary>
/// <param name="oauthError">The error code, if it is a token request.</param>
internal sealed class RejectedException(int statusCode, string message, string oauthError = "invalid_request") : Exception(message)
{
    public int StatusCode { get; } = statusCode;

    public string OAuthError { get; } = oauthError;
}
