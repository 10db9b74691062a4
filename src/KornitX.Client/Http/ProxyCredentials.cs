using System;
using System.Collections.Generic;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace KornitX.Client;

/// <summary>Finds the credentials of the proxy, which .NET includes in its messages.</summary>
internal static class ProxyCredentials
{
    /// <summary>The user information of a URL (RFC 3986 section 3.2.1).</summary>
    private static readonly Regex UserInfo = new(@"(?<=://)[^\s/?#]*@", RegexOptions.CultureInvariant);

    /// <summary>Redacts the user information of the URLs in a text.</summary>
    public static string RedactUrls(string text) => UserInfo.Replace(text, "***@");

    /// <summary>Returns the secrets of the proxy that is used for an address.</summary>
    public static IReadOnlyList<string> Secrets(IWebProxy? proxy, Uri destination)
    {
        List<string> secrets = [];
        try
        {
            if (proxy is null || proxy.IsBypassed(destination) || proxy.GetProxy(destination) is not { } address)
                return secrets;

            Add(address.UserInfo);
            Add(Uri.UnescapeDataString(address.UserInfo));
            NetworkCredential? credential = proxy.Credentials?.GetCredential(address, "Basic");
            if (!string.IsNullOrEmpty(credential?.UserName))
                Add($"{credential!.UserName}:{credential.Password}");
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The proxy can be any IWebProxy. Its exceptions must not replace the outcome of the request.
        }

        return secrets;

        void Add(string pair)
        {
            if (pair.Length == 0)
                return;
            secrets.AddRange(pair.Split([':'], 2));
            secrets.Add(pair);
            // The redactor does not search for the base64 form (RFC 7617) of a pair that is this short.
            secrets.Add(Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        }
    }
}
