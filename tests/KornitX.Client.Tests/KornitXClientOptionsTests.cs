using System.Net;

namespace KornitX.Client.Tests;

public sealed class KornitXClientOptionsTests
{
    [Fact]
    public void The_default_addresses_are_the_documented_ones()
    {
        KornitXClientOptions options = new();

        Assert.Equal("https://api-sl-2-3.kornitx.net/", options.ApiUri.AbsoluteUri);
        Assert.Equal("https://oauth.kornitx.net/token", options.TokenUri.AbsoluteUri);
        Assert.Equal(TimeSpan.FromSeconds(100), options.Timeout);
        Assert.Equal(3, options.MaximumRetryCount);
    }

    [Theory]
    [InlineData("https://example.com/x")]
    [InlineData("http://localhost:8080/")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://[::1]/")]
    public void A_secret_is_sent_only_over_TLS_or_loopback(string uri)
    {
        Assert.Null(KornitXClientOptions.FindProblem(new Uri(uri)));
    }

    [Theory]
    [InlineData(
        "http://example.com/",
        "'http://example.com/'",
        "would send the secret and the tokens unencrypted; http is allowed only for this machine")]
    [InlineData(
        "http://127.0.0.1.example.com/",
        "'http://127.0.0.1.example.com/'",
        "would send the secret and the tokens unencrypted; http is allowed only for this machine")]
    [InlineData(
        "http://localhost.example.com/",
        "'http://localhost.example.com/'",
        "would send the secret and the tokens unencrypted; http is allowed only for this machine")]
    [InlineData("ftp://example.com/", "'ftp://example.com/'", "is not an absolute http or https address")]
    [InlineData("file:///etc/passwd", "'file:///etc/passwd'", "is not an absolute http or https address")]
    [InlineData("example.com", "'example.com'", "is not an absolute http or https address")]
    [InlineData("https://user@example.com/", "'https://example.com/'", "contains a user name or password; use the credential instead")]
    [InlineData(
        "https://user:word@example.com/x", "'https://example.com/x'", "contains a user name or password; use the credential instead")]
    [InlineData("https://example.com:8443/?secret=word", "'https://example.com:8443/'", "has a query or fragment")]
    [InlineData("api:Pa55w0rdX@host/", "(not shown, because it may contain a password)", "is not an absolute http or https address")]
    [InlineData("api:Pa55w0rdX", "(not shown, because it may contain a password)", "is not an absolute http or https address")]
    [InlineData("Pa55w0rdX@host", "(not shown, because it may contain a password)", "is not an absolute http or https address")]
    [InlineData("//api:Pa55w0rdX@host/", "(not shown, because it may contain a password)", "is not an absolute http or https address")]
    [InlineData("ftp://api:Pa55w0rdX@host/", "'ftp://host/'", "is not an absolute http or https address")]
    [InlineData("host/?secret=Pa55w0rdX", "'host/'", "is not an absolute http or https address")]
    [InlineData("localhost:8080", "'localhost:8080'", "is not an absolute http or https address")]
    [InlineData(
        "https://me:word@example.com/a@b?x",
        "(not shown, because it may contain a password)",
        "contains a user name or password; use the credential instead")]
    [InlineData("https://example.com/#word", "'https://example.com/'", "has a query or fragment")]
    public void An_invalid_address_is_rejected_and_shown_without_secrets(string uri, string shown, string problem)
    {
        Uri bad = new(uri, UriKind.RelativeOrAbsolute);

        Assert.Equal(problem, KornitXClientOptions.FindProblem(bad));
        Refused(new() { ApiUri = bad }, $"ApiUri {shown} {problem}.");
        Refused(new() { TokenUri = bad }, $"TokenUri {shown} {problem}.");
    }

    [Fact]
    public void Timeouts_and_retry_counts_are_finite_and_not_negative()
    {
        Refused(new() { Timeout = TimeSpan.Zero }, "The timeout 00:00:00 must be longer than zero.");
        Refused(new() { Timeout = TimeSpan.FromSeconds(-1) }, "The timeout -00:00:01 must be longer than zero.");
        Refused(new() { MaximumRetryCount = -1 }, "-1 is not a number of retries.");
        Refused(new() { RequestsPerHour = -1 }, "-1 is not a number of requests.");
    }

    private static void Refused(KornitXClientOptions options, string message)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(
            () => new KornitXClient(options, new NetworkCredential("client", "secret")));

        Assert.Equal(message, refused.Message);
    }
}
