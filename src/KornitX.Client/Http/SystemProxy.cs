using System;
using System.Net;

namespace KornitX.Client;

/// <summary>
/// The system's or the environment's proxy, with the user's credentials. It is bypassed for loopback addresses, because
/// requests to them may be unencrypted and must not leave this machine.
/// </summary>
internal sealed class SystemProxy : IWebProxy
{
    private readonly IWebProxy? _system;

    public SystemProxy(IWebProxy? system) => _system = system;

    public ICredentials? Credentials
    {
        get => _system?.Credentials ?? CredentialCache.DefaultCredentials;
        set => throw new NotSupportedException();
    }

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : _system!.GetProxy(destination);

    public bool IsBypassed(Uri host) => host.IsLoopback || _system is null || _system.IsBypassed(host);
}
