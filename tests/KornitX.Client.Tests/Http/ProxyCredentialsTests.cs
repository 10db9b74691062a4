using System;
using System.Net;
using Xunit;

namespace KornitX.Client.Tests;

/// <summary>The user and password of a proxy, from its address or its credentials, are secrets.</summary>
public sealed class ProxyCredentialsTests
{
    private static readonly Uri Api = new("https://api-sl-2-3.kornitx.net/");

    [Fact]
    public void The_credentials_in_the_address_are_secrets()
    {
        Assert.Equal(
            ["me", "word", "me:word", "bWU6d29yZA==", "me", "word", "me:word", "bWU6d29yZA=="],
            ProxyCredentials.Secrets(new WebProxy(new Uri("http://me:word@proxy.example:3128/")), Api));
    }

    [Fact]
    public void Escaped_credentials_are_secrets_in_both_forms()
    {
        Assert.Equal(
            ["a%3Ab", "c%40d", "a%3Ab:c%40d", "YSUzQWI6YyU0MGQ=", "a", "b:c@d", "a:b:c@d", "YTpiOmNAZA=="],
            ProxyCredentials.Secrets(new WebProxy(new Uri("http://a%3Ab:c%40d@proxy.example:3128/")), Api));
    }

    [Fact]
    public void The_credentials_of_the_proxy_object_are_secrets()
    {
        Assert.Equal(["me", "word", "me:word", "bWU6d29yZA=="], ProxyCredentials.Secrets(With(new NetworkCredential("me", "word")), Api));
        Assert.Equal(["me", "", "me:", "bWU6"], ProxyCredentials.Secrets(With(new NetworkCredential("me", "")), Api));
        Assert.Empty(ProxyCredentials.Secrets(With(new NetworkCredential("", "word")), Api));
        Assert.Empty(ProxyCredentials.Secrets(With(null), Api));
        CredentialCache cache = new() { { new Uri("http://proxy.example:3128/"), "Basic", new NetworkCredential("me", "word") } };
        Assert.Equal(["me", "word", "me:word", "bWU6d29yZA=="], ProxyCredentials.Secrets(With(cache), Api));

        static WebProxy With(ICredentials? credentials) => new(new Uri("http://proxy.example:3128/")) { Credentials = credentials };
    }

    [Fact]
    public void A_proxy_that_is_not_used_has_no_secrets()
    {
        WebProxy bypassed = new(new Uri("http://proxy.example:3128/"))
        {
            BypassList = [@"kornitx\.net"],
            Credentials = new NetworkCredential("me", "word"),
        };

        Assert.Empty(ProxyCredentials.Secrets(null, Api));
        Assert.Empty(ProxyCredentials.Secrets(bypassed, Api));
        Assert.NotEmpty(ProxyCredentials.Secrets(bypassed, new Uri("https://example.com/")));
    }

    [Fact]
    public void A_proxy_that_fails_has_no_secrets()
    {
        Assert.Empty(ProxyCredentials.Secrets(new FailingProxy(), Api));
    }

    [Theory]
    [InlineData("The proxy 'http://me:word@proxy:3128/' failed", "The proxy 'http://***@proxy:3128/' failed")]
    [InlineData("http://me@a:1 and https://me:w@rd@b/c@d?e@f", "http://***@a:1 and https://***@b/c@d?e@f")]
    [InlineData("http://proxy:3128/ of me@example.com", "http://proxy:3128/ of me@example.com")]
    public void The_credentials_in_a_quoted_address_are_redacted(string text, string shown)
    {
        Assert.Equal(shown, ProxyCredentials.RedactUrls(text));
    }

    private sealed class FailingProxy : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination) => throw new InvalidOperationException();

        public bool IsBypassed(Uri host) => false;
    }
}
