using System.Text.RegularExpressions;

namespace KornitX.Sandboxes;

/// <summary>One request as received.</summary>
/// <param name="Target">The request target, not decoded and not normalized.</param>
internal sealed record HttpRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>
    /// The path in the target, still escaped. Servers must accept the absolute form (RFC 9112 section 3.2.2), which proxies receive.
    /// </summary>
    public string Path => Regex.Match(Target, "^(?:http://[^/?]*)?([^?]*)").Groups[1].Value;

    /// <summary>Why it can't be read. The connection is then closed, because the start of the next request is unknown.</summary>
    public string? Problem { get; init; }

    public bool KeepAlive =>
        Problem is null && !string.Equals(Header("Connection"), "close", StringComparison.OrdinalIgnoreCase);

    public string? Header(string name) => Headers.TryGetValue(name, out string? value) ? value : null;

    /// <summary>Whether the body has this type and, if a charset is given, is in UTF-8.</summary>
    public bool HasContentType(string type) => Regex.IsMatch(
        Header("Content-Type") ?? "", $@"^{Regex.Escape(type)}\s*(;\s*charset=""?utf-8""?\s*)?$", RegexOptions.IgnoreCase);
}
