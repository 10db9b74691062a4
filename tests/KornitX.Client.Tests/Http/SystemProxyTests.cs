using System;
using System.Net;
using Xunit;

namespace KornitX.Client.Tests;

/// <summary>Which proxy is used, for what, and as whom.</summary>
public sealed class SystemProxyTests
{
    private static readonly Uri Proxy = new("http://proxy.example:3128/");
    private static readonly Uri Api = new("https://api-sl-2-3.kornitx.net/");

    [Fact]
    public void Remote_addresses_use_the_system_proxy()
    {
        SystemProxy proxy = new(new WebProxy(Proxy));

        Assert.False(proxy.IsBypassed(Api));
        Assert.Equal(Proxy, proxy.GetProxy(Api));
    }

    [Theory]
    [InlineData("http://localhost:8080/")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://[::1]/")]
    [InlineData("https://localhost/")]
    public void Loopback_addresses_do_not_use_the_proxy(string uri)
    {
        SystemProxy proxy = new(new WebProxy(Proxy));

        Assert.True(proxy.IsBypassed(new Uri(uri)));
        Assert.Null(proxy.GetProxy(new Uri(uri)));
    }

    [Fact]
    public void Addresses_that_the_system_bypasses_are_contacted_directly()
    {
        SystemProxy proxy = new(new WebProxy(Proxy) { BypassList = [@"kornitx\.net"] });

        Assert.True(proxy.IsBypassed(Api));
        Assert.Null(proxy.GetProxy(Api));
    }

    [Fact]
    public void Without_a_proxy_all_addresses_are_contacted_directly()
    {
        SystemProxy proxy = new(null);

        Assert.True(proxy.IsBypassed(Api));
        Assert.Null(proxy.GetProxy(Api));
        Assert.Same(CredentialCache.DefaultCredentials, proxy.Credentials);
    }

    [Fact]
    public void The_proxy_uses_its_own_credentials_or_those_of_the_user()
    {
        NetworkCredential own = new("me", "word");

        Assert.Same(own, new SystemProxy(new WebProxy(Proxy) { Credentials = own }).Credentials);
        Assert.Same(CredentialCache.DefaultCredentials, new SystemProxy(new WebProxy(Proxy)).Credentials);
        Assert.Throws<NotSupportedException>(() => new SystemProxy(null).Credentials = own);
    }
}
