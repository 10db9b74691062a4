using System.Net;

namespace KornitX.Client.Tests;

/// <summary>Which proxy is used, for what, as whom, and which of its parts are secrets.</summary>
public sealed class ClientProxyTests
{
    private static readonly Uri Proxy = new("http://proxy.example:3128/");
    private static readonly Uri Api = new("https://api-sl-2-3.kornitx.net/");
    private static readonly NetworkCredential Me = new("me", "word");

    [Fact]
    public void Remote_addresses_use_the_system_proxy()
    {
        ClientProxy proxy = ClientProxy.FromSystem(new WebProxy(Proxy));

        Assert.False(proxy.IsBypassed(Api));
        Assert.Equal(Proxy, proxy.GetProxy(Api));
        Assert.Equal(Proxy, proxy.Find(Api));
    }

    [Theory]
    [InlineData("http://localhost:8080/")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://[::1]/")]
    [InlineData("https://localhost/")]
    public void Loopback_addresses_use_the_proxy_of_the_options_but_not_the_system_proxy(string uri)
    {
        ClientProxy system = ClientProxy.FromSystem(new WebProxy(Proxy));
        ClientProxy specified = ClientProxy.Create(new KornitXClientOptions { Proxy = new WebProxy(Proxy) });

        Assert.True(system.IsBypassed(new Uri(uri)));
        Assert.Null(system.GetProxy(new Uri(uri)));
        Assert.Null(system.Find(new Uri(uri)));
        Assert.False(specified.IsBypassed(new Uri(uri)));
        Assert.Equal(Proxy, specified.GetProxy(new Uri(uri)));
    }

    [Fact]
    public void Addresses_that_the_system_bypasses_are_contacted_directly()
    {
        ClientProxy proxy = ClientProxy.FromSystem(new WebProxy(Proxy) { BypassList = [@"kornitx\.net"], Credentials = Me });

        Assert.True(proxy.IsBypassed(Api));
        Assert.Null(proxy.GetProxy(Api));
        Assert.Empty(proxy.Secrets(Api));
        Assert.NotEmpty(proxy.Secrets(new Uri("https://example.com/")));
    }

    [Fact]
    public void Without_a_proxy_all_addresses_are_contacted_directly()
    {
        ClientProxy none = ClientProxy.Create(new KornitXClientOptions { NoProxy = true, Proxy = new WebProxy(Proxy) });
        foreach (ClientProxy proxy in new[] { ClientProxy.FromSystem(null), none })
        {
            Assert.True(proxy.IsBypassed(Api));
            Assert.Null(proxy.GetProxy(Api));
            Assert.Null(proxy.Find(Api));
            Assert.Null(proxy.FindBasic(Api));
            Assert.Empty(proxy.Secrets(Api));
        }
    }

    [Fact]
    public void The_proxy_uses_its_own_credentials_and_the_system_proxy_those_of_the_user_if_it_has_none()
    {
        Assert.Same(Me, ClientProxy.FromSystem(new WebProxy(Proxy) { Credentials = Me }).Credentials);
        Assert.Same(CredentialCache.DefaultCredentials, ClientProxy.FromSystem(new WebProxy(Proxy)).Credentials);
        Assert.Null(ClientProxy.Create(new KornitXClientOptions { Proxy = new WebProxy(Proxy) }).Credentials);
        Assert.Throws<NotSupportedException>(() => ClientProxy.FromSystem(null).Credentials = Me);
    }

    [Fact]
    public void A_proxy_without_credentials_is_otherwise_the_same()
    {
        IWebProxy proxy = ClientProxy.FromSystem(new WebProxy(Proxy) { Credentials = Me }).WithoutCredentials();

        Assert.Null(proxy.Credentials);
        Assert.Equal(Proxy, proxy.GetProxy(Api));
        Assert.False(proxy.IsBypassed(Api));
        Assert.True(proxy.IsBypassed(new Uri("http://localhost/")));
    }

    [Fact]
    public void The_address_is_shown_without_user_and_password()
    {
        Assert.Equal(
            "http://proxy.example:3128/",
            ClientProxy.FromSystem(new WebProxy(new Uri("http://me:word@proxy.example:3128/"))).Find(Api)!.OriginalString);
    }

    [Fact]
    public void User_and_password_are_secrets()
    {
        Assert.Equal(
            ["me:word", "word", "bWU6d29yZA=="],
            ClientProxy.FromSystem(new WebProxy(new Uri("http://me:word@proxy.example:3128/"))).Secrets(Api).Distinct());
        Assert.Equal(
            ["a%3Ab:c%40d", "c%40d", "YSUzQWI6YyU0MGQ=", "a:b:c@d", "b:c@d", "YTpiOmNAZA=="],
            ClientProxy.FromSystem(new WebProxy(new Uri("http://a%3Ab:c%40d@proxy.example:3128/"))).Secrets(Api));
        Assert.Equal(["me:word", "word", "bWU6d29yZA=="], With(Me));
        Assert.Equal(["proxyuser:word", "word", "cHJveHl1c2VyOndvcmQ=", "proxyuser"], With(new NetworkCredential("proxyuser", "word")));
        Assert.Equal(["me:", "", "bWU6"], With(new NetworkCredential("me", "")));
        Assert.Empty(With(new NetworkCredential("", "word")));
        CredentialCache cache = new() { { Proxy, "Basic", Me } };
        Assert.Equal(["me:word", "word", "bWU6d29yZA=="], With(cache));

        static string[] With(ICredentials credentials) =>
            [.. ClientProxy.FromSystem(new WebProxy(Proxy) { Credentials = credentials }).Secrets(Api)];
    }

    [Fact]
    public void A_proxy_that_throws_has_no_secrets_and_no_address()
    {
        ClientProxy proxy = ClientProxy.FromSystem(new FailingProxy());

        Assert.Empty(proxy.Secrets(Api));
        Assert.Null(proxy.Find(Api));
    }

    [Theory]
    [InlineData("The proxy 'http://me:word@proxy:3128/' failed", "The proxy 'http://proxy:3128/' failed")]
    [InlineData("http://me@a:1 and https://me:w@rd@b/c@d?e@f", "http://a:1 and https://b/c@d?e@f")]
    [InlineData("http://proxy:3128/ of me@example.com", "http://proxy:3128/ of me@example.com")]
    public void User_and_password_in_a_quoted_address_are_removed(string text, string shown)
    {
        Assert.Equal(shown, ClientProxy.RemoveUserInfo(text));
    }

    private sealed class FailingProxy : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination) => throw new InvalidOperationException();

        public bool IsBypassed(Uri host) => false;
    }
}
