namespace KornitX.Client;

/// <summary>What KornitX support needs to find a request in its logs.</summary>
/// <param name="SentAt">When the request was sent, in UTC.</param>
/// <param name="Address">The address that it was sent to.</param>
/// <param name="RequestIds">
/// The IDs that the server or a gateway gave the request, safe to show, such as "X-Request-Id: 4711, CF-Ray: 8a1b"; null if there
/// are none.
/// </param>
public sealed record RequestTrace(DateTimeOffset SentAt, Uri Address, string? RequestIds = null);
