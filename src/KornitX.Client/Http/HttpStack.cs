using System;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;

namespace KornitX.Client;

/// <summary>
/// The platform's HTTP stack, set so that it sends each request once and to the address it was given:
/// no redirects (the bearer token would go along), no cookies, and nothing sent again on its own.
/// </summary>
internal static class HttpStack
{
    private const string ClientName = "KornitX";

    /// <summary>New handlers now and then, so that a long run notices when a name moves to another address.</summary>
    private static readonly TimeSpan HandlerLifetime = TimeSpan.FromMinutes(5);

    /// <summary>Not deflate: .NET Framework can't read what most servers mean by it, and an answer unread is an unknown outcome.</summary>
    private const DecompressionMethods Decompression = DecompressionMethods.GZip;

    public static ServiceProvider CreateProvider()
    {
        ServiceCollection services = new();
        services.AddHttpClient(ClientName)
            .ConfigurePrimaryHttpMessageHandler(CreateHandler)
            .SetHandlerLifetime(HandlerLifetime);
        // The factory's own filters add logging, which would show headers, and metrics, which demand that the handler's
        // System.Diagnostics.DiagnosticSource be ours; in PowerShell it is the host's. IClientObserver is told instead.
        services.RemoveAll<IHttpMessageHandlerBuilderFilter>();
        return services.BuildServiceProvider();
    }

    /// <summary>
    /// What sends one request. Not an HttpClient: its time-out ends where the body begins, and Wire's own clock covers
    /// both; all else that it does for a request is work for nothing here.
    /// </summary>
    public static HttpMessageInvoker CreateInvoker(IServiceProvider provider) =>
        new(provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(ClientName), disposeHandler: false);

    /// <summary>How the client names itself (RFC 9110 section 10.1.5).</summary>
    public static ProductInfoHeaderValue UserAgent { get; } =
        new("KornitX.PowerShell", typeof(HttpStack).Assembly.GetName().Version!.ToString(3));

    /// <summary>The proxy that requests go through, where they do.</summary>
    public static SystemProxy Proxy => new(
#if NETFRAMEWORK
        WebRequest.DefaultWebProxy);
#else
        HttpClient.DefaultProxy);
#endif

#if NETFRAMEWORK
    private static HttpClientHandler CreateHandler()
    {
        // Windows PowerShell may start with TLS 1.0 as its best offer. Zero means the system decides, which is better.
        if (ServicePointManager.SecurityProtocol != 0)
            ServicePointManager.SecurityProtocol |= SecurityProtocolType.Tls12;

        return new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = Decompression,
            MaxConnectionsPerServer = 256,
            Proxy = Proxy,
        };
    }

    /// <summary>
    /// HttpWebRequest sends a buffered POST again, unasked, when the kept-alive connection it chose turns out to be dead.
    /// A connection of its own for every request leaves it nothing to choose.
    /// </summary>
    public static void ForbidResending(HttpRequestMessage request)
    {
        request.Headers.ConnectionClose = true;
        request.Headers.ExpectContinue = false;
    }
#else
    private static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = Decompression,
        Proxy = Proxy,
        // Servers close idle connections after some seconds, Apache after 5. A request that crosses with that close
        // has an unknown outcome, so give a connection up before the server does.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(4),
    };

    /// <summary>SocketsHttpHandler does not send a body twice, and <see cref="SingleUseContent"/> would not let it.</summary>
    public static void ForbidResending(HttpRequestMessage request)
    {
        request.Version = HttpVersion.Version11;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
    }
#endif
}
