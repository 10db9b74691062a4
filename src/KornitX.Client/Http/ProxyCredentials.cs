using System;
using System.Collections.Generic;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace KornitX.Client;

/// <summary>The user and password of the proxy, which the platform puts into its messages.</summary>
internal static class ProxyCredentials
{
    /// <summary>The user and password of any URL (RFC 3986 section 3.2.1).</summary>
    private static readonly Regex UserInfo = new(@"(?<=://)[^\s/?#]*@", RegexOptions.CultureInvariant);

    /// <summary>A message without the user and password of the URLs in it.</summary>
    public static string RedactUrls(string text) => UserInfo.Replace(text, "***@");

    /// <summary>What must not show of the credentials for the proxy to that address.</summary>
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
            // Somebody else's proxy object. What it can't tell is not in a message either, and the outcome must not be lost with it.
        }

        return secrets;

        void Add(string pair)
        {
            if (pair.Length == 0)
                return;
            secrets.AddRange(pair.Split([':'], 2));
            secrets.Add(pair);
            // RFC 7617: of a short pair, base64 has too few characters for the redactor to look for on its own.
            secrets.Add(Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        }
    }
}
