using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace KornitX.Client;

/// <summary>
/// Sends order requests to KornitX. Thread-safe: all callers share the connections, the tokens and the rate limit.
/// </summary>
public sealed class KornitXClient : IDisposable
{
    private readonly Dictionary<Operation, TokenCache> _tokens = [];
    private readonly CancellationTokenSource _closed = new();
    private readonly ServiceProvider _services;
    private readonly OrderSender _sender;
    private readonly TimeProvider _time;
    private int _disposed;

    /// <summary>Creates a client for one OAuth user. Sends nothing yet.</summary>
    /// <exception cref="ArgumentException">An address or number in the options is invalid.</exception>
    public KornitXClient(KornitXClientOptions options, NetworkCredential credential)
    {
        options.Validate();
        _time = options.TimeProvider;
        ClientProxy proxy = ClientProxy.Create(options);
        ProxyAddress = proxy.Find(options.ApiUri);
        _services = HttpStack.CreateProvider(proxy);
        HttpExchanger exchanger = new(_services, proxy, options.Timeout, options.TimeProvider);
        TokenEndpoint endpoint = new(exchanger, options.TokenUri, credential, options.TimeProvider);
        RetryPolicy<TokenGrant> retries = new(
            options.MaximumRetryCount,
            shouldRetry: result => result.IsTransient && !(result.RetryAfter > OutcomeClassifier.LongestWait),
            retryAfter: result => result.RetryAfter,
            reason: result => result.Failure!.Message,
            options.TimeProvider);
        foreach (Operation operation in Operation.All)
        {
            _tokens.Add(operation, new TokenCache(
                operation,
                (observer, cancellationToken) => retries.RunAsync(
                    () => endpoint.RequestAsync(operation, observer, cancellationToken), observer, cancellationToken),
                options.TimeProvider,
                _closed.Token));
        }

        RequestRateLimiter? rateLimiter = options.RequestsPerHour == 0 ? null : new RequestRateLimiter(
            options.RequestsPerHour, TimeSpan.FromHours(1), options.TimeProvider, _closed.Token);
        _sender = new OrderSender(
            new HttpTransport(
                exchanger, options.ApiUri, _tokens, rateLimiter), options.MaximumRetryCount, options.TimeProvider, _closed.Token);
    }

    /// <summary>The address of the proxy for requests to the API, without user and password; null if it is contacted directly.</summary>
    public Uri? ProxyAddress { get; }

    /// <summary>Requests a new token for an operation and caches it. Whatever goes wrong is a failure, not an exception.</summary>
    public Task<TokenGrant> RequestTokenAsync(
        Operation operation, IClientObserver? observer = null, CancellationToken cancellationToken = default) =>
        _tokens[operation].RenewAsync(observer, cancellationToken);

    /// <summary>Sends one order's request. Retries it only if it definitely had no effect.</summary>
    /// <param name="observer">Is notified of each exchange and wait.</param>
    /// <param name="cancellationToken">Aborts the request. If it was already being sent, its outcome is unknown.</param>
    /// <returns>The outcome. Network and server errors are outcomes, not exceptions.</returns>
    public Task<Outcome> SendAsync(
        BookingRequest request, IClientObserver? observer = null, CancellationToken cancellationToken = default) =>
        _sender.SendAsync(request, observer, cancellationToken);

    /// <summary>Starts a run of orders.</summary>
    /// <param name="journal">The journal that records the run, opened for this run; null for none. The run does not dispose it.</param>
    /// <param name="observer">Is notified of each exchange and wait.</param>
    /// <param name="changed">Is called when an outcome is available and when the run ends. On any thread, so it must not block.</param>
    /// <exception cref="InvalidOperationException">The journal was already used for a run.</exception>
    public OrderRun StartRun(OrderRunOptions options, Journal? journal = null, IClientObserver? observer = null, Action? changed = null)
    {
        journal?.Begin();
        return new OrderRun(_sender, options, journal, observer, _time, changed);
    }

    /// <summary>Discards the tokens and closes the connections.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        _closed.Cancel();
        _services.Dispose();
        _closed.Dispose();
    }
}
