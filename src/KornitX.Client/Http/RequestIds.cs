namespace KornitX.Client;

/// <summary>Reads the IDs that servers and gateways give a request.</summary>
internal static class RequestIds
{
    private const int LongestId = 100;

    private static readonly string[] Headers =
    [
        "X-Request-Id", "X-Correlation-Id", "Request-Id", "X-Ms-Request-Id", "CF-Ray", "X-Amzn-RequestId", "X-Amzn-Trace-Id", "X-Amz-Cf-Id",
        "X-Azure-Ref", "X-Varnish", "traceparent",
    ];

    /// <summary>Returns the IDs in a response, safe to show, such as "X-Request-Id: 4711, CF-Ray: 8a1b"; null if there are none.</summary>
    public static string? FromResponse(HttpResponseMessage response, SecretGuard guard)
    {
        string[] ids = Headers
            .Select(name => (
                Name: name,
                Id: response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? guard.Show(values.First(), LongestId) : null))
            .Where(header => header.Id is not (null or SecretGuard.Withheld))
            .Select(header => $"{header.Name}: {header.Id}")
            .ToArray();
        return ids.Length == 0 ? null : string.Join(", ", ids);
    }
}
