using System.Text.RegularExpressions;

namespace KornitX.Client;

/// <summary>Describes a 407: a proxy requires credentials and did not pass the request on (RFC 9110 section 15.5.8).</summary>
internal static class ProxyRejection
{
    public const int Status = 407;

    /// <summary>
    /// Whether .NET's message about a failed tunnel has the status. Tinyproxy rejects wrong credentials with 401; before the tunnel
    /// exists, no other server can have sent it.
    /// </summary>
    public static bool IsIn(string message) => Regex.IsMatch(message, @"['(]40[17]['\)]");

    /// <summary>Says what happened and which parameters change it, as part of a sentence.</summary>
    /// <param name="proxy">The proxy's address without user and password; null if it is not known.</param>
    public static string Describe(Uri? proxy) =>
        $"{(proxy is null ? "a proxy" : $"the proxy {proxy}")} did not accept the credentials (HTTP 407);"
        + " connect with -ProxyCredential or -ProxyUseDefaultCredentials, with another -Proxy, or with -NoProxy";
}
