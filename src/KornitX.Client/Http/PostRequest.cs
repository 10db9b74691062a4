namespace KornitX.Client;

/// <summary>A POST request to send once.</summary>
/// <param name="Token">The bearer token; null for the token endpoint.</param>
/// <param name="Secrets">The secrets that a response may repeat.</param>
/// <param name="OpenText">What the request contains that is not secret, such as its IDs.</param>
internal sealed record PostRequest(
    Uri Uri, byte[] Body, string MediaType, AccessToken? Token, IReadOnlyList<string> Secrets, string OpenText);
