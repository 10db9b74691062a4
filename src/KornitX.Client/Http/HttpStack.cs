using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;

namespace KornitX.Client;

/// <summary>
/// Configures .NET's HTTP stack so that it sends each request once, to the given address: without redirects, which would
/// send the bearer token elsewhere, without cookies, and without automatic retries.
/// </summary>
internal static class HttpStack
{
    /// <summary>Handlers are replaced after this time, so that a long run picks up DNS changes.</summary>
    private static readonly TimeSpan HandlerLifetime = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Without deflate, because .NET Framework can't decode what most servers send for it, and an unreadable response is an unknown
    /// outcome.
    /// </summary>
    private const DecompressionMethods Decompression = DecompressionMethods.GZip;

    public static ServiceProvider CreateProvider(ClientProxy proxy)
    {
        ServiceCollection services = new();
        foreach (bool usesTunnel in new[] { true, false })
        {
            services.AddHttpClient(Name(usesTunnel))
                .ConfigurePrimaryHttpMessageHandler(() => CreateHandler(usesTunnel ? proxy : proxy.WithoutCredentials()))
                .SetHandlerLifetime(HandlerLifetime);
        }

        // The default filters add logging, which would show headers, and metrics, which require this module's version of
        // System.Diagnostics.DiagnosticSource, but PowerShell loads its own. IClientObserver replaces them.
        services.RemoveAll<IHttpMessageHandlerBuilderFilter>();
        return services.BuildServiceProvider();
    }

    /// <summary>
    /// Creates the invoker for one request. HttpClient is not used because its timeout does not cover reading the body, so
    /// HttpExchanger has its own.
    /// </summary>
    public static HttpMessageInvoker CreateInvoker(IServiceProvider provider, Uri uri) =>
        new(provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(Name(UsesTunnel(uri))), disposeHandler: false);

    /// <summary>
    /// Whether a proxy forwards connections to an address (CONNECT), and not requests. It then authenticates before a body is sent.
    /// </summary>
    public static bool UsesTunnel(Uri uri) => uri.Scheme == Uri.UriSchemeHttps;

    /// <summary>The User-Agent header (RFC 9110 section 10.1.5).</summary>
    public static ProductInfoHeaderValue UserAgent { get; } =
        new("KornitX.PowerShell", typeof(HttpStack).Assembly.GetName().Version!.ToString(3));

    private static string Name(bool usesTunnel) => usesTunnel ? "KornitX" : "KornitX without TLS";

#if NETFRAMEWORK
    private static HttpClientHandler CreateHandler(IWebProxy proxy)
    {
        // Windows PowerShell may start with TLS 1.0 as the highest version. Zero lets the system decide.
        if (ServicePointManager.SecurityProtocol != 0)
            ServicePointManager.SecurityProtocol |= SecurityProtocolType.Tls12;

        return new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = Decompression,
            MaxConnectionsPerServer = 256,
            Proxy = proxy,
        };
    }

    /// <summary>
    /// Prevents automatic retries. HttpWebRequest resends a buffered POST if a reused connection turns out to be closed, so
    /// each request gets a new connection.
    /// </summary>
    public static void ForbidResending(HttpRequestMessage request)
    {
        request.Headers.ConnectionClose = true;
        request.Headers.ExpectContinue = false;
    }
#else
    private static SocketsHttpHandler CreateHandler(IWebProxy proxy) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = Decompression,
        Proxy = proxy,
        // Servers close idle connections, Apache after 5 seconds. A request that is sent at that moment has an unknown
        // outcome, so close connections before the server does.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(4),
    };

    /// <summary>
    /// Prevents automatic retries. SocketsHttpHandler never resends a body, and <see cref="SingleUseContent"/> would prevent it.
    /// </summary>
    public static void ForbidResending(HttpRequestMessage request)
    {
        request.Version = HttpVersion.Version11;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
    }
#endif
}
