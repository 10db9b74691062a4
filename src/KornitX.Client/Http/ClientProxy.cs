using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace KornitX.Client;

/// <summary>
/// The proxy of a client: the one in its options, or else the system's with the user's credentials. The system's is bypassed
/// for loopback addresses, because requests to them may be unencrypted and must not leave this machine.
/// </summary>
internal sealed class ClientProxy : IWebProxy
{
    /// <summary>The user information of a URL (RFC 3986 section 3.2.1).</summary>
    private static readonly Regex UserInfo = new(@"(?<=://)[^\s/?#]*@", RegexOptions.CultureInvariant);

    private readonly IWebProxy? _proxy;
    private readonly bool _isSystem;

    private ClientProxy(IWebProxy? proxy, bool isSystem) => (_proxy, _isSystem) = (proxy, isSystem);

    /// <summary>Creates the proxy that a client's options specify.</summary>
    public static ClientProxy Create(KornitXClientOptions options) =>
        options.NoProxy ? new(null, isSystem: false)
        : options.Proxy is { } proxy ? new(proxy, isSystem: false)
#if NETFRAMEWORK
        : FromSystem(WebRequest.DefaultWebProxy);
#else
        : FromSystem(System.Net.Http.HttpClient.DefaultProxy);
#endif

    /// <summary>Creates the proxy of a client without one in its options.</summary>
    public static ClientProxy FromSystem(IWebProxy? system) => new(system, isSystem: true);

    public ICredentials? Credentials
    {
        get => _proxy?.Credentials ?? (_isSystem ? CredentialCache.DefaultCredentials : null);
        set => throw new NotSupportedException();
    }

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : _proxy!.GetProxy(destination);

    public bool IsBypassed(Uri host) => (_isSystem && host.IsLoopback) || _proxy is null || _proxy.IsBypassed(host);

    /// <summary>Returns this proxy without credentials, for a stack that would send a body again to authenticate.</summary>
    public IWebProxy WithoutCredentials() => new Anonymous(this);

    /// <summary>Returns the proxy's address for a destination, without user and password; null if it is contacted directly.</summary>
    public Uri? Find(Uri destination) => Read(destination, (address, _) => new UriBuilder(address) { UserName = "", Password = "" }.Uri);

    /// <summary>
    /// Returns the proxy's user and password for a destination, in the format of Basic authentication; null if there are none.
    /// </summary>
    public string? FindBasic(Uri destination) =>
        Read(destination, (_, credential) =>
            string.IsNullOrEmpty(credential?.UserName) ? null : $"{credential!.UserName}:{credential.Password}");

    /// <summary>Returns the secrets of the proxy that is used for a destination.</summary>
    public IEnumerable<string> Secrets(Uri destination)
    {
        string?[] pairs =
        [
            FindBasic(destination),
            Read(destination, (address, _) => address.UserInfo),
            Read(destination, (address, _) => Uri.UnescapeDataString(address.UserInfo)),
        ];
        foreach (string? pair in pairs)
        {
            if (string.IsNullOrEmpty(pair))
                continue;
            // A short user name alone is not a secret: "me" is a word.
            yield return pair!;
            yield return pair!.Substring(pair.IndexOf(':') + 1);
            yield return Convert.ToBase64String(Encoding.UTF8.GetBytes(pair));
            if (pair.IndexOf(':') >= 6)
                yield return pair.Substring(0, pair.IndexOf(':'));
        }
    }

    /// <summary>Removes the user information of the URLs in a message of .NET, which includes the proxy's address.</summary>
    public static string RemoveUserInfo(string message) => UserInfo.Replace(message, "");

    /// <summary>
    /// Reads the address and the credential that are used for a destination. Exceptions of the proxy must not replace an outcome.
    /// </summary>
    private T? Read<T>(Uri destination, Func<Uri, NetworkCredential?, T?> read)
        where T : class
    {
        try
        {
            return GetProxy(destination) is { } address ? read(address, Credentials?.GetCredential(address, "Basic")) : null;
        }
        catch (Exception)
        {
            return null;
        }
    }

    private sealed class Anonymous(ClientProxy proxy) : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination) => proxy.GetProxy(destination);

        public bool IsBypassed(Uri host) => proxy.IsBypassed(host);
    }
}
