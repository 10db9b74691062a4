using System;
using System.Net;

namespace KornitX.Client;

/// <summary>
/// The proxy that the system or the environment names, with the user's own credentials, but never for this machine
/// itself: what goes to loopback is not encrypted and must not leave it.
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
