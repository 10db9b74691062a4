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
    public void What_leaves_the_machine_takes_the_system_s_proxy()
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
    public void What_stays_on_it_does_not(string uri)
    {
        SystemProxy proxy = new(new WebProxy(Proxy));

        Assert.True(proxy.IsBypassed(new Uri(uri)));
        Assert.Null(proxy.GetProxy(new Uri(uri)));
    }

    [Fact]
    public void What_the_system_sends_straight_goes_straight()
    {
        SystemProxy proxy = new(new WebProxy(Proxy) { BypassList = [@"kornitx\.net"] });

        Assert.True(proxy.IsBypassed(Api));
        Assert.Null(proxy.GetProxy(Api));
    }

    [Fact]
    public void Without_a_proxy_all_goes_straight()
    {
        SystemProxy proxy = new(null);

        Assert.True(proxy.IsBypassed(Api));
        Assert.Null(proxy.GetProxy(Api));
        Assert.Same(CredentialCache.DefaultCredentials, proxy.Credentials);
    }

    [Fact]
    public void It_is_used_with_its_own_credentials_or_else_the_user_s()
    {
        NetworkCredential own = new("me", "word");

        Assert.Same(own, new SystemProxy(new WebProxy(Proxy) { Credentials = own }).Credentials);
        Assert.Same(CredentialCache.DefaultCredentials, new SystemProxy(new WebProxy(Proxy)).Credentials);
        Assert.Throws<NotSupportedException>(() => new SystemProxy(null).Credentials = own);
    }
}
