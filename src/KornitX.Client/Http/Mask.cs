using System;
using System.Text;

namespace KornitX.Client;

/// <summary>
/// Takes a secret out of what a server said. A server, or a gateway before it, that repeats what it was sent would
/// otherwise put the secret on the screen and into logs.
/// </summary>
internal static class Mask
{
    /// <summary>Shorter ones are no secrets, and would be found in words that have nothing to do with them.</summary>
    private const int Shortest = 8;

    private const string Stars = "***";

    /// <summary>The text without the secret, plain or as a form would carry it.</summary>
    public static string Of(string text, string secret) =>
        secret.Length < Shortest ? text : text.Replace(secret, Stars).Replace(Uri.EscapeDataString(secret), Stars);

    /// <summary>The same of a body. One without the secret is given back as it is.</summary>
    public static byte[] Of(byte[] body, string secret)
    {
        if (secret.Length < Shortest || body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) < 0)
            return body;
        return Encoding.UTF8.GetBytes(Of(Encoding.UTF8.GetString(body), secret));
    }
}
